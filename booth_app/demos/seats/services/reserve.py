"""A visitor asks for seats at a slot: for themselves and those with them, all or none.

What anyone may know is refused at once (full, over, too many). What is between us and the visitor whose address was
typed (there are seats already, or elsewhere at that time; the day's limit; approval) is no answer to whoever typed it:
the request ends well, and the visitor is told by mail.
"""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from booth_app.base import idempotency
from booth_app.base.access import Who
from booth_app.base.errors import Invalid
from booth_app.demos.models import Audience
from booth_app.demos.seats.models import (
    Approval,
    SeatKind,
    SeatReservation,
    SeatState,
    Visitor,
    VisitorContact,
)
from booth_app.demos.seats.refusals import NeedsName, SameTime, SeatsFull, SeatsOver, TooManySeats
from booth_app.demos.seats.services import _line, _scene, _seats, _time
from booth_app.demos.seats.services._scene import Scene
from booth_app.demos.seats.services._told import VISITOR, tell, tell_visitor
from booth_app.demos.seats.states import ACTIVE
from booth_app.exhibitions import queries as exhibitions

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""What a code is made of: nothing that looks like something else. 31⁸ codes, tried by signed-in door staff only."""
CODE_LENGTH = 8


def _making(insert: Any) -> Any:
    row = insert(Visitor).values(
        exhibition_id=bindparam("exhibition_id"),
        mark=bindparam("mark"),
        approval=bindparam("approval"),
        made_at=bindparam("made_at"),
    )
    return row.on_conflict_do_nothing(index_elements=[Visitor.exhibition_id, Visitor.mark]).returning(Visitor)


_MAKE_VISITOR = {"sqlite": _making(sqlite.insert), "postgresql": _making(postgresql.insert)}
_MINE = select(SeatReservation.id, SeatReservation.slot_id, SeatReservation.starts_at).where(
    SeatReservation.visitor_id == bindparam("visitor"), SeatReservation.state.in_(ACTIVE)
)


@dataclass(frozen=True, slots=True)
class Guest:
    """Whoever asks, as typed and cleaned. `mark` stands for the address (`links.mark`)."""

    mark: str
    email: str
    language: str
    name: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a request. `reservation_id`: what it made, or found; `reason`: why it made nothing."""

    state: SeatState | None
    reservation_id: int | None = None
    reason: str = ""


def reserve(
    session: Session,
    who: Who,
    slot_id: int,
    guest: Guest,
    *,
    seats: int = 1,
    accessible: int = 0,
    wait: bool = False,
    request_key: str,
    now: datetime,
) -> Outcome:
    """Take seats for a visitor, or a place in the waiting line where there are not enough and `wait` says so.

    The same `request_key` again gives what the first request made.

    Args:
        who: in which exhibition.
        seats: for how many people; `accessible`: how many of them need an accessible seat.

    Raises:
        NotFound: no such slot in this exhibition.
        SeatsOver: it has begun.
        TooManySeats: more than one reservation may have.
        NeedsName: a slot for vetted people, and no name or body was given.
        SeatsFull: not enough is free, and `wait` was not said.
        KeyReused, BadKey: see `base.idempotency`.
    """
    if not 0 <= accessible <= seats or seats == 0:
        raise Invalid
    content = {"seats": seats, "accessible": accessible, "wait": wait, "mark": guest.mark}
    first = idempotency.once(session, f"slot:{slot_id}:seats:{guest.mark[:40]}", request_key, content, now=now)
    if first.outcome is not None:
        state = first.outcome.get("state")
        return Outcome(SeatState(state) if state else None, first.outcome.get("id"), first.outcome.get("reason", ""))
    visitor, known = _visitor(session, who, guest, now=now)
    scene = _scene.locked(session, who.exhibition_id, slot_id)
    made = _reserve(session, scene, visitor, guest, known=known, seats=seats, accessible=accessible, wait=wait, now=now)
    idempotency.made(session, first, {"state": made.state, "id": made.reservation_id, "reason": made.reason})
    return made


def _reserve(
    session: Session,
    scene: Scene,
    visitor: Visitor,
    guest: Guest,
    *,
    known: bool,
    seats: int,
    accessible: int,
    wait: bool,
    now: datetime,
) -> Outcome:
    if now >= scene.starts_at:
        raise SeatsOver(starts_at=scene.starts_at)
    if seats > scene.rules.most_seats:
        raise TooManySeats(most=scene.rules.most_seats)
    vetted = scene.audience == Audience.VETTED_ONLY
    if vetted and not (guest.name and guest.body):
        raise NeedsName
    _line.settle(session, scene, now=now)
    left = _seats.left(session, scene.slot_id)
    free = seats - accessible <= left[SeatKind.STANDARD] and accessible <= left[SeatKind.ACCESSIBLE]
    if not free and not wait:
        raise SeatsFull(left=left[SeatKind.STANDARD], accessible_left=left[SeatKind.ACCESSIBLE])
    _keep_contact(session, visitor, guest, known=known)
    if known and (reason := _between_us(session, scene, visitor)) is not None:
        earlier, said = reason
        after = {"reason": said, "reservation": earlier}
        tell_visitor(session, "seats-not-made", visitor.id, scene, exhibition_id=scene.exhibition_id, now=now, **after)
        return Outcome(None, earlier, said)
    row = new(scene, visitor.id, seats, accessible, now=now)
    if vetted and visitor.approval != Approval.APPROVED:
        visitor.approval = Approval.ASKED
        row.state = SeatState.REQUESTED
        session.add(row)
        session.flush()
        tell(session, "seats-requested", row, scene.titles, now=now)
        return Outcome(row.state, row.id)
    return Outcome(seat(session, scene, row, now=now), row.id)


def seat(session: Session, scene: Scene, row: SeatReservation, *, now: datetime, actor: str = VISITOR) -> SeatState:
    """Give a new or approved reservation its seats, or the next place in line. The line is settled.

    Raises:
        SameTime: its visitor's time was taken at this very moment.
    """
    left = _seats.left(session, scene.slot_id)
    wanted = _line.wanted(row)
    if any(left[kind] < number for kind, number in wanted.items()):
        scene.seating.last_in_line += 1
        row.place_in_line, row.state = scene.seating.last_in_line, SeatState.WAITING
        session.add(row)
        session.flush()
        tell(session, "seats-waiting", row, scene.titles, now=now, actor=actor, line=row.place_in_line)
        return row.state
    minutes = scene.rules.confirm_minutes
    row.state = SeatState.HELD if minutes else SeatState.RESERVED
    row.held_until = min(now + timedelta(minutes=minutes), scene.starts_at) if minutes else None
    session.add(row)
    session.flush()
    _seats.take(session, scene.slot_id, row.id, wanted)
    if not _time.take(session, row):
        raise SameTime
    tell(session, "seats-held" if minutes else "seats-reserved", row, scene.titles, now=now, actor=actor)
    return row.state


def _visitor(session: Session, who: Who, guest: Guest, *, now: datetime) -> tuple[Visitor, bool]:
    """The visitor behind an address, locked, so that one person's limits hold; and whether we knew them before."""
    values = {"exhibition_id": who.exhibition_id, "mark": guest.mark, "approval": Approval.NONE, "made_at": now}
    made = session.scalar(_MAKE_VISITOR[session.get_bind().dialect.name], values)
    if made is not None:
        return made, False
    query = select(Visitor).where(Visitor.exhibition_id == who.exhibition_id, Visitor.mark == guest.mark)
    locked = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return session.scalars(locked).one(), True


def _keep_contact(session: Session, visitor: Visitor, guest: Guest, *, known: bool) -> None:
    """What was typed the first time stays; a name that was missing is filled in. Nobody writes over another's name."""
    row = session.get(VisitorContact, visitor.id) if known else None
    if row is None:
        values = {"email": guest.email, "name": guest.name, "body": guest.body, "language": guest.language}
        session.execute(insert(VisitorContact), {"visitor_id": visitor.id, **values})
        return
    row.name, row.body = row.name or guest.name, row.body or guest.body


def _between_us(session: Session, scene: Scene, visitor: Visitor) -> tuple[int | None, str] | None:
    """Why this visitor gets nothing new, and the reservation that there is already."""
    if scene.audience == Audience.VETTED_ONLY and visitor.approval == Approval.REFUSED:
        return None, "not-approved"
    mine = session.execute(_MINE, {"visitor": visitor.id}).all()
    if not mine:
        return None
    if earlier := next((row.id for row in mine if row.slot_id == scene.slot_id), None):
        return earlier, "already"
    if _time.busy(session, visitor.id, scene.starts_at, scene.ends_at):
        return None, "same-time"
    begins, ends = _day(session, scene)
    if sum(begins <= row.starts_at < ends for row in mine) >= scene.rules.most_a_day:
        return None, "too-many-a-day"
    return None


def _day(session: Session, scene: Scene) -> tuple[datetime, datetime]:
    exhibition = exhibitions.exhibition_by_id(session, scene.exhibition_id)
    zone = ZoneInfo(exhibition.time_zone if exhibition else "UTC")
    day = scene.starts_at.astimezone(zone).date()
    return datetime.combine(day, time(0), zone), datetime.combine(day + timedelta(days=1), time(0), zone)


def new(scene: Scene, visitor_id: int | None, seats: int, accessible: int, *, now: datetime) -> SeatReservation:
    """A reservation that has nothing yet, not even a place in the database."""
    return SeatReservation(
        exhibition_id=scene.exhibition_id,
        showcase_id=scene.showcase_id,
        slot_id=scene.slot_id,
        place_id=scene.place_id,
        starts_at=scene.starts_at,
        ends_at=scene.ends_at,
        visitor_id=visitor_id,
        state=SeatState.WAITING,
        seats=seats,
        accessible=accessible,
        code="".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)),
        uid=str(uuid.uuid4()),
        sequence=0,
        made_at=now,
        changed_at=now,
    )
