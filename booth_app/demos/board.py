"""One day of the timetable as columns of five minutes: what a grid without inline styles needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from booth_app.demos import times
from booth_app.demos.queries import Lane, PlaceValue, ProgrammeEntry

HOUR = 60 // times.STEP
"""Columns of an hour."""
MOST_COLUMNS = 25 * HOUR
"""The longest day there is: the one on which clocks go back. The style sheet has classes up to it."""


@dataclass(frozen=True, slots=True)
class Block:
    """Something in a lane from column `start` (counted from 1), so many columns wide."""

    start: int
    width: int
    entry: ProgrammeEntry | None = None
    change_over: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A place with its blocks, and the columns before it opens and after it closes."""

    place: PlaceValue
    blocks: tuple[Block, ...]
    closed: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A day: `hours` are the moments to label, `columns` how many there are, `now` the column of this minute or 0."""

    day: date
    columns: int
    hours: tuple[tuple[int, datetime], ...]
    rows: tuple[Row, ...]
    now: int = 0


def board(day: date, lanes: Iterable[Lane], zone: tzinfo, *, now: datetime) -> Board:
    """The board of a day, from the hour in which the first place opens to the one in which the last closes."""
    lanes = list(lanes)
    open_times = {each.place.id: times.window(day, each.place.opens, each.place.closes, zone) for each in lanes}
    if not open_times:
        return Board(day, 0, (), ())
    starts = [each.opens for each in open_times.values()]
    ends = [each.closes for each in open_times.values()]
    # A full hour on the wall, which in some zones is half an hour of UTC.
    first = times.tick(min(starts).astimezone(zone).replace(minute=0))
    columns = -(-(times.tick(max(ends)) - first) // HOUR) * HOUR
    rows = tuple(_row(each, open_times[each.place.id], first, columns) for each in lanes)
    hours = tuple((tick - first + 1, times.moment(tick)) for tick in range(first, first + columns, HOUR))
    here = times.tick(now) - first + 1
    return Board(day, columns, hours, rows, here if 1 <= here <= columns else 0)


def _row(lane: Lane, window: times.Window, first: int, columns: int) -> Row:
    opens, closes = times.tick(window.opens) - first, times.tick(window.closes) - first
    closed = (Block(1, opens), Block(closes + 1, columns - closes))
    blocks = []
    for entry in lane.entries:
        start = times.tick(entry.slot.starts_at) - first + 1
        width = (entry.slot.ends_at - entry.slot.starts_at) // timedelta(minutes=times.STEP)
        tail = min(lane.place.change_over_minutes // times.STEP, columns - (start + width - 1))
        blocks.append(Block(start, width, entry, tail))
    return Row(lane.place, tuple(blocks), tuple(each for each in closed if each.width))
