"""Drafts of plans that would touch bookings: somebody has to decide before they are published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from booth_app.claims import queries as claims
from booth_app.edits import Change
from booth_app.layouts import queries as layouts
from booth_app.layouts.models import RevisionState

TOUCHING = frozenset({Change.MOVED, Change.SHRANK, Change.RESHAPED, Change.REMOVED})
"""Changes of a booked booth that its exhibitor must be asked or told about."""
MOST = 10
"""Drafts that are looked at, the newest first: each is worked out from its edits."""


@dataclass(frozen=True, slots=True)
class TouchingDraft:
    """A draft that touches bookings, and how many."""

    revision_id: int
    hall_id: int
    number: int
    bookings: int


def touching_drafts(session: Session, exhibition_id: int, *, now: datetime) -> Iterable[TouchingDraft]:
    """Drafts of an exhibition under whose changes claims lie."""
    for each in layouts.revisions(session, exhibition_id, RevisionState.DRAFT)[:MOST]:
        draft = layouts.draft(session, each.id)
        if draft is None:
            continue
        booths = [layouts.booth_id(found.key) for found in draft.difference if found.changes & TOUCHING]
        states = claims.states(session, exhibition_id, now=now, booths=[key for key in booths if key is not None])
        touched = {state.claim_id for state in states.values() if state.claim_id is not None}
        if touched:
            yield TouchingDraft(each.id, each.hall_id, each.number, len(touched))
