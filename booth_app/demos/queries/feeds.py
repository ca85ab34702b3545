"""What calendars have to know besides the programme: when slots last changed, and which were taken off."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from booth_app.journal import queries as journal

_MOST = 5_000


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A slot that was in the timetable and is not any more. `sequence` is its last one."""

    uid: str
    sequence: int
    place_id: int
    showcase_id: int
    title_ar: str
    title_en: str
    starts_at: datetime
    ends_at: datetime
    at: datetime


def changed_at(session: Session, exhibition_id: int) -> dict[int, datetime]:
    """When each slot was placed or last moved, by its id."""
    found: dict[int, datetime] = {}
    for kind in ("slot-placed", "slot-moved"):  # newest first within a kind; a move comes after the placing
        for each in reversed(journal.page(session, exhibition_id, kind=kind, limit=_MOST)):
            found[each.after["slot"]] = each.at
    return found


def cancelled(session: Session, exhibition_id: int, *, since: datetime) -> list[Cancelled]:
    """Slots that were taken off and would have ended after `since`, in order of time. Their titles as they were then.

    The title may have been erased from the journal since; then it is empty.
    """
    found = [
        Cancelled(
            uid=each.before["uid"],
            sequence=each.before["sequence"],
            place_id=each.before["place"],
            showcase_id=each.before["showcase"],
            title_ar=each.words.get("title_ar", ""),
            title_en=each.words.get("title_en", ""),
            starts_at=datetime.fromisoformat(each.before["starts_at"]),
            ends_at=datetime.fromisoformat(each.before["ends_at"]),
            at=each.at,
        )
        for each in journal.page(session, exhibition_id, kind="slot-removed", limit=_MOST)
    ]
    return sorted((each for each in found if each.ends_at > since), key=lambda each: (each.starts_at, each.uid))
