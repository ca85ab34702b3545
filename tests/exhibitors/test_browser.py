"""An exhibitor's pages about itself and its guests in a real browser, on the sample."""

import re
from collections.abc import Callable
from itertools import product

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ROOT
from tests.kit.services import missing
from tests.visitors.test_browser import AXE, TAGS, come

__all__ = ["come"]

pytestmark = pytest.mark.browser

LEAD = "himaya@sample.example"


def links(page: Page) -> dict[str, str]:
    """Where a lead body writes about itself and about a guest, without the language."""
    page.goto("/en/my/organisations")
    own = page.locator("main a[href*='/my/organisations/']").first.get_attribute("href") or ""
    page.goto("/en/my/forum/")
    guest = page.locator("main a[href*='/bodies/']").first.get_attribute("href") or ""
    return {
        "people": own.removeprefix("/en"),
        "details": f"{own.removeprefix('/en')}/edit",
        "guest": guest.removeprefix("/en"),
        "tool": f"{guest.removeprefix('/en')}/tools/new",
        "application": "/my/forum/application",
    }


def test_axe_finds_nothing_and_nothing_scrolls_sideways_where_an_exhibitor_writes(come: Callable[..., Page]) -> None:
    engine = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not engine.exists():
        missing("axe-core")
    addresses = links(come(LEAD))
    found = {}

    for lang, (width, theme) in product(("ar", "en"), ((320, "dark"), (1440, "light"))):
        page = come(LEAD, viewport={"width": width, "height": 900}, color_scheme=theme, bypass_csp=True)
        for name, address in addresses.items():
            page.goto(f"/{lang}{address}")
            if name == "application":
                page.locator("#contact summary").click()
            page.wait_for_timeout(200)
            page.evaluate(engine.read_text(encoding="utf-8") + ";0")
            wrong = page.evaluate(AXE, TAGS)
            sideways = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            if wrong or sideways:
                found[lang, name, width, theme] = (wrong, sideways)

    assert found == {}


@pytest.mark.parametrize("script", [True, False])
def test_a_lead_body_fills_the_page_of_a_guest_and_visitors_read_it(come: Callable[..., Page], script: bool) -> None:
    lead = come(LEAD, java_script_enabled=script)
    lead.goto("/ar/my/forum/")
    lead.locator("#sharing a[href*='/bodies/']").first.click()

    lead.locator("#name_ar").fill("")
    lead.locator("#name_en").fill("")
    lead.locator("main form.form button[type=submit]").click()
    expect(lead.locator("[role=alert]")).to_contain_text("أدخلوا الاسم بإحدى اللغتين على الأقل.")
    lead.locator("#name_ar").fill("جمعية الأمان الأسري")
    lead.locator("#about_ar").fill("نبذة جديدة عن الجمعية")
    lead.locator("#about_en").fill("A new text about the society")
    lead.locator("main form.form button[type=submit]").click()
    expect(lead.locator("[role=status]").first).to_contain_text("حُفظ التغيير")

    visitor = come(java_script_enabled=script)
    visitor.goto("/ar/forum/search?q=الأمان الأسري")
    visitor.locator(".results a", has_text="جمعية الأمان الأسري").click()
    expect(visitor.locator("h1")).to_contain_text("جمعية الأمان الأسري")
    expect(visitor.locator("main")).to_contain_text("نبذة جديدة عن الجمعية")
    expect(visitor.locator("main")).to_contain_text("A-305")


def test_an_organisation_is_renamed_by_keyboard_and_an_open_map_says_so(come: Callable[..., Page]) -> None:
    watching = come(locale="en-GB")
    watching.goto("/en/forum/booths/A-305")
    watching.wait_for_selector("plan-map[data-followed]", state="attached")
    lead = come(LEAD, locale="en-GB")

    lead.goto(f"/en{links(lead)['details']}")
    lead.locator("#name_en").focus()
    lead.keyboard.press("ControlOrMeta+a")
    lead.keyboard.type("Himaya House")
    lead.keyboard.press("Enter")

    expect(lead.locator("h1")).to_have_text("Himaya House")
    expect(watching.locator("#b-A-305")).to_contain_text(re.compile("Himaya\\s*House"))


def test_what_is_found_while_typing_stands_in_the_address(come: Callable[..., Page]) -> None:
    page = come(locale="en-GB")
    page.goto("/en/forum/exhibitors")

    page.locator("#exhibitors-q").fill("parental")
    expect(page).to_have_url(re.compile(r"[?&]q=parental"))
    count = page.locator(".exhibitor-card").count()
    page.reload()

    assert count > 1
    expect(page.locator(".exhibitor-card")).to_have_count(count)
    expect(page.locator("#exhibitors-q")).to_have_value("parental")


def test_a_long_address_breaks_and_pushes_no_page_sideways(come: Callable[..., Page]) -> None:
    lead = come(LEAD, viewport={"width": 320, "height": 640})
    addresses = links(lead)
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"

    lead.goto(f"/ar{addresses['people']}")
    lead.locator("#email").fill("colleague.with.a.rather.long.name@organisation.example")
    lead.locator("#email").press("Enter")
    expect(lead.locator("[role=status]").first).to_contain_text("colleague.with")
    invited = lead.evaluate(wide)
    lead.goto("/ar/my/forum/profile")
    lead.locator("#website").fill(f"https://himaya.example/{'a-path-that-goes-on-' * 8}")
    lead.locator("main form.form button[type=submit]").click()
    expect(lead.locator("[role=status]").first).to_contain_text("حُفظ التغيير")
    visitor = come(viewport={"width": 320, "height": 640})
    visitor.goto("/ar/forum/booths/A-305")
    visitor.locator("a[href*='/exhibitors/himaya']").first.click()
    visitor.wait_for_url("**/exhibitors/himaya*")

    assert (invited, visitor.evaluate(wide)) == (False, False)
