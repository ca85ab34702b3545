"""F70, F71, F75: two thousand people at fifty seats at once; and without the guards, to see that it can go wrong."""

import itertools
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from booth_app.demos.seats.models import Seat, SeatReservation, SeatState
from booth_app.demos.seats.refusals import NotNow
from booth_app.demos.seats.services import _scene, _seats
from tests.demos.seating import seating

REQUESTS, SEATS, WORKERS = 2000, 50, 4
TURNS = 12


def everybody(hall, requests):
    """Everybody asks at once; gives each one's outcome."""
    gate = threading.Barrier(WORKERS)

    def ask(numbers):
        gate.wait()
        return [one(number) for number in numbers]

    def one(number):
        try:
            return hall.reserve(f"v{number}", wait=True).state
        except IntegrityError:  # the keys refuse what the twin without guards would do
            return None

    shares = [range(first, requests, WORKERS) for first in range(WORKERS)]
    with ThreadPoolExecutor(WORKERS) as pool:
        return list(itertools.chain.from_iterable(pool.map(ask, shares)))


def line(hall):
    """Places in line in the order in which the journal says that they were given."""
    with hall.scene.database.read() as session:
        query = select(SeatReservation.place_in_line).where(SeatReservation.place_in_line.is_not(None))
        return list(session.scalars(query.order_by(SeatReservation.id)))


def holders(hall):
    """How many reservations say that they have seats, and how many seats somebody has."""
    with hall.scene.database.read() as session:
        winners = select(func.count()).where(SeatReservation.state == SeatState.HELD)
        return session.scalar(winners), hall.taken()


def test_F70_of_two_thousand_exactly_fifty_have_a_seat_and_the_rest_stand_in_line(scene):
    hall = seating(scene, SEATS)

    outcomes = everybody(hall, REQUESTS)

    assert outcomes.count(SeatState.HELD) == SEATS
    assert outcomes.count(SeatState.WAITING) == REQUESTS - SEATS
    assert holders(hall) == (SEATS, SEATS)
    # Rows are numbered as they are written, which the lock lets happen one after the other.
    assert line(hall) == list(range(1, REQUESTS - SEATS + 1))


@pytest.fixture
def unguarded(scene, monkeypatch):
    """No lock, and whoever takes a seat looks first and takes it over from anybody who came meanwhile."""
    locked, left = _scene._seating, _seats.left

    def seen(session, slot_id):
        return session.get(_scene.Seating, slot_id) or locked(session, slot_id)

    def pausing(session, slot_id):
        found = left(session, slot_id)
        time.sleep(0.01)
        return found

    def take_over(session, slot_id, reservation_id, wanted):
        first = select(Seat.seat_no).where(Seat.slot_id == slot_id, Seat.reservation_id.is_(None)).limit(1)
        number = session.scalar(first) or 1
        time.sleep(0.01)
        session.execute(
            update(Seat).where(Seat.slot_id == slot_id, Seat.seat_no == number).values(reservation_id=reservation_id)
        )

    monkeypatch.setattr(_scene, "_seating", seen)
    monkeypatch.setattr(_seats, "left", pausing)
    monkeypatch.setattr(_seats, "take", take_over)


@pytest.mark.service
@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_F70_without_the_guards_more_have_a_seat_than_there_are(scene):
    hall = seating(scene, 8)
    hall.reserve("first")

    everybody(hall, 160)

    winners, taken = holders(hall)
    assert winners > taken


def test_F71_giving_up_and_asking_at_once_never_is_one_too_many(scene):
    hall = seating(scene, 6, most_a_day=50)
    failures, done = [], threading.Event()

    def ask(lot, name):
        made = hall.reserve(name, lot.randint(1, 3), wait=True)
        time.sleep(0.005)  # a machine that never rests starves whoever waits for its turn
        hall.answer(lot.choice(("confirm", "decline", "cancel")), name, made.reservation_id, at=590)

    def somebody(number):
        lot = random.Random(number)
        try:
            for turn in range(TURNS):
                try:
                    ask(lot, f"v{number}-{turn}")
                except NotNow:
                    continue
                except OperationalError as error:
                    if "database is locked" not in str(error):  # SQLite tells who waited long to come again (F16)
                        raise
        except BaseException as error:
            failures.append(error)

    def staff():
        for capacity in itertools.cycle((6, 3, 9)):
            if done.wait(0.1):
                return
            try:
                hall.stage(capacity=capacity)
            except OperationalError as error:
                if "database is locked" not in str(error):
                    failures.append(error)

    people = [threading.Thread(target=somebody, args=(number,)) for number in range(5)]
    manager = threading.Thread(target=staff)
    for each in (*people, manager):
        each.start()
    for each in people:
        each.join()
    done.set()
    manager.join()

    assert failures == []
    with scene.database.read() as session:
        rows = session.scalars(select(SeatReservation)).all()
        given = dict(
            session.execute(
                select(Seat.reservation_id, func.count())
                .where(Seat.reservation_id.is_not(None))
                .group_by(Seat.reservation_id)
            ).all()
        )
    having = {row.id: row.seats for row in rows if row.state in (SeatState.HELD, SeatState.RESERVED)}
    assert given == having
    assert sum(having.values()) <= 9
    assert len(rows) > 2 * TURNS


def test_F75_an_offer_that_ends_while_it_is_accepted_is_one_persons(scene):
    hall = seating(scene, 1, most_a_day=50)
    for turn in range(15):
        made = hall.reserve(f"late-{turn}").reservation_id
        waiting = hall.waits(f"next-{turn}")

        confirmed = at_the_last_moment(hall, f"late-{turn}", made)

        states = {hall.row(made).state, hall.row(waiting).state}
        assert states == ({SeatState.RESERVED, SeatState.WAITING} if confirmed else {SeatState.LAPSED, SeatState.HELD})
        with hall.write() as session:
            session.execute(text("UPDATE seat SET reservation_id = NULL"))
            session.execute(update(SeatReservation).values(state=SeatState.CANCELLED, held_until=None))


def at_the_last_moment(hall, name, reservation):
    """Confirm just before the time is over while somebody looks just after it. Whether it was confirmed."""
    gate = threading.Barrier(2)

    def accept():
        gate.wait()
        try:
            hall.answer("confirm", name, reservation, at=570.0001)
        except NotNow:
            return False
        return True

    with ThreadPoolExecutor(1) as pool:
        accepted = pool.submit(accept)
        gate.wait()
        hall.settle(at=569.9999)
        return accepted.result(10)
