"""Tables out: whole, safe, without personal data for those who may not have it, and never unseen."""

import csv
import io

import openpyxl
import pytest
from sqlalchemy import update

from booth_app.base.tables_out import DANGEROUS, unguarded
from booth_app.claims.models import Claim
from booth_app.desk.exports import EXPORTS
from booth_app.exhibitors.models import Application, Organisation, Profile
from booth_app.journal import queries as journal
from tests.demos.pages import Stage
from tests.desk import scene as scenes

DESK = "/ar/staff/forum"
FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def scene(app):
    found = scenes.fill(app.extensions["database"])
    with app.extensions["database"].write() as session:
        session.execute(update(Organisation).values(name_en=FORMULA))
        session.execute(update(Application).values(about_en=FORMULA, contact_name=FORMULA))
        session.execute(update(Profile).values(name_en=FORMULA))
        session.execute(update(Claim).values(notes=FORMULA, contact_phone="+966500000000"))
    return found


def take(browser, table, ending="csv"):
    return browser.post(f"{DESK}/exports", data={"table": table, "ending": ending})


def rows(answer):
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("table", EXPORTS)
def test_every_table_is_written_in_both_formats_and_runs_nothing(app, scene, table):
    browser = scenes.staff(app, scene)

    found = rows(take(browser, table))
    sheet = openpyxl.load_workbook(io.BytesIO(take(browser, table, "xlsx").data)).active

    assert sheet.sheet_view.rightToLeft
    assert [cell.value.replace("\n", " / ") for cell in sheet[1]] == found[0]
    assert all(" / " in heading for heading in found[0])
    assert sheet.max_row == len(found) or (sheet.max_row, len(found)) == (1, 1)
    for line in found[1:]:
        for cell in line:
            assert not cell or cell[0] not in DANGEROUS
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            assert cell.data_type != "f"


def test_what_was_typed_is_read_back_from_either_format(app, scene):
    browser = scenes.staff(app, scene)

    lines = rows(take(browser, "claims"))
    column = next(n for n, heading in enumerate(lines[0]) if "Notes" in heading)
    sheet = openpyxl.load_workbook(io.BytesIO(take(browser, "claims", "xlsx").data)).active

    assert {unguarded(line[column]) for line in lines[1:]} == {FORMULA}
    assert {line[column].value for line in sheet.iter_rows(min_row=2)} == {FORMULA}


def test_codes_are_written_as_words_of_the_reader(app, scene):
    browser = scenes.staff(app, scene)

    booths, bodies = rows(take(browser, "booths")), rows(take(browser, "applications"))

    assert {line[5] for line in booths[1:]} <= {"صفّي", "زاوية", ""}
    assert {line[2] for line in bodies[1:]} == {"المملكة العربية السعودية"}


def test_a_showcase_stands_once_for_each_of_its_times(app, now):
    stage = Stage(app, now)
    twice, never = stage.scene.accepted(), stage.scene.accepted(title_en="Without a time")
    stage.scene.place(twice, "10:00")
    stage.scene.place(twice, "12:00", stage=1)

    found = rows(take(stage.staff("administrator"), "showcases"))

    column = {heading.split(" / ")[1]: n for n, heading in enumerate(found[0])}
    names = ("Title in English", "Begins", "Ends", "Place in English", "Presenters")
    assert never
    assert sorted([line[column[each]] for each in names] for line in found[1:]) == [
        ["Triage of reports", "2027-01-18 10:00", "2027-01-18 10:30", "Stage 1", "هالة العمري"],
        ["Triage of reports", "2027-01-18 12:00", "2027-01-18 12:30", "Stage 2", "هالة العمري"],
        ["Without a time", "", "", "", "هالة العمري"],
    ]


@pytest.mark.parametrize("table", ["booths", "claims", "exhibitors", "showcases"])
def test_a_viewer_has_tables_without_people_in_them(app, scene, table):
    whole = rows(take(scenes.staff(app, scene), table))[0]

    answer = take(scenes.staff(app, scene, "viewer"), table)

    assert answer.status_code == 200
    assert not [
        heading for heading in rows(answer)[0] if "Contact" in heading or "Phone" in heading or "E-mail" in heading
    ]
    assert "stand@example.org" not in answer.text
    if table in ("claims", "showcases"):
        assert len(rows(answer)[0]) < len(whole)


def test_who_took_what_stands_in_the_journal(app, scene):
    browser = scenes.staff(app, scene)

    take(browser, "claims", "xlsx")

    with app.extensions["database"].read() as session:
        [entry] = journal.page(session, scene.exhibition, kind="export-made")
    assert entry.actor.startswith("user:")
    assert entry.after == {"table": "claims", "format": "xlsx", "rows": 3, "personal": True}


def test_what_is_no_table_or_not_theirs_is_refused(app, scene):
    viewer = scenes.staff(app, scene, "viewer")

    assert take(viewer, "applications").status_code == 403
    assert take(viewer, "accounts").status_code == 422
    assert take(viewer, "booths", "exe").status_code == 422
    assert take(scenes.staff(app, scene, "layout"), "booths").status_code == 403
    with app.extensions["database"].read() as session:
        assert journal.page(session, scene.exhibition, kind="export-made") == []


def test_a_file_says_what_it_is_and_is_kept_by_no_cache(app, scene):
    answer = take(scenes.staff(app, scene), "booths")

    assert answer.headers["Content-Disposition"] == "attachment; filename=forum-booths.csv"
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
