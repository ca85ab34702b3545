"""Answers about seats. What is free anyone may know; who has a seat only its visitor by the link, and staff."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.demos.models import Place, Showcase, Slot
from booth_app.demos.seats.models import (
    Approval,
    Seat,
    Seating,
    SeatKind,
    SeatReservation,
    SeatState,
    Visitor,
    VisitorContact,
)
from booth_app.demos.seats.rules import rules, shared_out
from booth_app.demos.seats.states import ACTIVE, SEATED


@dataclass(frozen=True, slots=True)
class Left:
    """What is free at a slot for whoever reserves."""

    standard: int
    accessible: int


@dataclass(frozen=True, slots=True)
class Mine:
    """A reservation as its visitor sees it. `came`: how many of them are in; `given`: seats it has."""

    id: int
    showcase_id: int
    slug: str
    title_ar: str
    title_en: str
    place_ar: str
    place_en: str
    starts_at: datetime
    ends_at: datetime
    state: SeatState
    seats: int
    accessible: int
    held_until: datetime | None
    code: str
    uid: str
    sequence: int
    changed_at: datetime
    numbers: tuple[int, ...]
    came: int
    ahead: int
    offered: bool

    def over(self, now: datetime) -> bool:
        """Whether its slot has ended."""
        return self.ends_at <= now

    def lapsed(self, now: datetime) -> bool:
        """Whether its time to confirm is over, written down or not."""
        return self.held_until is not None and self.held_until <= now


@dataclass(frozen=True, slots=True)
class Person:
    """What is personal of a visitor."""

    visitor_id: int
    email: str
    name: str
    body: str
    language: str
    approval: Approval


@dataclass(frozen=True, slots=True)
class Line:
    """A reservation in staff's list of a slot; `person` only for those who may read visitors."""

    id: int
    state: SeatState
    seats: int
    accessible: int
    place_in_line: int | None
    came: int
    code: str
    made_at: datetime
    person: Person | None


@dataclass(frozen=True, slots=True)
class Hall:
    """A slot at the door: how many have come, how many have seats, how many there are."""

    slot_id: int
    title_ar: str
    title_en: str
    place_ar: str
    place_en: str
    starts_at: datetime
    ends_at: datetime
    capacity: int
    reserved: int
    waiting: int
    came: int


def left(session: Session, exhibition_id: int, slot_ids: Iterable[int], *, now: datetime) -> dict[int, Left]:
    """What is free at slots at `now`; what has lapsed counts as free where nobody waits for it."""
    ids = list(slot_ids)
    places = select(Slot.id, Place.capacity, Place.accessible_seats).join(Place, Place.id == Slot.place_id)
    percent = rules(session, exhibition_id).walk_in_percent
    found = {}
    for row in session.execute(places.where(Slot.id.in_(ids), Slot.exhibition_id == exhibition_id)):
        counts = shared_out(row.capacity, row.accessible_seats, percent)
        found[row.id] = Left(counts.standard, counts.accessible)
    waited_for = select(SeatReservation.slot_id).where(
        SeatReservation.slot_id.in_(ids), SeatReservation.state == SeatState.WAITING
    )
    lapsed = and_(SeatReservation.held_until <= now, Seat.slot_id.not_in(waited_for))
    known = set(session.scalars(select(Seating.slot_id).where(Seating.slot_id.in_(ids))))
    query = (
        select(Seat.slot_id, Seat.kind, func.count())
        .outerjoin(SeatReservation, SeatReservation.id == Seat.reservation_id)
        .where(Seat.slot_id.in_(ids), or_(Seat.reservation_id.is_(None), lapsed))
        .group_by(Seat.slot_id, Seat.kind)
    )
    free = {(slot, kind): number for slot, kind, number in session.execute(query)}
    for slot in known & found.keys():
        found[slot] = Left(free.get((slot, SeatKind.STANDARD), 0), free.get((slot, SeatKind.ACCESSIBLE), 0))
    return found


def person(session: Session, exhibition_id: int, visitor_id: int) -> Person | None:
    """A visitor of an exhibition that was not erased: for whoever has the link."""
    query = (
        select(Visitor, VisitorContact)
        .join(VisitorContact, VisitorContact.visitor_id == Visitor.id)
        .where(Visitor.id == visitor_id, Visitor.exhibition_id == exhibition_id, Visitor.mark.is_not(None))
    )
    row = session.execute(query).first()
    return _person(*row) if row else None


def mine(session: Session, visitor_id: int) -> list[Mine]:
    """A visitor's reservations in order of time; for whoever has the link."""
    return _mine(session, SeatReservation.visitor_id == visitor_id)


def reservation(session: Session, reservation_id: int) -> tuple[int | None, Mine] | None:
    """One reservation and its visitor: for mail."""
    visitor_id = session.scalar(select(SeatReservation.visitor_id).where(SeatReservation.id == reservation_id))
    found = _mine(session, SeatReservation.id == reservation_id)
    return (visitor_id, found[0]) if found else None


def of_slot(session: Session, who: Who, slot_id: int, *, personal: bool) -> list[Line]:
    """Who has seats at a slot and who waits, in the order in which they asked; names only where `personal` says so."""
    query = (
        select(SeatReservation, Visitor, VisitorContact)
        .outerjoin(Visitor, Visitor.id == SeatReservation.visitor_id)
        .outerjoin(VisitorContact, VisitorContact.visitor_id == Visitor.id)
        .where(SeatReservation.slot_id == slot_id, SeatReservation.exhibition_id == who.exhibition_id)
        .order_by(SeatReservation.place_in_line.nulls_first(), SeatReservation.id)
    )
    found = session.execute(query).all()
    came = _came(session, [row.id for row, _visitor, _contact in found])
    return [
        Line(
            id=row.id,
            state=row.state,
            seats=row.seats,
            accessible=row.accessible,
            place_in_line=row.place_in_line,
            came=came.get(row.id, 0),
            code=row.code,
            made_at=row.made_at,
            person=_person(visitor, contact) if personal and contact is not None else None,
        )
        for row, visitor, contact in found
    ]


def asking(session: Session, who: Who) -> list[tuple[Person, list[Mine]]]:
    """Visitors who wait for approval, and what they asked for; the longest wait first."""
    query = (
        select(Visitor, VisitorContact)
        .join(VisitorContact, VisitorContact.visitor_id == Visitor.id)
        .where(Visitor.exhibition_id == who.exhibition_id, Visitor.approval == Approval.ASKED)
        .order_by(Visitor.id)
    )
    found = [_person(visitor, contact) for visitor, contact in session.execute(query)]
    of_them = SeatReservation.visitor_id.in_([each.visitor_id for each in found])
    asked = session.execute(
        select(SeatReservation.id, SeatReservation.visitor_id).where(
            of_them, SeatReservation.state == SeatState.REQUESTED
        )
    ).all()
    whose = {row.id: row.visitor_id for row in asked}
    wishes = _mine(session, SeatReservation.id.in_(whose))
    return [(each, [wish for wish in wishes if whose[wish.id] == each.visitor_id]) for each in found]


def halls(session: Session, who: Who, *, since: datetime, until: datetime) -> list[Hall]:
    """Slots that end after `since` and begin before `until`, in order of time, as the door sees them."""
    query = (
        select(Slot, Showcase, Place)
        .join(Showcase, Showcase.id == Slot.showcase_id)
        .join(Place, Place.id == Slot.place_id)
        .where(Slot.exhibition_id == who.exhibition_id, Slot.ends_at > since, Slot.starts_at < until)
        .order_by(Slot.starts_at, Place.position, Slot.id)
    )
    rows = session.execute(query).all()
    ids = [slot.id for slot, _showcase, _place in rows]
    sums = select(SeatReservation.slot_id, SeatReservation.state, func.sum(SeatReservation.seats)).where(
        SeatReservation.slot_id.in_(ids), SeatReservation.state.in_(ACTIVE)
    )
    asked = {(slot, state): number for slot, state, number in session.execute(sums.group_by("slot_id", "state"))}
    came = dict(
        session.execute(
            select(Seat.slot_id, func.count())
            .where(Seat.slot_id.in_(ids), Seat.came_at.is_not(None))
            .group_by(Seat.slot_id)
        ).all()
    )
    return [
        Hall(
            slot_id=slot.id,
            title_ar=showcase.title_ar,
            title_en=showcase.title_en,
            place_ar=place.name_ar,
            place_en=place.name_en,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            capacity=place.capacity,
            reserved=sum(asked.get((slot.id, state), 0) for state in SEATED),
            waiting=asked.get((slot.id, SeatState.WAITING), 0),
            came=came.get(slot.id, 0),
        )
        for slot, showcase, place in rows
    ]


def hall(session: Session, who: Who, slot_id: int) -> Hall | None:
    """One of them, whenever it is."""
    at = session.execute(
        select(Slot.starts_at, Slot.ends_at).where(Slot.id == slot_id, Slot.exhibition_id == who.exhibition_id)
    ).first()
    if at is None:
        return None
    found = halls(session, who, since=at.starts_at, until=at.ends_at)
    return next((each for each in found if each.slot_id == slot_id), None)


def slot_of_code(session: Session, who: Who, code: str) -> int | None:
    """The slot that a ticket is for."""
    query = select(SeatReservation.slot_id).where(
        SeatReservation.code == code, SeatReservation.exhibition_id == who.exhibition_id
    )
    return session.scalar(query)


def _mine(session: Session, condition: object) -> list[Mine]:
    query = (
        select(SeatReservation, Showcase, Place)
        .join(Showcase, Showcase.id == SeatReservation.showcase_id)
        .join(Place, Place.id == SeatReservation.place_id)
        .where(condition)  # type: ignore[arg-type]  # any condition on a reservation
        .order_by(SeatReservation.starts_at, SeatReservation.id)
    )
    rows = session.execute(query).all()
    ids = [row.id for row, _showcase, _place in rows]
    seats: dict[int | None, list[tuple[int, bool]]] = {}
    taken = select(Seat.reservation_id, Seat.seat_no, Seat.came_at).where(Seat.reservation_id.in_(ids))
    for reservation_id, number, came_at in session.execute(taken.order_by(Seat.seat_no)):
        seats.setdefault(reservation_id, []).append((number, came_at is not None))
    return [
        Mine(
            id=row.id,
            showcase_id=showcase.id,
            slug=showcase.slug,
            title_ar=showcase.title_ar,
            title_en=showcase.title_en,
            place_ar=place.name_ar,
            place_en=place.name_en,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            state=row.state,
            seats=row.seats,
            accessible=row.accessible,
            held_until=row.held_until,
            code=row.code,
            uid=row.uid,
            sequence=row.sequence,
            changed_at=row.changed_at,
            numbers=tuple(number for number, _came in seats.get(row.id, ())),
            came=sum(came for _number, came in seats.get(row.id, ())),
            ahead=_ahead(session, row) if row.state == SeatState.WAITING else 0,
            offered=row.place_in_line is not None,
        )
        for row, showcase, place in rows
    ]


def _ahead(session: Session, row: SeatReservation) -> int:
    before = select(func.count()).where(
        SeatReservation.slot_id == row.slot_id,
        SeatReservation.state == SeatState.WAITING,
        SeatReservation.place_in_line < row.place_in_line,
    )
    return session.scalar(before) or 0


def _came(session: Session, ids: list[int]) -> dict[int | None, int]:
    query = select(Seat.reservation_id, func.count()).where(Seat.reservation_id.in_(ids), Seat.came_at.is_not(None))
    return {row[0]: row[1] for row in session.execute(query.group_by(Seat.reservation_id))}


def _person(visitor: Visitor, contact: VisitorContact) -> Person:
    return Person(visitor.id, contact.email, contact.name, contact.body, contact.language, visitor.approval)
