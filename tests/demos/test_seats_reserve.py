"""Seats are reserved, confirmed, waited for, offered, given up; nobody has one too many."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from booth_app.base.access import Who
from booth_app.base.db import Database
from booth_app.base.errors import Invalid, NotFound
from booth_app.base.idempotency import KeyReused
from booth_app.demos.models import Audience
from booth_app.demos.proposals import Person
from booth_app.demos.seats import services as seats
from booth_app.demos.seats.models import SeatState, VisitorContact
from booth_app.demos.seats.refusals import NeedsName, NotNow, SameTime, SeatsFull, SeatsOver, TooManySeats
from booth_app.demos.seats.rules import Counts, shared_out
from tests.demos.conftest import build
from tests.demos.seating import seating
from tests.kit import make


@pytest.fixture
def scene(sqlite_url, now):
    """The scene on SQLite; what the databases do in their own ways is tried on both (`test_seats_keys.py`)."""
    made = build(Database(sqlite_url), now)
    yield made
    made.database.dispose()


def test_a_visitor_has_the_seats_once_the_link_is_used(scene):
    hall = seating(scene)

    made = hall.reserve("huda", 2)
    held = hall.row(made.reservation_id)
    hall.answer("confirm", "huda", made.reservation_id, at=590)

    assert (held.state, held.held_until) == (SeatState.HELD, hall.before(570))
    assert hall.row(made.reservation_id).state == SeatState.RESERVED
    assert hall.taken() == 2
    assert hall.told() == ["seats-held", "seats-reserved"]


def test_seats_that_nobody_confirms_are_free_again_at_that_very_moment(scene):
    hall = seating(scene, 1)
    first = hall.reserve("huda").reservation_id

    with pytest.raises(SeatsFull):
        hall.reserve("sara", at=570.001)
    second = hall.reserve("sara", at=570)

    assert hall.row(first).state == SeatState.LAPSED
    assert hall.row(second.reservation_id).state == SeatState.HELD
    with pytest.raises(NotNow):
        hall.answer("confirm", "huda", first, at=570)


def test_a_family_of_five_has_all_its_seats_or_none(scene):
    hall = seating(scene, 6)
    hall.sat("huda", 2)

    with pytest.raises(SeatsFull) as refused:
        hall.reserve("family", 5)
    four = hall.reserve("family", 4)

    assert refused.value.values["left"] == 4
    assert (four.state, hall.taken()) == (SeatState.HELD, 6)


def test_a_refused_request_leaves_nothing_behind(scene):
    hall = seating(scene, 1)
    hall.sat("huda")

    with pytest.raises(SeatsFull):
        hall.reserve("sara")

    with scene.database.read() as session:
        assert session.scalars(select(VisitorContact.email)).all() == ["huda@visitors.example"]


def test_accessible_seats_are_a_kind_of_their_own(scene):
    hall = seating(scene, 4, accessible=2)

    hall.sat("huda", 2)
    with pytest.raises(SeatsFull):
        hall.reserve("sara")
    needs = hall.reserve("noura", 1, accessible=1)
    with pytest.raises(SeatsFull):
        hall.reserve("maha", 2, accessible=1)

    assert needs.state == SeatState.HELD
    assert hall.seats()[1] == needs.reservation_id


def test_the_walk_in_share_is_not_reserved(scene):
    hall = seating(scene, 20, walk_in_percent=15)

    hall.sat("huda", 6)
    hall.sat("sara", 6)
    hall.sat("noura", 5)

    with pytest.raises(SeatsFull):
        hall.reserve("maha")
    assert len(hall.seats()) == 20


@pytest.mark.parametrize(
    ("capacity", "accessible", "percent", "wanted"),
    [
        (60, 2, 10, Counts(53, 2, 5)),
        (10, 0, 0, Counts(10, 0, 0)),
        (9, 1, 100, Counts(0, 1, 8)),
        (3, 5, 20, Counts(0, 3, 0)),
        (9, 0, 10, Counts(9, 0, 0)),
    ],
)
def test_seats_are_shared_out_to_the_last(capacity, accessible, percent, wanted):
    counts = shared_out(capacity, accessible, percent)

    assert counts == wanted
    assert counts.standard + counts.accessible + counts.walk_in == capacity


def test_one_person_has_one_reservation_a_slot_and_is_told_by_mail(scene):
    hall = seating(scene)
    first = hall.sat("huda")

    again = hall.reserve("huda", 2)

    assert (again.state, again.reservation_id, again.reason) == (None, first, "already")
    assert hall.taken() == 1
    assert hall.told()[-1] == "seats-not-made"


def test_one_person_sits_at_one_place_at_a_time(scene):
    hall = seating(scene)
    other = scene.place(scene.accepted(scene.theirs, title_en="B", presenters=_somebody("b")), "10:25", stage=1)
    after = scene.place(scene.accepted(scene.theirs, title_en="C", presenters=_somebody("c")), "11:05", stage=1)
    hall.sat("huda")

    meets = hall.reserve("huda", slot_id=other)
    touches = hall.reserve("huda", slot_id=after)

    assert (meets.state, meets.reason) == (None, "same-time")
    assert touches.state == SeatState.HELD


def _somebody(name):
    return (Person(name, name, f"{name}@example.org"),)


def test_a_day_has_its_limit(scene):
    hall = seating(scene, most_a_day=1)
    later = scene.place(scene.accepted(scene.theirs, presenters=_somebody("b")), "12:00")
    next_day = scene.place(
        scene.accepted(scene.theirs, title_en="C", presenters=_somebody("c")), hall.starts_at + timedelta(days=1)
    )
    hall.sat("huda")

    same = hall.reserve("huda", slot_id=later)
    other = hall.reserve("huda", slot_id=next_day)

    assert (same.state, same.reason) == (None, "too-many-a-day")
    assert other.state == SeatState.HELD


def test_one_reservation_has_its_limit(scene):
    hall = seating(scene, 20, most_seats=5)

    with pytest.raises(TooManySeats) as refused:
        hall.reserve("huda", 6)
    with pytest.raises(Invalid):
        hall.reserve("huda", 0)
    with pytest.raises(Invalid):
        hall.reserve("huda", 1, accessible=2)

    assert refused.value.values == {"most": 5}


def test_nothing_is_reserved_confirmed_or_cancelled_from_the_start_on(scene):
    hall = seating(scene, 3)
    sitting, held = hall.sat("huda"), hall.reserve("sara", at=10).reservation_id

    for verb in (
        lambda: hall.reserve("noura", at=0),
        lambda: hall.answer("cancel", "huda", sitting, at=0),
        lambda: hall.answer("confirm", "sara", held, at=0),
    ):
        with pytest.raises(SeatsOver):
            verb()

    assert hall.row(held).held_until == hall.starts_at


def test_the_same_request_twice_is_one_reservation(scene):
    hall = seating(scene)

    first, second = (hall.reserve("huda", 2, request_key="the-same-form-1") for _ in range(2))
    with pytest.raises(KeyReused):
        hall.reserve("huda", 3, request_key="the-same-form-1")

    assert first == second
    assert hall.states() == ["held"]


def test_a_slot_of_another_exhibition_is_none(scene):
    hall = seating(scene)

    with pytest.raises(NotFound), hall.write() as session:
        elsewhere = Who(exhibition_id=make.exhibition(session, "elsewhere").id)
        seats.reserve(session, elsewhere, hall.slot, hall.guest("huda"), request_key="a-key-of-mine", now=scene.now)


def test_those_who_wait_are_offered_seats_in_order_of_arrival(scene):
    hall = seating(scene, 1)
    sitting = hall.sat("huda")
    first, second = hall.waits("sara"), hall.waits("noura")

    hall.answer("cancel", "huda", sitting, at=500)
    offered = hall.row(first)
    hall.answer("decline", "sara", first, at=490)

    assert (offered.state, offered.held_until) == (SeatState.HELD, hall.before(470))
    assert hall.row(first).state == SeatState.DECLINED
    assert (hall.row(second).state, hall.row(second).held_until) == (SeatState.HELD, hall.before(460))


def test_an_offer_counts_from_when_the_seat_became_free_whoever_noticed_and_when(scene):
    hall = seating(scene, 1)
    hall.reserve("huda", at=600)
    waiting = [hall.waits(name, at=599) for name in ("sara", "noura", "maha")]

    hall.settle(at=515)  # the seat was free at 570, 540 and is kept for the third from 510 … were it looked at then

    assert [hall.row(each).state for each in waiting] == [SeatState.LAPSED, SeatState.HELD, SeatState.WAITING]
    assert hall.row(waiting[1]).held_until == hall.before(510)


def test_no_offer_outlasts_the_start_and_none_is_made_from_then_on(scene):
    hall = seating(scene, 1)
    sitting = hall.sat("huda")
    first, second = hall.waits("sara"), hall.waits("noura")

    hall.answer("cancel", "huda", sitting, at=10)
    until = hall.row(first).held_until
    hall.settle(at=-1)

    assert until == hall.starts_at
    assert [hall.row(each).state for each in (first, second)] == [SeatState.LAPSED, SeatState.WAITING]


def test_a_party_too_large_for_what_is_free_keeps_its_place_and_nobody_from_a_seat(scene):
    hall = seating(scene, 3)
    one, two = hall.sat("huda"), hall.sat("sara", 2)
    family, single = hall.waits("family", 3), hall.waits("noura")

    hall.answer("cancel", "huda", one, at=500)
    passed = [hall.row(family).state, hall.row(single).state]
    hall.answer("decline", "noura", single, at=499)
    hall.answer("cancel", "sara", two, at=498)

    assert passed == [SeatState.WAITING, SeatState.HELD]
    assert hall.row(family).state == SeatState.HELD
    assert hall.taken() == 3


def test_whoever_was_offered_a_seat_but_sits_elsewhere_at_that_time_cannot_take_it(scene):
    hall = seating(scene, 1)
    other = scene.place(scene.accepted(scene.theirs, presenters=_somebody("b")), "10:10", stage=1)
    sitting, waiting = hall.sat("huda"), hall.waits("sara")
    hall.sat("sara", slot_id=other)

    hall.answer("cancel", "huda", sitting, at=500)

    with pytest.raises(SameTime):
        hall.answer("confirm", "sara", waiting, at=499)
    assert hall.row(waiting).state == SeatState.HELD


def test_whoever_gave_up_a_seat_has_the_time_for_another(scene):
    hall = seating(scene, 1)
    other = scene.place(scene.accepted(scene.theirs, presenters=_somebody("b")), "10:10", stage=1)
    sitting = hall.sat("huda")

    hall.answer("cancel", "huda", sitting, at=500)

    assert hall.reserve("huda", slot_id=other).state == SeatState.HELD
    assert hall.reserve("sara").state == SeatState.HELD


def test_a_link_is_good_for_ones_own_reservations_only(scene):
    hall = seating(scene)
    sitting = hall.sat("huda")
    hall.sat("sara")

    for verb in ("confirm", "decline", "cancel"):
        with pytest.raises(NotFound):
            hall.answer(verb, "sara", sitting, at=500)

    assert hall.row(sitting).state == SeatState.RESERVED


def test_pressing_twice_does_nothing_twice(scene):
    hall = seating(scene)
    first, second = hall.reserve("huda").reservation_id, hall.reserve("sara").reservation_id

    for _ in range(2):
        hall.answer("confirm", "huda", first, at=590)
        hall.answer("decline", "sara", second, at=590)
    for _ in range(2):
        hall.answer("cancel", "huda", first, at=580)

    assert hall.states() == ["cancelled", "declined"]
    assert [kind for kind in hall.told() if kind in ("seats-reserved", "seats-declined", "seats-cancelled")] == [
        "seats-reserved", "seats-declined", "seats-cancelled",
    ]  # fmt: skip


def test_a_vetted_slot_asks_for_a_name_and_waits_for_staff(scene):
    hall = seating(scene, 1, audience=Audience.VETTED_ONLY)

    asked = hall.reserve("huda")
    taken_before = hall.taken()
    with hall.write() as session:
        seats.approve(session, scene.staff, hall.visitor("huda"), now=hall.before(500))
    with hall.write() as session:
        seats.approve(session, scene.staff, hall.visitor("huda"), now=hall.before(499))

    assert (asked.state, taken_before) == (SeatState.REQUESTED, 0)
    assert (hall.row(asked.reservation_id).state, hall.taken()) == (SeatState.HELD, 1)
    assert hall.told() == ["seats-requested", "visitor-approved", "seats-held"]


def test_an_approved_person_has_seats_at_once_and_a_refused_one_none(scene):
    hall = seating(scene, 1, audience=Audience.VETTED_ONLY)
    hall.reserve("huda")
    hall.reserve("sara")
    with hall.write() as session:
        seats.refuse(session, scene.staff, hall.visitor("sara"), now=hall.before(500))
    with hall.write() as session:
        seats.approve(session, scene.staff, hall.visitor("huda"), now=hall.before(500))
    hall.answer("decline", "huda", 1, at=480)

    approved, refused = hall.reserve("huda", at=470), hall.reserve("sara", at=470, wait=True)

    assert approved.state == SeatState.HELD
    assert (refused.state, refused.reason) == (None, "not-approved")
    assert hall.states() == ["declined", "refused", "held"]


def test_a_vetted_slot_without_a_name_is_refused(scene):
    hall = seating(scene, 1, audience=Audience.VETTED_ONLY)
    hall.visitors["nameless"] = seats.Guest("m" * 64, "n@visitors.example", "en")

    with pytest.raises(NeedsName):
        hall.reserve("nameless")


def test_without_confirmation_a_seat_is_ones_own_at_once(scene):
    hall = seating(scene, confirm_minutes=0)

    assert hall.reserve("huda").state == SeatState.RESERVED
