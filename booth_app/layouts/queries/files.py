"""Plan files that are being looked at, and what an exhibition says about its drawings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.layouts.models import PlanFile, PlanMapping

KEPT = timedelta(days=1)
"""How long an uploaded file waits to be made a draft."""


@dataclass(frozen=True, slots=True)
class PlanFileValue:
    """An uploaded file, and what was said about it by hand (JSON of `planfiles.Asked`)."""

    id: int
    hall_id: int
    name: str
    data: bytes
    asked: Mapping[str, Any]


def plan_file(session: Session, who: Who, hall_id: int, file_id: int, *, now: datetime) -> PlanFileValue | None:
    """A file that whoever asks uploaded for this hall, as long as it is kept."""
    row = session.scalar(select(PlanFile).where(PlanFile.id == file_id, PlanFile.hall_id == hall_id))
    if row is None or row.uploaded_by != who.user_id or row.uploaded_at < now - KEPT:
        return None
    return PlanFileValue(row.id, row.hall_id, row.name, row.data, row.asked)


def plan_mapping(session: Session, exhibition_id: int) -> Mapping[str, Any]:
    """What is said about this exhibition's drawings (JSON of `planfiles.Mapping`); empty where nothing is."""
    return session.scalar(select(PlanMapping.mapping).where(PlanMapping.exhibition_id == exhibition_id)) or {}
