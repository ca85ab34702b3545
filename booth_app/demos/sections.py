"""A programme in parts to read: by day, and within a day by time of day or by place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from itertools import groupby

from booth_app.demos.queries import PlaceValue, ProgrammeEntry

NOON, EVENING = 12, 18


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under one heading: `part` (morning, afternoon, evening) or a place."""

    part: str
    place: PlaceValue | None
    entries: tuple[ProgrammeEntry, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the programme."""

    day: date
    sections: tuple[Section, ...]


def by_day(entries: Iterable[ProgrammeEntry], zone: tzinfo, *, places: Sequence[PlaceValue] = ()) -> list[Day]:
    """Entries in order of time as days in the zone; within one by time of day, or by place where these are given."""

    def day(entry: ProgrammeEntry) -> date:
        return entry.slot.starts_at.astimezone(zone).date()

    return [
        Day(each, _by_place(tuple(found), places) if places else _by_time(tuple(found), zone))
        for each, found in groupby(entries, day)
    ]


def _by_time(entries: Sequence[ProgrammeEntry], zone: tzinfo) -> tuple[Section, ...]:
    def part(entry: ProgrammeEntry) -> str:
        hour = entry.slot.starts_at.astimezone(zone).hour
        return "morning" if hour < NOON else "afternoon" if hour < EVENING else "evening"

    return tuple(Section(name, None, tuple(found)) for name, found in groupby(entries, part))


def _by_place(entries: Sequence[ProgrammeEntry], places: Sequence[PlaceValue]) -> tuple[Section, ...]:
    sections = (
        Section("", place, tuple(each for each in entries if each.slot.place.id == place.id)) for place in places
    )
    return tuple(each for each in sections if each.entries)
