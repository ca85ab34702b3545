"""The editor in a real browser, by pointer and by finger: what is shown while dragging is what comes of it."""

import random
import re
from itertools import product

import pytest
from playwright.sync_api import expect
from shapely import Polygon

from booth_app.edits import Anchor, Frame, Resize, Rotate
from booth_app.edits.frame import outline
from booth_app.geometry import BoothShape, Plan
from tests.editor.hands import (
    PLAN,
    begin,
    drag,
    middle,
    numbers,
    pixels,
    ready,
    tile,
    touches,
    version,
)

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_booth_is_dragged_onto_another_seen_to_overlap_and_put_right_by_undo(come, lang):
    page = come()
    begin(page, lang, "A-203")
    ready(page)
    before = numbers(page)

    drag(page, tile(page, "A-203"), pixels(page, -1.5), pixels(page, -0.04))
    version(page, 1)

    assert (numbers(page)["x"], numbers(page)["y"]) == ("17.500", before["y"])
    expect(page.locator(".findings [data-rule=overlap]")).to_contain_text("A-202")
    expect(page.locator(".plan-violation[data-severity=error]")).to_contain_text("1.50")
    expect(page.locator(".editor-verbs .count.bad")).to_have_text("1")
    expect(page.locator("#editor-said")).to_contain_text("A-203")
    page.keyboard.press("Control+z")
    version(page, 2)
    assert numbers(page) == before
    expect(page.locator(".findings li")).to_have_count(0)


def test_pressing_and_dragging_a_booth_that_is_not_selected_moves_it_at_once(come):
    page = come()
    begin(page)
    ready(page)

    drag(page, tile(page, "A-701"), pixels(page, -2), 0)
    version(page, 1)

    expect(page.locator("#canvas-scene")).to_have_attribute("data-selected", re.compile("b"))
    assert float(numbers(page)["x"]) == pytest.approx(48, abs=0.11)


def test_while_dragging_distances_guides_and_numbers_are_shown_and_escape_puts_it_back(come):
    page = come()
    begin(page, booth="A-306")
    ready(page)

    drag(page, tile(page, "A-306"), pixels(page, 1), pixels(page, 0.5), drop=False)
    expect(page.locator("#canvas-readout")).to_be_visible()
    expect(page.locator(".canvas-preview .plan-dimension").first).to_be_attached()
    page.keyboard.press("Escape")
    page.mouse.up()

    expect(page.locator(".canvas-preview")).to_have_count(0)
    expect(page.locator("[data-announce]")).to_have_text("Cancelled. The booth is where it was.")
    version(page, 0)


def test_snapping_rests_on_the_neighbour_and_alt_switches_it_off(come):
    page = come()
    begin(page, booth="A-701")
    ready(page)
    x, y = middle(tile(page, "A-701"))

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + pixels(page, 0.037) + 5, y, steps=5)
    page.keyboard.down("Alt")
    page.mouse.move(x + pixels(page, 0.437), y, steps=5)
    page.mouse.up()
    page.keyboard.up("Alt")
    version(page, 1)

    moved = round(float(numbers(page)["x"]) * 1000)
    assert moved % 100 != 0, "whole millimetres, off the grid"
    drag(page, tile(page, "A-701"), pixels(page, 0.6), 0)
    version(page, 2)
    assert round(float(numbers(page)["x"]) * 1000) % 100 == 0


def test_handles_resize_and_turn(come):
    page = come()
    begin(page, booth="A-701")
    ready(page)
    before = numbers(page)

    drag(page, page.locator("[data-handle=w] rect"), pixels(page, 1), pixels(page, 2))
    version(page, 1)
    narrower = numbers(page)
    drag(page, page.locator("[data-handle=turn] circle"), -pixels(page, 6), -pixels(page, 1))
    version(page, 2)
    turned = numbers(page)

    assert (narrower["width"], narrower["depth"], narrower["x"]) == ("5.000", before["depth"], "51.000")
    assert float(turned["angle"]) % 15 == pytest.approx(0, abs=0.05)
    assert float(turned["angle"]) != 0


def test_the_view_stays_where_it_was_after_an_edit(come):
    page = come()
    begin(page, booth="A-203")
    ready(page)
    page.locator("[data-zoom=in]").click()
    seen = page.locator(PLAN).get_attribute("viewBox")

    page.locator("[data-number='A-203'] a").focus()
    page.keyboard.press("Alt+ArrowUp")
    version(page, 1)

    assert page.locator(PLAN).get_attribute("viewBox") == seen
    assert page.evaluate("document.activeElement.closest('.booth')?.dataset.number") == "A-203"


def test_a_finger_selects_then_drags_and_two_zoom(come):
    page = come(has_touch=True)
    begin(page)
    ready(page)
    x, y = middle(tile(page, "A-701"))
    far = pixels(page, 2)

    touches(page, ("touchStart", [(x, y)]), ("touchEnd", []))
    expect(page.locator("#inspector h2").first).to_contain_text("A-701")
    touches(
        page,
        ("touchStart", [(x, y)]),
        ("touchMove", [(x - far / 2, y)]),
        ("touchMove", [(x - far, y)]),
        ("touchEnd", []),
    )
    version(page, 1)
    assert float(numbers(page)["x"]) == pytest.approx(48, abs=0.11)
    k = page.locator(PLAN).get_attribute("data-k")
    touches(
        page,
        ("touchStart", [(600, 400), (640, 400)]),
        ("touchMove", [(560, 400), (680, 400)]),
        ("touchEnd", []),
    )
    expect(page.locator(PLAN)).not_to_have_attribute("data-k", k or "")


def test_what_is_shown_while_dragging_is_what_the_server_will_make_of_it(come):
    """The script's frames against the server's edits: corners, stretching by any handle, turning."""
    page = come()
    begin(page)
    chance = random.Random(7)
    frames = [
        Frame(*(chance.randrange(0, 40_000, 100) / 1000 for _ in range(2)), *sizes, angle)
        for sizes, angle in product([(3.0, 3.0), (6.0, 2.5), (4.1, 9.0)], [0.0, 15.0, -37.5, 45.0])
    ]
    asked = [
        {name: getattr(each, name) * (1 if name == "angle" else 1000) for name in Frame.__slots__} for each in frames
    ]

    shown = page.evaluate(
        """async (frames) => {
            const source = document.querySelector("script[src*='plan-canvas']").src;
            const { HANDLES, ANCHORS, corners, sized, turned } = await import(source.replace("plan-canvas", "frames"));
            return frames.map((frame) => ({
              corners: corners(frame),
              sized: Object.keys(HANDLES).map((handle) => [ANCHORS[handle], corners(sized(frame, 5300, 2700, handle))]),
              turned: corners(turned(frame, 30)),
            }));
        }""",
        asked,
    )

    for each, found in zip(frames, shown, strict=True):
        plan = Plan(booths=(BoothShape("b", "A-1", outline(each)),))
        assert_same(plan, found["corners"])
        assert_same(Rotate(("b",), 30).apply(plan), found["turned"])
        for anchor, corners in found["sized"]:
            assert_same(Resize("b", 5.3, 2.7, Anchor(anchor)).apply(plan), corners)


def assert_same(plan: Plan, corners: list[dict[str, float]]) -> None:
    """The booth's outline and a polygon in millimetres, to within what snapping does."""
    drawn = Polygon([(each["x"] / 1000, each["y"] / 1000) for each in corners])
    assert plan.booths[0].outline.symmetric_difference(drawn).area < 0.02
    assert plan.booths[0].outline.hausdorff_distance(drawn) < 0.005
