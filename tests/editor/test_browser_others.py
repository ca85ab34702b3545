"""The editor in a real browser without script, with a colleague, offline, and beside an open map."""

import re

import pytest
from playwright.sync_api import expect

from tests.editor.hands import (
    begin,
    drag,
    middle,
    numbers,
    pixels,
    ready,
    tile,
    version,
)

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_without_script_links_and_forms_do_it_all(come_alone, lang):
    page = come_alone(java_script_enabled=False)
    begin(page, lang)

    page.locator(".booth-rows a", has_text="A-701").click()
    page.fill("#place-x", "51")
    page.locator("form[id^=place-] button").click()
    page.locator("#undo-form button").click()
    page.locator("#redo-form button").click()
    page.locator(".booth[data-number='A-108'] a").click()
    page.locator("#remove-form button").click()
    page.locator(".editor-verbs a.primary").click()
    page.locator("#publish-form button.primary").click()
    for booking in page.locator("fieldset.booking").all():
        booking.locator("input[value=cancel], input[type=checkbox]").first.check()
    reason = page.locator("textarea[name=reason]")
    if reason.count():
        reason.fill("Fire door")
        page.locator("#publish-form button.primary").click()

    page.wait_for_url(re.compile(r"/layouts$"))
    expect(page.locator(".notice.ok")).to_be_visible()


def test_f81_of_two_at_work_on_one_draft_the_second_is_told_and_may_go_on(come):
    first, second = come(), come("administrator@sample.example")
    address = begin(first, booth="A-701")
    second.goto(f"{address}?booth=A-306")
    for page in (first, second):
        ready(page)
    drag(first, tile(first, "A-701"), pixels(first, -1), 0)
    version(first, 1)

    drag(second, tile(second, "A-306"), pixels(second, 1), 0)
    notice = second.locator("[data-refusal=stale]")
    expect(notice).to_contain_text("changed this while you were editing")
    expect(notice).to_contain_text("A-701")
    expect(second.locator(".canvas-preview")).to_have_count(0)
    notice.get_by_role("button").click()
    version(second, 2)

    assert float(numbers(second)["x"]) == pytest.approx(33, abs=0.11)


def test_an_edit_that_does_not_get_through_is_said_and_the_booth_goes_back(come):
    page = come()
    begin(page, booth="A-701")
    ready(page)
    page.route("**/edit", lambda route: route.abort())

    drag(page, tile(page, "A-701"), pixels(page, -1), 0)

    expect(page.locator("#canvas-failed")).to_have_text("This was not saved. Check your connection and try again.")
    expect(page.locator(".canvas-preview")).to_have_count(0)
    page.unroute("**/edit")
    drag(page, tile(page, "A-701"), pixels(page, -1), 0)
    version(page, 1)
    expect(page.locator("#canvas-failed")).to_have_count(0)
    assert all("Failed" in each for each in page.said), page.said
    page.said.clear()


def test_an_open_map_shows_a_published_plan_by_itself(come_alone):
    staff, visitor = come_alone(), come_alone("sanad@sample.example")
    begin(staff)
    ready(staff)
    visitor.goto("/en/forum/")
    before = middle(visitor.locator("svg.plan .booth[data-number='A-701'] .tile-shape").first)
    staff.fill("#booth-search", "A-701")
    staff.keyboard.press("Enter")
    expect(staff.locator("#inspector h2").first).to_contain_text("A-701")
    staff.fill("#place-x", "51.000")
    staff.keyboard.press("Enter")
    version(staff, 1)

    staff.locator(".editor-verbs a.primary").click()
    for booking in staff.locator("fieldset.booking").all():
        booking.locator("input[value=keep]").check()
    staff.locator("#publish-form button.primary").click()
    staff.wait_for_url(re.compile(r"/layouts$"))

    moved = visitor.locator("svg.plan .booth[data-number='A-701'] .tile-shape").first
    expect(moved).to_be_visible()  # the new plan takes the place of the old one: for a moment neither has a box
    for _ in range(150):
        box = moved.bounding_box()
        if box is not None and box["x"] + box["width"] / 2 != before[0]:
            break
        visitor.wait_for_timeout(100)
    assert middle(moved)[0] > before[0]
