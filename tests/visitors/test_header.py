"""The header in a real browser: nothing in it lies over another thing, however wide the window and long the menu."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.visitors.test_browser import come

__all__ = ["come"]

pytestmark = pytest.mark.browser

TOUCHING = """() => {
  const shown = [...document.querySelectorAll('.top > .mark, .top > .nav > a, .top > .end > *')];
  const boxes = shown.map((each) => each.getBoundingClientRect()).filter((box) => box.width);
  const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1;
  const sideways = document.documentElement.scrollWidth > document.documentElement.clientWidth;
  return sideways || boxes.some((a, n) => boxes.slice(n + 1).some((b) => over(a, b)));
}"""
PEOPLE = {
    "": "/forum/exhibitors",
    "mersal@sample.example": "/my/forum/",
    "administrator@sample.example": "/staff/forum/",
}


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("email", PEOPLE)
def test_nothing_of_the_header_lies_over_another(come: Callable[..., Page], email: str, lang: str) -> None:
    page = come(email)
    page.goto(f"/{lang}{PEOPLE[email]}")
    touching = []

    for width in range(320, 1500, 60):
        page.set_viewport_size({"width": width, "height": 700})
        if page.evaluate(TOUCHING):
            touching.append(width)

    assert touching == []


def test_a_menu_that_has_no_room_is_a_sheet_with_the_same_entries(come: Callable[..., Page]) -> None:
    page = come("administrator@sample.example", viewport={"width": 1440, "height": 900})
    page.goto("/ar/staff/forum/")
    wide = [text.strip() for text in page.locator(".top > .nav > a").all_inner_texts()]

    page.set_viewport_size({"width": 1024, "height": 768})
    expect(page.locator(".top > .nav")).to_be_hidden()
    page.locator(".top details.only-phone > summary").focus()
    page.keyboard.press("Enter")
    narrow = [text.strip() for text in page.locator(".top details.only-phone .sheet a").all_inner_texts()]

    assert len(narrow) > 5
    assert [text.split()[0] for text in narrow] == [text.split()[0] for text in wide]
