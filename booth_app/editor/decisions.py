"""What staff decide about each booking that a publishing concerns."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from booth_app.editor.affected import Affected, Booking


class Kind(StrEnum):
    """What becomes of a booking."""

    KEEP = "keep"
    MOVE = "move"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Decision:
    """About one booking. `targets`: number of the new booth by the old booth's id; booths without one stay."""

    kind: Kind
    targets: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decisions:
    """About all of them. `ended`: reservations that end with their booths, by booth."""

    bookings: Mapping[int, Decision]
    ended: Collection[int] = ()


def undecided(affected: Affected, decisions: Decisions) -> tuple[tuple[Booking, ...], tuple[int, ...]]:
    """Bookings that nothing sound is decided about, and reserved booths whose end nobody has agreed to."""
    bookings = tuple(each for each in affected.to_decide if not _sound(each, decisions.bookings.get(each.claim_id)))
    reserved = tuple(each.booth_id for each in affected.reserved if each.booth_id not in decisions.ended)
    return bookings, reserved


def _sound(booking: Booking, decision: Decision | None) -> bool:
    """Whether a decision leaves nothing of a booking hanging."""
    if decision is None:
        return False
    match decision.kind:
        case Kind.KEEP:
            return not booking.gone
        case Kind.MOVE:
            gone = {each.booth_id for each in booking.booths if each.gone}
            return bool(decision.targets) and gone <= decision.targets.keys()
        case Kind.CANCEL:
            return True
