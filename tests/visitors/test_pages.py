"""Public pages: who is named where, old numbers, searches, what machines read."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest
from sqlalchemy import event

from booth_app.claims.models import Claim, CoExhibitor
from booth_app.exhibitions.models import FormerNumber
from tests.kit import make
from tests.maps.conftest import Fair
from tests.visitors.conftest import Visits

PAGES = ("", "booths/A-101", "exhibitors", "search?q=a")


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_public_page_carries_the_reporting_line_and_no_cookie(visits: Visits, path: str, lang: str) -> None:
    answer = visits.visitor.get(f"/{lang}/forum/{path}")

    assert answer.status_code == 200
    assert 'href="tel:1909"' in answer.text
    assert "Set-Cookie" not in answer.headers
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!localhost)', answer.text.replace('rel="noopener', ""))


def test_list_and_map_show_the_same_booths_filtered_alike(visits: Visits) -> None:
    visits.fair.hold("A-101")
    visits.fair.close("A-104")

    html = visits.client("second").get("/en/forum/?state=free").text

    rows = set(re.findall(r'id="row-([^"]+)"', html))
    matched = set(re.findall(r'<g class="booth"(?![^>]*data-unmatched)[^>]*data-number="([^"]+)"', html))
    assert rows == matched == set(visits.fair.booths) - {"A-101", "A-104"}


def test_a_part_of_the_page_is_word_for_word_in_it(visits: Visits) -> None:
    page = visits.visitor.get("/en/forum/?q=A-103").text
    part = visits.visitor.get("/en/forum/?q=A-103", headers={"HX-Request": "true"})

    assert part.text.strip() in page
    assert part.headers["HX-Replace-Url"] == "/en/forum/?q=A-103"


def test_an_opened_booth_is_the_same_part_alone(visits: Visits) -> None:
    page = visits.visitor.get("/en/forum/booths/A-103").text
    part = visits.visitor.get("/en/forum/booths/A-103", headers={"HX-Request": "true"}).text

    assert part.strip() in page
    assert 'id="panel-title"' in part


def test_a_booth_is_found_however_its_number_is_typed(visits: Visits) -> None:
    for typed in ("a-101", "A‑101", "Ａ-101", "a-١٠١"):
        answer = visits.visitor.get(f"/en/forum/booths/{typed}")

        assert (answer.status_code, answer.headers["Location"]) == (301, "/en/forum/booths/A-101")


def test_an_old_number_leads_on_and_the_page_says_so(visits: Visits) -> None:
    with visits.fair.database.write() as session:
        session.add(FormerNumber(exhibition_id=1, number="A-9", booth_id=visits.fair.booths["A-101"], until=make.NOW))

    moved = visits.visitor.get("/en/forum/booths/a-9")
    there = visits.visitor.get(moved.headers["Location"])
    pretended = visits.visitor.get("/en/forum/booths/A-101?formerly=A-77")

    assert moved.headers["Location"] == "/en/forum/booths/A-101?formerly=A-9"
    assert "Booth \u2066A-9\u2069 is now \u2066A-101\u2069." in there.text
    assert "A-77" not in re.sub(r"<link[^>]*>|href=\"[^\"]*\"", "", pretended.text)


@pytest.mark.parametrize("path", ["booths/Z-9", "exhibitors/nobody", "booths/%00", "booths/<script>"])
def test_what_is_not_there_is_404_in_the_readers_language(visits: Visits, path: str) -> None:
    answer = visits.visitor.get(f"/ar/forum/{path}")

    assert answer.status_code == 404
    assert "الصفحة غير موجودة" in answer.text
    assert "<script>" not in answer.text


def test_an_exhibitor_is_named_once_its_booth_is_confirmed_and_not_before(visits: Visits) -> None:
    slug = visits.describe("second", name_en="Sanad Digital Centre")
    visits.fair.hold("A-101", visits.fair.second)
    assert visits.visitor.get(f"/en/forum/exhibitors/{slug}").status_code == 404
    assert "Sanad" not in visits.visitor.get("/en/forum/exhibitors").text

    visits.fair.assign("A-102")

    assert "Sanad" in visits.visitor.get("/en/forum/exhibitors").text
    page = visits.visitor.get(f"/en/forum/exhibitors/{slug}")
    assert page.status_code == 200
    assert "/en/forum/booths/A-102" in page.text
    assert "/en/forum/booths/A-101" not in page.text


@pytest.mark.parametrize(("lang", "name"), [("ar", "مركز سند الرقمي"), ("en", "Sanad Digital Centre")])
def test_a_booth_is_called_by_what_is_written_on_it(visits: Visits, lang: str, name: str) -> None:
    """WCAG 2.5.3: who speaks to the page says what they see."""
    visits.describe("second", name_ar="مركز سند الرقمي", name_en="Sanad Digital Centre")
    visits.fair.assign("A-102")

    html = visits.visitor.get(f"/{lang}/forum/").text

    tile = re.search(r'id="b-A-102".*?</a>', html, re.DOTALL).group()
    label = re.sub("[\u2066-\u2069,،]", "", re.search(r'aria-label="([^"]*)"', tile).group(1))
    written = re.search(r'<g class="tile-name">(.*?)</g>', tile, re.DOTALL)
    assert label.startswith(f"A-102 {name}")
    assert written is not None
    assert " ".join(re.sub("<[^>]*>", "", written.group(1)).split()) == f"A-102 {name}"


def test_a_guest_of_a_confirmed_booth_has_its_own_page_that_names_the_host(visits: Visits) -> None:
    host = visits.describe("second", name_en="Lead body")
    guest = visits.describe("first", name_en="Guest body")
    visits.fair.assign("A-102")
    with visits.fair.database.write() as session:
        claim = session.query(Claim.id).scalar()
        profile = session.connection().exec_driver_sql("SELECT id FROM profile WHERE slug = ?", (guest,)).scalar_one()
        session.add(CoExhibitor(claim_id=claim, profile_id=profile))

    theirs = visits.visitor.get(f"/en/forum/exhibitors/{guest}").text
    booth = visits.visitor.get("/en/forum/booths/A-102").text

    assert f"/en/forum/exhibitors/{host}" in theirs
    assert "/en/forum/booths/A-102" in theirs
    assert "Guest body" in booth
    assert "Lead body" in booth


@pytest.mark.parametrize(
    ("typed", "lang"),
    [("سند", "ar"), ("سـنَد", "en"), ("sanad", "ar"), ("sanda", "en"), ("فرز البلاغات", "ar"), ("triage", "en")],
)
def test_search_finds_names_and_tools_in_both_languages_through_spelling(visits: Visits, typed: str, lang: str) -> None:
    slug = visits.describe(
        "second", name_ar="مركز سند الرقمي", name_en="Sanad Digital Centre", tools=[("فرز البلاغات", "Report triage")]
    )
    visits.fair.assign("A-102")

    answer = visits.visitor.get(f"/{lang}/forum/search", query_string={"q": typed})

    assert f"/{lang}/forum/exhibitors/{slug}" in answer.text


def test_search_finds_a_booth_by_its_number_and_says_when_there_is_nothing(visits: Visits) -> None:
    found = visits.visitor.get("/ar/forum/search?q=١٠٤").text
    nothing = visits.visitor.get("/ar/forum/search", query_string={"q": "<b>لا شيء</b>"}).text

    assert "/ar/forum/booths/A-104" in found
    assert "لا نتائج للبحث عن «" in nothing
    assert "<b>لا" not in nothing


def test_suggestions_are_a_part_and_few(visits: Visits) -> None:
    part = visits.visitor.get("/en/forum/search?q=A-1", headers={"HX-Request": "true"}).text

    assert part.strip().startswith('<section id="found"')
    assert 1 <= part.count("<li>") <= 8


def test_search_does_not_find_who_may_not_be_named(visits: Visits) -> None:
    visits.describe("first", name_en="Hidden body")
    visits.fair.hold("A-101")

    assert "Hidden" not in visits.visitor.get("/en/forum/search?q=hidden").text
    assert visits.visitor.get("/en/forum/?q=hidden").text.count('class="booth-row"') == 0


def test_machines_read_the_same_facts(visits: Visits) -> None:
    slug = visits.describe("second", name_en='Body "with" </script> & more', about_en="What we do")
    visits.fair.assign("A-102")

    html = visits.visitor.get(f"/en/forum/exhibitors/{slug}").text
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])

    assert data["@type"] == "Organization"
    assert data["name"] == 'Body "with" </script> & more'
    assert data["location"]["name"] == "A-102"
    assert data["event"]["startDate"] == "2027-01-18"
    assert f'<link rel="canonical" href="http://localhost:5000/en/forum/exhibitors/{slug}">' in html


def test_the_exhibition_is_an_event_to_machines(visits: Visits) -> None:
    html = visits.visitor.get("/ar/forum/").text
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])

    assert (data["@type"], data["startDate"], data["endDate"]) == ("ExhibitionEvent", "2027-01-18", "2027-01-20")


def test_the_sitemap_names_every_public_page_in_both_languages_and_nothing_else(visits: Visits) -> None:
    named = visits.describe("second")
    hidden = visits.describe("first")
    visits.fair.assign("A-102")

    answer = visits.visitor.get("/sitemap.xml")
    root = ET.fromstring(answer.text)
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    places = [each.text for each in root.findall("s:url/s:loc", space)]

    assert answer.mimetype == "application/xml"
    for path in ("", "forum/", "forum/exhibitors", f"forum/exhibitors/{named}", "forum/programme"):
        for lang in ("ar", "en"):
            assert f"http://localhost:5000/{lang}/{path}" in places
    assert not any(hidden in each for each in places)
    assert all(len(each.findall("x:link", space)) == 2 for each in root.findall("s:url", space))
    for each in places:
        assert visits.visitor.get(each).status_code == 200


def test_robots_are_kept_from_what_is_private(visits: Visits) -> None:
    text = visits.visitor.get("/robots.txt").text

    assert "Disallow: /ar/staff/" in text
    assert "Disallow: /en/my/" in text
    assert "Sitemap: http://localhost:5000/sitemap.xml" in text


@pytest.mark.parametrize("path", ["picture.png", "booths/A-102/picture.png"])
def test_a_shared_link_has_a_picture(visits: Visits, path: str) -> None:
    visits.fair.assign("A-102")

    answer = visits.visitor.get(f"/ar/forum/{path}")
    again = visits.visitor.get(f"/ar/forum/{path}", headers={"If-None-Match": answer.headers["ETag"]})

    assert answer.mimetype == "image/png"
    assert answer.data.startswith(b"\x89PNG")
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["", "exhibitors", "programme"])
def test_a_link_to_a_list_says_what_it_is_and_shows_the_plan(visits: Visits, path: str) -> None:
    html = visits.visitor.get(f"/ar/forum/{path}").text

    assert '<meta property="og:image" content="http://localhost:5000/ar/forum/picture.png">' in html
    assert '<meta property="og:locale" content="ar_SA">' in html
    assert '<meta property="og:locale:alternate" content="en_GB">' in html
    assert re.search(r'<meta property="og:description" content="[^"]{10,}">', html)
    assert f'<link rel="canonical" href="http://localhost:5000/ar/forum/{path}">' in html


def test_a_page_names_its_picture_and_its_other_language(visits: Visits) -> None:
    html = visits.visitor.get("/ar/forum/booths/A-101?type=inline").text

    assert '<meta property="og:image" content="http://localhost:5000/ar/forum/booths/A-101/picture.png">' in html
    assert 'hreflang="en" href="http://localhost:5000/en/forum/booths/A-101?type=inline"' in html


def test_an_exhibition_without_a_plan_says_so(visits: Visits) -> None:
    with visits.fair.database.write() as session:
        make.exhibition(session, slug="later")

    answer = visits.visitor.get("/ar/later/")

    assert answer.status_code == 200
    assert "لم يُنشر المخطط بعد" in answer.text
    assert visits.visitor.get("/ar/later/exhibitors").status_code == 200
    assert visits.visitor.get("/ar/later/booths.json").json == {"change": 0, "booths": []}
    assert visits.visitor.get("/ar/later/picture.png").status_code == 404


def test_a_long_list_comes_in_part_and_whole_on_request(visits: Visits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("booth_app.visitors.plan.MOST_ROWS", 5)

    part = visits.visitor.get("/en/forum/?q=A-1").text
    whole = visits.visitor.get("/en/forum/?q=A-1&all=1").text

    assert part.count('class="booth-row"') == 5
    assert "/en/forum/?hall=a&amp;all=1&amp;q=A-1" in part
    assert whole.count('class="booth-row"') == 12


def test_a_list_of_more_booths_asks_the_database_no_more(visits: Visits, fair_on: Callable[..., Fair]) -> None:
    fair_on(visits.fair.database, 60, slug="larger")

    def asked(path: str) -> int:
        statements: list[str] = []
        engine = visits.fair.database.reader

        def count(*given: object) -> None:
            statements.append(str(given[2]))

        visits.visitor.get(path)
        event.listen(engine, "before_cursor_execute", count)
        visits.visitor.get(path)
        event.remove(engine, "before_cursor_execute", count)
        return len(statements)

    assert asked("/en/forum/?q=A") == asked("/en/larger/?q=A") <= 8
