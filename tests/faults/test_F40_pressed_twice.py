"""A real browser, with script and without: pressed twice, in two tabs, sent again from the back button. One claim, and
the page says what happened. And a hold that ends while its page is open.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from booth_app.accounts.models import User
from booth_app.base.db import Database
from booth_app.claims.models import Claim, TakenBooth
from tests.claims.world import World, build
from tests.kit.passes import issue
from tests.kit.server import SECRET, serve

pytestmark = pytest.mark.browser
BUTTON = "#claim-hold button[type=submit]"


@dataclass
class Site:
    """A world behind a real server, and people of its organisations."""

    world: World
    address: str
    person: Callable

    def arrive(self, n: int = 0, **options) -> Page:
        """A member of the n-th organisation, with a page."""
        with self.world.database.read() as session:
            key = session.get_one(User, self.world.people[n]).fs_uniquifier
        guest = self.person(self.address, **options)
        name, _, value = issue(SECRET, key, self.world.organisations[n]).cookie.partition("=")
        guest.context.add_cookies([{"name": name, "value": value, "url": self.address}])
        return guest.page

    def end(self, claim: int, seconds: float) -> None:
        """Let a hold end so many seconds from now."""
        end = datetime.now(UTC) + timedelta(seconds=seconds)
        with self.world.database.write() as session:
            session.execute(update(Claim).where(Claim.id == claim).values(held_until=end))
            session.execute(update(TakenBooth).where(TakenBooth.claim_id == claim).values(held_until=end))


@pytest.fixture
def site(sqlite_url, person) -> Iterator[Site]:
    database = Database(sqlite_url)
    now = datetime.now(UTC)
    world = build(database, now, booths=20, booking_opens_at=now - timedelta(days=1), booking_closes_at=None)
    with serve(sqlite_url) as server:
        yield Site(world, server.address, person)
    database.dispose()


def opened(page: Page, number: str = "A-101") -> None:
    page.goto(f"/en/forum/booths/{number}")
    page.wait_for_selector(BUTTON)


def test_F40_a_double_click_holds_once(site):
    page = site.arrive()
    opened(page)

    page.dblclick(BUTTON)

    expect(page.locator("#claim-panel")).to_have_attribute("data-own", "A-101")
    expect(page.locator("hold-countdown")).to_have_count(1)
    assert site.world.count(Claim) == 1


def test_F40_a_double_click_without_script_holds_once(site):
    page = site.arrive(java_script_enabled=False)
    opened(page)

    page.dblclick(BUTTON)

    expect(page).to_have_url(re.compile(r"/en/my/forum/claims/\d+$"))
    assert site.world.count(Claim) == 1


def test_F40_enter_pressed_twice_sends_once(site):
    page = site.arrive()
    claim = site.world.hold(0).claim_id
    page.goto(f"/en/my/forum/claims/{claim}")
    page.fill("#contact_name", "هدى السالم")
    page.check("#accepted")

    page.focus("#contact_name")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/en/my/forum/\?claim="))
    expect(page.locator(".flashes")).to_contain_text("is in and under review")
    assert site.world.kinds() == ["booth-held", "claim-submitted"]


def test_F41_the_second_tab_says_what_the_first_one_did(site):
    first = site.arrive()
    second = first.context.new_page()
    for tab in (first, second):
        opened(tab)

    first.click(BUTTON)
    expect(first.locator("#claim-panel")).to_have_attribute("data-own", "A-101")
    # The second tab hears of it by the feed; what it was about to press may be gone already.
    second.evaluate("document.querySelector('#claim-hold')?.requestSubmit()")

    expect(second.locator("#claim-panel")).to_have_attribute("data-own", "A-101")
    assert site.world.count(Claim) == 1


def test_F42_back_and_sent_again_is_no_second_request(site):
    page = site.arrive(java_script_enabled=False)
    opened(page)
    page.click(BUTTON)
    page.fill("#contact_name", "هدى السالم")
    page.check("#accepted")
    page.click("#request form .actions .primary")
    page.go_back()

    page.click("#request form .actions .primary")

    expect(page.locator("main")).to_contain_text("A-101")
    assert site.world.count(Claim) == 1
    assert site.world.kinds().count("claim-submitted") == 1


def test_the_loser_keeps_focus_on_what_happened_and_the_map_follows(site):
    page = site.arrive()
    opened(page, "A-105")
    page.route("**/feed*", lambda route: route.fulfill(status=404))  # the news must come with the answer itself
    page.reload()
    page.wait_for_selector(BUTTON)
    site.world.hold(4, by=1, at=1)

    page.click(BUTTON)

    notice = page.locator("#claim-panel [data-refusal=booth-taken]")
    expect(notice).to_be_focused()
    expect(page.locator("#b-A-105")).to_have_attribute("data-state", "held")
    expect(page.locator("#panel-state")).to_have_attribute("data-state", "held")
    expect(page.locator(".claim-choice")).to_have_count(3)


def test_the_countdown_warns_asks_the_server_and_leaves_the_form_as_it_was(site):
    page = site.arrive()
    claim = site.world.hold(0).claim_id
    site.end(claim, 4)
    page.goto(f"/en/my/forum/claims/{claim}")
    page.fill("#notes", "قرب المدخل")

    expect(page.locator("hold-countdown")).to_have_class(re.compile(r"\bbad\b"))
    expect(page.locator("#hold-banner .hold-over")).to_contain_text("has ended; what you typed is kept", timeout=15_000)

    expect(page.locator("hold-countdown")).to_have_count(0)
    expect(page.locator("#notes")).to_have_value("قرب المدخل")


def test_an_extension_from_the_banner_is_spoken_and_keeps_what_is_typed(site):
    page = site.arrive()
    claim = site.world.hold(0).claim_id
    page.goto(f"/ar/my/forum/claims/{claim}")
    page.fill("#notes", "قرب المدخل")

    page.click("hold-countdown form[action$=extend] button")

    expect(page.locator("#hold-banner > [role=status]")).to_contain_text("لا يتاح تمديد آخر")
    expect(page.locator("hold-countdown form[action$=extend]")).to_have_count(0)
    expect(page.locator("#notes")).to_have_value("قرب المدخل")
