"""Which pauses there are."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.demos.pauses.models import PauseRow, PrayerSettings
from booth_app.demos.pauses.values import DEGREE, PauseValue, PrayerTimes
from booth_app.text.prayer import Lengths, Prayer


def pauses(
    session: Session, exhibition_id: int, *, begins: datetime | None = None, ends: datetime | None = None
) -> list[PauseValue]:
    """The pauses of an exhibition in order of time; of those that meet the time from `begins` to `ends`."""
    query = select(PauseRow).where(PauseRow.exhibition_id == exhibition_id)
    if begins is not None:
        query = query.where(PauseRow.ends_at > begins)
    if ends is not None:
        query = query.where(PauseRow.begins_at < ends)
    rows = session.scalars(query.order_by(PauseRow.begins_at, PauseRow.id))
    return [PauseValue(row.id, row.begins_at, row.ends_at, row.prayer, row.name_ar, row.name_en) for row in rows]


def settings(session: Session, exhibition_id: int) -> PrayerTimes | None:
    """What was set; None where nobody has set anything yet."""
    row = session.get(PrayerSettings, exhibition_id)
    if row is None:
        return None
    lengths = row.lengths
    return PrayerTimes(
        latitude=row.latitude / DEGREE,
        longitude=row.longitude / DEGREE,
        ramadan_isha=row.ramadan_isha,
        lengths=Lengths(
            before=lengths["before"],
            after={Prayer(name): minutes for name, minutes in lengths["after"].items()},
            friday_before=lengths["friday_before"],
            friday_after=lengths["friday_after"],
        ),
        offsets={Prayer(name): minutes for name, minutes in row.offsets.items()},
        table=row.table,
    )
