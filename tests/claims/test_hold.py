"""Holding a booth: who gets it, for how long, and what is said to everybody else."""

from datetime import timedelta

import pytest

from booth_app.base import idempotency
from booth_app.base.errors import NotFound
from booth_app.claims import refusals, services
from booth_app.claims.models import Claim, ClaimBooth, HoldSeries
from booth_app.exhibitions.models import Booth
from tests.claims.world import build
from tests.kit import make


def test_a_held_booth_is_held_for_the_time_the_exhibition_grants(world):
    held = world.hold(0)

    assert held.until == world.at(15)
    assert world.states()[:2] == ["held", "free"]
    assert world.kinds() == ["booth-held"]


def test_second_organisation_is_refused_and_leaves_nothing_behind(world):
    first = world.hold(0)

    with pytest.raises(refusals.BoothTaken) as refused:
        world.hold(0, by=1, at=14.999)

    assert refused.value.values == {"booth_id": world.booths[0], "number": "A-101", "until": world.at(15)}
    assert world.taken() == {0: first.claim_id}
    assert world.count(Claim) == 1
    assert world.kinds() == ["booth-held"]


def test_a_hold_is_over_at_its_end_and_the_next_one_writes_that_down(world):
    first = world.hold(0)

    second = world.hold(0, by=1, at=15)

    assert world.taken() == {0: second.claim_id}
    assert world.state_of(first.claim_id) == "expired"
    assert world.kinds() == ["booth-held", "hold-expired", "booth-held"]
    [expired] = world.entries("hold-expired")
    assert (expired.actor, expired.after["booths"]) == ("system", [world.booths[0]])


def test_a_lapsed_hold_is_free_to_everyone_before_anyone_writes_it_down(world):
    world.hold(0)

    assert world.states(at=14.999)[0] == "held"
    assert world.states(at=15)[0] == "free"


def test_adjoining_booths_are_one_claim_whole_or_not_at_all(world):
    world.settings(quota=3)
    world.hold(2, by=1)

    with pytest.raises(refusals.BoothTaken):
        world.hold(0, 1, 2)
    held = world.hold(1, 0)

    assert held.booths == (world.booths[0], world.booths[1])
    assert world.states()[:4] == ["held", "held", "held", "free"]
    assert world.count(ClaimBooth) == 3


@pytest.mark.parametrize("booths", [(0, 2), (0, 1, 3)])
def test_booths_apart_are_no_stand(world, booths):
    world.settings(quota=3)

    with pytest.raises(refusals.NotAdjoining) as refused:
        world.hold(*booths)

    assert refused.value.status == 422
    assert world.count(Claim) == 0


def test_booths_of_two_halls_are_no_stand(world):
    with world.database.write() as session:
        exhibition = session.get_one(make.Exhibition, world.exhibition)
        [other] = make.plan(session, make.hall(session, exhibition, "b"), 1)
        world.booths.append(other.id)

    with pytest.raises(refusals.NotAdjoining):
        world.hold(0, 8)


def test_the_same_press_twice_is_one_hold(world):
    first = world.hold(0, key="one-and-the-same")
    second = world.hold(0, key="one-and-the-same", at=1)

    assert (second.claim_id, second.replayed, second.until) == (first.claim_id, True, first.until)
    assert world.count(Claim) == 1


def test_a_second_tab_is_told_what_the_first_one_did(world):
    first = world.hold(0, 1)
    second = world.hold(1, at=1)

    assert (second.claim_id, second.already, second.replayed) == (first.claim_id, True, False)
    assert world.count(Claim) == 1


def test_a_stand_that_has_one_of_ones_own_booths_in_it_says_so(world):
    first = world.hold(0)

    with pytest.raises(refusals.AlreadyYours) as refused:
        world.hold(0, 1)

    assert refused.value.values["claim_id"] == first.claim_id


def test_a_key_belongs_to_its_content_and_its_organisation(world):
    world.hold(0, key="one-and-the-same")

    with pytest.raises(idempotency.KeyReused):
        world.hold(1, key="one-and-the-same")
    other = world.hold(2, by=1, key="one-and-the-same")

    assert other.replayed is False


def test_a_refusal_does_not_use_up_its_key(world):
    rival = world.hold(0, by=1)
    with pytest.raises(refusals.BoothTaken):
        world.hold(0, key="one-and-the-same")
    world.do(services.release, world.who(1), rival.claim_id, at=1)

    held = world.hold(0, key="one-and-the-same", at=2)

    assert (held.replayed, world.states()[0]) == (False, "held")


def test_quota_counts_booths_that_are_had_and_not_those_that_lapsed(world):
    world.hold(0)
    world.confirmed(1)

    with pytest.raises(refusals.QuotaReached) as refused:
        world.hold(2, at=10)
    later = world.hold(2, at=15)

    assert refused.value.values == {"quota": 2, "used": 2}
    assert later.claim_id


def test_no_quota_means_no_limit(world):
    world.settings(quota=None)

    for n in range(8):
        world.hold(n)

    assert world.states() == ["held"] * 8


@pytest.mark.parametrize("state", ["applied", "returned", "rejected"])
def test_only_accepted_organisations_may_hold_where_the_exhibition_vets(database, now, state):
    world = build(database, now)
    with database.write() as session:
        exhibition = session.get_one(make.Exhibition, world.exhibition)
        organisation = make.organisation(session, exhibition, state=make.ApplicationState(state))
        world.organisations.append(organisation.id)
        world.people.append(make.owner_of(session, organisation).id)

    with pytest.raises(refusals.NotAccepted) as refused:
        world.hold(0, by=3)
    world.settings(vetting=False)
    held = world.hold(0, by=3)

    assert (refused.value.status, refused.value.values) == (403, {"state": state})
    assert held.claim_id


def test_without_an_application_only_where_none_is_asked_for(world):
    with world.database.write() as session:
        organisation = make.organisation(session)
        world.organisations.append(organisation.id)
        world.people.append(make.owner_of(session, organisation).id)

    with pytest.raises(refusals.NotAccepted):
        world.hold(0, by=3)
    world.settings(vetting=False)

    assert world.hold(0, by=3).claim_id


@pytest.mark.parametrize(("opens", "closes"), [(1, None), (None, 0), (-10, -1)])
def test_booking_has_its_time(world, opens, closes):
    times = {
        "booking_opens_at": None if opens is None else world.at(opens),
        "booking_closes_at": None if closes is None else world.at(closes),
    }
    world.settings(**times)

    with pytest.raises(refusals.BookingClosed):
        world.hold(0)


def test_closed_removed_and_unknown_booths_are_refused_each_by_name(world):
    world.do(services.close, world.staff, world.booths[0])
    with world.database.write() as session:
        session.get_one(Booth, world.booths[1]).removed_at = world.now

    with pytest.raises(refusals.BoothClosed):
        world.hold(0)
    with pytest.raises(refusals.BoothRemoved):
        world.hold(1)
    with pytest.raises(NotFound):
        world.do(services.hold, world.who(), [10_000], request_key="some-key-1")
    assert world.count(Claim) == 0


def test_a_booth_of_another_exhibition_is_not_found(world):
    with world.database.write() as session:
        other = make.exhibition(session, "other")
        [booth] = make.plan(session, make.hall(session, other), 1)

    with pytest.raises(NotFound):
        world.do(services.hold, world.who(), [booth.id], request_key="some-key-1")


def test_a_reserved_booth_is_for_whom_it_is_kept_until_its_day(world):
    mine = services.Beneficiary(world.organisations[0])
    world.do(services.reserve, world.staff, world.booths[0], beneficiary=mine, until=world.at(60))
    world.do(services.reserve, world.staff, world.booths[1], beneficiary=mine, until=world.at(60))

    with pytest.raises(refusals.BoothReserved) as refused:
        world.hold(0, by=1)
    held = world.hold(0)
    late = world.hold(1, by=1, at=60)

    assert refused.value.values["until"] == world.at(60)
    assert held.until
    assert late.until


def test_holding_again_and_again_ends_at_the_cap_until_others_had_their_chance(world):
    for start in range(0, 60, 14):  # 0, 14, 28, 42, 56
        held = world.hold(0, at=start)
        end = min(start + 15, 60)
        assert held.until == world.at(end)
        world.do(services.release, world.who(), held.claim_id, at=start + 3)

    with pytest.raises(refusals.HoldCap) as refused:
        world.hold(0, at=60)
    again = world.hold(0, at=59 + 15)

    assert refused.value.values["until"] == world.at(59 + 15)
    assert again.until == world.at(59 + 30)


def test_the_cap_is_over_each_booth_and_organisation_by_itself(world):
    world.settings(hold_cap_minutes=15)
    held = world.hold(0)
    world.do(services.release, world.who(), held.claim_id, at=14.5)

    with pytest.raises(refusals.HoldCap):
        world.hold(0, at=14.6)

    assert world.hold(1, at=14.6).until == world.at(14.6 + 15)
    assert world.hold(0, by=1, at=14.6).until == world.at(14.6 + 15)
    assert world.count(HoldSeries) == 3


def test_submitting_and_withdrawing_does_not_begin_a_new_series(world):
    world.settings(hold_cap_minutes=15)
    claim = world.submitted(0)
    world.do(services.withdraw, world.who(), claim, at=100)

    with pytest.raises(refusals.HoldCap) as refused:
        world.hold(0, at=101)

    assert refused.value.values["until"] == world.at(115)


def test_a_hold_too_short_to_use_is_refused(world):
    world.settings(hold_cap_minutes=16)
    held = world.hold(0)
    world.do(services.release, world.who(), held.claim_id, at=14)

    with pytest.raises(refusals.HoldCap):
        world.hold(0, at=15.1)
    assert world.hold(0, by=1, at=15.1).until == world.at(30.1)


def test_more_booths_than_a_form_asks_for_are_refused_before_anything_is_read(world):
    with pytest.raises(refusals.TooManyBooths):
        world.do(services.hold, world.who(), range(1, 30), request_key="some-key-1")


def test_holds_are_as_long_as_the_exhibition_says(world):
    world.settings(hold_minutes=2880, hold_cap_minutes=10080)

    assert world.hold(0).until == world.now + timedelta(days=2)
