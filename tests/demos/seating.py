"""A slot with seats, people who want them, and what stands in the tables afterwards."""

import hashlib
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.demos import services
from booth_app.demos.models import Audience, Place
from booth_app.demos.seats import services as seats
from booth_app.demos.seats.models import Seat, SeatReservation, SeatRules, SeatState, Visitor
from booth_app.demos.seats.rules import Rules
from booth_app.journal.models import Entry
from tests.demos.conftest import Scene, key

_numbers = itertools.count(1)


@dataclass
class Seating:
    """A slot of half an hour at ten, an hour before which is `scene.now`-free: times are given as offsets to it."""

    scene: Scene
    slot: int
    starts_at: datetime
    visitors: dict[str, seats.Guest] = field(default_factory=dict)

    @property
    def who(self) -> Who:
        return Who(exhibition_id=self.scene.exhibition_id)

    @contextmanager
    def write(self) -> Iterator[Session]:
        with self.scene.database.write() as session:
            yield session

    def before(self, minutes: float) -> datetime:
        """So many minutes before the slot begins."""
        return self.starts_at - timedelta(minutes=minutes)

    def guest(self, name: str) -> seats.Guest:
        """Somebody by a name."""
        given = {
            "mark": hashlib.sha256(name.encode()).hexdigest(),
            "email": f"{name}@visitors.example",
            "language": "en",
        }
        return self.visitors.setdefault(name, seats.Guest(**given, name=name, body="A ministry"))

    def reserve(self, name: str, number: int = 1, at: float = 600, **values: object) -> seats.Outcome:
        """Ask for seats, so many minutes before the start."""
        given = {"seats": number, "now": self.before(at), "request_key": key(), "slot_id": self.slot} | values
        slot = given.pop("slot_id")
        with self.write() as session:
            return seats.reserve(session, self.who, slot, self.guest(name), **given)

    def sat(self, name: str, number: int = 1, at: float = 600, **values: object) -> int:
        """Have seats, confirmed."""
        made = self.reserve(name, number, at, **values)
        self.answer("confirm", name, made.reservation_id, at=at)
        return made.reservation_id

    def waits(self, name: str, number: int = 1, at: float = 600, **values: object) -> int:
        """Stand in line."""
        made = self.reserve(name, number, at, wait=True, **values)
        assert made.state == SeatState.WAITING
        return made.reservation_id

    def answer(self, verb: str, name: str, reservation: int, *, at: float) -> None:
        """Use the link of a mail."""
        visitor = self.visitor(name)
        with self.write() as session:
            getattr(seats, verb)(session, visitor, reservation, now=self.before(at))

    def settle(self, at: float) -> None:
        """Somebody looks."""
        with self.write() as session:
            seats.settle(session, self.scene.exhibition_id, self.slot, now=self.before(at))

    def visitor(self, name: str) -> int:
        """The number of somebody who has asked before."""
        with self.scene.database.read() as session:
            return session.scalars(select(Visitor.id).where(Visitor.mark == self.guest(name).mark)).one()

    def row(self, reservation: int) -> SeatReservation:
        """A reservation as it stands."""
        with self.scene.database.read() as session:
            return session.get_one(SeatReservation, reservation)

    def states(self) -> list[str]:
        """The states of all reservations, in the order in which they were made."""
        with self.scene.database.read() as session:
            return [str(each) for each in session.scalars(select(SeatReservation.state).order_by(SeatReservation.id))]

    def seats(self) -> dict[int, int | None]:
        """Who has which seat."""
        with self.scene.database.read() as session:
            query = select(Seat.seat_no, Seat.reservation_id).where(Seat.slot_id == self.slot)
            return {each.seat_no: each.reservation_id for each in session.execute(query)}

    def taken(self) -> int:
        """How many seats somebody has."""
        return sum(each is not None for each in self.seats().values())

    def told(self) -> list[str]:
        """The kinds of what the journal says of seats and visitors."""
        with self.scene.database.read() as session:
            kinds = session.scalars(select(Entry.kind).order_by(Entry.id))
            return [each for each in kinds if each.startswith(("seats-", "visitor"))]

    def stage(self, at: float = 540, **values: object) -> None:
        """Staff set the first stage's capacity."""
        services_change(self.scene, self.scene.stages[0], self.before(at), **values)


def services_change(scene: Scene, place_id: int, now: datetime, **values: object) -> None:
    """Change a place as staff do."""
    with scene.write() as session:
        row = session.get_one(Place, place_id)
        given = {
            name: getattr(row, name)
            for name in ("name_ar", "name_en", "capacity", "change_over_minutes", "opens", "closes", "accessible_seats")
        }
        services.edit_place(session, scene.staff, place_id, services.PlaceChange(**(given | values)), now=now)


def seating(scene: Scene, capacity: int = 3, *, accessible: int = 0, audience: Audience = Audience.FAMILIES, **rules):
    """A slot with so many seats, none for walk-ins unless `walk_in_percent` says so."""
    with scene.write() as session:
        place = session.get_one(Place, scene.stages[0])
        place.capacity, place.accessible_seats = capacity, accessible
        given = {name: getattr(Rules(), name) for name in Rules.__slots__} | {"walk_in_percent": 0} | rules
        session.add(SeatRules(exhibition_id=scene.exhibition_id, **given))
    slot = scene.place(scene.accepted(audience=audience), "10:00")
    return Seating(scene, slot, scene.at("10:00"))
