"""Whom a publishing concerns: bookings whose booths move, shrink, change shape or vanish, and reservations that would
lose theirs. Values in, values out; who decides what about them stands in `decisions.py`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from booth_app.claims.queries import BoothState
from booth_app.edits import Change, Difference
from booth_app.layouts.queries import booth_id

DECIDED = frozenset({Change.MOVED, Change.SHRANK, Change.RESHAPED, Change.REMOVED})
"""Changes that somebody has to decide about before they are published."""

TOLD = DECIDED | {Change.GREW, Change.RENUMBERED}
"""Changes that the exhibitor is told of."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A booked booth and what becomes of it."""

    booth_id: int
    difference: Difference

    @property
    def number(self) -> str:
        """The number that its exhibitor knows."""
        return self.difference.numbers[0]

    @property
    def gone(self) -> bool:
        """Whether the plan holds it no longer."""
        return Change.REMOVED in self.difference.changes

    @property
    def decided(self) -> bool:
        """Whether somebody has to decide about it."""
        return bool(self.difference.changes & DECIDED)


@dataclass(frozen=True, slots=True)
class Booking:
    """A claim with the booths of it that change."""

    claim_id: int
    organisation_id: int
    state: BoothState
    booths: tuple[Touched, ...]

    @property
    def gone(self) -> bool:
        """Whether it would lose a booth."""
        return any(each.gone for each in self.booths)

    @property
    def decided(self) -> bool:
        """Whether somebody has to decide about it."""
        return any(each.decided for each in self.booths)


@dataclass(frozen=True, slots=True)
class Affected:
    """Everybody concerned, in the order of the plan's booths."""

    bookings: tuple[Booking, ...]
    reserved: tuple[Touched, ...]

    @property
    def to_decide(self) -> tuple[Booking, ...]:
        """Bookings that somebody has to decide about."""
        return tuple(each for each in self.bookings if each.decided)


def affected(differences: Iterable[Difference], states: Mapping[int, BoothState]) -> Affected:
    """Whom these changes concern. `states` are of booths that exist, those that vanish among them."""
    found: defaultdict[int, list[Touched]] = defaultdict(list)
    reserved = []
    for each in differences:
        key = booth_id(each.key)
        state = states.get(key or 0)
        if key is None or state is None or each.before is None or not each.changes & TOLD:
            continue
        touched = Touched(key, each)
        if state.claim_id is not None:
            found[state.claim_id].append(touched)
        elif state.state == "reserved" and touched.gone:
            reserved.append(touched)
    bookings = []
    for claim_id, booths in found.items():
        state = states[booths[0].booth_id]
        assert state.organisation_id is not None
        bookings.append(Booking(claim_id, state.organisation_id, state, tuple(booths)))
    return Affected(tuple(bookings), tuple(reserved))
