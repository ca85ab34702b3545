"""What the tables themselves refuse, and the whole life of a seat, on both databases."""

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from booth_app.demos.seats.models import Seat, SeatReservation, VisitorTick
from tests.demos.seating import seating


def test_the_keys_refuse_what_no_service_would_do(scene):
    hall = seating(scene, 2)
    one, two = hall.sat("huda"), hall.sat("sara")
    again = {"slot_id": hall.slot, "seat_no": 1, "kind": "standard", "reservation_id": two}
    with scene.database.read() as session:
        tick = session.scalars(select(VisitorTick.tick).where(VisitorTick.reservation_id == one)).first()
    same_time = {"visitor_id": hall.visitor("huda"), "tick": tick, "reservation_id": two}

    for statement in (
        insert(Seat).values(again),
        insert(VisitorTick).values(same_time),
        update(Seat).values(reservation_id=None, came_at=hall.starts_at),
    ):
        with pytest.raises(IntegrityError), hall.write() as session:
            session.execute(statement)


def test_a_seat_goes_from_hand_to_hand(scene):
    hall = seating(scene, 2, accessible=1)
    first = hall.sat("huda", 2, accessible=1)
    waiting = [hall.waits("sara"), hall.waits("noura", 2, accessible=1), hall.waits("maha")]

    hall.answer("cancel", "huda", first, at=500)
    hall.answer("decline", "sara", waiting[0], at=490)
    hall.settle(at=400)

    assert hall.states() == ["cancelled", "declined", "lapsed", "lapsed"]
    assert hall.taken() == 0


def test_two_places_in_line_are_never_the_same(scene):
    hall = seating(scene, 1)
    hall.sat("huda")
    hall.waits("sara"), hall.waits("noura")

    with pytest.raises(IntegrityError), hall.write() as session:
        session.execute(update(SeatReservation).values(place_in_line=1))
