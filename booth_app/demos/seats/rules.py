"""How many seats of which kind a slot has, and what an exhibition allows one visitor. Values in, values out."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from booth_app.demos.seats.models import SeatKind, SeatRules


@dataclass(frozen=True, slots=True)
class Rules:
    """Settings of an exhibition's seats; the defaults are common practice (10 to 20 % for who comes unannounced)."""

    walk_in_percent: int = 10
    most_seats: int = 6
    """Seats of one reservation."""
    most_a_day: int = 4
    """Reservations of one person on one day of the exhibition."""
    confirm_minutes: int = 30
    """How long a new reservation waits for its link to be opened; 0: it needs no confirmation."""
    offer_minutes: int = 30
    """How long a seat that became free is kept for whoever is next in line."""
    keep_days: int = 30
    """Days after the exhibition's end until visitors are forgotten."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Seats of each kind."""

    standard: int
    accessible: int
    walk_in: int

    def of(self, kind: SeatKind) -> int:
        """How many of one kind."""
        return getattr(self, kind.value)


def rules(session: Session, exhibition_id: int) -> Rules:
    """What holds in an exhibition."""
    row = session.get(SeatRules, exhibition_id)
    if row is None:
        return Rules()
    return Rules(**{name: getattr(row, name) for name in Rules.__slots__})


def shared_out(capacity: int, accessible: int, walk_in_percent: int) -> Counts:
    """The seats of a place by kind. Accessible ones come first; the share of walk-ins is rounded down."""
    accessible = min(accessible, capacity)
    walk_in = (capacity - accessible) * walk_in_percent // 100
    return Counts(capacity - accessible - walk_in, accessible, walk_in)
