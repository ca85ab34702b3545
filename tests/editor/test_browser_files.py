"""A drawing of other people's becomes a draft in a browser, with and without scripts, in both languages."""

import re

import pytest
from playwright.sync_api import expect

from tests.editor.hands import AXE, TAGS
from tests.planfiles.dxfs import box, document, written

pytestmark = pytest.mark.browser


def stands(space, drawing) -> None:
    for each in list(space):
        space.delete_entity(each)
    box(space, 0, 0, 40_000, 30_000, "A-FLOOR")
    for at in range(6):
        box(space, 3000 + 3000 * at, 5000, 3000, 3000, "A-STAND")
        space.add_text(f"K-{at + 1}", height=500).set_placement((3400 + 3000 * at, 6300))


@pytest.mark.parametrize(("lang", "scripts"), [("ar", True), ("en", False)])
def test_a_foreign_drawing_is_seen_said_and_made_a_draft(come, lang, scripts):
    page = come(java_script_enabled=scripts)
    page.goto(f"/{lang}/staff/forum/layouts")
    upload = page.locator("#hall-b .upload")
    if not upload.get_attribute("open"):
        upload.locator("summary").click()
    drawing = written(document(stands, units=0))
    upload.locator("input[type=file]").set_input_files({"name": "x.dxf", "mimeType": "image/x-dxf", "buffer": drawing})
    upload.locator("button[type=submit]").click()
    page.wait_for_url(re.compile(r"/files/\d+"))

    expect(page.locator("[data-refused]")).to_be_visible()
    expect(page.locator("svg.glance")).to_be_visible()
    for layer, kind in (("A-FLOOR", "hall"), ("A-STAND", "booth")):
        name = page.locator(f'.file-marks li:has(input[value="{layer}"]) select')
        name.select_option(kind)
    page.locator(".file-ask button[type=submit]").click()

    expect(page.locator("[data-read]")).to_contain_text("6")
    expect(page.locator('[data-note="unit-guessed"]')).to_be_visible()
    expect(page.locator(".glance-number text")).to_have_text([f"K-{at}" for at in range(1, 7)])
    if scripts:
        page.evaluate(AXE)
        found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
        assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
        assert page.said == []

    page.locator("#keep").uncheck()  # the next file of this exhibition shall ask again
    page.locator('.file-read form[action$="/draft"] button').click()
    page.wait_for_url(re.compile(r"/drafts/\d+"))
    assert page.locator('#canvas [data-number="K-1"], #canvas :text("K-1")').count() > 0
