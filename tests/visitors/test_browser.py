"""Public pages in a real browser, on the sample: quiet, without cookies, open to everyone."""

import re
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import create_engine, text

from tests.conftest import ROOT
from tests.kit.browser import Person
from tests.kit.passes import issue
from tests.kit.server import SECRET, Server, serve
from tests.kit.services import missing

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]

AXE = """(tags) => axe.run({ runOnly: tags, resultTypes: ["violations"] }).then((answer) =>
    answer.violations.map((each) => [each.id, each.nodes.slice(0, 3).map((node) => node.html.slice(0, 200))]))"""


@pytest.fixture
def come(sample_url: str, person: Callable[..., Person]) -> Iterator[Callable[..., Page]]:
    """People at the real server on the sample, signed in by their e-mail; visitors without one."""
    pages: list[Page] = []

    def arrive(server: Server, email: str = "", **options: object) -> Page:
        guest = person(server.address, **options)
        if email:
            with create_engine(sample_url).connect() as connection:
                known = text("SELECT fs_uniquifier FROM account WHERE email = :email")
                uniquifier = connection.execute(known, {"email": email}).scalar_one()
            name, _, value = issue(SECRET, uniquifier).cookie.partition("=")
            guest.context.add_cookies([{"name": name, "value": value, "url": server.address}])
        pages.append(guest.page)
        return guest.page

    with serve(sample_url) as server:
        yield lambda *given, **options: arrive(server, *given, **options)
        for page in pages:
            page.goto("about:blank")


def exhibitor(page: Page) -> str:
    """The address of some exhibitor."""
    page.goto("/en/forum/exhibitors")
    return page.locator(".exhibitor-card h2 a").first.get_attribute("href").removeprefix("/en")


def test_visitors_get_no_cookie_and_no_request_leaves_the_site(come: Callable[..., Page]) -> None:
    """P16."""
    page = come(locale="en-GB")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    one = exhibitor(page)

    for path in (
        "/forum/",
        "/forum/booths/A-305",
        "/forum/exhibitors",
        one,
        "/forum/search?q=sanad",
        "/forum/programme",
    ):
        page.goto(f"/en{path}")
        page.wait_for_load_state("load")

    home = page.url.split("/en/")[0]
    assert [each for each in asked if not each.startswith((home, "data:"))] == []
    assert page.context.cookies() == []
    assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0


def test_a_visitor_finds_an_exhibitor_by_a_typed_name_and_comes_to_its_booth(come: Callable[..., Page]) -> None:
    page = come()
    page.goto("/ar/forum/search")

    page.fill("#search-q", "سند")

    expect(page.locator("#found .results a").first).to_contain_text("سند")
    page.locator("#found a[href*=exhibitors]").first.click()
    expect(page.locator("h1")).to_contain_text("سند")
    page.locator(".places a").first.click()
    expect(page.locator("#panel-title")).to_contain_text("سند")
    expect(page.locator(".plan-selection").first).to_be_attached()


def test_the_exhibitors_are_filtered_by_category_and_text(come: Callable[..., Page]) -> None:
    page = come(locale="en-GB")
    page.goto("/en/forum/exhibitors")
    everyone = page.locator(".exhibitor-card").count()

    page.locator(".chip", has_text="Hotlines").click()

    expect(page.locator(".exhibitor-card")).not_to_have_count(everyone)
    expect(page.locator("#found [role=status]")).to_have_text(re.compile("exhibitor"))
    assert {each.strip() for each in page.locator(".exhibitor-card > p:nth-of-type(1)").all_inner_texts()} == {
        "Hotlines"
    }


def test_structured_data_breaks_no_policy(come: Callable[..., Page]) -> None:
    """Data in a script element is no script to the content policy: a violation would be said in the console."""
    page = come(locale="en-GB")

    page.goto("/en" + exhibitor(page))

    assert page.locator('script[type="application/ld+json"]').count() == 1
    page.goto("/en/forum/")
    assert page.locator('script[type="application/ld+json"]').count() == 1


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(come: Callable[..., Page], lang: str) -> None:
    engine = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not engine.exists():
        missing("axe-core")
    one = exhibitor(come(locale="en-GB"))
    pages = {
        "": [
            "/",
            "/forum/",
            "/forum/booths/A-305",
            "/forum/booths/A-202",
            "/forum/exhibitors",
            one,
            "/forum/search?q=s",
        ],
        "sanad@sample.example": ["/forum/", "/forum/booths/A-202?state=free", "/forum/?q=nothing-like-it"],
        "sales@sample.example": ["/forum/?hall=b", "/forum/booths/A-305"],
    }
    found = {}
    for (email, addresses), (width, theme) in product(pages.items(), [(390, "dark"), (1440, "light")]):
        page = come(email, viewport={"width": width, "height": 900}, color_scheme=theme, bypass_csp=True)
        for address in addresses:
            page.goto(f"/{lang}{address}")
            page.wait_for_timeout(200)
            page.evaluate(engine.read_text(encoding="utf-8") + ";0")
            wrong = page.evaluate(AXE, TAGS)
            sideways = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            if wrong or sideways:
                found[email, address, width, theme] = (wrong, sideways)

    assert found == {}


def test_at_320_pixels_nothing_but_the_map_scrolls_sideways(come: Callable[..., Page]) -> None:
    page = come("sanad@sample.example", viewport={"width": 320, "height": 640})

    for path in ("/ar/forum/", "/ar/forum/booths/A-202", "/ar/forum/exhibitors", "/en/forum/search?q=a"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_booth_too_small_for_a_finger_is_brought_nearer_before_it_opens(come: Callable[..., Page]) -> None:
    page = come(viewport={"width": 360, "height": 780}, has_touch=True)
    page.goto("/ar/forum/")
    page.wait_for_selector("plan-map[data-followed]", state="attached")
    shape = page.locator('.map-box .booth[data-number="A-202"] .tile-shape')
    assert shape.bounding_box()["width"] < 24

    shape.tap()
    wide = "(px) => document.querySelector('#b-A-202 .tile-shape').getBoundingClientRect().width > px"
    page.wait_for_function(wide, arg=40)
    assert page.locator(".panel-inside").count() == 0
    shape.tap()

    expect(page.locator("#panel-title")).to_be_visible()
