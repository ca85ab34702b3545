"""Five-minute ticks, local times and opening hours: values in, values out, no database.

A tick is the number of whole five minutes since 1970 in UTC. Every zone's offset is a multiple of five minutes,
so a grid of local times is a grid of ticks, and a length is real minutes whatever the clocks do meanwhile.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

STEP = 5
"""Minutes of a tick."""
_SECONDS = STEP * 60


def tick(moment: datetime) -> int:
    """The tick that a moment lies in."""
    return int(moment.timestamp()) // _SECONDS


def moment(number: int) -> datetime:
    """When a tick begins, in UTC."""
    return datetime.fromtimestamp(number * _SECONDS, UTC)


def ticks(start: datetime, end: datetime) -> range:
    """The ticks of the half-open time from `start` to `end`, both on the grid."""
    return range(tick(start), tick(end))


def on_grid(at: datetime) -> bool:
    """Whether a moment begins a tick."""
    return moment(tick(at)) == at


def moments(day: date, at: time, zone: tzinfo) -> tuple[datetime, ...]:
    """The moments (UTC) that a clock in the zone shows this day and time: one as a rule.

    None in the hour that is skipped when clocks go forward, two in the hour that comes twice when they go back.
    """
    found = set()
    for fold in (0, 1):
        utc = datetime.combine(day, at, zone).replace(fold=fold).astimezone(UTC)
        if utc.astimezone(zone).replace(tzinfo=None, fold=0) == datetime.combine(day, at):
            found.add(utc)
    return tuple(sorted(found))


def clocks_go_back(day: date, zone: tzinfo) -> bool:
    """Whether a time of day comes twice on that day."""
    return any(len(moments(day, time(each // 60, each % 60), zone)) == 2 for each in range(0, 24 * 60, 30))


@dataclass(frozen=True, slots=True)
class Window:
    """A time in which a place is open: half open, UTC."""

    opens: datetime
    closes: datetime

    def holds(self, start: datetime, end: datetime) -> bool:
        """Whether the time from `start` to `end` lies in it."""
        return self.opens <= start and end <= self.closes


def window(day: date, opens: time, closes: time, zone: tzinfo) -> Window:
    """Opening hours on one day. A closing time of 00:00 is the midnight at the day's end."""
    last = day + timedelta(days=1) if closes == time(0) else day
    start = datetime.combine(day, opens, zone).replace(fold=0)
    end = datetime.combine(last, closes, zone).replace(fold=0 if closes == time(0) else 1)
    return Window(start.astimezone(UTC), end.astimezone(UTC))


def days(first: date, last: date) -> list[date]:
    """The days from `first` to `last`, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def nearest(
    wanted: datetime,
    *,
    minutes: int,
    change_over: int,
    windows: Iterable[Window],
    place_busy: Container[int],
    people_busy: Container[int],
    not_before: datetime | None = None,
) -> datetime | None:
    """The start nearest to `wanted` at which nothing is in the way; of two as near, the later one.

    Args:
        minutes: length of the slot; `change_over` minutes after it must be free at the place, too.
        windows: when the place is open.
        place_busy, people_busy: ticks that the place and the presenters have given away.
        not_before: nothing earlier is proposed.
    """
    wish, length, tail = tick(wanted), minutes // STEP, change_over // STEP
    found: list[tuple[int, int]] = []
    for each in windows:
        for start in range(-(-int(each.opens.timestamp()) // _SECONDS), tick(each.closes) - length + 1):
            if not_before is not None and moment(start) < not_before:
                continue
            if any(n in people_busy for n in range(start, start + length)):
                continue
            if any(n in place_busy for n in range(start, start + length + tail)):
                continue
            found.append((abs(start - wish), -start))
    return moment(-min(found)[1]) if found else None
