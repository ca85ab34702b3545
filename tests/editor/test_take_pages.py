"""The page on which staff choose how to take a plan away, and the files that it gives."""

import io
import json
import re

import ezdxf
import openpyxl
import pypdfium2
import pytest

from booth_app.drawing.documents.papers import PAPERS, fit
from booth_app.editor.taking import FORMATS
from booth_app.planfiles import read_svg
from tests.drawing.test_confirmation import pages, words
from tests.editor.conftest import text
from tests.kit import make

PAGE = "/en/staff/forum/layouts/a/download"
KINDS = {
    "svg": "image/svg+xml",
    "dxf": "image/vnd.dxf",
    "geojson": "application/geo+json",
    "pdf": "application/pdf",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file(desk, page_lang="en", **chosen):
    return desk.client.get(f"/{page_lang}/staff/forum/layouts/a/download/plan", query_string=chosen)


def hall_b(desk) -> None:
    with desk.database.write() as session:
        make.hall(session, session.get_one(make.Exhibition, desk.exhibition_id), "b")


@pytest.mark.parametrize(("lang", "says"), [("en", "Print it at its actual size"), ("ar", "اطبعوه بمقاسه الفعلي")])
def test_the_page_offers_every_format_and_says_the_scale_on_each_paper(desk, lang, says):
    page = desk.client.get(f"/{lang}/staff/forum/layouts/a/download")

    assert page.status_code == 200
    assert says in text(page)
    assert [form for form in FORMATS if f'name="form" value="{form}"' not in page.text] == []
    offered = dict(re.findall(r"(A\d) – (1:\d+)", text(page)))
    plan = desk.value(desk.draft()).plan
    assert offered == {paper: f"1:{fit(plan, paper).scale}" for paper in PAPERS}
    assert len(set(offered.values())) > 2


def test_the_page_of_halls_leads_there(desk):
    assert f'href="{PAGE}"' in desk.client.get("/en/staff/forum/layouts").text


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_a_file_with_its_kind_and_a_plain_name(desk, form):
    answer = file(desk, form=form)

    assert answer.status_code == 200
    assert answer.mimetype == KINDS[form]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="plan-a-1.{form}"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_the_files_are_what_they_say(desk):
    assert read_svg(file(desk).data).plan.numbered("A-101") is not None
    assert ezdxf.read(io.StringIO(file(desk, form="dxf").text)).audit().errors == []
    assert json.loads(file(desk, form="geojson").data)["booth_app"]["crs"] == "local-metres"
    assert len(list(openpyxl.load_workbook(io.BytesIO(file(desk, form="xlsx").data)).active)) == 5


def test_paper_language_and_what_is_shown_are_chosen(desk):
    both = pypdfium2.PdfDocument(file(desk, form="pdf", lang="both", paper="A4").data)
    [states] = pages(file(desk, form="pdf", lang="en", paper="A2", show="booking").data)

    assert len(both) == 2
    assert {"Available", "States"} <= words(states)
    assert "A2" in words(states)


def test_without_a_choice_the_language_is_the_page_s(desk):
    [arabic] = pages(file(desk, "ar", form="pdf").data)

    assert "القاعة" in words(arabic)


def test_a_place_on_the_earth_is_given_by_both_figures(desk):
    placed = json.loads(file(desk, form="geojson", lon="46.6753", lat="٢٤٫٧١٣٦", bearing="12.5").data)
    half = file(desk, form="geojson", lon="46.6753")

    assert placed["booth_app"]["anchor"] == {"lon": 46.6753, "lat": 24.7136, "bearing": 12.5, "at": [0.0, 0.0]}
    assert half.status_code == 422
    assert "Write both longitude and latitude, or neither." in text(half)
    assert 'value="46.6753"' in half.text


@pytest.mark.parametrize(
    ("form", "chosen"),
    [
        ("png", {"width": "100"}),
        ("png", {"width": "9999999"}),
        ("png", {"width": "abc"}),
        ("geojson", {"lon": "200", "lat": "24"}),
        ("geojson", {"lon": "46", "lat": "89"}),
        ("geojson", {"lon": "46", "lat": "24", "bearing": "360"}),
        ("pdf", {"paper": "A9"}),
        ("pdf", {"show": "everything"}),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_no_file_is_made(desk, form, chosen):
    for lang, says in (("en", "No file was made."), ("ar", "لم يُنشأ أي ملف.")):
        answer = file(desk, lang, form=form, **chosen)

        assert answer.status_code == 422
        assert says in text(answer)
        assert f'id="{form}-{next(reversed(chosen))}-error"' in answer.text or 'aria-invalid="true"' in answer.text
        assert "Content-Disposition" not in answer.headers


def test_a_format_that_there_is_not_is_refused(desk):
    assert file(desk, form="dwg").status_code == 422


def test_a_hall_without_a_plan_has_nothing_to_take(desk):
    hall_b(desk)

    for address in ("download", "download/plan"):
        assert desk.client.get(f"/en/staff/forum/layouts/b/{address}").status_code == 409
        assert desk.client.get(f"/en/staff/forum/layouts/none/{address}").status_code == 404


@pytest.mark.parametrize("role", ["viewer", "sales", "programme", "layout", "administrator"])
def test_all_staff_may_take_what_they_may_read(desk, role):
    with desk.database.write() as session:
        person = make.staff(session, session.get_one(make.Exhibition, desk.exhibition_id), role)
    desk.client = make.sign_in(desk.app.test_client(), person)

    assert desk.client.get(PAGE).status_code == 200
    assert file(desk, form="geojson").status_code == 200


def test_strangers_and_exhibitors_take_nothing(desk):
    with desk.database.write() as session:
        organisation = make.organisation(session, session.get_one(make.Exhibition, desk.exhibition_id))
        owner = make.owner_of(session, organisation)
    exhibitor = make.sign_in(desk.app.test_client(), owner, organisation)

    for address in (PAGE, f"{PAGE}/plan"):
        assert exhibitor.get(address).status_code == 403
        assert desk.app.test_client().get(address).status_code == 303
