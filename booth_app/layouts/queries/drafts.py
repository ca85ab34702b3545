"""Drafts: the plan they lead to, what was done to it, what it would change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app import edits
from booth_app.exhibitions.models import Hall as HallRow
from booth_app.geometry import Plan
from booth_app.layouts.models import DraftStep, Revision, RevisionState
from booth_app.layouts.queries.published import drawn
from booth_app.layouts.replaying import replayed


@dataclass(frozen=True, slots=True)
class Step:
    """One edit of a draft. `undone`: it stands above the cursor, and the next edit drops it."""

    position: int
    edit: dict[str, Any]
    made_by: int | None
    made_at: datetime
    undone: bool


@dataclass(frozen=True, slots=True)
class DraftValue:
    """A draft: `plan` is its base and the steps that are not undone.

    `report` is what was said of the file that it was made from; `base` the published plan that it was begun from;
    `published_id` the revision published now. Another one than `base_id`: the draft is `outdated`.
    """

    revision_id: int
    hall_id: int
    exhibition_id: int
    number: int
    version: int
    cursor: int
    state: RevisionState
    from_file: bool
    report: Mapping[str, Any]
    base_id: int | None
    base_number: int | None
    published_id: int | None
    made_by: int | None
    made_at: datetime
    base: Plan
    plan: Plan
    steps: tuple[Step, ...]

    @property
    def outdated(self) -> bool:
        """Whether another draft of the hall was published since."""
        return self.base_id != self.published_id

    @property
    def difference(self) -> tuple[edits.Difference, ...]:
        """What publishing it would make of each booth; those that stay as they are left out."""
        return tuple(each for each in edits.compare(self.base, self.plan) if each.changes)


def draft(session: Session, revision_id: int) -> DraftValue | None:
    """A draft with its plan; None where there is no such revision."""
    found = session.execute(
        select(Revision, HallRow).join(HallRow, HallRow.id == Revision.hall_id).where(Revision.id == revision_id)
    ).first()
    if found is None:
        return None
    row, hall = found
    published_id = session.scalar(
        select(Revision.id).where(Revision.hall_id == row.hall_id, Revision.state == RevisionState.PUBLISHED)
    )
    return DraftValue(
        revision_id=row.id,
        hall_id=row.hall_id,
        exhibition_id=hall.exhibition_id,
        number=row.number,
        version=row.version,
        cursor=row.cursor,
        state=row.state,
        from_file="plan" in row.ground,
        report=row.ground.get("report", {}),
        base_id=row.base_id,
        base_number=session.scalar(select(Revision.number).where(Revision.id == row.base_id)),
        published_id=published_id,
        made_by=row.made_by,
        made_at=row.made_at,
        base=Plan() if row.base_id is None else drawn(session, row.base_id),
        plan=replayed(session, row, hall),
        steps=_steps(session, row),
    )


def _steps(session: Session, row: Revision) -> tuple[Step, ...]:
    query = select(DraftStep).where(DraftStep.revision_id == row.id).order_by(DraftStep.position)
    return tuple(
        Step(each.position, each.edit, each.made_by, each.made_at, each.position > row.cursor)
        for each in session.scalars(query)
    )
