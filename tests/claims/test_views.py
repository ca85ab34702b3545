"""Claims as browsers see them: addresses, answers, nothing typed lost. What races is tried on both databases."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from booth_app.accounts.models import User
from booth_app.claims import services
from booth_app.claims.models import Claim, TakenBooth
from booth_app.exhibitions.models import Terms
from tests.claims.world import build
from tests.kit import make

HTMX = {"HX-Request": "true"}
FORM = {
    "contact_name": "هدى السالم",
    "contact_email": "huda@example.org",
    "contact_phone": "٠٥٠ ١٢٣ ٤٥٦٧",
    "fascia_ar": "مركز سند",
    "power_kw": "٢",
    "notes": "قرب المدخل",
    "terms_version": "1",
    "accepted": "y",
}


class Site:
    """The application with a world in it whose clock is the machine's."""

    def __init__(self, app):
        self.app = app
        now = datetime.now(UTC)
        self.world = build(
            app.extensions["database"],
            now,
            booths=12,
            booking_opens_at=now - timedelta(days=1),
            booking_closes_at=now + timedelta(days=30),
        )

    def person(self, n=0):
        client = self.app.test_client()
        with self.world.database.read() as session:
            user = session.get_one(User, self.world.people[n])
            organisation = session.get_one(make.Organisation, self.world.organisations[n])
            return make.sign_in(client, user, organisation)

    def end(self, claim):
        """Let a hold's time be over."""
        past = datetime.now(UTC) - timedelta(seconds=1)
        with self.world.database.write() as session:
            session.execute(update(Claim).where(Claim.id == claim).values(held_until=past))
            session.execute(update(TakenBooth).where(TakenBooth.claim_id == claim).values(held_until=past))


@pytest.fixture
def site(app):
    return Site(app)


@pytest.fixture
def either(any_app):
    """The same on each kind of database."""
    return Site(any_app)


def hold(person, number="A-101", key="the-key-of-a-form", headers=None, lang="en", **form):
    data = {"request_key": key, **form}
    return person.post(f"/{lang}/forum/booths/{number}/hold", data=data, headers=headers or {})


def send(person, claim, headers=None, key="key-of-the-request", **changes):
    data = FORM | {"request_key": key} | changes
    return person.post(f"/en/my/forum/claims/{claim}", data=data, headers=headers or {})


def claim_of(answer):
    return int(re.search(r"/claims/(\d+)$", answer.location)[1])


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
