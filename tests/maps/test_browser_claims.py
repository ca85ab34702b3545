"""Claims on the open map in a real browser: another was faster, another tab gave up, a form with errors, "back"."""

import re

import pytest
from playwright.sync_api import Page, expect

from booth_app.claims import services as claims
from tests.maps.conftest import Site

pytestmark = pytest.mark.browser

EN = {"locale": "en-GB"}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def tile(page: Page, number: str):
    return page.locator(f'.map-box .booth[data-number="{number}"]')


def deafen(page: Page) -> None:
    """Nothing of the feed reaches this page any more: whatever it shows, it does not know the newest."""
    page.route(re.compile(r"/feed\?"), lambda route: route.fulfill(content_type="text/event-stream", body=":\n\n"))


def test_a_lost_race_shows_on_a_phone_what_there_is_instead(site: Site) -> None:
    page = site.visit("first", **PHONE)
    deafen(page)
    page.goto(site.at("/ar/…/booths/A-105"))
    expect(page.locator("#claim-hold")).to_be_visible()
    site.fair.hold("A-105", site.fair.second)

    page.locator("#claim-hold button[type=submit]").tap()

    expect(page.locator("[data-refusal=booth-taken][role=alert]")).to_be_focused()
    expect(page.locator("#panel")).to_have_attribute("data-stop", "full")
    expect(page.locator(".claim-choice")).to_have_count(3)
    expect(page.locator(".claim-choice h3").first).to_be_in_viewport()
    expect(page.locator(".panel-why")).to_be_hidden()
    expect(tile(page, "A-105")).to_have_attribute("data-state", "held")
    page.locator(".claim-choice button").first.click()
    expect(page.locator("hold-countdown")).to_be_visible()


def test_a_booth_given_up_in_another_tab_is_ones_own_no_more(site: Site) -> None:
    claim = site.fair.hold("A-103")
    page = site.opened("/en/…/booths/A-103", "first", **EN)
    expect(tile(page, "A-103")).to_have_attribute("data-mine", "")
    expect(page.locator("hold-countdown")).to_have_count(1)

    site.fair.change(lambda session, now: claims.release(session, site.fair.first, claim, now=now))

    expect(tile(page, "A-103")).to_have_attribute("data-state", "free")
    expect(tile(page, "A-103")).not_to_have_attribute("data-mine", "")
    expect(page.locator("hold-countdown")).to_have_count(0)
    expect(page.locator("#panel-state")).to_have_text("Available")
    site.fair.assign("A-103")  # to another: not shown as one's own because it was once
    expect(tile(page, "A-103")).to_have_attribute("data-state", "confirmed")
    expect(tile(page, "A-103")).not_to_have_attribute("data-mine", "")


def test_a_booth_that_was_confirmed_elsewhere_stays_ones_own_and_its_clock_goes(site: Site) -> None:
    claim = site.fair.hold("A-103")
    page = site.opened("/en/…/booths/A-103", "first", **EN)
    expect(page.locator("hold-countdown")).to_have_count(1)

    def confirm(session, now) -> None:
        claims.release(session, site.fair.first, claim, now=now)
        booths = [site.fair.booths["A-103"]]
        body = site.fair.first.organisation_id
        claims.assign(session, site.fair.staff, body, booth_ids=booths, request_key="one-key-and-more", now=now)

    site.fair.change(confirm)

    expect(tile(page, "A-103")).to_have_attribute("data-state", "confirmed")
    expect(page.locator("hold-countdown")).to_have_count(0)
    expect(page.locator("#claim-panel")).to_contain_text("is confirmed")
    expect(tile(page, "A-103")).to_have_attribute("data-mine", "")


def test_the_clock_stays_in_sight_of_whoever_fills_in_and_leads_nowhere_else(site: Site) -> None:
    """Nothing in it throws away what is typed."""
    claim = site.fair.hold("A-103")
    page = site.visit("first", **PHONE)
    page.goto(site.at(f"/en/my/…/claims/{claim}"))
    page.fill("#notes", "Two tables, please.")
    expect(page.locator("[role=timer]")).to_be_in_viewport()

    site.fair.change(lambda session, now: claims.release(session, site.fair.first, claim, now=now))
    page.evaluate("document.querySelector('hold-countdown').dispatchEvent(new CustomEvent('hold-ask'))")

    expect(page.locator("hold-countdown")).to_have_count(0)
    expect(page.locator("#notes")).to_have_value("Two tables, please.")
    site.fair.hold("A-104")
    page.evaluate("document.getElementById('hold-banner').dispatchEvent(new CustomEvent('hold-look'))")
    expect(page.locator("[role=timer]")).to_be_in_viewport()
    expect(page.locator("#hold-banner a:visible")).to_have_count(0)


def test_back_from_a_form_with_errors_leads_to_where_one_came_from(site: Site) -> None:
    claim = site.fair.hold("A-103")
    page = site.opened("/en/…/booths/A-103", "first", **EN)
    page.locator("#claim-panel a.btn.primary").click()
    expect(page).to_have_url(re.compile(rf"/claims/{claim}$"))
    page.fill("#contact_name", "")

    page.get_by_role("button", name="Send request").click()
    expect(page.locator(".notice.bad[role=alert]")).to_be_focused()
    page.fill("#notes", "Two tables, please.")
    page.get_by_role("button", name="Save for later").click()
    expect(page.get_by_role("status").filter(has_text="saved")).to_be_visible()
    expect(page.locator("#notes")).to_have_value("Two tables, please.")
    page.go_back()

    expect(page.locator("#panel-title")).to_have_text("A-103")
