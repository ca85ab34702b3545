"""What staff do with claims and booths: decide, assign, vacate, reserve, close. And what ends by itself."""

from datetime import timedelta

import pytest

from booth_app.base.errors import Invalid, NotFound
from booth_app.claims import refusals, services
from booth_app.claims.models import Claim, Reservation
from booth_app.journal.models import Detail

BODY = services.Beneficiary(label_ar="وزارة", label_en="A ministry")


def words(world):
    with world.database.read() as session:
        return [row.words for row in session.query(Detail).order_by(Detail.entry_id)]


def test_approving_confirms_and_gives_a_booking_number(world):
    claim = world.submitted(0)

    decided = world.do(services.approve, world.staff, claim, at=5)

    assert (decided.state, decided.number) == ("confirmed", f"RYD27-{claim:05}")
    assert world.states()[0] == "confirmed"
    [entry] = world.entries("claim-confirmed")
    assert (entry.public, entry.organisation_id) == (True, world.organisations[0])
    assert entry.after == {"booths": [world.booths[0]], "number": decided.number, "state": "confirmed"}


def test_rejecting_frees_the_booth_and_says_why(world):
    claim = world.submitted(0)

    world.do(services.reject, world.staff, claim, reason=" محجوز لوفد ", at=5)

    assert (world.state_of(claim), world.states()[0]) == ("rejected", "free")
    assert words(world) == [{"reason": "محجوز لوفد"}]
    assert world.entries("claim-rejected")[0].public is False


@pytest.mark.parametrize("service", [services.reject, services.vacate])
def test_no_claim_is_ended_by_staff_without_a_reason(world, service):
    claim = world.submitted(0)

    with pytest.raises(refusals.ReasonMissing):
        world.do(service, world.staff, claim, reason="  ")


def test_a_claim_of_another_exhibition_is_not_found(world):
    claim = world.submitted(0)
    stranger = type(world.staff)(world.admin, None, world.exhibition + 1, world.staff.roles)

    for service, named in (
        (services.approve, {}),
        (services.reject, {"reason": "x"}),
        (services.vacate, {"reason": "x"}),
    ):
        with pytest.raises(NotFound):
            world.do(service, stranger, claim, **named)


def test_the_second_decision_finds_the_first(world):
    claim = world.submitted(0)
    world.do(services.approve, world.staff, claim, at=5)

    for service, named in ((services.approve, {}), (services.reject, {"reason": "x"})):
        with pytest.raises(refusals.WrongState) as refused:
            world.do(service, world.staff, claim, at=6, **named)
        assert refused.value.values["state"] == "confirmed"


@pytest.mark.parametrize(
    ("begin", "end"), [("hold", "released"), ("submitted", "rejected"), ("confirmed", "cancelled")]
)
def test_vacating_ends_a_claim_whatever_it_is(world, begin, end):
    claim = world.hold(0).claim_id if begin == "hold" else getattr(world, begin)(0)

    world.do(services.vacate, world.staff, claim, reason="لم تحضر الجهة", at=5)

    assert (world.state_of(claim), world.states(at=5)[0]) == (end, "free")
    assert world.entries("claim-vacated")[0].public is (begin == "confirmed")


def test_a_lapsed_hold_is_not_vacated(world):
    held = world.hold(0)

    with pytest.raises(refusals.HoldOver):
        world.do(services.vacate, world.staff, held.claim_id, reason="x", at=15)


def test_staff_assign_booths_on_behalf_of_an_organisation(world):
    assigned = world.do(
        services.assign, world.staff, world.organisations[1], booth_ids=world.booths[:2], reason="قرار اللجنة"
    )

    assert (assigned.state, assigned.number) == ("confirmed", f"RYD27-{assigned.claim_id:05}")
    assert world.states()[:2] == ["confirmed", "confirmed"]
    [entry] = world.entries("claim-assigned")
    assert entry.organisation_id == world.organisations[1]
    assert words(world) == [{"reason": "قرار اللجنة"}]


def test_assigning_can_leave_the_decision_to_others(world):
    assigned = world.do(
        services.assign, world.staff, world.organisations[0], booth_ids=world.booths[:1], confirmed=False
    )

    assert (assigned.state, assigned.number) == ("submitted", None)
    assert world.do(services.approve, world.staff, assigned.claim_id).number


@pytest.mark.parametrize(
    ("setting", "refusal", "ignoring"),
    [
        ({"booking_closes_at": 0}, refusals.BookingClosed, "window"),
        ({"quota": 1}, refusals.QuotaReached, "quota"),
        ({"quota": 3}, refusals.NotAdjoining, "apart"),
    ],
)
def test_staff_set_a_rule_aside_only_by_saying_so(world, setting, refusal, ignoring):
    world.settings(**{name: world.now if value == 0 else value for name, value in setting.items()})
    booths = [world.booths[0], world.booths[2]] if ignoring == "apart" else world.booths[:2]

    with pytest.raises(refusal):
        world.do(services.assign, world.staff, world.organisations[0], booth_ids=booths)
    world.do(services.assign, world.staff, world.organisations[0], booth_ids=booths, ignoring={ignoring})

    assert world.entries("claim-assigned")[0].after["ignored"] == [ignoring]


def test_no_rule_can_be_set_aside_that_is_none(world):
    with pytest.raises(Invalid):
        world.do(services.assign, world.staff, world.organisations[0], booth_ids=world.booths[:1], ignoring={"taken"})


def test_an_assigned_booth_is_nobody_elses(world):
    world.hold(0, by=1)

    with pytest.raises(refusals.BoothTaken):
        world.do(services.assign, world.staff, world.organisations[0], booth_ids=world.booths[:1], at=1)

    assert world.count(Claim) == 1


def test_assigning_twice_with_one_key_is_one_claim(world):
    given = {"booth_ids": world.booths[:1], "request_key": "one-and-the-same"}

    first = world.do(services.assign, world.staff, world.organisations[0], **given)
    second = world.do(services.assign, world.staff, world.organisations[0], at=1, **given)

    assert (second.claim_id, second.number, second.replayed) == (first.claim_id, first.number, True)


def test_a_reservation_names_whom_it_is_for_and_can_be_replaced_and_ended(world):
    booth = world.booths[0]
    world.do(services.reserve, world.staff, booth, beneficiary=BODY, until=None)
    world.do(services.reserve, world.staff, booth, beneficiary=BODY, until=world.at(60))

    assert (world.states(at=59)[0], world.states(at=60)[0]) == ("reserved", "free")
    world.do(services.unreserve, world.staff, booth, at=10)
    assert world.states(at=10)[0] == "free"
    assert world.kinds() == ["booth-reserved", "booth-reserved", "reservation-ended"]
    with pytest.raises(NotFound):
        world.do(services.unreserve, world.staff, booth, at=11)


def test_a_reservation_is_for_someone_until_a_time_to_come(world):
    for named in (
        {"beneficiary": services.Beneficiary(), "until": None},
        {"beneficiary": services.Beneficiary(label_en="A ministry"), "until": None},
        {"beneficiary": BODY, "until": world.now},
    ):
        with pytest.raises(Invalid):
            world.do(services.reserve, world.staff, world.booths[0], **named)
    with pytest.raises(NotFound):
        world.do(services.reserve, world.staff, world.booths[0], beneficiary=services.Beneficiary(9999), until=None)
    assert world.count(Reservation) == 0


@pytest.mark.parametrize("verb", ["close", "reserve"])
def test_a_booth_with_an_active_claim_is_neither_closed_nor_reserved(world, verb):
    world.hold(0)
    named = {"close": {}, "reserve": {"beneficiary": BODY, "until": None}}[verb]

    with pytest.raises(refusals.BoothTaken):
        world.do(getattr(services, verb), world.staff, world.booths[0], at=14, **named)
    world.do(getattr(services, verb), world.staff, world.booths[0], at=15, **named)

    assert world.states(at=15)[0] == {"close": "closed", "reserve": "reserved"}[verb]
    assert world.kinds() == ["booth-held", "hold-expired", {"close": "booth-closed", "reserve": "booth-reserved"}[verb]]


def test_closing_and_reopening_are_told_once_each(world):
    done = [world.do(services.close, world.staff, world.booths[0], reason="تسرب") for _ in range(2)]
    done += [world.do(services.reopen, world.staff, world.booths[0]) for _ in range(2)]

    assert done == [True, False, True, False]
    assert world.kinds() == ["booth-closed", "booth-opened"]


def test_the_sweep_writes_down_what_time_has_ended_and_is_not_needed(world):
    world.settings(quota=None)
    world.hold(0, 1)
    kept = world.hold(2, at=5)
    world.do(services.reserve, world.staff, world.booths[4], beneficiary=BODY, until=world.at(10))

    with world.database.write() as session:
        changed = services.sweep(session, now=world.at(15))
        again = services.sweep(session, now=world.at(15))

    assert changed == [world.booths[0], world.booths[1], world.booths[4]]
    assert again == []
    assert world.taken() == {2: kept.claim_id}
    assert world.kinds()[-2:] == ["hold-expired", "reservation-ended"]


def test_the_sweep_tidies_what_a_hold_left_that_was_taken_over_in_part(world):
    world.hold(0, 1)
    rival = world.hold(1, by=1, at=15)
    assert set(world.taken()) == {0, 1}

    with world.database.write() as session:
        assert services.sweep(session, now=world.at(15)) == []

    assert world.taken() == {1: rival.claim_id}


def test_the_sweep_takes_a_bounded_part_at_a_time(world):
    world.settings(quota=None)
    for n in range(5):
        world.hold(n)

    with world.database.write() as session:
        assert len(services.sweep(session, now=world.now + timedelta(minutes=15), limit=3)) == 3
    assert list(world.taken()) == [3, 4]
