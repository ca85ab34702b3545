"""Bringing a draft up to date after another one of its hall was published."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from booth_app import edits
from booth_app.base.access import Who
from booth_app.exhibitions.models import Hall
from booth_app.exhibitions.services import booths
from booth_app.geometry import Plan
from booth_app.journal import services as journal
from booth_app.layouts import shapes
from booth_app.layouts.kept import changed
from booth_app.layouts.models import DraftStep, Revision
from booth_app.layouts.queries.published import drawn
from booth_app.layouts.replaying import replayed
from booth_app.layouts.services.accepting import carry
from booth_app.layouts.services.drafting import identified, published_id
from booth_app.layouts.services.opening import open_draft


def bring_up_to_date(
    session: Session, who: Who, revision_id: int, *, version: int, now: datetime
) -> tuple[edits.Edit, ...]:
    """Put a draft on the plan that is published now, and give the edits that could not be made there.

    A draft of the published plan makes its steps again on the new one. A draft from a file stays the plan it is: its
    booths are found by their numbers once more, and its history begins anew.

    Raises:
        NotFound, NotADraft, Stale: as `open_draft`.
    """
    draft, hall = open_draft(session, who, revision_id, version=version)
    done = session.scalars(
        select(DraftStep)
        .where(DraftStep.revision_id == revision_id, DraftStep.position <= draft.cursor)
        .order_by(DraftStep.position)
    ).all()
    kept: list[DraftStep] = []
    lost: list[edits.Edit] = []
    if draft.ground:
        plan = replayed(session, draft, hall)
        draft.ground = shapes.whole(identified(plan, booths.known(session, hall.id)), draft.ground["report"])
    else:
        kept, lost = _again(_published(session, hall), done)
    rows = [
        {
            "revision_id": revision_id,
            "position": place,
            "edit": each.edit,
            "made_by": each.made_by,
            "made_at": each.made_at,
        }
        for place, each in enumerate(kept, 1)
    ]
    session.execute(delete(DraftStep).where(DraftStep.revision_id == revision_id))
    if rows:
        session.execute(insert(DraftStep), rows)
    before = {"base": draft.base_id, "steps": len(done)}
    _stand_on(draft, published_id(session, hall.id), cursor=len(kept))
    session.flush()
    carry(session, revision_id, draft.base_id)
    changed(session, revision_id)
    journal.record(
        session,
        "layout-edited",
        actor=who.actor,
        subject=f"layout:{revision_id}",
        at=now,
        exhibition_id=hall.exhibition_id,
        before=before,
        after={
            "hall": hall.id,
            "number": draft.number,
            "version": draft.version,
            "edit": "update",
            "base": draft.base_id,
            "steps": len(kept),
        },
    )
    return tuple(lost)


def _stand_on(draft: Revision, base_id: int | None, *, cursor: int) -> None:
    draft.base_id = base_id
    draft.cursor = cursor
    draft.version += 1


def _again(plan: Plan, done: Sequence[DraftStep]) -> tuple[list[DraftStep], list[edits.Edit]]:
    """The steps that can be made one after the other on a plan, and the edits of those that cannot."""
    kept: list[DraftStep] = []
    lost: list[edits.Edit] = []
    for step in done:
        made = edits.from_json(step.edit)
        if made.why_not(plan):
            lost.append(made)
        else:
            plan = made.apply(plan)
            kept.append(step)
    return kept, lost


def _published(session: Session, hall: Hall) -> Plan:
    revision_id = published_id(session, hall.id)
    return Plan() if revision_id is None else drawn(session, revision_id)
