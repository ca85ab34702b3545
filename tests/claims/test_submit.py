"""Sending a hold: in time, late, too late; what was typed and the terms that were accepted."""

import pytest
from sqlalchemy import insert, select

from booth_app.base import idempotency
from booth_app.base.errors import Invalid, NotFound
from booth_app.claims import refusals, services
from booth_app.claims.details import Details
from booth_app.claims.models import Claim, CoExhibitor
from booth_app.exhibitions.models import Approval, Terms
from booth_app.exhibitors.models import Application, ApplicationState, Category, Profile
from tests.claims.world import TYPED


def stored(world, claim):
    with world.database.read() as session:
        return session.get_one(Claim, claim)


def test_a_submitted_hold_lasts_and_waits_for_staff(world):
    held = world.hold(0)

    sent = world.submit(held.claim_id, at=14)

    assert (sent.claim_id, sent.state, sent.number, sent.again) == (held.claim_id, "submitted", None, False)
    assert world.states(at=1000)[0] == "submitted"
    assert world.kinds() == ["booth-held", "claim-submitted"]


def test_where_nothing_is_approved_by_hand_it_is_confirmed_at_once(world):
    world.settings(approval=Approval.NONE)
    held = world.hold(0)

    sent = world.submit(held.claim_id)

    assert (sent.state, sent.number) == ("confirmed", f"RYD27-{held.claim_id:05}")
    assert world.kinds() == ["booth-held", "claim-confirmed"]
    assert world.entries("claim-confirmed")[0].public is True


def test_what_was_typed_and_accepted_is_kept_with_who_and_when(world):
    claim = world.submitted(0)

    row = stored(world, claim)

    assert (row.contact_name, row.contact_email, row.power_kw) == ("هدى السالم", "huda@example.org", 2)
    assert (row.terms_by, row.terms_at, row.submitted_at) == (world.people[0], world.at(1), world.at(1))


def test_without_the_terms_nothing_is_sent(world):
    held = world.hold(0)

    with pytest.raises(refusals.TermsMissing) as refused:
        world.submit(held.claim_id, terms_version=None)

    assert (refused.value.status, refused.value.values["version"]) == (422, 1)
    assert world.state_of(held.claim_id) == "held"


def test_terms_that_changed_after_the_page_was_opened_must_be_read_first(world):
    held = world.hold(0)
    with world.database.write() as session:
        values = {"exhibition_id": world.exhibition, "version": 2, "text_ar": "ش", "text_en": "t"}
        session.execute(insert(Terms).values(**values, published_at=world.now))

    with pytest.raises(refusals.TermsChanged) as refused:
        world.submit(held.claim_id)
    sent = world.submit(held.claim_id, terms_version=2)

    assert refused.value.values["version"] == 2
    assert sent.state == "submitted"


def test_F22_a_hold_that_ended_is_taken_again_while_its_booths_are_free(world):
    world.settings(quota=3)
    held = world.hold(0, 1)

    sent = world.submit(held.claim_id, at=20)

    assert (sent.again, sent.state) == (True, "submitted")
    assert sent.claim_id != held.claim_id
    assert world.state_of(held.claim_id) == "expired"
    assert world.taken() == {0: sent.claim_id, 1: sent.claim_id}
    assert stored(world, sent.claim_id).contact_name == TYPED.contact_name
    assert world.kinds() == ["booth-held", "hold-expired", "claim-submitted"]


def test_F22_the_same_after_the_sweep_had_written_the_end(world):
    held = world.hold(0)
    with world.database.write() as session:
        services.sweep(session, now=world.at(15))

    sent = world.submit(held.claim_id, at=20)

    assert (sent.again, world.taken()) == (True, {0: sent.claim_id})
    assert world.kinds() == ["booth-held", "hold-expired", "claim-submitted"]


def test_F23_a_hold_that_ended_and_was_taken_by_another_is_refused_whole(world):
    world.settings(quota=3)
    held = world.hold(0, 1)
    rival = world.hold(1, by=1, at=16)

    with pytest.raises(refusals.BoothTaken) as refused:
        world.submit(held.claim_id, at=20)

    assert refused.value.values["number"] == "A-102"
    assert world.states(at=20)[:2] == ["free", "held"]
    assert rival.claim_id in world.taken().values()
    assert world.kinds() == ["booth-held", "hold-expired", "booth-held"]


def test_F22_taking_again_keeps_to_the_rules_of_any_claim(world):
    held = world.hold(0)
    world.do(services.close, world.staff, world.booths[0], at=16)

    with pytest.raises(refusals.BoothClosed):
        world.submit(held.claim_id, at=20)

    world.do(services.reopen, world.staff, world.booths[0], at=21)
    world.settings(booking_closes_at=world.at(22))
    with pytest.raises(refusals.BookingClosed):
        world.submit(held.claim_id, at=23)


def test_a_running_hold_may_be_sent_after_booking_has_closed(world):
    held = world.hold(0)
    world.settings(booking_closes_at=world.at(5))

    assert world.submit(held.claim_id, at=10).state == "submitted"


def test_quota_counts_what_was_taken_while_the_hold_was_over(world):
    held = world.hold(0)
    world.hold(1, at=16)
    world.hold(2, at=16)

    with pytest.raises(refusals.QuotaReached):
        world.submit(held.claim_id, at=20)


def test_an_organisation_that_is_no_longer_accepted_sends_nothing(world):
    held = world.hold(0)
    with world.database.write() as session:
        application = session.scalars(
            select(Application).where(Application.organisation_id == world.who().organisation_id)
        )
        application.one().state = ApplicationState.RETURNED

    with pytest.raises(refusals.NotAccepted):
        world.submit(held.claim_id)

    assert world.states(at=1)[0] == "held"


def test_sending_twice_with_one_key_is_one_request(world):
    held = world.hold(0)

    first = world.submit(held.claim_id, key="one-and-the-same")
    second = world.submit(held.claim_id, key="one-and-the-same", at=2)

    assert (second.claim_id, second.state, second.replayed) == (first.claim_id, "submitted", True)
    assert world.kinds().count("claim-submitted") == 1


def test_a_late_request_that_was_sent_twice_finds_the_claim_that_it_made(world):
    held = world.hold(0)

    first = world.submit(held.claim_id, key="one-and-the-same", at=20)
    second = world.submit(held.claim_id, key="one-and-the-same", at=21)

    assert (second.claim_id, second.again, second.replayed) == (first.claim_id, True, True)


def test_a_key_that_was_used_for_other_text_is_refused(world):
    held = world.hold(0)
    world.submit(held.claim_id, key="one-and-the-same")

    with pytest.raises(idempotency.KeyReused):
        world.submit(held.claim_id, key="one-and-the-same", details=Details(notes="other"))


def test_what_was_sent_cannot_be_sent_again(world):
    claim = world.submitted(0)

    with pytest.raises(refusals.WrongState) as refused:
        world.submit(claim, at=3)

    assert refused.value.values["state"] == "submitted"


def test_nobody_sends_anothers_hold(world):
    held = world.hold(0)

    with pytest.raises(NotFound):
        world.submit(held.claim_id, by=1)


def test_co_exhibitors_come_along_when_a_hold_is_taken_again(world):
    held = world.hold(0)
    with world.database.write() as session:
        names = {"name_ar": "جهة مشاركة", "name_en": "A body"}
        profile = Profile(
            exhibition_id=world.exhibition, slug="a-body", country="SA", category=Category.HOTLINE, **names
        )
        session.add(profile)
        session.flush()
        session.add(CoExhibitor(claim_id=held.claim_id, profile_id=profile.id))

    sent = world.submit(held.claim_id, at=20)

    with world.database.read() as session:
        shared = session.scalars(select(CoExhibitor.claim_id)).all()
    assert sorted(shared) == [held.claim_id, sent.claim_id]


@pytest.mark.parametrize(
    "values", [{"fascia_ar": "ا" * 25}, {"power_kw": -1}, {"power_kw": 401}, {"notes": "x" * 2001}]
)
def test_no_details_beyond_what_a_form_of_ours_sends(values):
    with pytest.raises(Invalid):
        Details(**values)


def test_what_is_written_later_changes_no_state_and_is_told(world):
    claim = world.confirmed(0)

    world.do(services.fill, world.who(), claim, Details(fascia_ar="مركز سند", fascia_en="Sanad Centre"), at=5)

    assert (stored(world, claim).fascia_en, world.state_of(claim)) == ("Sanad Centre", "confirmed")
    assert world.kinds()[-1] == "claim-filled"


def test_what_was_typed_too_late_is_kept_for_the_next_form(world):
    held = world.hold(0)
    world.hold(0, by=1, at=16)

    world.do(services.fill, world.who(), held.claim_id, TYPED, at=17)

    assert (stored(world, held.claim_id).contact_name, world.state_of(held.claim_id)) == ("هدى السالم", "expired")
    assert world.states(at=17)[0] == "held"


def test_nothing_is_written_on_a_claim_that_was_given_up(world):
    held = world.hold(0)
    world.do(services.release, world.who(), held.claim_id, at=2)

    with pytest.raises(refusals.WrongState):
        world.do(services.fill, world.who(), held.claim_id, TYPED, at=3)


def test_an_assigned_organisation_accepts_the_terms_afterwards(world):
    assigned = world.do(services.assign, world.staff, world.organisations[0], booth_ids=[world.booths[0]])

    world.do(services.fill, world.who(), assigned.claim_id, TYPED, terms_version=1, at=5)

    row = stored(world, assigned.claim_id)
    assert (row.terms_by, row.terms_at) == (world.people[0], world.at(5))


def test_a_hold_is_extended_once_from_its_end_and_never_past_its_cap(world):
    world.settings(hold_cap_minutes=25)
    held = world.hold(0)

    extended = world.do(services.extend, world.who(), held.claim_id, at=10, request_key="press-once")
    replayed = world.do(services.extend, world.who(), held.claim_id, at=11, request_key="press-once")

    assert (extended.until, replayed.until, replayed.replayed) == (world.at(25), world.at(25), True)
    assert world.states(at=24.9)[0] == "held"
    assert world.states(at=25)[0] == "free"
    with pytest.raises(refusals.AlreadyExtended):
        world.do(services.extend, world.who(), held.claim_id, at=12)


def test_no_extension_where_it_would_add_nothing(world):
    world.settings(hold_cap_minutes=15)
    capped = world.hold(0)
    world.settings(extension_minutes=0, hold_cap_minutes=60)
    held = world.hold(1)

    for claim in (capped, held):
        with pytest.raises(refusals.NoExtension):
            world.do(services.extend, world.who(), claim.claim_id, at=1)


def test_a_hold_that_ended_is_neither_extended_nor_released(world):
    held = world.hold(0)

    for service in (services.extend, services.release):
        with pytest.raises(refusals.HoldOver):
            world.do(service, world.who(), held.claim_id, at=15)
