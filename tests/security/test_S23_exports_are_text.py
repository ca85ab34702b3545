"""S23: no cell of an export is run as a formula, and what is read back is what was typed."""

import csv
import io
import unicodedata
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from booth_app.base.tables_out import DANGEROUS, Column, Table, as_csv, as_xlsx, guarded, unguarded

RIYADH = ZoneInfo("Asia/Riyadh")
ATTACKS = [
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "－1",
    " =1",
    "\u202e=1",
    "'=1",
    "a;=1",
    'a"\t=cmd',
    "safe\n=1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x")',
    "http://example.org",
    "_x000D_",
    "شركة",
    "12",
]


def table(*texts):
    return Table("t", "جدول", (Column("نص", "Text"),), [[text] for text in texts], RIYADH)


def read_csv(body):
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", ATTACKS)
def test_a_cell_of_a_sheet_is_text_and_comes_back_as_it_was(text):
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(table(text)))).active

    cell = sheet["A2"]
    # The reading library leaves the file format's spelling of a carriage return as it stands.
    value = cell.value.replace("_x000D_", "\r") if "\r" in text else cell.value
    assert (cell.data_type, value) == ("s", text)
    assert cell.hyperlink is None


@pytest.mark.parametrize("text", ATTACKS)
def test_a_cell_of_a_csv_file_begins_no_formula_and_comes_back_as_it_was(text):
    [_, [cell]] = read_csv(as_csv(table(text)))

    assert cell[0] not in DANGEROUS
    assert unguarded(cell) == text


@given(st.text(st.sampled_from("=+-@＝\t\r\n ;,|\"'\u200fa1ش"), max_size=12))
def test_guarding_is_undone_exactly_and_leaves_no_dangerous_beginning_after_any_separator(text):
    safe = guarded(text)

    assert unguarded(safe) == text
    for separator in '\n\r\t;,|"':
        for piece in safe.split(separator):
            assert not piece.lstrip(" \n\u200f").startswith(tuple("=+-@＝"))


@given(st.text(max_size=40))
def test_guarding_is_undone_exactly_for_any_text(text):
    assert unguarded(guarded(text)) == text


def test_every_character_that_folds_to_a_formulas_beginning_is_known():
    folding = {
        chr(n) for n in range(0x110000) if not 0xD800 <= n <= 0xDFFF and unicodedata.normalize("NFKC", chr(n)) in "=+-@"
    }

    assert folding - {""} <= set(DANGEROUS)


def test_numbers_and_days_stay_numbers_and_days_and_times_are_the_exhibitions():
    columns = (Column("أ", "N"), Column("ب", "D"), Column("ج", "T"), Column("د", "E"))
    moment = datetime(2026, 12, 6, 22, 30, tzinfo=UTC)
    made = Table("t", "T", columns, [[9.5, date(2027, 1, 18), moment, None]], RIYADH, rtl=False)

    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(made))).active
    row = [cell.value for cell in sheet[2]]
    lines = read_csv(as_csv(made))

    assert [row[0], row[1].isoformat(), row[2].isoformat(), row[3]] == [
        9.5,
        "2027-01-18T00:00:00",
        "2026-12-07T01:30:00",
        None,
    ]
    assert lines[1] == ["9.5", "2027-01-18", "2026-12-07 01:30", ""]


def test_a_sheet_reads_from_the_right_in_arabic_with_headings_in_both_languages():
    for_arabic = openpyxl.load_workbook(io.BytesIO(as_xlsx(table("x")))).active
    for_english = openpyxl.load_workbook(
        io.BytesIO(as_xlsx(Table("t", "T", (Column("نص", "Text"),), [], RIYADH, rtl=False)))
    ).active

    assert for_arabic.sheet_view.rightToLeft is True
    assert not for_english.sheet_view.rightToLeft
    assert for_arabic["A1"].value == "نص\nText"
    assert read_csv(as_csv(table("x")))[0] == ["نص / Text"]


def test_a_text_longer_than_a_cell_is_cut_and_the_sheet_still_opens():
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(table("ا" * 40_000)))).active

    assert len(sheet["A2"].value) == 32_767
