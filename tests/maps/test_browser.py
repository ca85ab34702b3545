"""The map in a real browser: followed live, walked by keyboard, moved, filtered, without a script, on a phone."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from booth_app.claims import services as claims
from booth_app.layouts import services as layouts
from tests.maps.conftest import Site

pytestmark = pytest.mark.browser

EN = {"locale": "en-GB"}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def tile(page: Page, number: str):
    return page.locator(f'.map-box .booth[data-number="{number}"]')


def state(page: Page, number: str) -> str | None:
    return tile(page, number).get_attribute("data-state")


def focused(page: Page) -> str | None:
    return page.evaluate("document.activeElement.closest('.booth')?.dataset.number ?? null")


def view_box(page: Page) -> list[float]:
    return [float(each) for each in page.locator(".map-box svg.plan").get_attribute("viewBox").split()]


def enter_map(page: Page) -> None:
    page.locator('.map-box .booth a[tabindex="0"]').focus()


def test_a_change_by_another_is_seen_in_both_languages_within_two_seconds(site: Site) -> None:
    arabic, english = site.opened("/ar/…/", "second"), site.opened("/en/…/", "second", **EN)
    tile(english, "A-105").locator("a").focus()
    site.fair.hold("A-105")

    for page in (arabic, english):
        expect(tile(page, "A-105")).to_have_attribute("data-state", "held", timeout=2000)
        expect(page.locator("#row-A-105")).to_have_attribute("data-state", "held")
        expect(page.locator("#count-a-held")).to_have_text("1")
    expect(tile(english, "A-105").locator("a")).to_have_attribute("aria-label", re.compile("A-105.*, On hold, Inline"))
    expect(tile(arabic, "A-105").locator("a")).to_have_attribute("aria-label", re.compile("محجوز مبدئيًا"))
    assert focused(english) == "A-105"
    expect(english.locator("[data-announce]")).to_have_text(re.compile(r"^Changed: \S*A-105\S*, On hold"))


def test_the_selected_booth_stays_selected_when_another_takes_it_and_its_panel_says_so(site: Site) -> None:
    page = site.opened("/en/…/booths/A-105", "second", **EN)
    expect(page.locator("#panel-state")).to_have_text("Available")

    site.fair.hold("A-105")

    expect(page.locator("#panel-state")).to_have_text("On hold", timeout=4000)
    expect(page.locator(".panel-why")).to_contain_text("On hold for another exhibitor until")
    assert tile(page, "A-105").get_attribute("data-selected") is not None


def test_a_visitor_sees_who_is_there_and_nothing_of_holds(site: Site) -> None:
    page = site.opened("/en/…/", **EN)
    site.fair.hold("A-101")
    site.fair.assign("A-102")

    expect(tile(page, "A-102")).to_have_attribute("data-state", "occupied", timeout=2000)
    assert state(page, "A-101") == "empty"
    expect(page.locator("#tally-a")).to_have_text("1 exhibitor")
    assert page.context.cookies() == []


def test_what_is_on_at_a_stage_comes_and_goes_by_the_clock_without_a_reload(site: Site) -> None:
    """Also in the panel of whose it is. Of its beginning and end nobody tells: the page knows when it has to ask."""
    site.fair.assign("A-102")
    page = site.opened("/en/…/booths/A-102", **EN)
    page.evaluate("globalThis.here = true")
    badge, live, panel = page.locator("#plan-live text"), page.locator("#live"), page.locator("#panel .panel-slot")
    now = datetime.now(UTC)

    slot = site.fair.shows(now + timedelta(seconds=5), now + timedelta(seconds=10), "Sorting reports")
    site.fair.tell("slot-placed", slot)
    expect(panel).to_contain_text("Sorting reports", timeout=4000)
    expect(live).to_contain_text("Sorting reports", timeout=10_000)
    expect(badge).to_have_text("Now")
    expect(panel.locator(".tag.now")).to_have_text("Now")
    expect(live).not_to_contain_text("Sorting reports", timeout=10_000)
    expect(badge).to_have_count(0)
    expect(panel).to_have_count(0)

    assert page.evaluate("globalThis.here")


def test_a_new_name_is_on_the_open_map_and_in_the_open_panel(site: Site) -> None:
    site.fair.assign("A-102")
    page = site.opened("/en/…/booths/A-102", **EN)

    site.fair.rename(site.fair.second, "Rafeeq Labs")

    expect(tile(page, "A-102").locator("a")).to_have_attribute("aria-label", re.compile("Rafeeq Labs"), timeout=2000)
    expect(page.locator("#row-A-102")).to_contain_text("Rafeeq Labs")
    expect(page.locator("#panel")).to_contain_text("Rafeeq Labs")


def test_a_new_plan_is_fetched_by_open_pages_where_they_look(site: Site) -> None:
    page = site.opened("/en/…/", "second", **EN)
    page.get_by_role("button", name="Zoom in").click()
    before = view_box(page)

    def publish(session, now):
        draft = layouts.start_draft(session, site.fair.staff, site.fair.hall_id, now=now)
        return layouts.publish(session, site.fair.staff, draft, version=0, now=now)

    with page.expect_response(lambda answer: "part=scene" in answer.url):
        site.fair.change(publish)

    expect(page.locator(".map-box .booth")).to_have_count(20)
    assert view_box(page) == before
    site.fair.hold("A-103")
    expect(tile(page, "A-103")).to_have_attribute("data-state", "held", timeout=2000)


def test_a_broken_connection_is_said_and_made_good(site: Site) -> None:
    page = site.opened("/en/…/", "second", **EN)

    page.context.set_offline(True)
    expect(page.locator(".map-offline")).to_have_text(re.compile(r"^Offline\. The map shows data from .\d\d:\d\d"))
    site.fair.hold("A-104")
    page.context.set_offline(False)

    expect(tile(page, "A-104")).to_have_attribute("data-state", "held", timeout=15_000)
    expect(page.locator(".map-offline")).to_be_hidden()


def test_the_keyboard_walks_the_map_as_it_lies_opens_and_comes_back(site: Site) -> None:
    """Twenty booths in two rows of ten: A-101 to A-110 above, A-111 to A-120 below. Left is left in Arabic as well."""
    page = site.opened("/ar/…/", "first")
    enter_map(page)
    assert focused(page) == "A-101"

    for key, number in (
        ("ArrowRight", "A-102"), ("ArrowDown", "A-112"), ("ArrowLeft", "A-111"), ("ArrowUp", "A-101"),
        ("ArrowLeft", "A-101"), ("End", "A-110"), ("Home", "A-101"), ("PageDown", "A-111"), ("PageUp", "A-101"),
    ):  # fmt: skip
        page.keyboard.press(key)
        assert focused(page) == number, key

    page.keyboard.type("a107")
    assert focused(page) == "A-107"
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_have_text("A-107")
    expect(page).to_have_url(re.compile("/booths/A-107$"))
    assert focused(page) == "A-107"
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_be_focused()
    page.keyboard.press("Escape")
    assert focused(page) == "A-107"
    page.keyboard.press("/")
    expect(page.locator("#plan-q")).to_be_focused()


def test_only_one_booth_is_in_the_tab_order_and_the_list_comes_first(site: Site) -> None:
    page = site.opened("/en/…/", "first", **EN)

    assert page.locator('.map-box .booth a[tabindex="0"]').count() == 1
    order = page.evaluate(
        "[...document.querySelectorAll('.booth-row a, #plan-q, .map-box .booth a[tabindex=\"0\"], #panel')]"
        ".map((each) => each.closest('.booth-row') ? 'list' : each.closest('.booth') ? 'map' : each.id)"
    )
    assert [each for n, each in enumerate(order) if n == 0 or order[n - 1] != each] == [
        "list",
        "plan-q",
        "map",
        "panel",
    ]


def test_zooming_keeps_numbers_readable_patterns_in_pixels_and_the_hall_in_view(site: Site) -> None:
    site.fair.hold("A-101")
    page = site.opened("/en/…/", "second", **EN)
    enter_map(page)
    whole = view_box(page)

    for _ in range(4):
        page.keyboard.press("+")

    near = view_box(page)
    k = near[2] / page.locator(".map-box").bounding_box()["width"]
    assert near[2] < whole[2] / 4
    assert float(page.locator(".map-box .plan-scene").get_attribute("font-size")) == pytest.approx(11 * k, rel=0.01)
    pattern = page.locator(".map-box pattern[id$=held]").get_attribute("patternTransform")
    assert float(re.search(r"scale\(([\d.]+)\)", pattern)[1]) == pytest.approx(k, rel=0.01)
    assert page.locator(".map-box svg.plan").evaluate("(svg) => svg.style.willChange") == ""
    page.keyboard.press("0")
    assert view_box(page) == whole
    page.keyboard.press("-")
    assert view_box(page) == whole


def test_the_wheel_zooms_at_the_pointer_with_ctrl_or_focus_and_else_says_how(site: Site) -> None:
    page = site.opened("/en/…/", "first", **EN)
    box = page.locator(".map-box").bounding_box()
    x, y = box["x"] + box["width"] * 0.75, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    whole = view_box(page)

    page.mouse.wheel(0, -300)
    expect(page.locator(".map-hint")).to_be_visible()
    assert view_box(page) == whole

    enter_map(page)
    page.mouse.wheel(0, -300)
    page.wait_for_function(
        "(wide) => document.querySelector('.map-box svg.plan').viewBox.baseVal.width < wide", arg=whole[2]
    )
    near = view_box(page)
    fixed = whole[0] + whole[2] * 0.75
    assert near[0] + near[2] * 0.75 == pytest.approx(fixed, abs=near[2] / box["width"] * 2)


def test_a_drag_moves_the_plan_and_opens_nothing_and_a_press_opens(site: Site) -> None:
    page = site.opened("/en/…/", "first", **EN)
    page.get_by_role("button", name="Zoom in").click()
    before = view_box(page)
    box = tile(page, "A-105").locator(".tile-shape").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 10, steps=5)
    assert "translate" in page.locator(".map-box svg.plan").evaluate("(svg) => svg.style.transform")
    assert view_box(page) == before
    page.mouse.up()

    after = view_box(page)
    k = before[2] / page.locator(".map-box").bounding_box()["width"]
    assert before[0] - after[0] == pytest.approx(60 * k, rel=0.05)
    expect(page.locator(".panel-inside")).to_have_count(0)
    tile(page, "A-105").locator(".tile-shape").click()
    expect(page.locator("#panel-title")).to_have_text("A-105")


def test_the_filter_stands_in_the_address_and_holds_for_list_and_map(site: Site) -> None:
    site.fair.hold("A-101", site.fair.second)
    page = site.opened("/en/…/", "first", **EN)

    page.get_by_text("Available now").click()

    expect(page.locator(".booth-row")).to_have_count(19)
    expect(page).to_have_url(re.compile(r"/en/[\w-]+/\?.*state=free"))
    expect(tile(page, "A-101")).to_have_attribute("data-unmatched", "")
    assert tile(page, "A-102").get_attribute("data-unmatched") is None
    page.reload()
    expect(page.locator(".booth-row")).to_have_count(19)
    expect(tile(page, "A-101")).to_have_attribute("data-unmatched", "")
    expect(page.locator("#state-free")).to_be_checked()
    page.fill("#plan-q", "١٠٧")
    expect(page.locator(".booth-row")).to_have_count(1)
    page.fill("#plan-q", "غير موجود")
    expect(page.locator(".list-empty")).to_contain_text("No results for")
    page.get_by_role("link", name="Clear the filter").click()
    expect(page.locator(".booth-row")).to_have_count(20)


def test_a_change_leaves_the_filters_marks_where_they_are(site: Site) -> None:
    page = site.opened("/en/…/?state=free", "second", **EN)

    site.fair.hold("A-103")

    expect(tile(page, "A-103")).to_have_attribute("data-state", "held", timeout=2000)
    expect(page.locator("#row-A-103")).to_be_visible()  # nothing moves under one's finger


def test_ones_own_booths_are_marked_and_stay_so_through_changes(site: Site) -> None:
    claim = site.fair.hold("A-103")
    page = site.opened("/en/…/", "first", **EN)

    expect(tile(page, "A-103")).to_have_attribute("data-mine", "")
    site.fair.assign("A-104")
    expect(tile(page, "A-104")).to_have_attribute("data-state", "confirmed", timeout=2000)
    expect(tile(page, "A-103")).to_have_attribute("data-mine", "")
    assert tile(page, "A-104").get_attribute("data-mine") is None
    site.fair.change(lambda session, now: claims.extend(session, site.fair.first, claim, now=now))
    expect(page.locator("#row-A-103 .row-end")).to_have_text("Your hold or booking")


def test_a_hold_by_ones_own_press_marks_tile_row_and_legend(site: Site) -> None:
    page = site.opened("/en/…/booths/A-103", "first", **EN)

    page.get_by_role("button", name="Hold for 15 minutes").click()

    expect(page.locator("#panel-state")).to_have_text("Your hold or booking")
    expect(tile(page, "A-103")).to_have_attribute("data-mine", "")
    expect(page.locator("#row-A-103 .row-end")).to_have_text("Your hold or booking")
    expect(page.locator("[data-mine-count]")).to_have_text("1")
    # Its number stands on its own colour at every zoom, not on the plate of the state below.
    for label in ("last", "full"):
        tile(page, "A-103").evaluate("(each, label) => (each.dataset.label = label)", label)
        plates = tile(page, "A-103").locator("rect")
        assert plates.evaluate_all("(all) => all.map((each) => getComputedStyle(each).display)") == ["none", "none"]


def test_opening_from_the_list_marks_row_and_tile_and_back_returns(site: Site) -> None:
    page = site.opened("/en/…/", "first", **EN)

    page.locator("#row-A-109 a").click()

    expect(page.locator("#panel-title")).to_have_text("A-109")
    expect(page.locator("#row-A-109")).to_have_attribute("aria-current", "true")
    expect(tile(page, "A-109")).to_have_attribute("data-selected", "")
    expect(page).to_have_title(re.compile("^Booth .A-109. · "))
    page.get_by_role("link", name="Close").click()
    expect(page.locator(".panel-inside")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/en/[\w-]+/\?hall=a$"))
    page.go_back()
    expect(page.locator("#panel-title")).to_have_text("A-109")


def test_without_a_script_every_booth_is_a_link_and_the_filter_a_form(site: Site) -> None:
    site.fair.hold("A-101")
    page = site.opened("/en/…/", "first", java_script_enabled=False, **EN)

    expect(tile(page, "A-101")).to_have_attribute("data-state", "mine")
    page.locator("#row-A-105 a").click()
    expect(page.locator("#panel-title")).to_have_text("A-105")
    expect(page.locator(".plan-selection")).to_have_count(2)  # on the map, and in the panel's small plan
    page.fill("#plan-q", "A-107")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".booth-row")).to_have_count(1)
    expect(tile(page, "A-101")).to_have_attribute("data-unmatched", "")
    tile(page, "A-107").locator("a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_have_text("A-107")


def test_without_a_script_on_a_phone_the_map_scrolls_and_its_numbers_are_of_full_size(site: Site) -> None:
    page = site.opened("/ar/…/", java_script_enabled=False, **PHONE)

    box = page.locator(".map-scroll")
    assert box.evaluate("(each) => each.scrollWidth > each.clientWidth")
    assert tile(page, "A-105").locator(".tile-number").first.bounding_box()["height"] >= 10
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_a_tap_opens_a_sheet_that_leaves_the_booth_in_sight(site: Site) -> None:
    page = site.opened("/ar/…/", "first", **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    tile(page, "A-105").locator(".tile-shape").tap()

    expect(page.locator("#panel-title")).to_have_text("A-105")
    page.wait_for_timeout(600)
    sheet, booth = page.locator("#panel").bounding_box(), tile(page, "A-105").locator(".tile-shape").bounding_box()
    assert booth["y"] + booth["height"] < sheet["y"]
    assert booth["width"] >= 26
    grab = page.locator("[data-grab]")
    grab.click()
    expect(page.locator("#panel")).to_have_attribute("data-stop", "full")
    grab.click()
    expect(page.locator("#panel")).to_have_attribute("data-stop", "peek")
    page.locator("[data-close]").click(force=True)
    page.get_by_role("button", name="قائمة").click()
    expect(page.locator("#row-A-101")).to_be_visible()
    page.locator("#row-A-102 a").click()
    expect(page.locator("#panel-title")).to_have_text("A-102")
