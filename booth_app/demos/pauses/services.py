"""Staff set where the exhibition is, and the pauses for prayers follow; others are set and taken away by hand.

A pause forbids nothing: slots that are there stay, and whoever places one over it is asked first (`InPause`).
"""

from datetime import datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import Invalid, NotFound, Refused
from booth_app.demos import times
from booth_app.demos.pauses import queries
from booth_app.demos.pauses.models import PauseRow, PrayerSettings
from booth_app.demos.pauses.values import DEGREE, PrayerTimes
from booth_app.demos.services import rows
from booth_app.journal import services as journal
from booth_app.text import prayer
from booth_app.text.prayer import Method

LONGEST = timedelta(hours=12)


class InPause(Refused):
    """A slot would run into pauses, and nobody has said that it should. `pauses`: tuple of `PauseValue`."""

    code: ClassVar[str] = "in-pause"


class PauseTwice(Refused):
    """There is a pause of exactly that time already."""

    code: ClassVar[str] = "pause-twice"


def keep_free(session: Session, exhibition_id: int, starts_at: datetime, ends_at: datetime) -> None:
    """See that a time meets no pause.

    Raises:
        InPause: it does.
    """
    met = queries.pauses(session, exhibition_id, begins=starts_at, ends=ends_at)
    if met:
        raise InPause(pauses=tuple(met))


def set_prayers(session: Session, who: Who, exhibition_id: int, wanted: PrayerTimes, *, now: datetime) -> int:
    """Keep the settings and put the pauses for prayers of all days where they lead; others stay as they are.

    Returns:
        How many pauses for prayers there are.

    Raises:
        NotATable: the table of times is none (`text.prayer`).
    """
    exhibition = rows.exhibition(session, exhibition_id, locked=True)
    zone = ZoneInfo(exhibition.time_zone)
    method = Method(
        wanted.latitude,
        wanted.longitude,
        zone,
        offsets=wanted.offsets,
        ramadan_isha=wanted.ramadan_isha,
        hijri_offset=exhibition.hijri_offset,
        table=prayer.read_table(wanted.table) if wanted.table.strip() else {},
    )
    session.merge(_row(exhibition_id, wanted))
    session.execute(delete(PauseRow).where(PauseRow.exhibition_id == exhibition_id, PauseRow.prayer.is_not(None)))
    taken = {(each.begins_at, each.ends_at) for each in queries.pauses(session, exhibition_id)}
    made = [
        PauseRow(exhibition_id=exhibition_id, begins_at=pause.begins, ends_at=pause.until, prayer=pause.prayer)
        for day in times.days(exhibition.first_day, exhibition.last_day)
        for pause in prayer.pauses(method, day, wanted.lengths)
        if (pause.begins, pause.until) not in taken
    ]
    session.add_all(made)
    session.flush()
    _record(session, who, exhibition_id, "pauses-changed", now=now, after={"prayers": len(made)})
    return len(made)


def add(
    session: Session,
    who: Who,
    exhibition_id: int,
    *,
    begins_at: datetime,
    ends_at: datetime,
    names: tuple[str, str],
    now: datetime,
) -> int:
    """A pause by hand, with its names in Arabic and English. Returns its id.

    Raises:
        Invalid: no length, a very long one, or no name.
        PauseTwice: there is one of exactly that time.
    """
    if not timedelta(0) < ends_at - begins_at <= LONGEST or not all(names):
        raise Invalid
    rows.exhibition(session, exhibition_id, locked=True)
    same = select(PauseRow.id).where(
        PauseRow.exhibition_id == exhibition_id, PauseRow.begins_at == begins_at, PauseRow.ends_at == ends_at
    )
    if session.scalar(same) is not None:
        raise PauseTwice
    row = PauseRow(
        exhibition_id=exhibition_id, begins_at=begins_at, ends_at=ends_at, name_ar=names[0], name_en=names[1]
    )
    session.add(row)
    session.flush()
    after = {"pause": row.id, "begins_at": begins_at.isoformat(), "ends_at": ends_at.isoformat()}
    _record(session, who, exhibition_id, "pauses-changed", now=now, after=after)
    return row.id


def remove(session: Session, who: Who, exhibition_id: int, pause_id: int, *, now: datetime) -> None:
    """Take a pause away; one for a prayer comes back when the settings are saved again.

    Raises:
        NotFound: there is none here (any more).
    """
    row = session.scalar(select(PauseRow).where(PauseRow.id == pause_id, PauseRow.exhibition_id == exhibition_id))
    if row is None:
        raise NotFound
    before = {"pause": row.id, "begins_at": row.begins_at.isoformat(), "ends_at": row.ends_at.isoformat()}
    session.execute(delete(PauseRow).where(PauseRow.id == pause_id))
    _record(session, who, exhibition_id, "pauses-changed", now=now, before=before)


def _row(exhibition_id: int, wanted: PrayerTimes) -> PrayerSettings:
    lengths = wanted.lengths
    return PrayerSettings(
        exhibition_id=exhibition_id,
        latitude=round(wanted.latitude * DEGREE),
        longitude=round(wanted.longitude * DEGREE),
        ramadan_isha=wanted.ramadan_isha,
        lengths={
            "before": lengths.before,
            "after": {each.value: minutes for each, minutes in lengths.after.items()},
            "friday_before": lengths.friday_before,
            "friday_after": lengths.friday_after,
        },
        offsets={each.value: minutes for each, minutes in wanted.offsets.items()},
        table=wanted.table,
    )


def _record(
    session: Session,
    who: Who,
    exhibition_id: int,
    kind: str,
    *,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    journal.record(
        session,
        kind,
        actor=who.actor,
        subject=f"exhibition:{exhibition_id}",
        at=now,
        exhibition_id=exhibition_id,
        before=before,
        after=after,
    )
