"""Plan files on their way to a draft: kept while they are looked at, and gone soon after."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import NotFound
from booth_app.exhibitions.models import Exhibition, Hall
from booth_app.layouts.models import PlanFile, PlanMapping
from booth_app.layouts.queries.files import KEPT

MOST_KEPT = 20
"""Files of an exhibition that are being looked at, at one time; the oldest give way."""


def keep_file(session: Session, who: Who, hall_id: int, data: bytes, *, name: str, asked: Any, now: datetime) -> int:
    """Keep a file until it is made a draft, and give its id. Who uploads again for a hall lets the earlier one go.

    Raises:
        NotFound: no such hall in the exhibition.
    """
    hall = session.get(Hall, hall_id)
    if hall is None or hall.exhibition_id != who.exhibition_id:
        raise NotFound(hall_id=hall_id)
    mine = (PlanFile.hall_id == hall_id) & (PlanFile.uploaded_by == who.user_id)
    session.execute(delete(PlanFile).where(or_(PlanFile.uploaded_at < now - KEPT, mine)))
    halls = select(Hall.id).where(Hall.exhibition_id == hall.exhibition_id)
    newest = select(PlanFile.id).where(PlanFile.hall_id.in_(halls)).order_by(PlanFile.id.desc()).limit(MOST_KEPT - 1)
    keep = list(session.scalars(newest))
    session.execute(delete(PlanFile).where(PlanFile.hall_id.in_(halls), PlanFile.id.not_in(keep)))
    made = PlanFile(hall_id=hall_id, name=name, data=data, asked=dict(asked), uploaded_by=who.user_id, uploaded_at=now)
    session.add(made)
    session.flush()
    return made.id


def ask_file(session: Session, who: Who, file_id: int, asked: Mapping[str, Any]) -> None:
    """Keep what is said by hand about a file.

    Raises:
        NotFound: there is no such file of theirs (any more).
    """
    _own(session, who, file_id).asked = dict(asked)
    session.flush()


def drop_file(session: Session, who: Who, file_id: int) -> None:
    """Let a file go.

    Raises:
        NotFound: there is no such file of theirs (any more).
    """
    session.delete(_own(session, who, file_id))
    session.flush()


def keep_mapping(session: Session, who: Who, exhibition_id: int, mapping: Mapping[str, Any], *, now: datetime) -> None:
    """Remember what is said about this exhibition's drawings, for the next one.

    Raises:
        NotFound: no such exhibition, or not the asker's.
    """
    found = session.scalar(select(Exhibition.id).where(Exhibition.id == exhibition_id).with_for_update())
    if found is None or exhibition_id != who.exhibition_id:
        raise NotFound(exhibition_id=exhibition_id)
    row = session.get(PlanMapping, exhibition_id) or PlanMapping(exhibition_id=exhibition_id)
    row.mapping, row.changed_by, row.changed_at = dict(mapping), who.user_id, now
    session.add(row)
    session.flush()


def _own(session: Session, who: Who, file_id: int) -> PlanFile:
    row = session.get(PlanFile, file_id)
    if row is None or row.uploaded_by != who.user_id:
        raise NotFound(file_id=file_id)
    hall = session.get(Hall, row.hall_id)
    if hall is None or hall.exhibition_id != who.exhibition_id:
        raise NotFound(file_id=file_id)
    return row
