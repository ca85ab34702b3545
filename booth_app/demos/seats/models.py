"""Tables of seats. There are as many rows as there are seats, so nobody can be given one more than there is.

What is personal (address, name, where somebody works) stands in `visitor_contact` alone and is erased there; all other
rows speak of a visitor by number.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from booth_app.base.columns import Base, by_value


class SeatKind(StrEnum):
    """For whom a seat is kept: anyone who reserves, who needs an accessible one, who comes without a reservation."""

    STANDARD = "standard"
    ACCESSIBLE = "accessible"
    WALK_IN = "walk_in"


class SeatState(StrEnum):
    """Where a reservation stands (`states.py`)."""

    REQUESTED = "requested"
    WAITING = "waiting"
    HELD = "held"
    RESERVED = "reserved"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    LAPSED = "lapsed"
    REFUSED = "refused"
    REMOVED = "removed"


class Approval(StrEnum):
    """Whether staff let a visitor into what is for vetted people only."""

    NONE = "none"
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"


class Visitor(Base):
    """Somebody who reserves, in one exhibition. `mark` is made of the address and the installation's secret: the same
    mailbox is the same visitor. Erased: no mark, no contact; the number stays, for the count of who came."""

    __tablename__ = "visitor"
    __table_args__ = (UniqueConstraint("exhibition_id", "mark"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibition.id"))
    mark: Mapped[str | None] = mapped_column(String(64))
    approval: Mapped[Approval] = mapped_column(by_value(Approval), default=Approval.NONE)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    made_at: Mapped[datetime]


class VisitorContact(Base):
    """What is personal of a visitor. Deleting this row is erasing the person."""

    __tablename__ = "visitor_contact"

    visitor_id: Mapped[int] = mapped_column(ForeignKey("visitor.id"), primary_key=True, autoincrement=False)
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(120), default="")
    body: Mapped[str] = mapped_column(String(160), default="")
    language: Mapped[str] = mapped_column(String(2))


class Seating(Base):
    """How many seats of each kind a slot is to have. Its row is locked before anything is done with the slot's seats:
    so a number in the waiting line is given in the order in which people come, without a gap."""

    __tablename__ = "seating"
    __table_args__ = (CheckConstraint("standard >= 0 AND accessible >= 0 AND walk_in >= 0", name="counts"),)

    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id"), primary_key=True, autoincrement=False)
    standard: Mapped[int]
    accessible: Mapped[int]
    walk_in: Mapped[int]
    last_in_line: Mapped[int] = mapped_column(default=0)


class SeatReservation(Base):
    """Seats for one visitor and those with them, all or none; or a place in the waiting line for as many.

    `starts_at`, `ends_at` and `place_id` are the slot's and move with it: they are what is left to say of a slot that
    was taken off the timetable. `visitor_id` is empty for people who came without a reservation.
    """

    __tablename__ = "seat_reservation"
    __table_args__ = (
        CheckConstraint("seats BETWEEN 1 AND 50 AND accessible BETWEEN 0 AND seats", name="seats"),
        CheckConstraint("(state = 'held') = (held_until IS NOT NULL)", name="held_until"),
        UniqueConstraint("slot_id", "place_in_line"),
        Index(
            "uq_seat_reservation_one_a_person",
            "slot_id",
            "visitor_id",
            unique=True,
            sqlite_where=text("state IN ('requested', 'waiting', 'held', 'reserved')"),
            postgresql_where=text("state IN ('requested', 'waiting', 'held', 'reserved')"),
        ),
        Index(None, "state", "held_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibition.id"), index=True)
    showcase_id: Mapped[int] = mapped_column(ForeignKey("showcase.id"), index=True)
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slot.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    visitor_id: Mapped[int | None] = mapped_column(ForeignKey("visitor.id"), index=True)
    state: Mapped[SeatState] = mapped_column(by_value(SeatState))
    seats: Mapped[int]
    accessible: Mapped[int] = mapped_column(default=0)
    place_in_line: Mapped[int | None]
    held_until: Mapped[datetime | None]
    code: Mapped[str] = mapped_column(String(12), unique=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class Seat(Base):
    """One seat: free while it has no reservation."""

    __tablename__ = "seat"
    __table_args__ = (
        CheckConstraint("seat_no > 0", name="seat_no"),
        CheckConstraint("came_at IS NULL OR reservation_id IS NOT NULL", name="came_at"),
    )

    slot_id: Mapped[int] = mapped_column(ForeignKey("seating.slot_id"), primary_key=True, autoincrement=False)
    seat_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[SeatKind] = mapped_column(by_value(SeatKind))
    reservation_id: Mapped[int | None] = mapped_column(ForeignKey("seat_reservation.id"), index=True)
    came_at: Mapped[datetime | None]


class VisitorTick(Base):
    """Five minutes of a visitor: one seat at a time."""

    __tablename__ = "visitor_tick"

    visitor_id: Mapped[int] = mapped_column(ForeignKey("visitor.id"), primary_key=True, autoincrement=False)
    tick: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    reservation_id: Mapped[int] = mapped_column(ForeignKey("seat_reservation.id"), index=True)


class SeatRules(Base):
    """What an exhibition says of its seats; without a row the defaults of `rules.py` hold."""

    __tablename__ = "seat_rules"
    __table_args__ = (
        CheckConstraint("walk_in_percent BETWEEN 0 AND 100", name="walk_in_percent"),
        CheckConstraint("most_seats BETWEEN 1 AND 50 AND most_a_day BETWEEN 1 AND 50", name="limits"),
        CheckConstraint("confirm_minutes BETWEEN 0 AND 1440 AND offer_minutes BETWEEN 1 AND 1440", name="minutes"),
        CheckConstraint("keep_days BETWEEN 1 AND 365", name="keep_days"),
    )

    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibition.id"), primary_key=True, autoincrement=False)
    walk_in_percent: Mapped[int]
    most_seats: Mapped[int]
    most_a_day: Mapped[int]
    confirm_minutes: Mapped[int]
    offer_minutes: Mapped[int]
    keep_days: Mapped[int]
