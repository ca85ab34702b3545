"""Staff move claims to other booths: whole or not at all. Publishing a plan moves several at once, swaps too."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert
from sqlalchemy.orm import Session

from booth_app.base.access import SYSTEM, Who
from booth_app.base.errors import Invalid, NotFound, Stale
from booth_app.claims import adjoining
from booth_app.claims.models import ClaimState
from booth_app.claims.refusals import BoothClosed, BoothRemoved, BoothReserved, BoothTaken, HoldOver, NotAdjoining
from booth_app.claims.scene import Place, Scene
from booth_app.claims.services import _claim, _expiry, _taking
from booth_app.claims.services._claim import Row
from booth_app.claims.services._locks import lock_booths
from booth_app.claims.services._taking import Change
from booth_app.claims.states import sources

_LEAVE = delete(_claim.claim_booth).where(
    _claim.claim_booth.c.claim_id == bindparam("claim"), _claim.claim_booth.c.booth_id == bindparam("booth")
)
_ENTER = insert(_claim.claim_booth)


@dataclass(frozen=True, slots=True)
class Move:
    """A claim leaves booths for others: old → new, one for one."""

    claim_id: int
    booths: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Moved:
    """A claim on its new booths."""

    claim_id: int
    left: tuple[int, ...]
    booths: tuple[int, ...]


def move(
    session: Session,
    who: Who,
    claim_id: int,
    booths: Mapping[int, int],
    *,
    reason: str = "",
    ignoring: Iterable[str] = (),
    now: datetime,
) -> Moved:
    """Move one claim: see `move_all`."""
    [moved] = move_all(session, who, [Move(claim_id, booths)], reason=reason, ignoring=ignoring, now=now)
    return moved


def move_all(
    session: Session,
    who: Who,
    moves: Sequence[Move],
    *,
    reason: str = "",
    ignoring: Iterable[str] = (),
    now: datetime,
) -> list[Moved]:
    """Move claims to other booths, all of them or none. One claim may take the booth that another one leaves.

    A hold keeps its time. Booths are judged by the plan that is published when this is called: whoever publishes one
    and moves claims with it does so first.

    Args:
        reason: why, for those who are told.
        ignoring: `reservation` (of the new booth, for somebody else), `apart` (booths that do not adjoin).

    Raises:
        NotFound: no claim of this exhibition, or no booth of it. Invalid: the old booths are not the claim's.
        BoothTaken, BoothClosed, BoothReserved, BoothRemoved, NotAdjoining: the new ones cannot be had.
        HoldOver, WrongState: it is no active claim (any more). Stale: changed under us.
    """
    new = sorted({booth for each in moves for booth in each.booths.values()})
    scene = _seen(session, who, new, now)
    ordered = sorted(moves, key=lambda each: each.claim_id)
    rows = {each.claim_id: _movable(session, who, each, now) for each in ordered}
    leaving = {old for each in moves for old in each.booths}
    changes = _changes(moves, rows)
    for each in moves:
        for booth in each.booths.values():
            _may_enter(scene[booth], rows[each.claim_id], leaving, frozenset(ignoring), now)
    for missed in _taking.hand_over(session, changes, now=now):  # the key decides, whatever was seen
        if missed in scene and changes[missed].before is None:
            raise BoothTaken(booth_id=missed, number=scene[missed].number, until=None)
        raise Stale(booth_id=missed)
    moved = [_written(session, rows[each.claim_id], each) for each in ordered]
    for lapsed in Scene(tuple(scene.values()), 0).lapsed(now):
        _expiry.write(session, SYSTEM, lapsed, now=now)
    if "apart" not in ignoring:
        _stand_together(session, moved, scene)
    for each in moved:
        _claim.tell(
            session,
            who,
            "move",
            rows[each.claim_id],
            at=now,
            before={"booths": list(rows[each.claim_id].booths)},
            after={"to": list(each.booths)},
            words={"reason": reason.strip()} if reason.strip() else None,
            booths={*rows[each.claim_id].booths, *each.booths},
        )
    return moved


def _movable(session: Session, who: Who, move: Move, now: datetime) -> Row:
    row = _claim.here(session, who, move.claim_id)
    state = row.now_in(now)
    if state == ClaimState.EXPIRED:
        raise HoldOver(claim_id=row.id)
    if state not in sources("move"):
        raise _claim.refuse(session, row.id)
    stays = set(row.booths) - set(move.booths)
    new = set(move.booths.values())
    if not move.booths or not set(move.booths) <= set(row.booths) or len(new) != len(move.booths) or new & stays:
        raise Invalid(claim_id=row.id)
    return row


def _seen(session: Session, who: Who, booths: Sequence[int], now: datetime) -> dict[int, Place]:
    if who.exhibition_id is None:
        raise NotFound
    if not booths:
        raise Invalid
    scene = lock_booths(session, who.exhibition_id, tuple(booths), organisation_id=None, now=now)
    return {each.booth_id: each for each in scene.places}


def _changes(moves: Sequence[Move], rows: Mapping[int, Row]) -> dict[int, Change]:
    """What happens to each booth, so that a swap is one change a booth."""
    leaves = {old: each.claim_id for each in moves for old in each.booths}
    enters = [(new, each.claim_id) for each in moves for new in each.booths.values()]
    if len({new for new, _ in enters}) != len(enters):
        raise Invalid
    changes = {old: Change(claim_id, None) for old, claim_id in leaves.items()}
    for new, claim_id in enters:
        row = rows[claim_id]
        until = row.held_until if row.state == ClaimState.HELD else None
        changes[new] = Change(leaves.get(new), claim_id, until)
    return changes


def _may_enter(place: Place, row: Row, leaving: set[int], ignoring: frozenset[str], now: datetime) -> None:
    known = {"booth_id": place.booth_id, "number": place.number}
    if place.removed_at is not None:
        raise BoothRemoved(**known)
    if place.taken(now) and place.booth_id not in leaving:
        raise BoothTaken(**known, until=place.held_until)
    if place.closed:
        raise BoothClosed(**known)
    if "reservation" not in ignoring and place.kept_from(row.organisation_id, now):
        raise BoothReserved(**known, until=place.reserved_until)


def _written(session: Session, row: Row, move: Move) -> Moved:
    """The claim's own row first: whoever decides on it meanwhile waits, and finds its new booths."""
    if not _claim.change(session, row.id, row.state, state=row.state):
        raise _claim.refuse(session, row.id)
    session.execute(_LEAVE, [{"claim": row.id, "booth": old} for old in move.booths])
    session.execute(_ENTER, [{"claim_id": row.id, "booth_id": new} for new in move.booths.values()])
    booths = tuple(sorted(move.booths.get(booth, booth) for booth in row.booths))
    return Moved(row.id, tuple(sorted(move.booths)), booths)


def _stand_together(session: Session, moved: Sequence[Moved], scene: Mapping[int, Place]) -> None:
    for each in moved:
        if len(each.booths) < 2:
            continue
        halls = {scene[booth].hall_id for booth in each.booths if booth in scene}
        if len(halls) > 1 or not adjoining.together(session, halls.pop(), each.booths):
            raise NotAdjoining(numbers=[scene[booth].number for booth in each.booths if booth in scene])
