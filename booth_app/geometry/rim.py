"""The edge of the ground where a body can stand, and how far it is to an exit along it.

At the corners of obstacles a bound of the field is known without looking.
Between two corners it rises by no more than the way walked, which bounds its peak on each side of the edge.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import KDTree

from booth_app.geometry.field import NOWHERE, Field
from booth_app.geometry.tangents import Numbers, wrapped

COARSE = 0.1
_CLOSE = 0.25
_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Rim:
    """Corners of the ground's edge, the way's length from each (infinity: none), and its sides as pairs of corners.

    `arc` is for each corner of the edge the ground's corner on whose arc it lies, −1 for none.
    """

    field: Field
    corners: Numbers
    far: Numbers
    sides: NDArray[np.intp]
    arc: NDArray[np.intp]

    @property
    def lines(self) -> Any:
        """The sides as lines."""
        return shapely.linestrings(self.corners[self.sides])

    def peaks(self, over: Numbers) -> tuple[Numbers, Numbers, NDArray[np.intp]]:
        """Places between the corners from which it is farther than `over` (a length for each side), and on which side.

        The farthest of a side is among them to within 0.25 m: a side is cut where its peak may be, until its parts
        can rise no higher than that.
        """
        a, b = self.corners[self.sides[:, 0]], self.corners[self.sides[:, 1]]
        one, two = self.far[self.sides[:, 0]], self.far[self.sides[:, 1]]
        side = np.arange(len(self.sides))
        places, lengths, sides = [np.empty((0, 2))], [np.empty(0)], [side[:0]]
        for _ in range(_ROUNDS):
            apart = np.hypot(*(b - a).T)
            with np.errstate(invalid="ignore"):
                most = (one + two + apart) / 2
                able = np.isfinite(most) & (most > over[side]) & (most > np.maximum(one, two) + _CLOSE)
            if not able.any():
                break
            a, b, side = a[able], b[able], side[able]
            one, two, apart = one[able], two[able], apart[able]
            middle = a + (b - a) * ((apart + two - one) / 2 / apart)[:, None]
            far, _ = self.field.nearest(middle)
            higher = np.isfinite(far) & (far > over[side])
            places.append(middle[higher])
            lengths.append(far[higher])
            sides.append(side[higher])
            a, b, side = np.concatenate([a, middle]), np.concatenate([middle, b]), np.tile(side, 2)
            one, two = np.concatenate([one, far]), np.concatenate([far, two])
        return np.concatenate(places), np.concatenate(lengths), np.concatenate(sides)


def rim(field: Field, limit: float, fine: float = COARSE) -> Rim:
    """The edge of a field's ground, arcs drawn by chords within `fine` metres.

    What is narrower than that may be left out.

    Where the way may be over `limit` its length is exact, elsewhere it may be less than told.
    """
    rings = shapely.get_rings(shapely.get_parts(shapely.simplify(field.ground.standing, fine)))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    last = np.flatnonzero(np.diff(ring, append=-1))
    first = np.concatenate([[0], last[:-1] + 1]) if len(last) else last
    number = np.arange(len(points))
    number[last] = first
    begin = np.setdiff1d(np.arange(len(points)), last)
    kept, place = np.unique(number, return_inverse=True)
    sides = place[np.stack([begin, begin + 1], axis=1)].reshape(-1, 2)
    corners = points[kept]
    far, arc = _along_arcs(field, corners, limit)
    return Rim(field, corners, far, sides, arc)


def _along_arcs(field: Field, places: Numbers, limit: float) -> tuple[Numbers, NDArray[np.intp]]:
    corners = field.ground.corners
    far, arc = np.full(len(places), np.inf), np.full(len(places), NOWHERE)
    if len(corners) and len(places):
        tree: Any = KDTree(corners.at)
        away, nearest = tree.query(places)
        way = places - corners.at[nearest]
        turned = wrapped(np.arctan2(way[:, 1], way[:, 0]) - corners.towards[nearest])
        on = (away <= corners.body + 1e-6) & (np.abs(turned) <= corners.half[nearest] + 1e-6)
        far[on], arc[on] = field.at(nearest[on], turned[on]), nearest[on]
    # Along an arc the field is known for those who go round it; who stands there may also step away from it.
    left = np.flatnonzero(~(far <= limit))
    far[left], _ = field.nearest(places[left])
    return far, arc
