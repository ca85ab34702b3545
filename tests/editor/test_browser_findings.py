"""Findings in a real browser: a rule is broken on the sample, seen, cured, undone; warnings are answered for.

Without a pointer, without a script where that is said, and with nothing that axe finds, in both languages.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.editor.hands import AXE, PLAN, TAGS, begin, ready, version

pytestmark = pytest.mark.browser

RULES_ON = re.compile(r"/layouts/rules$")


def push(page: Page, **fields: str) -> None:
    """Type exact numbers for the selected booth and apply them."""
    for name, value in fields.items():
        page.fill(f"#place-{name}", value)
    page.locator("form[id^=place-] button[type=submit]").click()


def axe(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found["violations"]]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_violation_is_looked_at_cured_and_the_cure_undone(come, lang):
    page = come()
    begin(page, lang, "A-203")
    ready(page)

    push(page, x="17.500")
    version(page, 1)
    page.locator(".findings [data-rule=overlap] [data-show]").click()
    page.wait_for_url(re.compile("finding=overlap-"))
    expect(page.locator(".plan-violation[data-shown]")).to_be_attached()
    page.locator("[data-look-for-cure]").click()
    expect(page.locator("#cure[data-cure=move]")).to_contain_text("A-20")
    expect(page.locator(".plan-fix")).to_be_attached()
    assert axe(page) == []
    page.locator("#cure button").click()
    version(page, 2)

    expect(page.locator(".findings [data-rule=overlap]")).to_have_count(0)
    page.locator("#undo-form button").click()
    version(page, 3)
    expect(page.locator(".findings [data-rule=overlap]")).to_have_count(1)
    page.locator("#undo-form button").click()
    version(page, 4)
    expect(page.locator(".findings li")).to_have_count(0)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_without_a_script_a_finding_is_looked_at_and_cured_by_links_and_forms(come, lang):
    page = come(java_script_enabled=False)
    begin(page, lang, "A-203")
    push(page, x="17.500")

    page.locator(".findings [data-rule=overlap] [data-show]").click()
    expect(page.locator("#finding-shown")).to_be_visible()
    page.locator("[data-look-for-cure]").click()
    expect(page.locator("#cure[data-cure]")).to_be_visible()
    page.locator("#cure button").click()

    expect(page.locator(".findings [data-rule=overlap]")).to_have_count(0)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_each_layer_is_shown_with_its_legend_and_hidden_again(come, lang):
    page = come()
    begin(page, lang)
    ready(page)

    for name in ("aisles", "ways", "catchments", "sides", "types"):
        page.locator(f"[data-layer={name}]").click()
        expect(page.locator(f"[data-legend={name}]")).to_be_visible()
        drawn = ".plan-open-side" if name == "sides" else ".plan-band"
        expect(page.locator(f"{PLAN} .plan-overlay {drawn}").first).to_be_attached()
    assert axe(page) == []
    page.locator("[data-layer=types]").click()
    expect(page.locator("[data-legend]")).to_have_count(0)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_warning_is_accepted_with_a_reason_and_the_plan_signed(come_alone, lang):
    page = come_alone()
    page.goto(f"/{lang}/staff/forum/layouts/rules")
    assert axe(page) == []
    page.select_option("#overlap-severity", "warning")
    page.locator(".save-rules button").click()
    page.wait_for_url(RULES_ON)
    begin(page, lang, "A-203")
    ready(page)
    push(page, x="17.900")
    version(page, 1)
    page.locator(".findings [data-rule=overlap] [data-show]").click()
    page.fill("#accept-reason", "لوح متحرك بين الجناحين")
    page.locator(".accept-form button").click()
    expect(page.locator("[data-accepted-by]")).to_contain_text("لوح متحرك بين الجناحين")
    assert axe(page) == []

    page.locator(".editor-verbs a.primary").click()
    page.wait_for_url(re.compile("/publish$"))
    expect(page.locator(".answers.accepted li")).to_have_count(1)
    assert axe(page) == []
    page.locator("#publish-form .actions button.primary").click()
    page.wait_for_url(re.compile("/layouts$"))
    page.locator("#hall-a .signed summary").first.click()
    expect(page.locator("#hall-a .signed [data-how=accepted]").first).to_contain_text("لوح متحرك بين الجناحين")
