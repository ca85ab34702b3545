"""The editor in a real browser, by key alone and by exact numbers; on a phone, and judged by axe."""

from itertools import product

import pytest
from playwright.sync_api import expect

from tests.editor.hands import (
    AXE,
    TAGS,
    begin,
    numbers,
    ready,
    version,
)

pytestmark = pytest.mark.browser


def test_everything_is_done_by_keyboard_alone(come):
    page = come()
    begin(page)
    ready(page)

    page.locator("#booth-search").focus()
    page.keyboard.type("a-٧٠١")
    page.keyboard.press("Enter")
    expect(page.locator("#inspector h2").first).to_contain_text("A-701")
    for _ in range(3):  # the button of the search, the way past the list, then the plan
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hasAttribute('data-skip')"):
            page.keyboard.press("Enter")
            break
    assert page.evaluate("document.activeElement.closest('.booth').dataset.number") == "A-701"
    for _ in range(3):
        page.keyboard.press("Alt+ArrowLeft")
    page.keyboard.press("Alt+Shift+ArrowUp")
    version(page, 1)
    assert (numbers(page)["x"], numbers(page)["y"]) == ("49.700", "26.990")
    page.keyboard.press("Control+Alt+ArrowLeft")
    page.keyboard.press("Control+Alt+Shift+ArrowDown")
    version(page, 2)
    assert (numbers(page)["width"], numbers(page)["depth"]) == ("5.900", "6.010")
    page.keyboard.press("Shift+R")
    version(page, 3)
    assert numbers(page)["angle"] == "-15.0"
    page.keyboard.press("ArrowUp")
    walked = page.evaluate("document.activeElement.closest('.booth').dataset.number")
    page.keyboard.press("Enter")
    expect(page.locator("#inspector h2").first).to_contain_text(walked)
    page.keyboard.press("Delete")
    version(page, 4)
    expect(page.locator(f".booth[data-number='{walked}']")).to_have_count(0)
    page.locator("#booth-search").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+z")
    version(page, 5)
    expect(page.locator(f".booth[data-number='{walked}']")).to_have_count(1)


def test_single_letters_do_nothing_outside_of_the_plan(come):
    page = come()
    begin(page, booth="A-701")
    ready(page)

    page.locator("#place-x").focus()
    page.keyboard.press("r")
    page.locator(".editor-verbs a").first.focus()
    page.keyboard.press("r")
    page.wait_for_timeout(600)

    version(page, 0)


def test_f8_goes_from_violation_to_violation(come):
    page = come()
    begin(page, booth="A-203")
    ready(page)
    page.locator("[data-number='A-203'] a").focus()
    for _ in range(15):
        page.keyboard.press("Alt+ArrowLeft")
    version(page, 1)

    page.keyboard.press("F8")

    expect(page.locator(".findings a").first).to_be_focused()
    expect(page.locator(".findings li").first).to_have_attribute("aria-current", "true")


def test_exact_numbers_step_by_arrow_keys_and_stay_as_they_were_typed_when_wrong(come):
    page = come()
    begin(page, booth="A-701")
    ready(page)
    field = page.locator("#place-x")

    field.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowUp")
    assert field.input_value() == "51.100"
    field.fill("fifty")
    page.keyboard.press("Enter")
    expect(page.locator("#place-x-error")).to_be_visible()
    assert field.input_value() == "fifty"
    field.fill("٤٩٫٥")
    page.keyboard.press("Enter")
    version(page, 1)
    page.locator("#place-y").focus()

    assert numbers(page)["x"] == "49.500"


def test_on_a_phone_one_looks_and_changes_by_form(come):
    page = come(viewport={"width": 390, "height": 844}, has_touch=True)
    begin(page, booth="A-701")
    ready(page)

    expect(page.locator(".small-screen-note")).to_be_visible()
    expect(page.locator(".plan-handles")).to_be_hidden()
    page.fill("#place-x", "49.5")
    page.locator("form[id^=place-] button").click()
    version(page, 1)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(("lang", "theme"), list(product(["ar", "en"], ["light", "dark"])))
def test_axe_finds_nothing(come, lang, theme):
    page = come(color_scheme=theme)
    address = begin(page, lang, "A-203")
    ready(page)
    page.locator("[data-number='A-203'] a").focus()
    for _ in range(5):
        page.keyboard.press("Alt+ArrowLeft")
    version(page, 1)
    page.locator("#add summary").click()

    for each in ("", "/compare", "/publish", "/../.."):
        if each:
            page.goto(address + each)
        wire = page.context.new_cdp_session(page)  # not held to the page's policy, as an extension is not
        wire.send("Runtime.evaluate", {"expression": AXE})
        told = "JSON.stringify(found.violations.map(each => [each.id, each.nodes[0].html]))"
        asked = f"axe.run({{runOnly: {TAGS}}}).then(found => {told})"
        found = wire.send("Runtime.evaluate", {"expression": asked, "awaitPromise": True, "returnByValue": True})[
            "result"
        ]["value"]
        assert found == "[]", each
