"""The whole way of a showcase in a real browser: proposed, accepted, refused a taken time, placed, read by visitors."""

import re
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from playwright.sync_api import expect
from sqlalchemy import create_engine, text

from tests.conftest import ROOT
from tests.kit.passes import issue
from tests.kit.server import SECRET, Server, serve
from tests.kit.services import missing

pytestmark = pytest.mark.browser

WORDS = {
    "ar": {
        "propose": "تقديم عرض توضيحي",
        "proposed": "قُدّم العرض التوضيحي",
        "accept": "قبول",
        "accepted": "قُبل العرض التوضيحي",
        "set": "تحديد الموعد",
        "save": "حفظ الموعد",
        "clash": "تعارض في",
        "placed": "موعد العرض التوضيحي",
        "title": "بوصلة الأسرة الجديدة",
        "day": "الاثنين 10 شعبان 1448هـ الموافق 18 يناير 2027م",
    },
    "en": {
        "propose": "Propose showcase",
        "proposed": "is proposed and under review",
        "accept": "Accept",
        "accepted": "is accepted; its time will follow",
        "set": "Set the time",
        "save": "Save the time",
        "clash": "Clash on",
        "placed": "is set for",
        "title": "The new family compass",
        "day": "Monday 18 January 2027 (10 Shaʿban 1448)",
    },
}


@pytest.fixture
def site(sample_url: str) -> Iterator[Server]:
    """The real server on the sample."""
    with serve(sample_url) as server:
        yield server


@pytest.fixture
def come(site: Server, sample_url: str, person: Callable) -> Callable:
    """People of the sample, signed in by their e-mail; nobody without one."""

    def arrive(email: str = "", **options):
        guest = person(site.address, **options)
        if email:
            with create_engine(sample_url).connect() as connection:
                known = text("SELECT fs_uniquifier FROM account WHERE email = :email")
                uniquifier = connection.execute(known, {"email": email}).scalar_one()
            name, _, value = issue(SECRET, uniquifier).cookie.partition("=")
            guest.context.add_cookies([{"name": name, "value": value, "url": site.address}])
        return guest.page

    return arrive


def propose(page, lang, words):
    """Fill in the form and send it."""
    page.goto(f"/{lang}/my/forum/showcases")
    page.get_by_role("link", name=words["propose"]).click()
    texts = {
        "title_ar": WORDS["ar"]["title"],
        "title_en": WORDS["en"]["title"],
        "abstract_ar": "خطوات عملية.",
        "abstract_en": "Practical steps.",
        "tool_ar": "بوصلة",
        "tool_en": "Compass",
        "presenters-0-name_ar": "ليلى الشمري",
        "presenters-0-name_en": "Layla Al-Shammari",
        "presenters-0-email": "layla@sample.example",
    }
    for name, typed in texts.items():
        page.locator(f"[name={name}]").fill(typed)
    page.locator("[name=category][value=parental]").check()
    page.locator("[name=audience][value=families]").check()
    page.locator("[name=declared_synthetic]").check()
    page.locator("[name=declared_harmless]").check()
    page.locator("form .actions button").click()
    expect(page.get_by_role("status").first).to_contain_text(words["proposed"])


@pytest.mark.parametrize(("lang", "scripts"), [("ar", True), ("en", True), ("ar", False)])
def test_a_showcase_goes_all_the_way_to_the_programme(come, lang, scripts):
    words = WORDS[lang]
    propose(come("sanad@sample.example", java_script_enabled=scripts), lang, words)

    staff = come("programme@sample.example", java_script_enabled=scripts)
    staff.goto(f"/{lang}/staff/forum/showcases")
    staff.get_by_role("link", name=words["title"]).click()
    staff.get_by_role("button", name=words["accept"], exact=True).click()
    expect(staff.get_by_role("status").first).to_contain_text(words["accepted"])

    staff.goto(f"/{lang}/staff/forum/timetable?day=2027-01-18")
    staff.get_by_role("link", name=f"{words['set']} {words['title']}").click()
    staff.locator("select[name=place]").select_option(index=0)
    staff.locator("#start").fill("10:40")
    staff.get_by_role("button", name=words["save"]).click()
    refused = staff.locator("[data-refusal=slot-clash]")
    expect(refused).to_contain_text(words["clash"])
    expect(staff.locator("#start")).to_have_value("10:40")
    refused.get_by_role("button").click()
    expect(staff.get_by_role("status").first).to_contain_text(words["placed"])

    visitor = come(java_script_enabled=scripts)
    visitor.goto(f"/{lang}/forum/programme?day=2027-01-18&audience=families")
    expect(visitor.locator("#programme")).to_contain_text(words["day"])
    visitor.get_by_role("link", name=words["title"]).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(words["title"])
    expect(visitor.locator("aside")).to_contain_text("11:10")


def test_a_time_is_set_with_the_keyboard_alone(come):
    staff = come("programme@sample.example")
    staff.goto("/en/staff/forum/timetable?day=2027-01-18")

    staff.get_by_role("link", name="Set the time").first.focus()
    staff.keyboard.press("Enter")
    staff.wait_for_url("**/timetable?*showcase=*")
    staff.locator("select[name=place]").focus()
    staff.keyboard.press("ArrowDown")
    staff.keyboard.press("Tab")  # the days: one stop, arrows choose
    staff.keyboard.press("ArrowDown")
    staff.keyboard.press("Tab")
    staff.keyboard.type("16:20")
    staff.keyboard.press("Enter")

    said = staff.get_by_role("status").first
    expect(said).to_contain_text("is set for Tuesday 19 January 2027 (11 Shaʿban 1448)")
    expect(said).to_contain_text(re.compile("16:20.*Stage 2"))


def test_a_wrong_form_moves_the_focus_to_what_is_wrong(come):
    page = come("sanad@sample.example")
    page.goto("/en/my/forum/showcases/new")

    page.locator("[name=title_ar]").fill("عنوان")
    page.locator("form .actions button").click()

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page.locator("[name=title_ar]")).to_have_value("عنوان")
    summary.get_by_role("link").first.click()
    expect(page.locator("[name=title_en]")).to_be_focused()


def test_a_filter_changes_the_list_in_place_and_the_address_with_it(come):
    page = come()
    page.goto("/en/forum/programme?day=all")
    page.evaluate("window.same = true")

    page.get_by_role("link", name="Families", exact=True).click()

    expect(page.locator("#programme")).not_to_contain_text("Professionals Vetted only 45")
    page.wait_for_url("**audience=families*")
    expect(page.get_by_role("link", name="Families", exact=True)).to_be_focused()
    expect(page.locator("#programme")).not_to_contain_text("Triage of reports by digital fingerprint")
    assert page.evaluate("window.same") is True


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(come, lang):
    engine = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not engine.exists():
        missing("axe-core")
    pages = {
        "": ["/forum/programme?day=all&view=places", "/forum/showcases/triage-of-reports-by-digital-fingerprint"],
        "sanad@sample.example": ["/my/forum/showcases", "/my/forum/showcases/new", "/my/forum/showcases/1"],
        "programme@sample.example": [
            "/staff/forum/showcases?state=all",
            "/staff/forum/showcases/13",
            "/staff/forum/timetable?slot=1",
            "/staff/forum/places",
            "/staff/forum/places/1",
        ],
    }
    found = {}
    for (email, addresses), (width, theme) in product(pages.items(), [(390, "dark"), (1440, "light")]):
        page = come(email, viewport={"width": width, "height": 900}, color_scheme=theme)
        for address in addresses:
            page.goto(f"/{lang}{address}")
            page.evaluate(engine.read_text(encoding="utf-8") + ";0")
            answer = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})")
            sideways = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            wrong = [(each["id"], [node["html"] for node in each["nodes"]]) for each in answer["violations"]]
            if wrong or sideways:
                found[address, width, theme] = (wrong, sideways)

    assert found == {}
