"""The editor in a real browser: by pointer, by key alone, by finger, without script, with a colleague, offline."""

import random
import re
import shutil
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from shapely import Polygon
from sqlalchemy import create_engine, text

from booth_app.edits import Anchor, Frame, Resize, Rotate
from booth_app.edits.frame import outline
from booth_app.geometry import BoothShape, Plan
from tests.conftest import ROOT
from tests.kit.browser import Person
from tests.kit.passes import issue
from tests.kit.server import SECRET, Server, serve

pytestmark = pytest.mark.browser
LAYOUT = "layout@sample.example"
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
PLAN = "#canvas svg.plan"
AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


Come = Callable[..., Page]


def arriving(site: Server, url: str, person: Callable[..., Person]) -> Come:
    """People of the sample, signed in by their e-mail."""

    def arrive(email: str = LAYOUT, **options: Any) -> Page:
        guest = person(site.address, **options)
        engine = create_engine(url)
        with engine.connect() as connection:
            known = text("SELECT fs_uniquifier FROM account WHERE email = :email")
            uniquifier = connection.execute(known, {"email": email}).scalar_one()
        engine.dispose()
        name, _, value = issue(SECRET, uniquifier).cookie.partition("=")
        guest.context.add_cookies([{"name": name, "value": value, "url": site.address}])
        guest.page.said = guest.said  # type: ignore[attr-defined]
        return guest.page

    return arrive


@pytest.fixture(scope="module")
def shared(sample_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """One server for tests that keep to drafts of their own."""
    path = tmp_path_factory.mktemp("editor") / "sample.sqlite3"
    shutil.copyfile(sample_template, path)
    with serve(f"sqlite:///{path}") as server:
        yield server, f"sqlite:///{path}"


@pytest.fixture
def come(shared: tuple[Server, str], person: Callable[..., Person]) -> Come:
    """People at the shared server."""
    return arriving(*shared, person)


@pytest.fixture
def come_alone(sample_url: str, person: Callable[..., Person]) -> Iterator[Come]:
    """People at a server of this test's own: it publishes."""
    with serve(sample_url) as server:
        yield arriving(server, sample_url, person)


def begin(page: Page, lang: str = "en", booth: str = "") -> str:
    """A new draft of hall A, with a booth selected; gives its address."""
    page.goto(f"/{lang}/staff/forum/layouts")
    page.locator("#hall-a form button.primary").first.click()
    page.wait_for_url(re.compile(r"/drafts/\d+"))
    address = page.url
    if booth:
        page.goto(f"{address}?booth={booth}")
    return address


def ready(page: Page) -> None:
    """The script has taken charge."""
    expect(page.locator("plan-canvas[data-ready]")).to_be_attached()


def version(page: Page, number: int) -> None:
    """Wait until the draft is at a version."""
    expect(page.locator("#editor")).to_have_attribute("data-version", str(number))


def numbers(page: Page) -> dict[str, str]:
    """The exact numbers as the fields show them."""
    return {name: page.input_value(f"#place-{name}") for name in ("x", "y", "width", "depth", "angle")}


def middle(part: Locator) -> tuple[float, float]:
    box = part.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def tile(page: Page, number: str) -> Locator:
    return page.locator(f".booth[data-number='{number}'] .tile-shape")


def drag(page: Page, part: Locator, dx: float, dy: float, *, drop: bool = True) -> None:
    """Press in the middle of something, move by pixels, let go."""
    x, y = middle(part)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx / 2, y + dy / 2, steps=4)
    page.mouse.move(x + dx, y + dy, steps=4)
    if drop:
        page.mouse.up()


def pixels(page: Page, metres: float) -> float:
    """So many metres on the screen."""
    return metres * 1000 / float(page.locator(PLAN).get_attribute("data-k") or 1)


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


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_without_script_links_and_forms_do_it_all(come_alone, lang):
    page = come_alone(java_script_enabled=False)
    begin(page, lang)

    page.locator(".booth-rows a", has_text="A-701").click()
    page.fill("#place-x", "49.5")
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


def touches(page: Page, *steps: tuple[str, list[tuple[float, float]]]) -> None:
    """Fingers, through the browser's own input."""
    wire = page.context.new_cdp_session(page)
    for kind, points in steps:
        spots = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(points)]
        wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": spots})


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


def test_an_open_map_shows_a_published_plan_by_itself(come_alone):
    staff, visitor = come_alone(), come_alone("sanad@sample.example")
    begin(staff)
    ready(staff)
    visitor.goto("/en/forum/")
    before = middle(visitor.locator("svg.plan .booth[data-number='A-701'] .tile-shape").first)
    staff.fill("#booth-search", "A-701")
    staff.keyboard.press("Enter")
    expect(staff.locator("#inspector h2").first).to_contain_text("A-701")
    staff.fill("#place-x", "49.000")
    staff.keyboard.press("Enter")
    version(staff, 1)

    staff.locator(".editor-verbs a.primary").click()
    for booking in staff.locator("fieldset.booking").all():
        booking.locator("input[value=keep]").check()
    staff.locator("#publish-form button.primary").click()
    staff.wait_for_url(re.compile(r"/layouts$"))

    moved = visitor.locator("svg.plan .booth[data-number='A-701'] .tile-shape").first
    expect(moved).to_be_visible()  # the new plan takes the place of the old one: for a moment neither has a box
    for _ in range(40):
        box = moved.bounding_box()
        if box is not None and box["x"] + box["width"] / 2 != before[0]:
            break
        visitor.wait_for_timeout(100)
    assert middle(moved)[0] < before[0]
