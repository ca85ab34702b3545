"""Where a wheelchair can turn before a booth."""

from typing import Any

import numpy as np
import shapely

from booth_app.geometry.free import SHORT, free
from booth_app.geometry.fronts import exposed, fronts
from booth_app.geometry.outlines import Numbers, Places
from booth_app.geometry.survey import Survey

NEAR = 1.5
"""Metres from a booth's side within which there must be room to turn."""

_ARC = 16
_EXACT = 0.005


def turning_room(survey: Survey, diameter: float) -> Numbers:
    """For every booth the diameter of the largest circle that has room on the floor and the booth's own together,
    its middle within 1.5 m of a side of the booth that has floor before it; infinite where `diameter` metres have.

    To within a centimetre. Cost: an erosion of the floor, and some of the surroundings of each booth for which that
    does not answer.
    """
    front, floor = fronts(survey), free(survey).floor
    outlines: Any = np.array([booth.outline for booth in survey.plan.booths], dtype=object)
    which = np.flatnonzero(front.long)
    which = which[exposed(front, which, floor)]
    owner = front.of.owner[which]
    radius = (diameter - SHORT) / 2
    # In a convex shape a circle of radius area / perimeter always has room.
    hulls = shapely.convex_hull(outlines)
    convex = shapely.area(hulls) - shapely.area(outlines) < 1e-6
    roomy = convex & (shapely.area(outlines) >= radius * shapely.length(outlines))
    # Such a circle may stand anywhere in the booth: near enough where the booth is small.
    x0, y0, x1, y1 = shapely.bounds(outlines).T
    found = roomy & (np.hypot(x1 - x0, y1 - y0) <= 2 * NEAR)
    room = shapely.buffer(floor, -radius, quad_segs=_ARC)
    shapely.prepare(room)
    for share in (0.5, 0.1, 0.9):
        left = ~found[owner]
        points = front.of.points(share, min(radius + SHORT / 10, NEAR))[which[left]]
        found[owner[left][shapely.contains_xy(room, points)]] = True
    rooms = np.where(found, np.inf, 0.0)
    for at in np.unique(owner[~found[owner]]).tolist():
        rooms[at] = _largest(outlines[at], _sides(survey, which[owner == at]), floor, diameter)
    return rooms


def _sides(survey: Survey, which: Places) -> Any:
    front = fronts(survey)
    return shapely.MultiLineString([front.line(at, 0.0, float(front.of.length[at])) for at in which.tolist()])


def _largest(outline: Any, sides: Any, floor: Any, diameter: float) -> float:
    near = shapely.buffer(sides, NEAR)
    x0, y0, x1, y1 = shapely.bounds(shapely.buffer(near, diameter)).tolist()
    around = shapely.union(shapely.clip_by_rect(floor, x0, y0, x1, y1), outline)

    def has(least: float) -> bool:
        return bool(shapely.intersects(shapely.buffer(around, -least / 2, quad_segs=_ARC), near))

    if has(diameter - SHORT):
        return float("inf")
    low, high = 0.0, diameter
    while high - low > _EXACT:
        middle = (low + high) / 2
        low, high = (middle, high) if has(middle) else (low, middle)
    return low
