"""The request as browsers see it: nothing typed lost, terms, holds that ended, and what follows."""

import re

import pytest

from booth_app.exhibitions.models import Terms
from tests.claims.site import HTMX, claim_of, hold, send


def test_the_request_begins_with_what_is_known_and_is_sent(site):
    person = site.person()
    claim = claim_of(hold(person))

    page = person.get(f"/en/my/forum/claims/{claim}")
    sent = send(person, claim)
    stand = person.get(sent.location)

    assert 'value="contact@example.org"' in page.text
    assert "We accept the terms and conditions (version" in page.text
    assert (sent.status_code, sent.location) == (303, f"/en/my/forum/?claim={claim}")
    assert "is in and under review" in stand.text
    assert site.world.states()[0] == "submitted"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"accepted": ""}, "Accept the terms to send the request."),
        ({"contact_name": " "}, "This field is required."),
        ({"contact_email": "nobody"}, "That is not an e-mail address"),
        ({"fascia_ar": "ا" * 25}, "Use at most 24 characters. You have 25."),
        ({"power_kw": "2.5"}, "Enter a whole number from 0 to 400."),
        ({"contact_phone": "call me"}, "Write the phone number with digits"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_is_kept(site, changes, said):
    person = site.person()
    claim = claim_of(hold(person))

    answer = send(person, claim, **changes)

    assert answer.status_code == 422
    assert said in answer.text
    assert "قرب المدخل" in answer.text
    assert site.world.states()[0] == "held"


def test_terms_that_changed_are_shown_and_the_form_comes_back_filled(site):
    person = site.person()
    claim = claim_of(hold(person))
    with site.world.database.write() as session:
        values = {"exhibition_id": site.world.exhibition, "version": 2, "text_ar": "شروط جديدة", "text_en": "New terms"}
        session.add(Terms(**values, published_at=site.world.now))

    refused = send(person, claim)
    sent = send(person, claim, key="key-of-the-second-try", terms_version="2")

    assert refused.status_code == 409
    assert 'data-refusal="terms-changed"' in refused.text
    assert "New terms" in refused.text
    assert 'name="terms_version" type="hidden" value="2"' in refused.text
    assert "قرب المدخل" in refused.text
    assert sent.status_code == 303


def test_F22_a_hold_that_ended_meanwhile_is_taken_again_and_says_so(either):
    person = either.person()
    claim = claim_of(hold(person))
    either.end(claim)

    page = person.get(f"/en/my/forum/claims/{claim}")
    sent = send(person, claim)
    stand = person.get(sent.location)

    assert "has ended; what you typed is kept" in page.text
    assert sent.location == f"/en/my/forum/?claim={claim + 1}"
    assert "was still free and was taken again for you" in stand.text
    assert either.world.states()[0] == "submitted"


def test_F23_a_hold_that_ended_and_was_taken_brings_alternatives_and_keeps_every_word(either):
    person, rival = either.person(), either.person(1)
    claim = claim_of(hold(person))
    either.end(claim)
    hold(rival)

    refused = send(person, claim)
    other = claim_of(hold(person, number="A-103", key="key-of-the-next-hold"))
    again = person.get(f"/en/my/forum/claims/{other}")

    assert refused.status_code == 409
    assert 'data-refusal="booth-taken"' in refused.text
    assert re.findall(r"Hold <bdi[^>]*>(A-\d+)", refused.text) == ["A-102", "A-103", "A-111"]
    for each in (refused, again):
        assert "قرب المدخل" in each.text
        assert "هدى السالم" in each.text
        assert "مركز سند" in each.text


def test_F42_a_request_sent_again_is_replayed_and_with_other_text_comes_back_as_new(site):
    person = site.person()
    claim = claim_of(hold(person))

    first, second = send(person, claim), send(person, claim)
    changed = send(person, claim, notes="نص آخر")

    assert (first.status_code, second.status_code) == (303, 303)
    assert second.headers["Idempotent-Replayed"] == "true"
    assert changed.status_code == 422
    assert 'data-refusal="key-reused"' in changed.text
    assert "نص آخر" in changed.text
    assert "key-of-the-request" not in changed.text
    assert f'action="/en/my/forum/claims/{claim}/details"' in changed.text


def test_what_is_saved_for_later_needs_no_terms_and_is_there_again(site):
    person = site.person()
    claim = claim_of(hold(person))

    data = {"request_key": "key-for-later", "notes": "نكمل غدًا"}
    saved = person.post(f"/en/my/forum/claims/{claim}/details", data=data)
    page = person.get(saved.location)

    assert (saved.status_code, saved.location) == (303, f"/en/my/forum/claims/{claim}")
    assert "نكمل غدًا" in page.text
    assert site.world.states()[0] == "held"


def test_an_extension_is_spoken_in_the_banner_and_refused_the_second_time(site):
    person = site.person()
    claim = claim_of(hold(person))
    address = f"/en/my/forum/claims/{claim}/extend"

    first = person.post(address, data={"request_key": "key-to-extend"}, headers=HTMX)
    second = person.post(address, data={"request_key": "key-to-extend-2"})
    page = person.get(second.location)

    assert first.status_code == 200
    assert "It cannot be extended again." in first.text
    assert first.headers["HX-Trigger"] == "claims-changed"
    assert "Extend by" not in first.text
    assert "was extended already" in page.text


def test_a_release_leads_back_to_the_booth(site):
    person = site.person()
    claim = claim_of(hold(person))

    answer = person.post(f"/en/my/forum/claims/{claim}/release", data={"request_key": "key-to-release"})
    again = person.post(f"/en/my/forum/claims/{claim}/release", data={"request_key": "key-to-release"})

    assert (answer.status_code, answer.location) == (303, "/en/forum/booths/A-101")
    assert again.location == answer.location
    assert site.world.states()[0] == "free"


def test_the_countdown_asks_the_server_which_alone_says_that_it_is_over(site):
    person = site.person()
    claim = claim_of(hold(person))

    running = person.get(f"/en/my/forum/holds?ended={claim}", headers=HTMX)
    site.end(claim)
    over = person.get(f"/en/my/forum/holds?ended={claim}", headers=HTMX)

    assert "hold-countdown" in running.text
    assert "has ended" not in running.text.replace("Your hold has ended.", "")
    assert "hold-countdown" not in over.text
    assert "has ended; what you typed is kept" in over.text
