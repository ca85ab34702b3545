"""Holding as browsers see it: addresses, answers, refusals. What races is tried on both databases."""

import re
from datetime import UTC, datetime

import pytest

from booth_app.claims.models import Claim
from tests.claims.site import HTMX, Site, hold
from tests.kit import make


def test_holding_leads_to_the_request(either):
    answer = hold(either.person())

    assert (answer.status_code, answer.location[:22]) == (303, "/en/my/forum/claims/1")
    assert either.world.states()[0] == "held"


def test_for_htmx_holding_answers_with_the_part_and_the_countdown(site):
    answer = hold(site.person(), headers=HTMX)

    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<section class="claim-panel" id="claim-panel"')
    assert 'data-own="A-101"' in answer.text
    assert re.search(r'<div id="hold-banner"[^>]* data-own="A-101"[^>]* hx-swap-oob="outerHTML">', answer.text)
    assert re.search(r'data-left="(900|89\d)"', answer.text)


def test_the_part_stands_word_for_word_in_the_page(site):
    person = site.person()

    part = person.get("/en/forum/booths/A-101/claim", headers=HTMX).text
    whole = person.get("/en/forum/booths/A-101/claim").text

    def plain(text):
        text = re.sub(r'name="(request_key|csrf_token)" value="[^"]*"', "", text)
        return text[text.index('<section class="claim-panel"') : text.index("</section>")]

    assert plain(part) == plain(whole)


def test_a_loser_is_told_at_once_and_shown_what_else_is_free(either):
    hold(either.person(1))

    answer = hold(either.person())
    part = hold(either.person(), headers=HTMX)

    assert (answer.status_code, part.status_code) == (409, 409)
    for each in (answer, part):
        assert 'data-refusal="booth-taken"' in each.text
        assert "Nothing was booked in your name" in each.text
        assert re.findall(r"Hold <bdi[^>]*>(A-\d+)", each.text) == ["A-102", "A-103", "A-111"]
    assert "/en/forum/tiles?numbers=A-101" in part.text
    assert 'id="panel-state" data-state="held"' in part.text
    assert "<html" not in part.text


def test_a_loser_is_told_in_arabic_as_well(site):
    hold(site.person(1))

    answer = hold(site.person(), lang="ar")

    assert "قبل وصول طلبكم بلحظات" in answer.text
    assert "لم يُسجَّل أي حجز باسمكم، وبياناتكم محفوظة." in answer.text


def test_several_adjoining_booths_are_held_by_one_form(site):
    answer = hold(site.person(), **{"with": ["A-102"]})

    assert answer.status_code == 303
    assert site.world.states()[:3] == ["held", "held", "free"]


def test_booths_apart_are_refused_with_the_form_filled(site):
    answer = hold(site.person(), headers=HTMX, **{"with": ["A-103"]})

    assert answer.status_code == 422
    assert "do not stand side by side" in answer.text
    assert site.world.states()[:3] == ["free", "free", "free"]


def test_numbers_are_read_in_every_spelling(site):
    answer = hold(site.person(), number="a‑١٠١")

    assert answer.status_code == 303


def test_an_unknown_booth_is_no_page(site):
    assert hold(site.person(), number="Z-999").status_code == 404


def test_the_same_press_twice_is_one_hold_and_says_that_it_was_replayed(either):
    person = either.person()

    first, second = hold(person), hold(person)

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert (first.headers.get("Idempotent-Replayed"), second.headers.get("Idempotent-Replayed")) == (None, "true")
    assert either.world.count(Claim) == 1


def test_F41_a_second_tab_is_told_what_the_first_one_did(either):
    person = either.person()
    hold(person)

    page = person.get(hold(person, key="key-of-another-tab").location)
    part = hold(person, key="key-of-a-third-tab", headers=HTMX)

    assert "already; nothing was changed" in page.text
    assert part.status_code == 200
    assert 'data-notice="already"' in part.text
    assert either.world.count(Claim) == 1


def test_F42_a_page_that_is_sent_again_with_other_booths_offers_a_new_request(site):
    person = site.person()
    hold(person)

    answer = hold(person, **{"with": ["A-102"]})

    assert answer.status_code == 422
    assert 'data-refusal="key-reused"' in answer.text


def test_F43_anothers_key_finds_nothing_of_his(site):
    first = hold(site.person())

    answer = hold(site.person(1), number="A-103")

    assert answer.status_code == 303
    assert answer.location != first.location
    assert site.person(1).get(first.location).status_code == 404


@pytest.mark.parametrize("key", ["", "short", "k" * 10_000, "null\0null\0null", "مفتاح-الطلب-هنا", "with spaces in it"])
def test_F45_what_is_no_key_is_refused_and_changes_nothing(either, key):
    answer = hold(either.person(), key=key)

    assert answer.status_code == 400
    assert either.world.count(Claim) == 0


def test_whoever_is_signed_out_is_sent_to_sign_in_and_back(site):
    visitor = site.app.test_client()

    plain = hold(visitor)
    part = hold(visitor, headers=HTMX)

    assert plain.status_code == 303
    assert plain.location.startswith("/en/account/sign-in")
    assert part.headers["HX-Redirect"].startswith("/en/account/sign-in")


def test_a_person_without_an_organisation_may_not_hold(site):
    with site.world.database.write() as session:
        nobody = make.user(session)
    client = make.sign_in(site.app.test_client(), nobody)

    assert hold(client).status_code == 403


def test_csrf_is_asked_of_whoever_is_signed_in(make_app, sqlite_url):
    site = Site(make_app(sqlite_url, csrf=True))

    assert hold(site.app.test_client()).status_code == 303
    assert hold(site.person()).status_code == 400
    assert site.world.count(Claim) == 0


def test_an_organisation_that_is_not_accepted_is_refused_and_told_what_to_do(site):
    with site.world.database.write() as session:
        exhibition = session.get_one(make.Exhibition, site.world.exhibition)
        organisation = make.organisation(session, exhibition, state=make.ApplicationState.RETURNED)
        site.world.organisations.append(organisation.id)
        site.world.people.append(make.owner_of(session, organisation).id)

    answer = hold(site.person(3))

    assert answer.status_code == 403
    assert "returned for completion" in answer.text
    assert "/en/my/forum/application" in answer.text


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ({"quota": 1}, "has reached the limit"),
        ({"booking_closes_at": datetime(2020, 1, 1, tzinfo=UTC), "booking_opens_at": None}, "has ended"),
    ],
)
def test_what_an_exhibition_does_not_allow_is_said_in_words(site, settings, text):
    hold(site.person(), number="A-105")
    site.world.settings(**settings)

    answer = hold(site.person(), key="key-of-another-form")

    assert answer.status_code == 409
    assert text in answer.text
