"""One day of the timetable as columns of five minutes: what a grid without inline styles needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from booth_app.demos import times
from booth_app.demos.pauses.values import PauseValue
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
class Gap:
    """Columns that are free and long enough for what is to be placed; it can begin at `at` at the earliest.

    `later`: clocks show that time twice on the day, and this is the second.
    """

    start: int
    width: int
    at: datetime
    later: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be placed: so many minutes. `moving`: the slot that it leaves, or 0; `at`: where it was refused."""

    minutes: int
    moving: int = 0
    at: tuple[int, datetime] | None = None
    """Place and start."""


@dataclass(frozen=True, slots=True)
class Row:
    """A place with its blocks, and the columns before it opens and after it closes; `gaps` and `wanted` for a wish."""

    place: PlaceValue
    blocks: tuple[Block, ...]
    closed: tuple[Block, ...]
    gaps: tuple[Gap, ...] = ()
    wanted: Block | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """A pause on the board: from column `start`, so many columns wide, whole columns even where it is not."""

    start: int
    width: int
    pause: PauseValue


@dataclass(frozen=True, slots=True)
class Board:
    """A day: `hours` are the moments to label, `columns` how many there are, `now` the column of this minute or 0."""

    day: date
    columns: int
    hours: tuple[tuple[int, datetime], ...]
    rows: tuple[Row, ...]
    now: int = 0
    rests: tuple[Rest, ...] = ()


def board(
    day: date,
    lanes: Iterable[Lane],
    zone: tzinfo,
    *,
    now: datetime,
    wish: Wish | None = None,
    pauses: Sequence[PauseValue] = (),
) -> Board:
    """The board of a day, from the hour in which the first place opens to the one in which the last closes.

    With a `wish`, where it would fit in from now on (presenters' other slots are not looked at), and where it did not.
    """
    lanes = list(lanes)
    open_times = {each.place.id: times.window(day, each.place.opens, each.place.closes, zone) for each in lanes}
    if not open_times:
        return Board(day, 0, (), ())
    starts = [each.opens for each in open_times.values()]
    ends = [each.closes for each in open_times.values()]
    # A full hour on the wall, which in some zones is half an hour of UTC.
    first = times.tick(min(starts).astimezone(zone).replace(minute=0))
    columns = -(-(times.tick(max(ends)) - first) // HOUR) * HOUR
    rows = []
    for each in lanes:
        row, open_time = _row(each, open_times[each.place.id], first, columns), open_times[each.place.id]
        if wish is not None:
            still = replace(open_time, opens=max(open_time.opens, times.moment(times.tick(now) + 1)))
            gaps = _gaps(each, still, wish, first, zone)
            row = replace(row, gaps=gaps, wanted=_wanted(each.place, wish, first, columns))
        rows.append(row)
    hours = tuple((tick - first + 1, times.moment(tick)) for tick in range(first, first + columns, HOUR))
    here = times.tick(now) - first + 1
    rests = tuple(rest for each in pauses if (rest := _rest(each, first, columns)) is not None)
    return Board(day, columns, hours, tuple(rows), here if 1 <= here <= columns else 0, rests)


def _rest(pause: PauseValue, first: int, columns: int) -> Rest | None:
    start = max(times.tick(pause.begins_at) - first, 0)
    end = min(times.tick(pause.ends_at - timedelta(microseconds=1)) + 1 - first, columns)
    return Rest(start + 1, end - start, pause) if start < end else None


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


def _gaps(lane: Lane, window: times.Window, wish: Wish, first: int, zone: tzinfo) -> tuple[Gap, ...]:
    """What lies between the slots of a place, their change-over and its own left out."""
    tail, length = lane.place.change_over_minutes // times.STEP, wish.minutes // times.STEP
    closes = times.tick(window.closes) + tail  # nothing follows after closing: no change-over is needed there
    taken = [
        (times.tick(each.slot.starts_at), times.tick(each.slot.ends_at) + tail)
        for each in lane.entries
        if each.slot.id != wish.moving
    ]
    found, begins = [], times.tick(window.opens)
    for start, end in (*sorted(taken), (closes, closes)):
        ends = start - tail
        if ends - begins >= length:
            at = times.moment(begins)
            found.append(Gap(begins - first + 1, ends - begins, at, bool(at.astimezone(zone).fold)))
        begins = max(begins, end)
    return tuple(found)


def _wanted(place: PlaceValue, wish: Wish, first: int, columns: int) -> Block | None:
    """The columns that were asked for and refused, as far as they are on the board."""
    if wish.at is None or wish.at[0] != place.id:
        return None
    start = times.tick(wish.at[1]) - first + 1
    end = min(start + wish.minutes // times.STEP, columns + 1)
    start = max(start, 1)
    return Block(start, end - start) if start < end else None
