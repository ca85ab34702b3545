"""Where booths and openings meet the floor, and which of them a disc that rolls over the floor can touch."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from booth_app.geometry.free import free
from booth_app.geometry.outlines import Edges, Numbers, Places, edges
from booth_app.geometry.passages import Passages
from booth_app.geometry.plan import BoothShape, Side
from booth_app.geometry.sides import SHORTEST, sides
from booth_app.geometry.survey import Survey

_OUT = 0.05
_IN = 0.0005
_SHADOW = 1.1
"""Of the disc's radius: how much of a side a disc leaves untouched at its end where the side runs into a corner of
the floor. 1.0 in a right-angled corner; the rest is for those a little sharper."""
_ENOUGH = 0.8
_QUARTERS = (Side.BOTTOM, Side.RIGHT, Side.TOP, Side.LEFT)
_TURN = 1e-4


@dataclass(frozen=True, slots=True)
class Fronts:
    """The straight sides of some outlines: `of.owner` is the outline's position, `long` says which sides count."""

    of: Edges
    long: NDArray[np.bool_]

    def line(self, at: int, low: float, high: float, away: float = 0.0) -> Any:
        """The part of a side from `low` to `high` metres along it, moved `away` metres from the booth."""
        start = self.of.at[at] + self.of.outward[at] * away
        return shapely.LineString([start + self.of.along[at] * low, start + self.of.along[at] * high])


def fronts(survey: Survey) -> Fronts:
    """The sides of the survey's booths, all of them valid. Sides under 0.5 m count only where a booth has no other."""
    return survey.once("fronts", lambda: fronts_of([booth.outline for booth in survey.plan.booths]))


def fronts_of(outlines: Sequence[Any]) -> Fronts:
    """The outer sides of outlines; what is no polygon has none."""
    shapes: Any = np.array([*outlines, None], dtype=object)[:-1]
    parts, owner = shapely.get_parts(shapes, return_index=True)
    areal = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    parts, owner = parts[areal], owner[areal]
    found = edges(shapely.polygons(shapely.get_exterior_ring(parts)), straightened=True)
    found = replace(found, owner=owner[found.owner])
    long = found.length >= SHORTEST
    sided = np.zeros(len(shapes), dtype=bool)
    sided[found.owner[long]] = True
    return Fronts(found, long | ~sided[found.owner])


def touched(of: Fronts, which: Places, room: Any, radius: float) -> Numbers:
    """For each of the sides `which` the metres of it that a disc can touch whose centre is free to be in `room`.

    Where what it touches ends by no more than the disc's shadow before the side's end, the side runs into a corner
    of the floor, and what lies in the shadow counts as touched.
    """
    covered = np.zeros(len(which))
    for at, parts in enumerate(_contacts(of, which, room, radius)):
        covered[at] = sum(high - low for low, high in parts)
    return covered


def far_doors(survey: Survey, of: Passages) -> list[Any]:
    """The lines of entrances and exits that the room of a disc of the passages' width does not come near."""
    lines = [opening.line for opening in free(survey).openings]
    return [line for line in lines if not line.is_empty and not _near(line, of)]


def far_sides(survey: Survey, of: Passages, booths: Collection[BoothShape]) -> list[Any]:
    """What no disc of the passages' width can touch of open sides, where that is more than a fifth of the side.

    Sides of `booths` are open as drawn, else as they lie; partly open ones count too. What lies in the shadow of a
    corner of the floor counts as touched.
    """
    return _open_sides(survey, of, {booth.key for booth in booths})


def _near(line: Any, of: Passages) -> bool:
    # A corner of the floor is as far from the disc's room as the disc's radius times √2.
    return bool(shapely.dwithin(line, of.room, of.width / 2 * 2**0.5 + 0.01))


def _open_sides(survey: Survey, of: Passages, keys: set[str]) -> list[Any]:
    plan, front = survey.plan, fronts(survey)
    asked = np.array([booth.key in keys for booth in plan.booths], dtype=bool)
    if not asked.any():
        return []
    which = np.flatnonzero(front.long & asked[front.of.owner])
    which = which[exposed(front, which, of.floor)]
    which = which[~_plainly_touched(front, which, of)]
    if not len(which):
        return []
    owners = {plan.booths[at].key for at in front.of.owner[which].tolist()}
    known = sides(plan, owners)
    named = side_names(front.of, which)
    found = []
    for at, name, parts in zip(which.tolist(), named, _contacts(front, which, of.room, of.width / 2), strict=True):
        its = known[plan.booths[front.of.owner[at]].key]
        length = float(front.of.length[at])
        left = _rest(parts, length)
        if (name in its.open or name in its.partly) and sum(b - a for a, b in left) > (1 - _ENOUGH) * length:
            whole = front.line(at, 0.0, length, _IN)
            if not (length <= _SHADOW * of.width / 2 and not parts and _near(whole, of)):
                found.extend(front.line(at, low, high, _IN) for low, high in left)
    return found


def exposed(front: Fronts, which: Places, floor: Any) -> NDArray[np.bool_]:
    """Which sides have floor in front of them, in one place of three at least."""
    shapely.prepare(floor)
    seen = np.zeros(len(which), dtype=bool)
    for share in (0.5, 0.1, 0.9):
        left = np.flatnonzero(~seen)
        points = front.of.points(share, _OUT)[which[left]]
        seen[left] = shapely.contains_xy(floor, points)
    return seen


def _plainly_touched(front: Fronts, which: Places, of: Passages) -> NDArray[np.bool_]:
    """Sides no longer than the shadows at both ends whose middle a disc touches: nothing of them is left."""
    shapely.prepare(of.room)
    radius = of.width / 2
    middle = front.of.points(0.5, radius + _IN)[which]
    return (front.of.length[which] <= 2 * _SHADOW * radius) & shapely.contains_xy(of.room, middle)


def side_names(of: Edges, which: Places) -> list[Side]:
    """How each side lies on the drawing."""
    lies = (np.degrees(np.arctan2(*of.outward[which].T) + np.radians(_TURN)) + 45) % 360 // 90
    return [_QUARTERS[at] for at in lies.astype(int).tolist()]


def _contacts(front: Fronts, which: Places, room: Any, radius: float) -> list[list[tuple[float, float]]]:
    """For each side the stretches that are touched or in a corner's shadow, from and to, metres along it."""
    start = front.of.at[which] + front.of.outward[which] * (radius + _IN)
    end = start + front.of.along[which] * front.of.length[which][:, None]
    lines: Any = shapely.linestrings(np.stack([start, end], axis=1))
    # Most lines lie in the room or outside of it, and a clipping against the whole of it is dear.
    shapely.prepare(room)
    inside = np.full(len(lines), shapely.LineString(), dtype=object)
    within = shapely.covers(room, lines)
    inside[within] = lines[within]
    rest = ~within & shapely.intersects(room, lines)
    inside[rest] = shapely.intersection(lines[rest], room)
    found: list[list[tuple[float, float]]] = []
    for at, shape in zip(which.tolist(), inside, strict=True):
        first, along, length = front.of.at[at], front.of.along[at], float(front.of.length[at])
        parts: list[tuple[float, float]] = []
        for part in shapely.get_parts(shape):
            way = np.sort((shapely.get_coordinates(part) - first) @ along)
            if len(way):
                low, high = float(way[0]), float(way[-1])
                low = 0.0 if low <= _SHADOW * radius else low
                high = length if high >= length - _SHADOW * radius else high
                parts.append((low, high))
        found.append(_merged(parts))
    return found


def _merged(parts: list[tuple[float, float]]) -> list[tuple[float, float]]:
    done: list[tuple[float, float]] = []
    for low, high in sorted(parts):
        if done and low <= done[-1][1]:
            done[-1] = (done[-1][0], max(done[-1][1], high))
        else:
            done.append((low, high))
    return done


def _rest(parts: list[tuple[float, float]], length: float) -> list[tuple[float, float]]:
    ends = [0.0, *(at for part in parts for at in part), length]
    return [(low, high) for low, high in zip(ends[::2], ends[1::2], strict=True) if high - low > 1e-6]
