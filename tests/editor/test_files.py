"""An uploaded file of any format is looked at and asked about; nothing is a draft before somebody says so."""

import json
import re

import pytest
from sqlalchemy import func, select

from booth_app.layouts.models import PlanFile
from tests.editor.test_halls import drafts, sent, svg
from tests.kit import make
from tests.planfiles.dxfs import box, document, dxf, written

FOREIGN = svg(
    '<g id="Raum"><rect width="30" height="20" fill="#eee"/></g>'
    '<g id="攤位"><rect x="2" y="2" width="3" height="3" fill="#d5e7d0"/><text x="2.3" y="4" font-size="1">K-7</text>'
    '<rect x="12" y="2" width="3" height="3" fill="#d5e7d0"/></g>',
    attributes="",
)


def booths(space, _):
    box(space, 5, 5, 3, 3, "BOOTHS")
    space.add_text("A-102", height=0.4).set_placement((5.5, 6))


def waiting(desk) -> int:
    with desk.database.read() as session:
        return session.scalar(select(func.count()).select_from(PlanFile)) or 0


def text(page) -> str:
    """The words of a page, without markup and isolates."""
    markup = page if isinstance(page, str) else page.text
    plain = re.sub(r"<[^>]+>", " ", markup.replace("&nbsp;", " ").replace("\xa0", " "))
    return re.sub(r"\s+", " ", re.sub("[\u2066-\u2069]", "", plain))


def look(desk, data: bytes, **said: str) -> tuple[str, str]:
    """Upload a file; its page's address, and what stands on it."""
    answer = sent(desk, data, **said)
    assert answer.status_code == 303
    return answer.location, desk.client.get(answer.location).text


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (dxf(booths), "DXF"),
        (written(document(booths, version="R12")), "DXF"),
        (
            json.dumps(
                {
                    "type": "FeatureCollection",
                    "features": [
                        {
                            "type": "Feature",
                            "properties": {"kind": kind, "number": number},
                            "geometry": {
                                "type": "Polygon",
                                "coordinates": [[[x, x], [x + size, x], [x + size, x + size], [x, x + size], [x, x]]],
                            },
                        }
                        for kind, number, x, size in (("hall", "h", 0, 40), ("booth", "A-102", 5, 3))
                    ],
                }
            ).encode(),
            "GeoJSON",
        ),
    ],
    ids=["dxf", "dxf of 1992", "geojson"],
)
def test_a_file_of_another_format_is_seen_and_then_made_a_draft(desk, data, form):
    address, page = look(desk, data, name="plan.bin")

    assert form in text(page)
    assert "Booths 1" in text(page)
    assert '<svg class="glance"' in page
    assert ">A-102</text>" in page
    assert (drafts(desk), waiting(desk)) == (1, 1)

    made = desk.client.post(f"{address}/draft")

    assert (made.status_code, made.location) == (303, desk.url(2))
    assert desk.value(2).plan.numbered("A-102").key == desk.key("A-102")
    assert waiting(desk) == 0
    assert desk.client.get(address).status_code == 404


def test_what_is_guessed_is_told_and_the_unit_can_be_said(desk):
    address, page = look(desk, dxf(booths, units=4))  # 60 units, said to be millimetres

    assert 'data-note="unit-doubted"' in page
    assert re.search(r"Floor 2,?400", text(page))

    asked = desk.client.post(f"{address}/ask", data={"unit": "ft"})
    again = desk.client.get(asked.location).text

    assert asked.status_code == 303
    assert "unit-doubted" not in again
    assert re.search(r'<option value="ft" selected>', again)
    assert re.search(r"Floor 22[23]", text(again))
    desk.client.post(f"{address}/draft")
    assert desk.value(2).plan.area == pytest.approx(2400 * 0.3048**2, rel=1e-4)


def test_a_drawing_that_knows_nothing_of_ours_is_read_by_what_is_said_of_its_layers_and_colours(desk):
    address, page = look(desk, FOREIGN)

    assert "data-refused" in page
    assert 'name="layer-name" value="攤位"' in page
    assert desk.client.post(f"{address}/draft").status_code == 422
    assert drafts(desk) == 1

    said = {
        "metres_per_unit": "2",
        "layer-name": ["Raum", "攤位"],
        "layer-kind": ["hall", ""],
        "fill-name": ["#d5e7d0", "#eeeeee"],
        "fill-kind": ["booth", ""],
        "numbers": "text",
    }
    again = desk.client.get(desk.client.post(f"{address}/ask", data=said).location).text

    assert "data-refused" not in again
    assert "Booths 2" in text(again)
    assert 'data-note="named-here"' in again
    assert len(re.findall(r'<option value="(?:hall|booth)" selected>', again)) == 2

    desk.client.post(f"{address}/draft", data={"keep": "1"})
    assert [each.number for each in desk.value(2).plan.booths] == ["K-7", "BOOTH-1"]
    assert desk.value(2).plan.area == 60 * 40


def test_what_was_said_is_remembered_for_the_next_file_and_not_used_where_a_file_speaks_for_itself(desk):
    address, _ = look(desk, FOREIGN)
    said = {"layer-name": "Raum", "layer-kind": "hall", "fill-name": "#d5e7d0", "fill-kind": "booth"}
    desk.client.post(f"{address}/ask", data={**said, "metres_per_unit": "1"})
    desk.client.post(f"{address}/draft", data={"keep": "1"})

    _, again = look(desk, FOREIGN, metres_per_unit="1")
    _, profile = look(desk, svg())

    assert "Booths 2" in text(again)
    assert 'name="keep"' not in again
    assert "data-refused" not in profile
    assert not re.search(r'value="(?:hall|booth)" selected', profile)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_page_speaks_both_languages_and_draws_nothing_of_the_files_own(desk, lang):
    hostile = svg(
        '<g id="&lt;script&gt;alert(1)&lt;/script&gt;"><rect width="30" height="20" fill="url(http://evil.example/x)"/>'
        '<rect x="2" y="2" width="3" height="3" class="a"/><image href="http://evil.example/y"/></g>'
        "<style>.a{fill:url(//evil.example/z)}</style><script>alert(2)</script>"
    )

    _, page = look(desk, hostile, lang=lang)

    drawing = page.split('class="file-drawing"')[1].split("</svg>")[0]
    assert "evil" not in drawing
    assert "<script>alert" not in page
    assert 'fill="url' not in page
    assert ("ملف مخطط" if lang == "ar" else "Plan file for") in text(page)
    words = re.sub(r"<bdi[^>]*>.*?</bdi>|<svg.*?</svg>|<[^>]+>", " ", page.split('id="file"')[1], flags=re.DOTALL)
    if lang == "ar":
        assert not re.findall(r"\b(Layers|Booths|Unit of|Read it|Discard)\b", words)


def test_a_file_is_its_uploaders_alone(desk):
    address, _ = look(desk, dxf(booths))
    with desk.database.write() as session:
        other = make.staff(session, session.get_one(make.Exhibition, desk.exhibition_id), "layout")
    theirs = make.sign_in(desk.app.test_client(), other)

    for verb in ("ask", "draft", "drop"):
        assert theirs.post(f"{address}/{verb}").status_code == 404
    assert theirs.get(address).status_code == 404
    assert desk.client.get(address.replace("/a/files", "/zz/files")).status_code == 404
    assert waiting(desk) == 1


def test_a_file_can_be_let_go(desk):
    address, _ = look(desk, dxf(booths))

    answer = desk.client.post(f"{address}/drop")

    assert answer.status_code == 303
    assert "The file is discarded." in text(desk.client.get(answer.location))
    assert (waiting(desk), drafts(desk)) == (0, 1)


def test_a_unit_or_a_kind_that_there_is_none_of_is_not_taken(desk):
    address, _ = look(desk, dxf(booths))

    wrong = desk.client.post(f"{address}/ask", data={"metres_per_unit": "-1"})
    odd = {"unit": "furlong", "layer-name": "BOOTHS", "layer-kind": "stall", "numbers": "x"}
    desk.client.post(f"{address}/ask", data=odd)

    assert wrong.status_code == 422
    assert "Booths 1" in text(desk.client.get(address).text)
