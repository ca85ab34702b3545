"""Publishing a plan over what is claimed on it: one transaction, and nobody's booth lost on the way."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import NotFound, Refused
from booth_app.claims import queries as claims
from booth_app.claims import services as claiming
from booth_app.demos import services as demos
from booth_app.editor.affected import Affected, Booking, affected
from booth_app.editor.decisions import Decision, Decisions, Kind, undecided
from booth_app.exhibitions import queries as exhibitions
from booth_app.journal import services as journal
from booth_app.layouts import queries as layouts
from booth_app.layouts import services as laying
from booth_app.layouts.queries import DraftValue
from booth_app.text.numbers import fold_number


class Undecided(Refused):
    """Bookings, or reservations, that nobody has decided about. `count`, `claims`, `booths`."""

    code = "publish-undecided"


class TargetUnknown(Refused):
    """A booking shall move to a booth that the exhibition does not have. `claim_id`, `number`."""

    code = "target-unknown"
    status = 422


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was published, and what became of the bookings it concerned (ids of claims)."""

    published: laying.Published
    moved: tuple[int, ...]
    cancelled: tuple[int, ...]
    kept: tuple[int, ...]


def publish(
    session: Session,
    who: Who,
    revision_id: int,
    *,
    version: int,
    decisions: Decisions,
    reason: str,
    now: datetime,
    ticked: Collection[str] = (),
) -> Outcome:
    """Publish a draft and do with each booking on it what was decided; all of it or nothing.

    Stages and meeting rooms that the plan has for the first time can be used in the timetable from then on.

    The caller has called `layouts.services.hold_still`, and read `now` after it: a hold that began before is seen
    here and has to be decided about, one that comes later waits for the end and then finds the booth as it is.
    `ticked` are keys of the warnings that whoever publishes answers for.

    Raises:
        Undecided: a booking on a booth that moved, shrank, changed shape or vanished without a decision.
        TargetUnknown: where a booking shall move to is no booth.
        What `layouts.services.publish`, `claims.services.move_all` and `vacate` refuse.
    """
    draft = layouts.draft(session, revision_id)
    if draft is None or (who.exhibition_id is not None and draft.exhibition_id != who.exhibition_id):
        raise NotFound(revision_id=revision_id)
    concerned = _concerned(session, draft, now)
    open_claims, open_reserved = undecided(concerned, decisions)
    if open_claims or open_reserved:
        raise Undecided(
            count=len(open_claims) + len(open_reserved),
            claims=tuple(each.claim_id for each in open_claims),
            booths=open_reserved,
        )
    published = laying.publish(session, who, revision_id, version=version, now=now, ticked=ticked)
    claiming.settle(session, published.removed, now=now)
    demos.sync_places(session, who, draft.exhibition_id, now=now)

    asked = {each: decisions.bookings.get(each.claim_id, Decision(Kind.KEEP)) for each in concerned.bookings}
    moving = [each for each, decision in asked.items() if decision.kind == Kind.MOVE]
    ending = [each for each, decision in asked.items() if decision.kind == Kind.CANCEL]
    keeping = [each for each, decision in asked.items() if decision.kind == Kind.KEEP]
    _move(session, who, moving, decisions, reason=reason, now=now)
    for each in ending:
        claiming.vacate(session, who, each.claim_id, reason=reason, now=now)
    for booth_id in sorted(each.booth_id for each in concerned.reserved):
        claiming.unreserve(session, who, booth_id, now=now)
    _tell(session, who, draft, keeping, published=published, reason=reason, now=now)
    return Outcome(published, _ids(moving), _ids(ending), _ids(keeping))


def _concerned(session: Session, draft: DraftValue, now: datetime) -> Affected:
    differences = draft.difference
    booths = [key for each in differences if (key := layouts.booth_id(each.key)) is not None]
    return affected(differences, claims.states(session, draft.exhibition_id, now=now, booths=booths))


def _move(
    session: Session, who: Who, moving: Sequence[Booking], decisions: Decisions, *, reason: str, now: datetime
) -> None:
    """All moves at once: one booking may take the booth that another one leaves.

    Numbers are looked up after publishing: a booking may go to a booth that the plan has just added.
    """
    moves = []
    for booking in moving:
        targets = decisions.bookings[booking.claim_id].targets
        moves.append(
            claiming.Move(booking.claim_id, {old: _booth(session, who, booking, n) for old, n in targets.items()})
        )
    if moves:
        claiming.move_all(session, who, moves, reason=reason, now=now)


def _booth(session: Session, who: Who, booking: Booking, number: str) -> int:
    found = exhibitions.booth(session, who.exhibition_id or 0, fold_number(number))
    if found is None:
        raise TargetUnknown(claim_id=booking.claim_id, number=number)
    return found.id


def _tell(
    session: Session,
    who: Who,
    draft: DraftValue,
    keeping: Sequence[Booking],
    *,
    published: laying.Published,
    reason: str,
    now: datetime,
) -> None:
    """An entry for each booking that stays on a booth which is another now: its exhibitor hears of it."""
    for booking in keeping:
        journal.record(
            session,
            "claim-affected",
            actor=who.actor,
            subject=f"claim:{booking.claim_id}",
            at=now,
            exhibition_id=draft.exhibition_id,
            organisation_id=booking.organisation_id,
            before={"revision": draft.base_id},
            after={
                "state": booking.state.state,
                "revision": published.revision_id,
                "booths": [each.booth_id for each in booking.booths],
                "changes": {str(each.booth_id): sorted(each.difference.changes) for each in booking.booths},
                "numbers": {str(each.booth_id): list(each.difference.numbers) for each in booking.booths},
            },
            words={"reason": reason.strip()} if reason.strip() else None,
        )


def _ids(bookings: Sequence[Booking]) -> tuple[int, ...]:
    return tuple(each.claim_id for each in bookings)
