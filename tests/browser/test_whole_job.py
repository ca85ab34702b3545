"""The whole job in a browser, in Arabic and again in English: from an account to a published plan and a programme."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import journey
from tests.kit.server import serve

NAMES = {"ar": "هيئة الوافد للوقاية", "en": "Newcomer Prevention Body"}
BOOTH = "A-212"


@pytest.mark.browser
@pytest.mark.timeout(300)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_from_an_account_to_a_confirmed_booth_that_visitors_find(person, sample_url, lang):
    with serve(sample_url, worker=True) as server:
        newcomer, chief = person(server.address), journey.staff(person, server.address, lang)
        visitor, watcher = person(server.address), person(server.address)
        page = newcomer.page
        journey.sign_in(watcher.page, lang, "mersal@sample.example")
        journey.opened(watcher.page, f"/{lang}/forum/")
        journey.opened(visitor.page, f"/{lang}/forum/")
        assert (journey.state(watcher.page, BOOTH), journey.state(visitor.page, BOOTH)) == ("free", "empty")

        journey.register(page, lang)
        journey.confirm(page, lang)
        journey.apply(page, lang)
        journey.accept_application(chief.page, lang, NAMES[lang])
        journey.hold(page, lang, BOOTH)
        expect(watcher.page.locator(f".booth[data-number='{BOOTH}']")).to_have_attribute(
            "data-state", "held", timeout=2500
        )
        journey.complete(page)
        expect(watcher.page.locator(f".booth[data-number='{BOOTH}']")).to_have_attribute("data-state", "submitted")
        journey.approve(chief.page, lang, NAMES[lang])

        # Two maps that were open all the while show it by themselves.
        mark = f".booth[data-number='{BOOTH}']"
        expect(watcher.page.locator(mark)).to_have_attribute("data-state", "confirmed", timeout=2500)
        expect(visitor.page.locator(mark)).to_have_attribute("data-state", "occupied", timeout=2500)
        journey.opened(page, f"/{lang}/my/forum/")
        expect(page.locator("h1")).to_contain_text(BOOTH)
        with page.expect_download() as paper:
            page.click("a[href$='confirmation.pdf']")
        assert paper.value.suggested_filename.endswith(".pdf")

        journey.opened(visitor.page, f"/{lang}/forum/")
        visitor.page.fill("input[type=search], input[name=q]", "الوافد")
        visitor.page.keyboard.press("Enter")
        expect(visitor.page.locator("#found")).to_contain_text(BOOTH)
        journey.opened(visitor.page, f"/{lang}/forum/booths/{BOOTH}")
        visitor.page.locator(f"#panel a[href*='/{lang}/forum/exhibitors/']").first.click()
        expect(visitor.page.locator("h1")).to_contain_text(NAMES[lang])
        assert visitor.context.cookies() == []


@pytest.mark.browser
@pytest.mark.timeout(300)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_staff_move_a_booth_break_a_rule_cure_it_and_publish(person, sample_url, lang):
    with serve(sample_url) as server:
        layout = journey.staff(person, server.address, lang, "layout")
        exhibitor = person(server.address)
        journey.sign_in(exhibitor.page, lang, "siyaj@sample.example")
        journey.opened(exhibitor.page, f"/{lang}/forum/")
        page = layout.page
        journey.opened(page, f"/{lang}/staff/forum/layouts")
        page.locator("#hall-a form[action$='/drafts'] button.primary, #hall-a form button.primary").first.click()
        page.wait_for_url(re.compile(r"/drafts/\d+"))
        draft = page.url.split("?")[0]

        # A booth that siyaj has booked (A-213, 3 m wide) goes 1 m into its neighbour …
        journey.opened(page, f"{draft}?booth=A-213")
        x = page.locator("#place-x")
        before = float(x.input_value())
        x.fill(f"{before - 1:.3f}")
        page.locator("form[id^=place-] button[type=submit]").click()
        finding = page.locator(".findings li[data-rule=overlap]")
        expect(finding).to_have_count(1)
        expect(finding).to_contain_text("A-212")
        expect(finding).to_contain_text("1.00")
        expect(page.locator(".plan [class*=violation], .plan-violation").first).to_be_attached()
        journey.opened(page, f"{draft}/publish")
        expect(page.locator("[data-blocked]")).to_be_visible()

        # … is put 10 cm beside where it was, and that is publishable once its booking is decided.
        journey.opened(page, f"{draft}?booth=A-213")
        page.locator("#undo-form button").click()
        expect(finding).to_have_count(0)
        y = page.locator("#place-y")
        y.fill(f"{float(y.input_value()) - 0.1:.3f}")
        page.locator("form[id^=place-] button[type=submit]").click()
        expect(page.locator(".findings li[data-severity=error]")).to_have_count(0)
        journey.opened(page, f"{draft}/publish")
        page.locator("#publish-form button.primary").click()
        expect(page.locator("[data-refusal=publish-undecided]")).to_be_visible()
        page.locator("input[type=radio][value=keep]").first.check()
        page.locator("#publish-form button.primary").click()
        page.wait_for_url(re.compile(r"/layouts"))

        # The exhibitor's open map has the new plan, the booking stands.
        expect(exhibitor.page.locator(".booth[data-number='A-213']")).to_have_attribute(
            "data-state", re.compile("confirmed|mine")
        )
        journey.opened(exhibitor.page, f"/{lang}/my/forum/")
        expect(exhibitor.page.locator("h1")).to_contain_text("A-213")


@pytest.mark.browser
@pytest.mark.timeout(300)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_showcase_is_proposed_reviewed_placed_without_a_clash_and_shown(person, sample_url, lang):
    title = {"ar": "درس قصير في الخصوصية", "en": "A short lesson on privacy"}
    with serve(sample_url) as server:
        exhibitor, programme = person(server.address), journey.staff(person, server.address, lang, "programme")
        visitor, page = person(server.address), exhibitor.page
        journey.sign_in(page, lang, "waey@sample.example")
        journey.propose(page, lang, title)
        journey.opened(visitor.page, f"/{lang}/forum/programme")
        expect(visitor.page.locator("main")).not_to_contain_text(title[lang])

        staff = programme.page
        journey.opened(staff, f"/{lang}/staff/forum/showcases")
        staff.get_by_role("link", name=title[lang]).first.click()
        staff.locator("form[action$='/accept'] button[type=submit]").click()
        expect(staff.locator("form[action$='/accept']")).to_have_count(0)
        day = journey.first_day(sample_url)
        journey.opened(staff, f"/{lang}/staff/forum/timetable?day={day}")
        staff.locator(".waiting li", has_text=title[lang]).locator("a").click()

        # 10:30 on stage 1 is the triage of reports, which lasts half an hour and its change-over.
        journey.set_time(staff, "10:30")
        clash = staff.locator("[data-refusal=clash], [role=alert]").first
        expect(clash).to_contain_text("10:30")
        journey.set_time(staff, "11:30")
        expect(staff.locator(".waiting li", has_text=title[lang])).to_have_count(0)

        journey.opened(visitor.page, f"/{lang}/forum/programme")
        visitor.page.get_by_role("link", name=title[lang]).first.click()
        expect(visitor.page.locator("h1")).to_contain_text(title[lang])
        expect(visitor.page.locator("main")).to_contain_text("11:30")


@pytest.mark.browser
@pytest.mark.timeout(200)
def test_a_booth_is_claimed_by_keyboard_alone(person, sample_url):
    with serve(sample_url) as server:
        page = person(server.address).page
        journey.opened(page, "/ar/account/sign-in")
        page.keyboard.type("labeeb@sample.example")
        page.keyboard.press("Tab")
        page.keyboard.type(journey.PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/ar/(?!account)"))
        journey.opened(page, "/ar/forum/")
        journey.tab_to(page, ".booth a")
        start = page.evaluate("document.activeElement.closest('.booth').dataset.number")
        page.keyboard.press("ArrowRight")
        beside = page.evaluate("document.activeElement.closest('.booth').dataset.number")
        assert beside != start
        page.keyboard.type("a107")  # typing a number jumps to it
        page.wait_for_function("document.activeElement.closest('.booth')?.dataset.number === 'A-107'")
        page.keyboard.press("Enter")
        expect(page.locator("#claim-hold")).to_be_visible()
        page.keyboard.press("Enter")
        journey.tab_to(page, "#claim-hold button[type=submit]")
        page.keyboard.press("Enter")
        expect(page.locator("#claim-said")).to_contain_text("A-107")
        journey.tab_to(page, "#claim-panel a.primary")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/claims/\d+"))
        for name, value in (("contact_name", "عبير"), ("contact_email", "labeeb@sample.example")):
            journey.tab_to(page, f"[name={name}]")
            page.keyboard.press("Control+A")
            page.keyboard.type(value)
        journey.tab_to(page, "[name=accepted]")
        page.keyboard.press("Space")
        journey.tab_to(page, "form .actions button.primary")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/ar/my/forum/(?!claims)"))
        journey.opened(page, "/ar/forum/booths/A-107")
        expect(page.locator("#claim-panel")).to_contain_text("A-107")


@pytest.mark.browser
@pytest.mark.timeout(200)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_booth_is_claimed_without_javascript(person, sample_url, lang):
    with serve(sample_url) as server:
        page = person(server.address, java_script_enabled=False).page
        journey.sign_in(page, lang, "labeeb@sample.example")
        journey.opened(page, f"/{lang}/forum/")
        page.locator(f"#found a[href='/{lang}/forum/booths/A-107']").first.click()
        page.locator("#claim-hold button[type=submit]").click()
        page.wait_for_url(re.compile(r"/my/forum/claims/\d+"))
        page.fill("[name=contact_name]", "Abeer")
        page.fill("[name=contact_email]", "labeeb@sample.example")
        page.locator("form .actions button.primary").click()
        expect(page.locator("[name=contact_name]")).to_have_value("Abeer")
        page.check("[name=accepted]")
        page.locator("form .actions button.primary").click()
        page.wait_for_url(re.compile(r"/my/forum/(?!claims)"))
        journey.opened(page, f"/{lang}/forum/booths/A-107")
        assert journey.state(page, "A-107") in ("submitted", "mine")
