"""The versions of the plans of an exhibition: what there is, without the plans themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booth_app.exhibitions.models import Hall as HallRow
from booth_app.layouts.models import BoothShapeRow, DraftStep, Revision, RevisionState


@dataclass(frozen=True, slots=True)
class RevisionValue:
    """One version. `steps`: edits of a draft; `booths`: of one that is or was published; `edited_at`: the last edit."""

    id: int
    hall_id: int
    number: int
    state: RevisionState
    base_id: int | None
    made_by: int | None
    made_at: datetime
    edited_at: datetime
    published_by: int | None
    published_at: datetime | None
    steps: int
    booths: int
    version: int
    signed: Mapping[str, Any] | None

    @property
    def answered(self) -> tuple[Mapping[str, Any], ...]:
        """The warnings that were signed with it: rule, things, words, how (`accepted` or `ticked`), by, reason."""
        return tuple(self.signed["warnings"]) if self.signed else ()


def revisions(session: Session, exhibition_id: int, *states: RevisionState) -> list[RevisionValue]:
    """All versions of an exhibition's plans in these states (in any, when none is named), the newest first."""
    steps = (
        select(DraftStep.revision_id, func.count().label("count"), func.max(DraftStep.made_at).label("last"))
        .group_by(DraftStep.revision_id)
        .subquery()
    )
    booths = (
        select(BoothShapeRow.revision_id, func.count().label("count")).group_by(BoothShapeRow.revision_id).subquery()
    )
    query = (
        select(
            Revision.id,
            Revision.hall_id,
            Revision.number,
            Revision.state,
            Revision.base_id,
            Revision.made_by,
            Revision.made_at,
            func.coalesce(steps.c.last, Revision.made_at).label("edited_at"),
            Revision.published_by,
            Revision.published_at,
            func.coalesce(steps.c.count, 0).label("steps"),
            func.coalesce(booths.c.count, 0).label("booths"),
            Revision.version,
            Revision.signed,
        )
        .join(HallRow, HallRow.id == Revision.hall_id)
        .outerjoin(steps, steps.c.revision_id == Revision.id)
        .outerjoin(booths, booths.c.revision_id == Revision.id)
        .where(HallRow.exhibition_id == exhibition_id)
        .order_by(Revision.number.desc(), Revision.id)
    )
    if states:
        query = query.where(Revision.state.in_(states))
    return [RevisionValue(*row) for row in session.execute(query)]
