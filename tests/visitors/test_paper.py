"""The plan that visitors print."""

import pypdfium2
import pytest

from tests.drawing.test_confirmation import pages, words
from tests.visitors.conftest import Visits


def said(visits: Visits, path: str = "/en/forum/plan.pdf") -> set[str]:
    """The words on the first sheet."""
    return words(pages(visits.visitor.get(path).data)[0])


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_map_leads_to_the_plan_to_print(visits: Visits, lang: str) -> None:
    assert f'href="/{lang}/forum/plan.pdf?hall=a"' in visits.visitor.get(f"/{lang}/forum/").text


def test_it_is_one_sheet_in_the_page_s_language(visits: Visits) -> None:
    answer = visits.visitor.get("/ar/forum/plan.pdf?hall=a")

    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="plan-a.pdf"'
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert len(pypdfium2.PdfDocument(answer.data)) == 1
    assert "القاعة" in words(pages(answer.data)[0])


@pytest.mark.parametrize(("paper", "sides"), [("A4", [210, 297]), ("A3", [297, 420])])
def test_it_fits_on_paper_that_people_have(visits: Visits, paper: str, sides: list[int]) -> None:
    made = visits.visitor.get(f"/en/forum/plan.pdf?paper={paper}").data

    assert sorted(round(each / 72 * 25.4) for each in pypdfium2.PdfDocument(made)[0].get_size()) == sides


@pytest.mark.parametrize("paper", ["A0", "A9", "a4", ""])
def test_other_paper_is_not_there(visits: Visits, paper: str) -> None:
    assert visits.visitor.get(f"/en/forum/plan.pdf?paper={paper}").status_code == 404


def test_it_tells_who_is_confirmed_and_nothing_else(visits: Visits) -> None:
    """Neither a hold nor who published the plan, to a visitor and to staff alike: it is the public's sheet."""
    visits.fair.hold("A-101")
    visits.fair.assign("A-102")

    found = said(visits)

    assert "Occupied" in found
    assert not {"hold", "Available", "Reserved", "by"} & found


def test_it_is_made_anew_when_what_visitors_see_changes_and_not_before(visits: Visits) -> None:
    def tag() -> str:
        return visits.visitor.get("/en/forum/plan.pdf").headers["ETag"]

    first = tag()
    visits.fair.hold("A-101")
    assert tag() == first
    visits.fair.assign("A-102")
    assert tag() != first


def test_what_has_not_changed_is_not_sent_again(visits: Visits) -> None:
    first = visits.visitor.get("/en/forum/plan.pdf")

    again = visits.visitor.get("/en/forum/plan.pdf", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")


def test_a_visitor_may_keep_it_to_ask_again_and_nobody_keeps_what_a_signed_in_reader_got(visits: Visits) -> None:
    assert visits.visitor.get("/en/forum/plan.pdf").headers["Cache-Control"] == "no-cache"
    assert visits.client("first").get("/en/forum/plan.pdf").headers["Cache-Control"] == "no-store"
