"""Steps of the whole job as people take them, the same in both languages: fields by name, buttons by what they do."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from booth_app.base.db import Database
from booth_app.exhibitions import queries as exhibitions
from booth_app.sample.accounts import DOMAIN, PASSWORD
from tests.kit.browser import Person

NEWCOMER = "hala@newcomer.example"
SECRET = "a sentence that is easy to keep"
SECONDS = 1000
Come = Callable[..., Person]


def opened(page: Page, address: str) -> Page:
    """Go to an address and be there."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.ok, f"{address}: {answer.status}"
    return page


def sign_in(page: Page, lang: str, email: str, password: str = PASSWORD) -> None:
    """With the form, as anybody does."""
    opened(page, f"/{lang}/account/sign-in")
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", password)
    page.click("form[action*=sign-in] button[type=submit]")
    expect(page.locator("form[action*=sign-out]")).to_have_count(1)


def staff(come: Come, address: str, lang: str, role: str = "administrator") -> Person:
    """A member of the sample's staff, signed in."""
    someone = come(address)
    sign_in(someone.page, lang, f"{role}@{DOMAIN}")
    return someone


def register(page: Page, lang: str, email: str = NEWCOMER) -> None:
    """Open an account with its organisation."""
    opened(page, f"/{lang}/account/register")
    page.fill("input[name=name_ar]", "هيئة الوافد للوقاية")
    page.fill("input[name=name_en]", "Newcomer Prevention Body")
    page.select_option("select[name=kind]", "public_body")
    page.select_option("select[name=country]", "SA")
    page.fill("input[name=name]", "هالة الوافد")
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", SECRET)
    page.click("form[action*=register] button.primary")
    page.wait_for_load_state()


def link_in_mail(page: Page, lang: str, email: str, part: str) -> str:
    """The address with `part` in it, from the newest mail to somebody; waits for the worker to send it."""
    for _ in range(80):
        opened(page, f"/{lang}/account/mail?to={email}")
        found = page.locator(f"article[data-recipient='{email}'] pre a[href*='{part}']")
        if found.count():
            return found.first.get_attribute("href") or ""
        page.wait_for_timeout(250)
    raise AssertionError(f"no mail to {email} with {part}")


def confirm(page: Page, lang: str) -> None:
    """Follow the link of the mail, press its button, sign in."""
    address = link_in_mail(page, lang, NEWCOMER, "/confirm/")
    opened(page, address)
    page.click("form[action*=confirm] button[type=submit]")
    page.wait_for_load_state()
    sign_in(page, lang, NEWCOMER, SECRET)


def apply(page: Page, lang: str) -> None:
    """Apply to exhibit."""
    opened(page, f"/{lang}/my/forum/application")
    page.select_option("select[name=category]", "awareness")
    page.fill("[name=about_ar]", "برامج وقاية للأسر والمدارس.")
    page.fill("[name=about_en]", "Prevention programmes for families and schools.")
    page.fill("[name=contact_name]", "هالة الوافد")
    page.fill("[name=contact_email]", NEWCOMER)
    page.check("[name=declared]")
    page.click("form[action$='/application'] button[type=submit]")
    page.wait_for_load_state()


def accept_application(page: Page, lang: str, name: str) -> None:
    """Staff find the application and accept it."""
    opened(page, f"/{lang}/staff/forum/applications")
    row = page.locator("tr", has_text=name)
    row.locator("input[type=checkbox]").check()
    page.click("button[name=verb][value=accept]")
    expect(page.locator("tr", has_text=name)).to_have_count(0)


def hold(page: Page, lang: str, number: str) -> None:
    """Filter the map, choose a booth on it, hold it."""
    opened(page, f"/{lang}/forum/")
    tile = page.locator(f"a[href='/{lang}/forum/booths/{number}']").first
    expect(tile).to_be_attached()
    opened(page, f"/{lang}/forum/?sides=1")
    assert "sides=1" in page.url
    page.locator(f".booth[data-number='{number}'] a").click()
    page.locator("#claim-hold button[type=submit]").click()
    expect(page.locator("#claim-said")).to_contain_text(number)
    expect(page.locator("hold-countdown").first).to_contain_text(re.compile(r"1[45]:\d\d"))


def complete(page: Page) -> None:
    """Fill in, accept the terms, send: first with something missing, so that typed text is seen to stay."""
    page.locator("#claim-panel a.primary").click()
    page.fill("[name=contact_name]", "هالة الوافد")
    page.fill("[name=contact_email]", "not an address")
    page.fill("[name=fascia_ar]", "الوافد")
    page.fill("[name=fascia_en]", "Newcomer")
    page.check("[name=accepted]")
    send = page.locator("form .actions button.primary")
    send.click()
    expect(page.locator("[name=contact_email]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[name=fascia_ar]")).to_have_value("الوافد")
    page.fill("[name=contact_email]", NEWCOMER)
    page.check("[name=accepted]")
    send.click()
    page.wait_for_url(re.compile(r"/my/forum/(?!claims)"))


def approve(page: Page, lang: str, name: str) -> None:
    """Staff approve the claim of an organisation from today's queue."""
    opened(page, f"/{lang}/staff/forum/")
    row = page.locator("tr", has_text=name)
    row.locator("input[type=checkbox]").check()
    page.click("button[name=verb][value=approve]")
    expect(page.locator("tr", has_text=name)).to_have_count(0)


def state(page: Page, number: str) -> str:
    """How a booth is drawn on the map that is open."""
    return page.locator(f".booth[data-number='{number}']").get_attribute("data-state") or ""


def propose(page: Page, lang: str, title: dict[str, str]) -> None:
    """An exhibitor sends in a showcase."""
    opened(page, f"/{lang}/my/forum/showcases/new")
    for name, value in (
        ("title_ar", title["ar"]),
        ("title_en", title["en"]),
        ("abstract_ar", "نشاط من ربع ساعة ببيانات اصطناعية."),
        ("abstract_en", "A quarter of an hour on synthetic data."),
        ("tool_ar", "حقيبة وعي"),
        ("tool_en", "Waey Kit"),
    ):
        page.fill(f"[name={name}]", value)
    for name, value in (
        ("category", "awareness"),
        ("length_minutes", "20"),
        ("audience", "families"),
        ("language", "ar"),
    ):
        field = page.locator(f"[name={name}]").first
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(value)
        elif field.get_attribute("type") == "radio":
            page.check(f"[name={name}][value={value}]")
        else:
            field.fill(value)
    page.fill("[name$='-0-name_ar']", "نوف الحسن")
    page.fill("[name$='-0-name_en']", "Nouf Al-Hassan")
    page.fill("[name$='-0-email']", "nouf@sample.example")
    page.check("[name=declared_synthetic]")
    page.check("[name=declared_harmless]")
    page.locator("main form button.primary[type=submit]").click()
    page.wait_for_url(re.compile(r"/my/forum/showcases(/\d+)?/?(\?|#|$)"))


def first_day(url: str) -> str:
    """The sample's first day."""
    database = Database(url)
    with database.read() as session:
        found = exhibitions.exhibition(session, "forum")
    database.dispose()
    assert found is not None
    return found.first_day.isoformat()


def set_time(page: Page, at: str) -> None:
    """Fill in the placing form: stage 1, at a time of the day that is shown."""
    form = page.locator("aside[aria-labelledby=set-time-title] form.form")
    place = form.locator("[name=place], [name=place_id]").first
    if place.evaluate("each => each.tagName") == "SELECT":
        place.select_option(index=0)
    else:
        place.check()
    form.locator("[name=start]").first.fill(at)
    form.locator("button[type=submit]").click()
    page.wait_for_load_state()


def tab_to(page: Page, selector: str, most: int = 160) -> None:
    """Press Tab until the focus is there."""
    for _ in range(most):
        if page.evaluate("s => !!document.activeElement && document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {selector}")
