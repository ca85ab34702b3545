"""Where a booth lies: its measures, the directions its open sides look to, its neighbours."""

from collections.abc import Iterable

import numpy as np
import shapely

from booth_app.claims.adjoining import LEAST_SHARED
from booth_app.geometry import BoothShape, Plan, Side
from booth_app.layouts.queries import booth_id

COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
_TURNS = {Side.TOP: 0.0, Side.RIGHT: 90.0, Side.BOTTOM: 180.0, Side.LEFT: 270.0}
_NEARLY_A_RECTANGLE = 0.02  # m²: corners cut by a column's thickness still leave "3.0 × 3.0"


def neighbours(plan: Plan, shape: BoothShape) -> list[int]:
    """Ids of the booths that share an edge with this one, long enough to make one stand of both."""
    others = [each for each in plan.booths if each.key != shape.key]
    if not others:
        return []
    shared = shapely.length(shapely.intersection(np.array([each.outline for each in others]), shape.outline))
    ids = (booth_id(others[at].key) for at in np.flatnonzero(shared >= LEAST_SHARED))
    return [each for each in ids if each is not None]


def measures(shape: BoothShape) -> tuple[float, float] | None:
    """The sides of a rectangular booth in metres, the one along the drawing's width first; None for other shapes."""
    frame = shapely.minimum_rotated_rectangle(shape.outline)
    if frame.area - shape.outline.area > _NEARLY_A_RECTANGLE:
        return None
    (ax, ay), (bx, by), (cx, cy) = shapely.get_coordinates(frame)[:3]
    first, second = (float(np.hypot(bx - ax, by - ay)), abs(bx - ax)), (float(np.hypot(cx - bx, cy - by)), abs(cx - bx))
    across, along = (first, second) if first[1] >= second[1] else (second, first)
    return round(across[0], 2), round(along[0], 2)


def directions(sides: Iterable[Side], north: float) -> list[str]:
    """Where open sides look to, as points of the compass, clockwise from the drawing's top.

    `north`: degrees clockwise from the drawing's top (`Plan.north`).
    """
    return [COMPASS[round((turn - north) % 360 / 45) % 8] for side, turn in _TURNS.items() if side in set(sides)]
