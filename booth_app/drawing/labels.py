"""What is written on a booth at which zoom (`look.md` §4): never too small, never turned, never cut.

Each thing with a label carries its side in millimetres (`data-side`) and its bands (`data-bands`): label names with
the pixels of side from which they hold, in rising order. The server sets `data-label` for the first view, the
script for every later one, by the same three lines: the last band whose pixels do not exceed side / k.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

import shapely
from shapely import Point, Polygon, box
from shapely.affinity import scale

from booth_app.drawing.glyphs import width, wrap
from booth_app.drawing.paths import MM, Spot, mm, spot
from booth_app.text.numbers import last_part

LABEL_PX = 11
"""Pixels of a number on the screen, at every zoom. Names are a hair smaller (`map.css`: 10.5)."""

NAME_EM = 0.955
LINE_EM = 1.24
"""From one line of a label to the next."""

PAD_PX = 3
LEAST_PX = {"last": 14, "full": 38, "name": 66, "logo": 140}
PATTERN_PX = 14
"""Pixels of side under which a pattern is mud: the state is told by fill and by the list."""

_MOST_LINES = 3
_WHOLE = 0.995


@dataclass(frozen=True, slots=True)
class Room:
    """Where a label stands in a shape: its middle in millimetres, and the diameter of the largest circle there."""

    middle: Spot
    side: int


@dataclass(frozen=True, slots=True)
class Bands:
    """Labels of one thing with the pixels of side from which they hold, and its name as it is broken."""

    steps: tuple[tuple[str, int], ...]
    lines: tuple[str, ...] = ()

    def at(self, side_px: float) -> str:
        """The label for a side of so many pixels on the screen."""
        held = "none"
        for name, least in self.steps:
            if side_px < least:
                break
            held = name
        return held

    def __str__(self) -> str:
        return " ".join(f"{name}:{least}" for name, least in self.steps)


def room(outline: Polygon) -> Room:
    """The place for a label: the centroid if it is about as far from every side as any point, else such a point.

    Takes broken outlines as well: a draft may hold one, and it must still be seen.
    """
    if outline.is_empty:
        return Room((0, 0), 0)
    x0, y0, x1, y1 = outline.bounds
    middle = (mm((x0 + x1) / 2), mm((y0 + y1) / 2))
    whole = outline if outline.is_valid else shapely.convex_hull(outline)
    if not isinstance(whole, Polygon) or not whole.area:
        return Room(middle, mm(min(x1 - x0, y1 - y0)))
    if _is_upright(outline):
        return Room(middle, mm(min(x1 - x0, y1 - y0)))
    circle = shapely.maximum_inscribed_circle(whole)
    radius = float(shapely.length(circle))
    centre = whole.centroid
    if not centre.within(whole) or centre.distance(whole.exterior) < _WHOLE * radius:
        centre = Point(circle.coords[0])
    return Room(spot(centre), mm(2 * radius))


def bands(
    outline: Polygon, where: Room, number: str, name: str = "", *, logo: bool = False, first_px: float = 0
) -> Bands:
    """When which label fits into a booth. The name only where it does, on three lines at most (see `fit_name`)."""
    last = ceil(width(last_part(number)) * LABEL_PX) + 2 * PAD_PX
    full = ceil(width(number) * LABEL_PX) + 2 * PAD_PX
    full = max(LEAST_PX["full"], full, last)
    steps = [("pattern", PATTERN_PX), ("last", max(LEAST_PX["last"], last)), ("full", full)]
    fitted = fit_name(outline, where, name, above=number, first_px=first_px) if name else None
    if fitted is None:
        return Bands(tuple(steps))
    side, lines = fitted
    steps.append(("name", max(LEAST_PX["name"], side, full)))
    if logo:
        steps.append(("logo", max(LEAST_PX["logo"], steps[-1][1])))
    return Bands(tuple(steps), lines)


def label_band(side_mm: float, k: float, number: str, name: str = "") -> str:
    """The label of a square booth with this side at `k` millimetres a pixel.

    `none` (too small even for a pattern), `pattern`, `last` (part of the number), `full`, `name` or `logo`.
    """
    square = box(0, 0, side_mm / MM, side_mm / MM)
    return bands(square, room(square), number, name, logo=bool(name)).at(side_mm / k)


def fit_name(
    outline: Polygon, where: Room, name: str, *, above: str = "", turned: bool = False, first_px: float = 0
) -> tuple[int, tuple[str, ...]] | None:
    """From how many pixels of side a name fits, and how it is broken then; None where there is no room at all.

    Of the ways that fit at `first_px`, the one with the fewest lines; if none does, the one that fits first.
    `above`: a number that stands over it. `turned`: written upwards, for stages along a wall (never for a number).
    """
    ways: list[tuple[int, tuple[str, ...]]] = []
    for count in range(1, _MOST_LINES + 1):
        lines = wrap(name, count)
        if lines is None:
            break
        size = block_px(lines, above)
        least = least_side(outline, where, (size[1], size[0]) if turned else size)
        if least is not None:
            ways.append((least, lines))
    return next((way for way in ways if way[0] <= first_px), None) or min(ways, default=None)


@lru_cache(maxsize=16384)
def block_px(lines: tuple[str, ...], above: str = "") -> tuple[float, float]:
    """Pixels across and down that these lines take (under a number), air included."""
    widest = max(width(above), *(width(line) * NAME_EM for line in lines))
    count = len(lines) + bool(above)
    return widest * LABEL_PX + 2 * PAD_PX, count * LINE_EM * LABEL_PX + PAD_PX


def least_side(outline: Polygon, where: Room, size: tuple[float, float]) -> int | None:
    """The pixels of side from which a box of `size` pixels, in the middle, lies within the outline."""
    if where.side <= 0:
        return None
    x, y = where.middle
    x0, y0, x1, y1 = (mm(each) for each in outline.bounds)
    across, down = 2 * min(x - x0, x1 - x), 2 * min(y - y0, y1 - y)
    if across <= 0 or down <= 0:
        return None
    k = min(across / size[0], down / size[1])
    if not _is_upright(outline):
        if not outline.is_valid:
            return None
        # A box of this form, grown about the middle until it meets the outline.
        reach = size[0] * k / 2 / MM, size[1] * k / 2 / MM
        corners = [(x / MM + sx * reach[0], y / MM + sy * reach[1]) for sx, sy in ((1, 1), (1, -1), (-1, -1), (-1, 1))]
        low, high = 0.0, 1.0
        for _ in range(10):
            share = (low + high) / 2
            inside = outline.covers(scale(Polygon(corners), share, share, origin=(x / MM, y / MM)))
            low, high = (share, high) if inside else (low, share)
        if not low:
            return None
        k *= low
    return ceil(where.side / k)


def _is_upright(outline: Polygon) -> bool:
    """Whether the outline is a rectangle whose sides lie along the axes."""
    x0, y0, x1, y1 = outline.bounds
    return outline.is_valid and abs((x1 - x0) * (y1 - y0) - outline.area) < 1 / MM / MM
