"""What people do in the editor with a browser: arriving, a draft begun, pointing, dragging, touching."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import create_engine, text

from tests.conftest import ROOT
from tests.kit.browser import Person
from tests.kit.passes import issue
from tests.kit.server import SECRET, Server

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


def touches(page: Page, *steps: tuple[str, list[tuple[float, float]]]) -> None:
    """Fingers, through the browser's own input."""
    wire = page.context.new_cdp_session(page)
    for kind, points in steps:
        spots = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(points)]
        wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": spots})
