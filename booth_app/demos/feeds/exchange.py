"""The programme as `schedule.json`, the form that conference tools share (days → rooms → events), version 1.3.

Read by pretalx, frab, Giggity and others; no specification but the validator of voc/schedule. Their days may run past
midnight; ours end with the date. A slot of a showcase has the slot's UID as its `guid`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from booth_app.demos.queries import ProgrammeEntry
from booth_app.text.calendars import local_day


@dataclass(frozen=True, slots=True)
class Conference:
    """What is said of the exhibition as a whole. `base_url` is where the programme stands."""

    acronym: str
    title: str
    days: Sequence[date]
    zone: ZoneInfo
    base_url: str


def schedule(
    conference: Conference, entries: Sequence[ProgrammeEntry], said: Callable[[ProgrammeEntry], dict[str, Any]]
) -> dict[str, Any]:
    """All slots by day and room; `said` gives the words of an event (title, abstract, url …) in one language."""
    return {
        "schedule": {
            "version": "1.3",
            "base_url": conference.base_url,
            "conference": {
                "acronym": conference.acronym,
                "title": conference.title,
                "start": conference.days[0].isoformat(),
                "end": conference.days[-1].isoformat(),
                "daysCount": len(conference.days),
                "timeslot_duration": "00:05",
                "time_zone_name": str(conference.zone),
                "days": [_day(conference, number, day, entries, said) for number, day in enumerate(conference.days)],
            },
        }
    }


def _day(
    conference: Conference,
    number: int,
    day: date,
    entries: Sequence[ProgrammeEntry],
    said: Callable[[ProgrammeEntry], dict[str, Any]],
) -> dict[str, Any]:
    rooms: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        if local_day(entry.slot.starts_at, conference.zone) == day:
            event = _event(conference.zone, entry, said(entry))
            rooms.setdefault(event["room"], []).append(event)
    begins = datetime.combine(day, datetime.min.time(), conference.zone)
    ends = datetime.combine(day + timedelta(days=1), datetime.min.time(), conference.zone) - timedelta(minutes=1)
    return {
        "index": number + 1,
        "date": day.isoformat(),
        "day_start": begins.isoformat(),
        "day_end": ends.isoformat(),
        "rooms": rooms,
    }


def _event(zone: ZoneInfo, entry: ProgrammeEntry, said: dict[str, Any]) -> dict[str, Any]:
    slot, showcase = entry.slot, entry.showcase
    begins = slot.starts_at.astimezone(zone)
    minutes = round((slot.ends_at - slot.starts_at).total_seconds() / 60)
    return {
        "id": slot.id,
        "guid": slot.uid,
        "logo": None,
        "date": begins.isoformat(),
        "start": f"{begins:%H:%M}",
        "duration": f"{minutes // 60:02}:{minutes % 60:02}",
        "slug": showcase.slug,
        "subtitle": "",
        "track": str(showcase.category),
        "type": str(showcase.audience),
        "language": showcase.language.partition("+")[0],
        "description": "",
        "recording_license": "",
        "do_not_record": str(showcase.audience) == "vetted_only",
        "links": [],
        "attachments": [],
        "answers": [],
        **said,
    }
