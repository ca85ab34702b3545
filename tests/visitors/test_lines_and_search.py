"""The reporting and help lines where nothing else is, and search by what people remember: a kind of tool, no name."""

import pytest

from tests.kit import make
from tests.visitors.conftest import Visits


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize(
    "path", ["forum/nothing/here", "staff/forum/nothing", "nothing/", "nothing/programme", "a/b/c/d"]
)
def test_an_address_that_leads_nowhere_keeps_the_reporting_line(visits: Visits, path: str, lang: str) -> None:
    answer = visits.visitor.get(f"/{lang}/{path}")

    assert answer.status_code == 404
    assert 'href="tel:1909"' in answer.text
    assert f'href="/{lang}/forum/"' in answer.text


def test_an_address_of_no_exhibition_among_several_names_none(visits: Visits) -> None:
    with visits.fair.database.write() as session:
        make.exhibition(session, "second", reporting_address="1910")

    lost = visits.visitor.get("/en/nothing/programme")
    below = visits.visitor.get("/en/second/nothing/here")

    assert (lost.status_code, "tel:19" in lost.text) == (404, False)
    assert (below.status_code, 'href="tel:1910"' in below.text, "1909" in below.text) == (404, True, False)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_list_of_exhibitions_carries_the_lines_of_each(visits: Visits, lang: str) -> None:
    with visits.fair.database.write() as session:
        make.exhibition(session, "second", reporting_address="1910")

    text = visits.visitor.get(f"/{lang}/").text

    assert 'href="tel:1909"' in text
    assert 'href="tel:1910"' in text


@pytest.mark.parametrize(
    ("typed", "lang"), [("ترشيح المحتوى", "ar"), ("ترشيح", "en"), ("filtering", "ar"), ("Network filtering", "en")]
)
def test_search_finds_exhibitors_by_the_kind_of_their_tools(visits: Visits, typed: str, lang: str) -> None:
    slug = visits.describe("second", name_ar="مركز", name_en="Centre", tools=[("أداة", "Tool")])
    visits.fair.assign("A-102")

    found = visits.visitor.get(f"/{lang}/forum/search", query_string={"q": typed}).text
    listed = visits.visitor.get(f"/{lang}/forum/exhibitors", query_string={"q": typed}).text

    assert f"/{lang}/forum/exhibitors/{slug}" in found
    assert f"/{lang}/forum/exhibitors/{slug}" in listed


def test_a_name_is_a_better_answer_than_a_kind(visits: Visits) -> None:
    kind = visits.describe("second", name_en="Aman Centre", category="filter")
    named = visits.describe("first", name_en="Filtering House", category="hotline")
    visits.fair.assign("A-102")
    visits.fair.assign("A-103", visits.fair.first)

    text = visits.visitor.get("/en/forum/search?q=filtering").text

    assert 0 < text.index(f"exhibitors/{named}") < text.index(f"exhibitors/{kind}")


@pytest.mark.parametrize("path", ["search", "exhibitors"])
def test_what_is_found_while_typing_is_what_a_plain_form_finds(visits: Visits, path: str) -> None:
    visits.describe("second", name_en="Sanad Centre")
    visits.fair.assign("A-102")

    page = visits.visitor.get(f"/en/forum/{path}?q=sanad")
    part = visits.visitor.get(f"/en/forum/{path}?q=sanad", headers={"HX-Request": "true"})

    assert part.text.strip() in page.text
    assert part.text.strip().startswith('<section id="found"')
    assert 'hx-replace-url="true"' in page.text  # what is found can be shared and come back to
