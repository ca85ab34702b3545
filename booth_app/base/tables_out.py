"""Tables that leave the house as XLSX or CSV: what a person typed stays text, whatever program opens it.

A spreadsheet program runs a cell that begins with `=`, `+`, `-` or `@` (in full width too) as a formula. In XLSX a
cell says itself that it is text. CSV cannot say so: there an apostrophe is put before it, and `unguarded` takes exactly
these apostrophes away again.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter
from flask import Response, send_file

Cell = str | int | float | Decimal | date | datetime | None
"""What a cell may hold; a time is shown in the table's zone."""

DANGEROUS = "=＝﹦⁼₌+＋﹢⁺₊\ufb29-－﹣⁻₋@＠﹫\t\r"
"""Beginnings that a program takes for a formula: `= + - @` with all that fold to them, tab and carriage return."""

# A program may part a line elsewhere than we do (semicolons, tabs), so every possible beginning of a cell is guarded.
_BEGINS = r"(?:(?<=^)|(?<=[\n\r\t;,|\"]))"
_DANGER = rf"(?=[\s'\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069]*[{re.escape(DANGEROUS)}])"
_GUARD = re.compile(rf"{_BEGINS}{_DANGER}")
_GUARDED = re.compile(rf"{_BEGINS}'{_DANGER}")

LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet can hold."""
_LONGEST_TITLE = 31
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\'"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its heading in both languages; `width` in characters."""

    ar: str
    en: str
    width: int = 18


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings. `name` (ASCII) becomes the file's, `title` the sheet's; `rtl`: first column right."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    zone: ZoneInfo
    rtl: bool = True


def guarded(text: str) -> str:
    """Text that no program will run when it finds it in a CSV file."""
    return _GUARD.sub("'", text)


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return _GUARDED.sub("", text)


def as_csv(table: Table) -> bytes:
    """The table as CSV: UTF-8 with the mark that Excel needs to see that, every cell in quotation marks."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([f"{column.ar} / {column.en}" for column in table.columns])
    writer.writerows([[_plain(cell, table.zone) for cell in row] for row in table.rows])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table) -> bytes:
    """The table as a sheet: headings in both languages, fixed and filterable; text cells are text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    sheet = book.add_worksheet(table.title.translate(_NOT_IN_TITLES)[:_LONGEST_TITLE] or "Sheet")
    order = 2 if table.rtl else 1
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "reading_order": order})
    # Reading order 0: each cell's own first letter decides, as names come in both scripts.
    formats = {
        str: book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "reading_order": 0}),
        date: book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top"}),
        float: book.add_format({"valign": "top"}),
    }
    if table.rtl:
        sheet.right_to_left()
    for n, column in enumerate(table.columns):
        sheet.set_column(n, n, column.width)
        sheet.write_string(0, n, f"{column.ar}\n{column.en}", heading)
    last = 0
    for last, row in enumerate(table.rows, 1):
        for n, cell in enumerate(row):
            _write(sheet, (last, n), cell, zone=table.zone, formats=formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(table.columns) - 1)
    book.close()
    return out.getvalue()


WRITERS = {
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (as_csv, "text/csv"),
}
"""How a table is written, by the ending of the file's name."""


def attachment(table: Table, ending: str) -> Response:
    """The table as a file to be saved; never kept by a cache."""
    write, kind = WRITERS[ending]
    answer = send_file(
        io.BytesIO(write(table)), mimetype=kind, as_attachment=True, download_name=f"{table.name}.{ending}"
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _write(sheet: Any, at: tuple[int, int], cell: Cell, *, zone: ZoneInfo, formats: dict[type, Any]) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, datetime):
        sheet.write_datetime(*at, cell.astimezone(zone).replace(tzinfo=None), formats[datetime])
    elif isinstance(cell, date):
        sheet.write_datetime(*at, datetime(cell.year, cell.month, cell.day), formats[date])  # noqa: DTZ001 - a day
    elif isinstance(cell, str):
        sheet.write_string(*at, cell[:LONGEST_CELL], formats[str])
    else:
        sheet.write_number(*at, cell, formats[float])


def _plain(cell: Cell, zone: ZoneInfo) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    return guarded(cell) if isinstance(cell, str) else str(cell)
