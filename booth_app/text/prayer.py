"""When the five prayers begin, by the Umm al-Qura method, at a place and on a day.

The computation is `adhanpy`'s; it agreed with an independent one to the minute on most of the days of 2025–2027 and
was never more than a minute off (`domain.md` §5.1 has the figures). Two things it leaves to whoever asks, on purpose:
in Ramadan the night prayer is 120 minutes after sunset and not 90, and a mosque may differ by a minute or two, hence
an offset per prayer. The official table is the venue's to state: times of a table go before computed ones.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from adhanpy.calculation.CalculationMethod import CalculationMethod
from adhanpy.calculation.CalculationParameters import CalculationParameters
from adhanpy.calculation.HighLatitudeRule import HighLatitudeRule
from adhanpy.PrayerTimes import PrayerTimes

from booth_app.text.calendars import hijri
from booth_app.text.numbers import to_western_digits

RAMADAN = 9
RAMADAN_ISHA = timedelta(minutes=30)
"""Later than on other days: 120 minutes after sunset instead of 90."""

FRIDAY = 4
"""`date.weekday()` of the day on which the noon prayer is the Friday prayer."""

HIGH_LATITUDE = 48.0
"""Degrees: beyond, the sun may not reach the angle of the dawn prayer, and a rule has to stand in for it."""


class Prayer(StrEnum):
    """The five daily prayers. Sunrise is none and is not told."""

    FAJR = "fajr"
    DHUHR = "dhuhr"
    ASR = "asr"
    MAGHRIB = "maghrib"
    ISHA = "isha"


@dataclass(frozen=True, slots=True)
class Method:
    """Where, and what is laid over the computation.

    `latitude` and `longitude` are degrees, `offsets` minutes per prayer. `hijri_offset` moves the Hijri date as
    `calendars.hijri` does: it decides when Ramadan begins. `table` holds the times of a published table by day.
    """

    latitude: float
    longitude: float
    zone: ZoneInfo
    offsets: Mapping[Prayer, int] = field(default_factory=lambda: MappingProxyType({}))
    ramadan_isha: bool = True
    hijri_offset: int = 0
    table: Mapping[date, Mapping[Prayer, time]] = field(default_factory=lambda: MappingProxyType({}))


class NotATable(ValueError):
    """A file that is no table of prayer times. `code` and `line` say what is wrong and where (0: the whole file)."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(f"{code} in line {line}" if line else code)
        self.code = code
        self.line = line


def times(method: Method, day: date) -> Mapping[Prayer, datetime]:
    """When each prayer begins on a day, to the minute, as aware times of the method's zone.

    What the table says of the day is taken as it stands, without offsets; prayers that it leaves out are computed.
    """
    computed = _computed(method, day)
    said = {prayer: datetime.combine(day, at, tzinfo=method.zone) for prayer, at in method.table.get(day, {}).items()}
    return MappingProxyType({prayer: said.get(prayer, computed[prayer]) for prayer in Prayer})


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch of the day that a timetable leaves free for a prayer. Half open: `until` is free again."""

    prayer: Prayer
    begins: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Lengths:
    """Minutes before and after a prayer begins that its pause takes (`domain.md` §5.1), and of the Friday prayer."""

    before: int = 5
    after: Mapping[Prayer, int] = field(
        default_factory=lambda: MappingProxyType({prayer: 20 if prayer == Prayer.MAGHRIB else 25 for prayer in Prayer})
    )
    friday_before: int = 45
    friday_after: int = 60


def pauses(method: Method, day: date, lengths: Lengths | None = None) -> tuple[Pause, ...]:
    """The pauses to propose for a day, in order. On Fridays the noon prayer's is the Friday prayer's."""
    lengths = lengths or Lengths()
    made = []
    for prayer, at in times(method, day).items():
        friday = prayer == Prayer.DHUHR and day.weekday() == FRIDAY
        before = lengths.friday_before if friday else lengths.before
        after = lengths.friday_after if friday else lengths.after[prayer]
        made.append(Pause(prayer, at - timedelta(minutes=before), at + timedelta(minutes=after)))
    return tuple(made)


def _computed(method: Method, day: date) -> dict[Prayer, datetime]:
    parameters = CalculationParameters(method=CalculationMethod.UMM_AL_QURA)
    if abs(method.latitude) > HIGH_LATITUDE:
        parameters.high_latitude_rule = HighLatitudeRule.MIDDLE_OF_THE_NIGHT
    noon = datetime.combine(day, time(12))
    found = PrayerTimes(
        (method.latitude, method.longitude), noon, calculation_parameters=parameters, time_zone=method.zone
    )
    begin = {prayer: getattr(found, prayer.value) for prayer in Prayer}
    there = hijri(day, method.hijri_offset)
    if method.ramadan_isha and there is not None and there.month == RAMADAN:
        begin[Prayer.ISHA] += RAMADAN_ISHA
    return {prayer: at + timedelta(minutes=method.offsets.get(prayer, 0)) for prayer, at in begin.items()}


def read_table(text: str) -> Mapping[date, Mapping[Prayer, time]]:
    """A published table as CSV: a line `date,fajr,dhuhr,asr,maghrib,isha`, then a day a line, times as 24-hour HH:MM.

    Columns may stand in any order and prayers may be left out; an empty cell leaves that prayer to the computation.

    Raises:
        NotATable: `no-heading`, `no-days`, `wrong-day`, `wrong-time`, `day-twice`, `out-of-order` (a prayer before
            the one that comes before it).
    """
    lines = csv.reader(io.StringIO(text.lstrip("\ufeff")))
    heading = [cell.strip().casefold() for cell in next(lines, [])]
    if "date" not in heading or not set(heading) & set(Prayer) or len(set(heading)) < len(heading):
        raise NotATable("no-heading", 1)
    found: dict[date, Mapping[Prayer, time]] = {}
    for number, cells in enumerate(lines, start=2):
        row = {name: to_western_digits(cell).strip() for name, cell in zip(heading, cells, strict=False)}
        if not any(row.values()):
            continue
        day = _day(row.get("date", ""), number)
        if day in found:
            raise NotATable("day-twice", number)
        at = {prayer: _time(row[prayer], number) for prayer in Prayer if row.get(prayer)}
        if list(at.values()) != sorted(at.values()):
            raise NotATable("out-of-order", number)
        found[day] = MappingProxyType(at)
    if not found:
        raise NotATable("no-days")
    return MappingProxyType(found)


def _day(text: str, line: int) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotATable("wrong-day", line) from None


def _time(text: str, line: int) -> time:
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007  # a time of day, of the table's own place
    except ValueError:
        raise NotATable("wrong-time", line) from None
