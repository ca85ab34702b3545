"""Slots as iCalendar (RFC 5545 with 7986): an event keeps its UID for ever, and SEQUENCE rises when it changes.

A slot that was taken off stays as a cancelled event until a week after its day: calendars that only add would keep
it otherwise. Times are given in the exhibition's zone, with the zone described in the file.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vText, vUri

from booth_app.demos.queries import Cancelled, ProgrammeEntry, SlotValue
from booth_app.text import bidi

MAKER = "-//booth_app//Exhibition programme//EN"
REFRESH = timedelta(minutes=15)
KEPT = timedelta(days=7)
"""How long after its day a cancelled slot is still told."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a calendar says of one slot, in the calendar's language."""

    title: str
    text: str
    place: str
    url: str
    category: str


@dataclass(frozen=True, slots=True)
class About:
    """A calendar as a whole: what it is called, its own address, its language, the exhibition's zone."""

    name: str
    source: str
    lang: str
    zone: ZoneInfo


def calendar(
    about: About,
    events: Iterable[tuple[ProgrammeEntry, Shown, datetime]],
    cancelled: Iterable[tuple[Cancelled, Shown]] = (),
) -> bytes:
    """A calendar to subscribe to; each event comes with when it last changed."""
    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for label in ("name", "x-wr-calname"):
        made.add(label, _text(about.name, about.lang))
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT15M")
    made.add("source", vUri(about.source), parameters={"VALUE": "URI"})
    bodies = [_event(about, entry, shown, changed) for entry, shown, changed in events]
    bodies += [_cancellation(about, each, shown) for each, shown in cancelled]
    if bodies:
        begins = min(each.decoded("dtstart") for each in bodies).date()
        ends = max(each.decoded("dtend") for each in bodies).date() + timedelta(days=1)
        made.add_component(Timezone.from_tzinfo(about.zone, str(about.zone), first_date=begins, last_date=ends))
    for each in bodies:
        made.add_component(each)
    return made.to_ical()


def _event(about: About, entry: ProgrammeEntry, shown: Shown, changed: datetime) -> Event:
    slot = entry.slot
    made = _body(about, slot, shown, changed)
    made.add("sequence", slot.sequence)
    made.add("status", "CONFIRMED")
    made.add("description", _text(shown.text, about.lang))
    made.add("url", vUri(shown.url))
    made.add("categories", [shown.category])
    return made


def _cancellation(about: About, each: Cancelled, shown: Shown) -> Event:
    made = _body(about, each, shown, each.at)
    made.add("sequence", each.sequence + 1)
    made.add("status", "CANCELLED")
    return made


def _body(about: About, what: SlotValue | Cancelled, shown: Shown, changed: datetime) -> Event:
    made = Event()
    made.add("uid", what.uid)
    made.add("dtstamp", changed)
    made.add("last-modified", changed)
    made.add("dtstart", what.starts_at.astimezone(about.zone))
    made.add("dtend", what.ends_at.astimezone(about.zone))
    made.add("summary", _text(shown.title, about.lang))
    if shown.place:
        made.add("location", _text(shown.place, about.lang))
    return made


def _text(text: str, lang: str) -> vText:
    """A text that says its language; what stands in it keeps its direction by isolates."""
    return vText(bidi.isolate(text) if lang == "ar" and not bidi.has_arabic(text) else text, params={"LANGUAGE": lang})
