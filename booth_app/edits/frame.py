"""The exact numbers of a rectangular booth, and the outline that numbers make."""

import math
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from booth_app.geometry import snap

_SLACK = 0.003
"""Metres by which a rectangle's sides and diagonals may differ: what snapping its corners does to them, and a bit."""

_HIDDEN = 0.0015
_HAIR = 1e-9

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle before it is turned: its top left corner, width and depth in metres, and then the angle.

    It is turned about its middle, clockwise as drawn, in degrees. Frames read from outlines are turned by more
    than −45 and at most 45: beyond that, width and depth change places.
    """

    x: float
    y: float
    width: float
    depth: float
    angle: float = 0.0

    @property
    def middle(self) -> tuple[float, float]:
        """What it is turned about."""
        return self.x + self.width / 2, self.y + self.depth / 2

    @property
    def rounded(self) -> "Frame":
        """As a form shows it: whole millimetres, hundredths of a degree."""
        x, y, width, depth = (round(each, 3) + 0.0 for each in (self.x, self.y, self.width, self.depth))
        return Frame(x, y, width, depth, round(self.angle, 2) + 0.0)


def around(middle: tuple[float, float], width: float, depth: float, angle: float) -> Frame:
    """The frame of this size about a point."""
    return Frame(middle[0] - width / 2, middle[1] - depth / 2, width, depth, angle)


def outline(frame: Frame) -> Polygon:
    """The frame's outline on the millimetre grid, from its top left corner clockwise as drawn."""
    half = np.array([frame.width, frame.depth]) / 2
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * half
    return snap(Polygon(corners @ _turning(frame.angle).T + np.array(frame.middle)))


def frame(shape: Polygon) -> Frame | None:
    """The numbers of a rectangular outline, or None where it is no rectangle. Not rounded.

    Corners on a straight side do not count; sides may be off by what snapping does (3 mm). Those of a booth that is
    turned are known to a millimetre.
    """
    corners = _corners(shape)
    if len(corners) != 4:
        return None
    a, b, c, d = corners
    across, down = ((b - a) + (c - d)) / 2, ((d - a) + (c - b)) / 2
    off = [np.hypot(*(a + c - b - d)) / 2, abs(np.hypot(*(c - a)) - np.hypot(*(d - b)))]
    if max(off) > _SLACK:
        return None
    width, depth = float(np.hypot(*across)), float(np.hypot(*down))
    # Both sides tell the angle, the longer one better: snapping its ends turns it less.
    quarter = np.array([down[1], -down[0]]) * np.sign(across[0] * down[1] - across[1] * down[0])
    along = across * width + quarter * depth
    turn = math.degrees(math.atan2(along[1], along[0]))
    quarters = math.ceil((turn - 45) / 90 - _HAIR)  # so that what is left lies in (−45, 45]
    angle = min(turn - 90 * quarters, 45.0)
    if quarters % 2:
        width, depth = depth, width
    if abs(angle) > _HAIR:
        width, depth = _meant(width), _meant(depth)
    return around(tuple((corners.sum(axis=0) / 4).tolist()), width, depth, angle)


def _meant(side: float) -> float:
    """A side of a turned booth. Snapping its ends hides up to 1.5 mm, so a whole centimetre that near is meant.

    Without this a booth of 3.00 m that is turned often would creep to 2.99.
    """
    whole = round(side, 2)
    return whole if abs(side - whole) <= _HIDDEN else side


def _corners(shape: Polygon) -> Points:
    """The outline's corners without those that lie on a straight side."""
    if shape.is_empty or len(shape.interiors):
        return np.empty((0, 2))
    ring = shapely.get_coordinates(shape)[:-1]
    before, after = np.roll(ring, 1, axis=0), np.roll(ring, -1, axis=0)
    side, way = after - before, ring - before
    length = np.hypot(*side.T)
    off = np.abs(side[:, 0] * way[:, 1] - side[:, 1] * way[:, 0]) / np.maximum(length, 1e-9)
    return ring[(off > 0.001) | (length < 0.001)]


def _turning(angle: float) -> Points:
    turn = math.radians(angle)
    # A right angle is meant exactly.
    sin, cos = (float(round(each)) if angle % 90 == 0 else each for each in (math.sin(turn), math.cos(turn)))
    return np.array([[cos, -sin], [sin, cos]])


def turned(point: tuple[float, float], about: tuple[float, float], degrees: float) -> tuple[float, float]:
    """A point turned about another, clockwise as drawn."""
    x, y = _turning(degrees) @ (np.array(point) - about) + about
    return float(x), float(y)


def turned_shape(shape: Polygon, about: tuple[float, float], degrees: float) -> Polygon:
    """A shape turned about a point, on the grid."""
    matrix = _turning(degrees).T
    return snap(shapely.transform(shape, lambda points: (points - about) @ matrix + np.array(about)))


def shifted(shape: Polygon, dx: float, dy: float) -> Polygon:
    """A shape moved by whole millimetres; its size and form do not change by any."""
    by = np.rint(np.array([dx, dy]) * 1000)
    return shapely.transform(shape, lambda points: (np.rint(points * 1000) + by) / 1000 + 0.0)
