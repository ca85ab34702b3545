"""The queue as staff use it: boxes and words with a script, the same decisions without one, all of it by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from booth_app.base import clock
from booth_app.base.access import Who
from booth_app.base.db import Database
from booth_app.claims import services as claims
from booth_app.sample.accounts import DOMAIN, PASSWORD
from tests.desk import scene as scenes
from tests.kit.server import serve

pytestmark = pytest.mark.browser


@pytest.fixture
def site(sample_url):
    with serve(sample_url) as server:
        yield server


@pytest.fixture
def waiting(sample_url):
    """Ids of the sample's requests that wait."""
    database = Database(sample_url)
    yield lambda: [claim for claim, state in scenes.states(database).items() if state == "submitted"]
    database.dispose()


def signed_in(person, site, lang, **options):
    someone = person(site.address, **options)
    someone.page.goto(f"/{lang}/account/sign-in")
    someone.page.fill("input[name=email]", f"sales@{DOMAIN}")
    someone.page.fill("input[name=password]", PASSWORD)
    someone.page.click("form[action*=sign-in] button[type=submit]")
    someone.page.wait_for_load_state()
    someone.page.goto(f"/{lang}/staff/forum/")
    return someone.page


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ar", ("حُدّد طلب واحد", "حُدّد طلبان", "اعتُمد طلبان")),
        ("en", ("1 request selected", "2 requests selected", "2 requests approved")),
    ],
)
def test_two_are_ticked_counted_in_words_and_approved_in_place(person, site, waiting, lang, said):
    one, two, done = said
    page = signed_in(person, site, lang)
    before = len(waiting())
    page.evaluate("window.stillHere = true")
    boxes = page.locator("input[name=claim]")

    boxes.nth(0).check()
    expect(page.locator("[data-said]")).to_have_text(one)
    boxes.nth(1).check()
    expect(page.locator("[data-said]")).to_have_text(two)
    page.click("button[value=approve]")
    expect(page.locator("[role=status].notice")).to_contain_text(done)

    expect(boxes).to_have_count(before - 2)
    expect(page.locator("input[name=claim]:checked")).to_have_count(0)
    assert page.evaluate("window.stillHere") is True
    assert len(waiting()) == before - 2


def test_the_box_for_all_chooses_all_and_rejecting_asks_for_the_reason_first(person, site, waiting):
    page = signed_in(person, site, "en")
    before = len(waiting())

    page.locator("[data-all] input").check()
    expect(page.locator("[data-said]")).to_have_text(f"{before} requests selected")
    page.click(".pop > summary")
    page.click("button[value=reject]")
    expect(page.locator("#reason-error")).to_contain_text("Write the reason")
    expect(page.locator("input[name=claim]:checked")).to_have_count(before)
    page.fill("#reason", "The area is needed for an exit")
    page.click("button[value=reject]")
    expect(page.locator("[role=status].notice")).to_contain_text(f"{before} requests rejected")

    assert waiting() == []
    expect(page.locator("#desk")).to_contain_text("Nothing is waiting for review.")


def test_what_somebody_else_decided_meanwhile_is_said_and_the_rest_is_done(person, site, waiting, sample_url):
    page = signed_in(person, site, "en")
    first, second, *_ = waiting()
    database = Database(sample_url)
    with database.write() as session:
        claims.reject(session, Who(exhibition_id=1), first, reason="no", now=clock.now(session))
    database.dispose()

    page.check(f"input[name=claim][value='{first}']")
    page.check(f"input[name=claim][value='{second}']")
    page.click("button[value=approve]")

    expect(page.locator("[data-failure=wrong-state]")).to_contain_text("The state now: Rejected")
    expect(page.locator("[role=status].notice")).to_contain_text("1 request approved")
    assert not {first, second} & set(waiting())


def test_the_same_is_done_without_a_script(person, site, waiting):
    page = signed_in(person, site, "ar", java_script_enabled=False)
    before = len(waiting())

    page.locator("input[name=claim]").nth(0).check()
    page.click("button[value=approve]")

    assert re.search("/ar/staff/forum/$", page.url)
    assert "اعتُمد طلب واحد" in page.locator(".notice").first.inner_text()
    assert len(waiting()) == before - 1


def test_the_same_is_done_by_keyboard_alone(person, site, waiting):
    page = signed_in(person, site, "en")
    before = len(waiting())

    page.locator("input[name=claim]").nth(0).focus()
    page.keyboard.press("Space")
    page.locator("button[value=approve]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[role=status].notice")).to_be_focused()

    assert len(waiting()) == before - 1


def test_a_booth_is_found_and_moved_to_by_typing_its_number(person, site):
    page = signed_in(person, site, "ar")

    page.fill("#find-booth", "a–١٠١")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/ar/staff/forum/booths/A-101"))
    page.click("text=فتح الحجز")
    page.click("#move > summary")
    page.locator("[name^=to-]").fill("A-999")
    page.click("#move button[type=submit]")

    assert "لا جناح بهذا الرقم" in page.locator("[role=alert]").inner_text()
    expect(page.locator("[name^=to-]")).to_have_value("A-999")
