"""A published plan taken away by `flask plan export`, in every format."""

import io
import json

import ezdxf
import openpyxl
import pypdfium2
import pytest
import shapely
from flask.testing import FlaskCliRunner
from shapely.geometry import shape

from booth_app.claims import services as claims
from booth_app.editor.taking import FORMATS
from booth_app.layouts import queries
from booth_app.layouts import services as layouts
from booth_app.planfiles import read_svg
from booth_app.planfiles.geojson.anchor import Anchor
from tests.drawing.test_confirmation import pages, words
from tests.editor.conftest import Desk
from tests.kit import make

RIYADH = "46.6753,24.7136"


@pytest.fixture
def run(desk):
    """Run `plan export` for hall `a`; gives the result."""
    runner: FlaskCliRunner = desk.app.test_cli_runner()

    def made(*arguments: str, hall: str = "a"):
        return runner.invoke(args=["plan", "export", "--exhibition", "forum", "--hall", hall, *arguments])

    return made


def published(desk: Desk):
    with desk.database.read() as session:
        found = queries.published(session, desk.hall_id)
        assert found is not None
        return queries.drawn(session, found.revision_id)


def confirmed(desk: Desk, number: str) -> None:
    """A booth for an organisation called Bayyina, and another on hold for it."""
    with desk.database.write() as session:
        event = session.get_one(make.Exhibition, desk.exhibition_id)
        body = make.organisation(session, event, name_en="Bayyina", name_ar="بيّنة")
        claims.assign(session, desk.who, body.id, booth_ids=[desk.ids[number]], request_key="k" * 20, now=make.NOW)


def test_svg_is_what_is_written_where_nothing_is_asked_for(run, desk):
    plain, named = run(), run("--format", "svg")

    assert plain.exit_code == 0
    assert plain.stdout_bytes == named.stdout_bytes
    assert read_svg(plain.stdout_bytes).plan.numbered("A-101").outline == published(desk).numbered("A-101").outline


def test_dxf_opens_without_a_repair(run, desk):
    drawing = ezdxf.read(io.StringIO(run("--format", "dxf").stdout_bytes.decode()))

    assert drawing.audit().errors == []
    assert len(drawing.modelspace().query("INSERT[layer=='BOOTHS']")) == 4


def test_geojson_is_in_metres_or_on_the_earth(run, desk):
    plan = published(desk)
    local = json.loads(run("--format", "geojson").stdout_bytes)
    placed = json.loads(run("--format", "geojson", "--anchor", f"{RIYADH},30").stdout_bytes)

    assert local["booth_app"]["crs"] == "local-metres"
    assert placed["booth_app"]["anchor"] == {"lon": 46.6753, "lat": 24.7136, "bearing": 30.0, "at": [0.0, 0.0]}
    hall = shapely.transform(shape(placed["features"][0]["geometry"]), Anchor(46.6753, 24.7136, 30.0).metres)
    assert shapely.hausdorff_distance(hall, plan.halls[0].outline) < 0.001


@pytest.mark.parametrize(
    "wrong", ["46.7", "46.7,abc", "200,24", "46.7,24.7,400", "1,2,3,4", "nan,24", "46.7,24.7,0,1,inf"]
)
def test_an_anchor_that_says_no_place_is_refused_in_a_line(run, wrong):
    done = run("--format", "geojson", "--anchor", wrong)

    assert (done.exit_code, done.stdout_bytes) == (2, b"")
    assert done.stderr.startswith(f"--anchor {wrong}: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(("lang", "sheets"), [("ar", 1), ("en", 1), ("both", 2)])
def test_pdf_has_a_sheet_for_each_language(run, lang, sheets):
    made = run("--format", "pdf", "--lang", lang, "--paper", "A4").stdout_bytes

    read = pypdfium2.PdfDocument(made)
    assert len(read) == sheets
    assert sorted(round(each / 72 * 25.4) for each in read[0].get_size()) == [210, 297]


def test_pdf_says_who_published_it_and_when(run, desk):
    [english] = pages(run("--format", "pdf", "--lang", "en").stdout_bytes)

    assert {"Published", "by", "Hall", "Revision", "1448"} <= words(english)
    assert "A3" in words(english)


def test_states_and_names_are_shown_only_where_asked_for(run, desk):
    confirmed(desk, "A-102")

    layout, booking, public = (
        words(pages(run("--format", "pdf", "--lang", "en", "--paper", "A2", "--show", show).stdout_bytes)[0])
        for show in ("layout", "booking", "public")
    )

    assert not {"Bayyina", "Available", "Occupied"} & layout
    assert {"Bayyina", "Available", "Confirmed"} <= booking
    assert {"Bayyina", "Occupied"} <= public
    assert "Available" not in public


def test_png_is_as_wide_as_asked_for(run):
    made = run("--format", "png", "--width", "1234").stdout_bytes

    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(made[16:20]) == 1234


def test_a_picture_that_is_too_large_is_refused_in_a_line(run, desk):
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" data-metres-per-unit="1">'
        '<rect data-kind="hall" id="h" width="10" height="400"/></svg>'
    )
    draft = desk.draft(read_svg(drawing.encode()).plan)
    with desk.database.write() as session:
        layouts.publish(session, desk.who, draft, version=0, now=make.NOW)

    done = run("--format", "png", "--width", "8000")

    assert (done.exit_code, done.stdout_bytes) == (2, b"")
    assert done.stderr.startswith("--width 8000: the picture would be too large")


def test_xlsx_lists_the_booths_and_only_exhibitors_that_may_be_named(run, desk):
    confirmed(desk, "A-102")

    book = openpyxl.load_workbook(io.BytesIO(run("--format", "xlsx", "--lang", "en").stdout_bytes))

    headings, *rows = book.active.iter_rows(values_only=True)
    assert [each.partition("\n")[2] for each in headings] == [
        "Booth number", "Hall in Arabic", "Hall in English", "Type", "Zone in Arabic", "Zone in English", "Area (m²)",
        "Open sides", "Open towards", "Exhibitor in Arabic", "Exhibitor in English",
    ]  # fmt: skip
    assert [row[0] for row in rows] == ["A-101", "A-102", "A-103", "A-104"]
    assert [row[-1] for row in rows] == [None, "Bayyina", None, None]
    assert [row[6] for row in rows] == [9, 9, 9, 9]
    assert not book.active.sheet_view.rightToLeft


@pytest.mark.parametrize("form", FORMATS)
def test_a_hall_without_a_plan_is_refused_in_a_line(run, desk, form):
    with desk.database.write() as session:
        make.hall(session, session.get_one(make.Exhibition, desk.exhibition_id), "b")

    done = run("--format", form, hall="b")

    assert (done.exit_code, done.stdout_bytes, done.stderr) == (2, b"", "hall b has no published plan\n")


def test_what_there_is_not_is_said_with_what_there_is(run):
    done = run(hall="nowhere")

    assert (done.exit_code, done.stderr) == (2, "forum has no hall 'nowhere'; it has: a\n")
