"""A slot's seats under its lock: whoever has it is alone with them until the end of the transaction.

Order of locks: visitor, then (for the first who comes to a slot) the slot and its place, then the seating, then ticks
of visitors. Who moves a slot or changes a place holds those rows already and goes on with the seatings.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from booth_app.base.errors import NotFound
from booth_app.demos.models import Audience, Place, Showcase, Slot
from booth_app.demos.seats.models import Seat, Seating, SeatKind, SeatRules
from booth_app.demos.seats.rules import Counts, Rules, rules, shared_out

_FRESH = {"populate_existing": True}
_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_LOCK = select(Seating).where(Seating.slot_id == bindparam("slot")).with_for_update(key_share=True)
_SLOT = (
    select(
        Slot.exhibition_id,
        Slot.showcase_id,
        Slot.place_id,
        Slot.starts_at,
        Slot.ends_at,
        Showcase.audience,
        Showcase.title_ar,
        Showcase.title_en,
        *[getattr(SeatRules, name) for name in Rules.__slots__],
    )
    .join(Showcase, Showcase.id == Slot.showcase_id)
    .outerjoin(SeatRules, SeatRules.exhibition_id == Slot.exhibition_id)
    .where(Slot.id == bindparam("slot"), Slot.exhibition_id == bindparam("exhibition"))
)


@dataclass(slots=True)
class Scene:
    """What there is to know of a slot while its seats are locked."""

    exhibition_id: int
    showcase_id: int
    slot_id: int
    place_id: int
    starts_at: datetime
    ends_at: datetime
    audience: Audience
    titles: dict[str, str]
    seating: Seating
    rules: Rules

    @property
    def counts(self) -> Counts:
        """How many seats of each kind there are to be."""
        return Counts(self.seating.standard, self.seating.accessible, self.seating.walk_in)


def locked(session: Session, exhibition_id: int | None, slot_id: int) -> Scene:
    """Lock a slot's seats; the first who comes makes them.

    Raises:
        NotFound: no such slot in this exhibition (any more).
    """
    seating = _seating(session, slot_id)
    if seating is None:
        _open(session, exhibition_id, slot_id)
        seating = _seating(session, slot_id)
    asked = {"slot": slot_id, "exhibition": exhibition_id}
    # The slot is read under the lock: whoever moved it held that too.
    row = session.execute(_SLOT, asked).first()
    if row is None or seating is None:
        raise NotFound
    return Scene(
        exhibition_id=row.exhibition_id,
        showcase_id=row.showcase_id,
        slot_id=slot_id,
        place_id=row.place_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        audience=row.audience,
        titles={"title_ar": row.title_ar, "title_en": row.title_en},
        seating=seating,
        rules=Rules() if row.keep_days is None else Rules(**{name: getattr(row, name) for name in Rules.__slots__}),
    )


def locked_if_there(session: Session, slot_id: int) -> Seating | None:
    """Lock the seats of a slot that somebody has come to before; None: there are none yet."""
    return _seating(session, slot_id)


def _seating(session: Session, slot_id: int) -> Seating | None:
    return session.scalar(_LOCK.execution_options(**_FRESH), {"slot": slot_id})


def _open(session: Session, exhibition_id: int | None, slot_id: int) -> None:
    query = select(Slot).where(Slot.id == slot_id, Slot.exhibition_id == exhibition_id)
    slot = session.scalar(query.with_for_update(key_share=True).execution_options(**_FRESH))
    if slot is None:
        raise NotFound
    place = session.scalars(
        select(Place).where(Place.id == slot.place_id).with_for_update(read=True).execution_options(**_FRESH)
    ).one()
    counts = wanted(session, place)
    values = {"slot_id": slot_id, "standard": counts.standard, "accessible": counts.accessible}
    made = session.execute(
        _INSERT[session.get_bind().dialect.name](Seating)
        .values(**values, walk_in=counts.walk_in, last_in_line=0)
        .on_conflict_do_nothing(index_elements=[Seating.slot_id])
        .returning(Seating.slot_id)
    ).scalar()
    if made is not None:
        add_seats(session, slot_id, counts)


def wanted(session: Session, place: Place) -> Counts:
    """The seats that a slot at a place is to have."""
    percent = rules(session, place.exhibition_id).walk_in_percent
    return shared_out(place.capacity, place.accessible_seats, percent)


def add_seats(session: Session, slot_id: int, counts: Counts) -> None:
    """Make free seats, so many of each kind, with the numbers after the last."""
    number = session.scalar(select(func.coalesce(func.max(Seat.seat_no), 0)).where(Seat.slot_id == slot_id)) or 0
    rows = []
    for kind in (SeatKind.ACCESSIBLE, SeatKind.STANDARD, SeatKind.WALK_IN):
        for _ in range(counts.of(kind)):
            number += 1
            rows.append({"slot_id": slot_id, "seat_no": number, "kind": kind})
    if rows:
        session.execute(insert(Seat), rows)
