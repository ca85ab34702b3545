"""Whatever visitors do and whenever anybody looks: the line is served as by a clerk who never leaves (one database;
what depends on the database is raced in `test_seats_race.py`)."""

from dataclasses import dataclass

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from booth_app.base.db import Database
from booth_app.demos.seats.refusals import NotNow, SeatsFull
from tests.demos.conftest import build
from tests.demos.seating import seating

SEATS, CONFIRM, OFFER, BEGIN = 4, 20, 30, 600


@dataclass
class Party:
    """A party as the clerk knows it; times are minutes before the start."""

    name: str
    size: int
    state: str
    until: float = 0


class Clerk:
    """The simple model: looks at every minute, forgets nothing."""

    def __init__(self):
        self.parties: list[Party] = []
        self.seats = SEATS

    @property
    def free(self):
        return max(0, self.seats - sum(each.size for each in self.parties if each.state in ("held", "reserved")))

    def pass_time(self, now):
        """Everything that ends until `now`, in its order."""
        while ending := [each for each in self.parties if each.state == "held" and each.until >= now]:
            at = max(each.until for each in ending)
            for each in ending:
                if each.until == at:
                    each.state = "lapsed"
            self.offer(at)

    def offer(self, at):
        """Seats to the first in line for whom there are enough."""
        for each in self.parties:
            if at > 0 and each.state == "waiting" and each.size <= self.free:
                each.state, each.until = "held", max(at - OFFER, 0)

    def come(self, name, size, wait, at):
        """A new party: seats, or the end of the line, or nothing."""
        if size <= self.free:
            self.parties.append(Party(name, size, "held", max(at - CONFIRM, 0)))
        elif wait:
            self.parties.append(Party(name, size, "waiting"))
        else:
            return False
        return True


class Line(RuleBasedStateMachine):
    """Visitors at one slot, each move checked against the clerk's book."""

    hall = None

    def __init__(self):
        super().__init__()
        self.clerk, self.ids, self.at = Clerk(), {}, float(BEGIN)
        self.prefix = f"{id(self)}-{len(type(self).used)}"
        type(self).used.append(self.prefix)
        type(self).empty()

    @rule(size=st.sampled_from([1, 2, 2, 3, 4]), wait=st.sampled_from([True, True, False]))
    def reserve(self, size, wait):
        name = f"{self.prefix}-{len(self.ids)}"
        self.clerk.pass_time(self.at)
        if self.clerk.come(name, size, wait, self.at):
            self.ids[name] = self.hall.reserve(name, size, self.at, wait=wait).reservation_id
        else:
            with pytest.raises(SeatsFull):
                self.hall.reserve(name, size, self.at)

    @precondition(lambda self: self.at > 45)  # what begins is another matter (`test_seats_reserve.py`)
    @rule(minutes=st.sampled_from([5, 20, 35, 45]))
    def time_passes(self, minutes):
        self.at -= minutes

    @rule()
    def somebody_looks(self):
        self.clerk.pass_time(self.at)
        self.hall.settle(self.at)

    @precondition(lambda self: self.ids)
    @rule(data=st.data(), verb=st.sampled_from(["confirm", "decline", "cancel"]))
    def answer(self, data, verb):
        party = data.draw(st.sampled_from(self.clerk.parties))
        self.clerk.pass_time(self.at)
        start = {"confirm": ("held",), "decline": ("held",), "cancel": ("waiting", "reserved")}[verb]
        end = {"confirm": "reserved", "decline": "declined", "cancel": "cancelled"}[verb]
        if party.state in start:
            self.hall.answer(verb, party.name, self.ids[party.name], at=self.at)
            party.state = end
            self.clerk.offer(self.at)
        elif party.state == end:
            self.hall.answer(verb, party.name, self.ids[party.name], at=self.at)
        else:
            with pytest.raises(NotNow):
                self.hall.answer(verb, party.name, self.ids[party.name], at=self.at)

    @rule(capacity=st.integers(1, 6))
    def staff_set_the_capacity(self, capacity):
        self.clerk.pass_time(self.at)
        self.clerk.seats = capacity
        self.clerk.offer(self.at)
        self.hall.stage(capacity=capacity, at=self.at)

    @invariant()
    def the_book_and_the_tables_agree(self):
        self.clerk.pass_time(self.at)
        if not self.ids:
            return
        self.hall.settle(self.at)
        seats = list(self.hall.seats().values())
        for party in self.clerk.parties:
            row = self.hall.row(self.ids[party.name])
            assert (party.name, row.state) == (party.name, party.state)
            assert seats.count(row.id) == (party.size if party.state in ("held", "reserved") else 0)
            if party.state == "held":
                assert row.held_until == self.hall.before(party.until)
        assert len(seats) == max(self.clerk.seats, sum(each is not None for each in seats))


def test_the_line_is_served_as_by_a_clerk_who_never_leaves(sqlite_url, now):
    scene = build(Database(sqlite_url), now)
    hall = seating(scene, SEATS, most_seats=4, confirm_minutes=CONFIRM, offer_minutes=OFFER)

    class Here(Line):
        used: list[str] = []  # noqa: RUF012 - one a test
        empty = staticmethod(lambda: begin_anew(hall))

    Here.hall = hall
    run_state_machine_as_test(Here, settings=settings(max_examples=25, stateful_step_count=16, deadline=None))
    scene.database.dispose()


def begin_anew(hall):
    """The slot as it was, for the next run."""
    with hall.write() as session:
        for table in ("visitor_tick", "seat", "seat_reservation", "seating"):
            session.connection().exec_driver_sql(f"DELETE FROM {table}")
        session.connection().exec_driver_sql(f"UPDATE place SET capacity = {SEATS}")
