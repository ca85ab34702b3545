"""The plan that a draft leads to: what it was begun from, and its steps in order."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app import edits
from booth_app.exhibitions.models import Hall as HallRow
from booth_app.geometry import Plan
from booth_app.layouts import shapes
from booth_app.layouts.kept import kept, peek
from booth_app.layouts.models import DraftStep, Revision
from booth_app.layouts.queries.published import drawn


def replayed(session: Session, draft: Revision, hall: HallRow) -> Plan:
    """The plan of a draft at its cursor; of a revision that is or was published, its plan as drawn."""
    if draft.published_at is not None:
        return drawn(session, draft.id)
    return after(session, draft, hall, steps(session, draft.id, upto=draft.cursor))


def after(session: Session, draft: Revision, hall: HallRow, said: Sequence[Any]) -> Plan:
    """The plan after these edits (as JSON). Goes on from the longest beginning of them that is in memory."""
    chain = _chain(draft, said)
    for done in range(len(said), 0, -1):
        begun = peek(session, draft.id, chain[done])
        if begun is not None:
            break
    else:
        done, begun = 0, kept(session, draft.id, chain[0], lambda: _begun(session, draft, hall))
    if done == len(said):
        return begun
    remaining = [edits.from_json(each) for each in said[done:]]
    return kept(session, draft.id, chain[-1], lambda: edits.replay(begun, remaining))


def steps(session: Session, revision_id: int, *, upto: int) -> list[Any]:
    """The edits up to a position, as JSON."""
    query = select(DraftStep.edit).where(DraftStep.revision_id == revision_id, DraftStep.position <= upto)
    return list(session.scalars(query.order_by(DraftStep.position)))


def _begun(session: Session, draft: Revision, hall: HallRow) -> Plan:
    if draft.ground:
        return shapes.plan(draft.ground, hall)
    return Plan() if draft.base_id is None else drawn(session, draft.base_id)


def _chain(draft: Revision, said: Sequence[Any]) -> list[str]:
    """A name for the plan after each step: it holds what led there, so that undo and redo find their plans again."""
    # Bringing a draft up to date gives it another base and, from a file, another ground.
    names = [f"base {draft.base_id} {bool(draft.ground)}"]
    for each in said:
        print_ = json.dumps(each, sort_keys=True, ensure_ascii=False)
        names.append(hashlib.sha256(f"{names[-1]}\n{print_}".encode()).hexdigest())
    return names
