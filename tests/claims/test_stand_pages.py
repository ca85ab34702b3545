"""A stand as browsers see it: my stand, giving it up, its document, who else is on it, who may see it."""

import re

import pytest

from booth_app.claims import services
from tests.claims.site import FORM, HTMX, claim_of, hold


def test_cancelling_asks_first_and_frees_the_booth(site):
    claim = site.world.confirmed(0)
    person = site.person()

    question = person.get(f"/en/my/forum/claims/{claim}/cancel")
    done = person.post(f"/en/my/forum/claims/{claim}/cancel", data={"request_key": "key-to-cancel"})

    assert "this cannot be undone" in question.text
    assert done.location == "/en/my/forum/"
    assert site.world.states()[0] == "free"


def test_withdrawing_asks_first_and_frees_the_booth(site):
    claim = site.world.submitted(0)
    person = site.person()

    question = person.get(f"/ar/my/forum/claims/{claim}/withdraw")
    wrong = person.get(f"/ar/my/forum/claims/{claim}/cancel")
    done = person.post(f"/ar/my/forum/claims/{claim}/withdraw", data={"request_key": "key-to-withdraw"})

    assert "سحب طلب حجز الجناح" in question.text
    assert wrong.status_code == 303
    assert done.status_code == 303
    assert site.world.states()[0] == "free"


def test_my_stand_shows_where_it_is_what_is_left_and_who_is_beside(either):
    claim = either.world.confirmed(1)
    either.world.confirmed(2, by=1)

    page = either.person().get("/en/my/forum/")

    assert page.status_code == 200
    assert f"RYD27-{claim:05}" in page.text
    assert 'data-step="fascia"' in page.text
    assert 'class="plan-open-side"' in page.text
    assert "Organisation" in page.text[page.text.index("Neighbours") :]
    assert f"/en/my/forum/claims/{claim}/confirmation.pdf" in page.text


def test_the_confirmation_is_a_document_for_its_organisation_alone(site):
    claim = site.world.confirmed(1)

    own = site.person().get(f"/en/my/forum/claims/{claim}/confirmation.pdf")
    other = site.person(1).get(f"/en/my/forum/claims/{claim}/confirmation.pdf")

    assert own.data.startswith(b"%PDF-")
    assert own.headers["Content-Disposition"] == f'attachment; filename="confirmation-RYD27-{claim:05}.pdf"'
    assert own.headers["Cache-Control"] == "no-store"
    assert other.status_code == 404


def test_a_claim_that_is_not_confirmed_has_no_confirmation(site):
    claim = site.world.submitted(1)

    assert site.person().get(f"/en/my/forum/claims/{claim}/confirmation.pdf").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", ""),
        ("post", ""),
        ("post", "/details"),
        ("post", "/extend"),
        ("post", "/release"),
        ("get", "/withdraw"),
        ("post", "/withdraw"),
        ("get", "/cancel"),
        ("post", "/cancel"),
        ("post", "/bodies"),
        ("post", "/bodies/1/remove"),
        ("get", "/confirmation.pdf"),
    ],
)
def test_nobody_reaches_anothers_claim(site, method, path):
    claim = site.world.hold(0).claim_id
    data = FORM | {"request_key": "key-of-a-stranger", "name_en": "X", "country": "SA", "category": "filter"}

    answer = site.person(1).open(f"/en/my/forum/claims/{claim}{path}", method=method.upper(), data=data)

    assert answer.status_code == 404
    assert site.world.states()[0] == "held"
    assert "هدى" not in answer.text


def test_a_body_is_added_to_the_stand_and_removed(site):
    claim = site.world.confirmed(0)
    person = site.person()
    data = {"request_key": "key-of-a-body", "name_en": "Aman Society", "country": "SA", "category": "hotline"}

    added = person.post(f"/en/my/forum/claims/{claim}/bodies", data=data)
    page = person.get(added.location)
    profile = re.search(r"/bodies/(\d+)/remove", page.text)[1]
    removed = person.post(f"/en/my/forum/claims/{claim}/bodies/{profile}/remove")

    assert (added.status_code, removed.status_code) == (303, 303)
    assert "Aman Society" in page.text
    assert "Aman Society" not in person.get(removed.location).text


def test_a_body_without_a_name_comes_back_with_what_was_typed(site):
    claim = site.world.confirmed(0)
    data = {"request_key": "key-of-a-body", "country": "AE", "category": "filter"}

    answer = site.person().post(f"/en/my/forum/claims/{claim}/bodies", data=data)

    assert answer.status_code == 422
    assert "Enter a name in one language at least." in answer.text
    assert '<option selected value="AE">' in answer.text


def test_a_booking_made_by_staff_asks_for_the_terms(site):
    world = site.world
    assigned = world.do(services.assign, world.staff, world.organisations[0], booth_ids=world.booths[:1])
    person = site.person()

    page = person.get(f"/en/my/forum/claims/{assigned.claim_id}")
    saved = person.post(
        f"/en/my/forum/claims/{assigned.claim_id}/details", data=FORM | {"request_key": "key-of-the-terms"}
    )
    stand = person.get(saved.location)

    assert "We accept the terms and conditions" in page.text
    assert 'data-step="terms" data-done' in stand.text


def test_without_a_booth_my_stand_says_how_to_get_one(site):
    page = site.person().get("/en/my/forum/")

    assert "You have no booth yet. Booking is open until" in page.text
    assert "Choose a booth on the map" in page.text


def test_pages_of_claims_are_never_kept_by_a_cache(site):
    person = site.person()
    claim = claim_of(hold(person))

    for path in ("/en/my/forum/", f"/en/my/forum/claims/{claim}", "/en/forum/booths/A-101/claim"):
        answer = person.get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "HX-Request" in answer.headers["Vary"]


def test_the_panel_says_why_a_booth_cannot_be_had(site):
    site.world.settings(quota=1)
    hold(site.person(), number="A-105")

    answer = site.person().get("/en/forum/booths/A-101/claim", headers=HTMX)

    assert 'data-why="quota-reached"' in answer.text
    assert "<form" not in answer.text


def test_no_page_fails_for_want_of_the_banner(site):
    for path in ("/en/", "/en/account/sign-in", "/en/no-such-exhibition/"):
        assert "hold-banner" not in site.app.test_client().get(path).text


def test_a_hold_of_days_says_the_day(site):
    site.world.settings(hold_minutes=2880, hold_cap_minutes=10_080)
    person = site.person()

    page = person.get("/en/forum/booths/A-101/claim")
    held = person.get(hold(person).location)

    assert 'Hold for <bdi dir="ltr">2</bdi> days' in page.text
    assert re.search(r"are? on hold for you until \w+day \d|is on hold for you until \w+day \d", held.text)
    assert re.search(r'role="timer"[^>]*>(48:00:00|47:59:\d\d)<', held.text)
