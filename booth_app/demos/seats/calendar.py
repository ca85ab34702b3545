"""A visitor's seats as a calendar (RFC 5545): one event a reservation, whose UID stays and whose SEQUENCE rises."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, vUri

from booth_app.demos.seats.models import SeatState
from booth_app.demos.seats.queries import Mine

MAKER = "-//booth_app//Seats//EN"
REMIND = timedelta(minutes=-15)
_STATUS = {SeatState.RESERVED: "CONFIRMED", SeatState.HELD: "TENTATIVE"}
_GONE = frozenset({SeatState.CANCELLED, SeatState.DECLINED, SeatState.LAPSED, SeatState.REMOVED})


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one event, in the reader's language."""

    title: str
    place: str
    text: str
    url: str


def calendar(name: str, seats: Iterable[tuple[Mine, Said]], zone: ZoneInfo) -> bytes:
    """Seats that a visitor has, may confirm, or had; a place in line is no appointment and not in it."""
    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    events = [_event(row, said, zone) for row, said in seats if row.state in _STATUS or row.state in _GONE]
    if events:
        first = min(each.decoded("dtstart") for each in events).date()
        last = max(each.decoded("dtend") for each in events).date() + timedelta(days=1)
        made.add_component(Timezone.from_tzinfo(zone, str(zone), first_date=first, last_date=last))
    for each in events:
        made.add_component(each)
    return made.to_ical()


def _event(row: Mine, said: Said, zone: ZoneInfo) -> Event:
    made = Event()
    made.add("uid", row.uid)
    made.add("sequence", row.sequence)
    made.add("dtstamp", row.changed_at)
    made.add("last-modified", row.changed_at)
    made.add("dtstart", row.starts_at.astimezone(zone))
    made.add("dtend", row.ends_at.astimezone(zone))
    made.add("status", _STATUS.get(row.state, "CANCELLED"))
    made.add("summary", said.title)
    made.add("location", said.place)
    if row.state in _STATUS:
        made.add("description", said.text)
        made.add("url", vUri(said.url))
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", said.title)
        alarm.add("trigger", REMIND)
        made.add_component(alarm)
    return made
