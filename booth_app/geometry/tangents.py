"""Corners that a walking person goes round, and the straight ways that touch them.

A person is a disc. Where the walkable floor has a corner that sticks out into it, the middle of the disc goes round
that corner on an arc of the body's radius; between corners it goes straight, and a straight stretch of a shortest
way touches the arcs at both of its ends. So the only straight stretches that matter are common tangents of two arcs,
or from a place to an arc. All of it here is exact; no arc is replaced by chords.
Arrays throughout: metres, y down, angles in radians.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]

_STRAIGHT = 1e-7
_HAIR = 1e-6
_CRUMB = 1e-4
_BEHIND = 0.004
_MOST_BEHIND = 0.5
_CHORD = np.radians(15)


@dataclass(frozen=True, slots=True)
class Corners:
    """Corners of floor that stick out into it: where they are, and which way the disc may lie as it goes round.

    `towards` is the direction from the corner to the disc's middle, half way round; `half` is how far it may turn to
    either side of that.
    """

    at: Numbers
    towards: Numbers
    half: Numbers
    body: float

    def __len__(self) -> int:
        return len(self.at)

    def some(self, which: Any) -> "Corners":
        """Only these corners."""
        return Corners(self.at[which], self.towards[which], self.half[which], self.body)

    def middle(self, corner: Any, turned: Any) -> Numbers:
        """Where the disc's middle is at a corner, `turned` from half way round."""
        angle = self.towards[corner] + turned
        return self.at[corner] + self.body * np.stack([np.cos(angle), np.sin(angle)], axis=-1)

    def arcs(self, corner: Places, begin: Numbers, end: Numbers) -> Numbers:
        """Points on the way round, at most 15° apart: one row of points per corner, as many for each."""
        most = float(np.abs(end - begin).max(initial=0.0))
        shares = np.linspace(0, 1, max(int(np.ceil(most / _CHORD)), 1) + 1)
        return self.middle(corner[:, None], begin[:, None] + (end - begin)[:, None] * shares)


def corners(floor: Any, body: float) -> Corners:
    """The corners of a polygon or several that stick out into the floor; a corner that bends by nothing is none.

    Nor is one that stands off by less than a tenth of a millimetre: two corners all but in one place have no
    direction from one to the other, and the chain of stretches would break there.
    """
    floor = shapely.simplify(floor, _CRUMB)
    found = [(np.empty((0, 2)), np.empty(0), np.empty(0))]
    # Outer rings against the clock (in numbers), holes with it: the floor lies on the left of every edge.
    for part in shapely.get_parts(shapely.orient_polygons(floor)):
        for ring in shapely.get_rings(part):
            points = shapely.get_coordinates(ring)[:-1]
            points = points[(points != np.roll(points, 1, axis=0)).any(axis=1)]
            if len(points) < 2:
                continue
            came = points - np.roll(points, 1, axis=0)
            goes = np.roll(came, -1, axis=0)
            bend = np.arctan2(came[:, 0] * goes[:, 1] - came[:, 1] * goes[:, 0], (came * goes).sum(axis=1))
            # A wall's end without thickness turns by half a circle, which has no sign of its own.
            out = (bend < -_STRAIGHT) | (np.abs(bend) > np.pi - _STRAIGHT)
            before = np.arctan2(came[out, 0], -came[out, 1])
            found.append((points[out], before - np.abs(bend[out]) / 2, np.abs(bend[out]) / 2))
    at, towards, half = (np.concatenate(each) for each in zip(*found, strict=True))
    return Corners(at, wrapped(towards), half, body)


@dataclass(frozen=True, slots=True)
class Tangents:
    """Straight stretches from one corner's arc to another's: which corners, how far round, and the two ends."""

    first: Places
    second: Places
    turned_first: Numbers
    turned_second: Numbers
    length: Numbers

    def some(self, which: Any) -> "Tangents":
        """Only these."""
        return Tangents(*(getattr(self, name)[which] for name in _TANGENT))

    def with_(self, more: "Tangents") -> "Tangents":
        """These and more."""
        return Tangents(*(np.concatenate([getattr(self, name), getattr(more, name)]) for name in _TANGENT))

    def lines(self, of: Corners) -> Any:
        """The stretches as lines."""
        ends = [of.middle(self.first, self.turned_first), of.middle(self.second, self.turned_second)]
        return shapely.linestrings(np.stack(ends, axis=1))


_TANGENT = ("first", "second", "turned_first", "turned_second", "length")


def between(of: Corners, first: Places, second: Places) -> Tangents:
    """All common tangents of pairs of corners that touch both arcs; up to four a pair, most pairs have none."""
    near = _sideways(of, first, second)
    first, second = first[near], second[near]
    way = of.at[second] - of.at[first]
    apart = np.hypot(*way.T)
    beta = np.arctan2(way[:, 1], way[:, 0])
    lean = np.arccos(np.minimum(2 * of.body / np.maximum(apart, 1e-12), 1.0))
    crossing = np.sqrt(np.maximum(apart**2 - (2 * of.body) ** 2, 0.0))
    can_cross = apart > 2 * of.body
    found = []
    for sign in (1.0, -1.0):
        # On the same side of the line between the corners, then changing from one side of it to the other.
        for angle, other, length, may in (
            (beta + sign * np.pi / 2, 0.0, apart, apart > _HAIR),
            (beta + sign * lean, np.pi, crossing, can_cross),
        ):
            one = wrapped(angle - of.towards[first])
            two = wrapped(angle + other - of.towards[second])
            kept = may & (np.abs(one) <= of.half[first] + _HAIR) & (np.abs(two) <= of.half[second] + _HAIR)
            found.append((first[kept], second[kept], one[kept], two[kept], length[kept]))
    return Tangents(*(np.concatenate(each) for each in zip(*found, strict=True)))


def _sideways(of: Corners, first: Places, second: Places) -> NDArray[np.bool_]:
    """Which pairs can have a tangent at all: each sees the other no more than `half` off its side. Spares angles."""
    way = of.at[second] - of.at[first]
    ahead = np.stack([np.cos(of.towards), np.sin(of.towards)])
    # How far a tangent leans to the line between the corners is 2·body in their distance, at most.
    room, apart = np.sin(of.half), np.hypot(way[:, 0], way[:, 1])
    may = np.ones(len(first), dtype=bool)
    for end in (first, second):
        towards = np.abs(way[:, 0] * ahead[0][end] + way[:, 1] * ahead[1][end])
        may &= towards <= apart * room[end] + 2 * of.body + _HAIR
    return may


def touching(of: Corners, corner: Places, points: Numbers) -> tuple[Numbers, Numbers, NDArray[np.bool_]]:
    """From each point to the arc of the corner beside it: how far round each way touches, its length, and whether.

    Two to a point, in two columns: one passes the corner on its left, one on its right.
    """
    way = points - of.at[corner]
    apart = np.hypot(*way.T)
    length = np.sqrt(np.maximum(apart**2 - of.body**2, 0.0))
    lean = np.arccos(np.minimum(of.body / np.maximum(apart, 1e-12), 1.0))
    beta = np.arctan2(way[:, 1], way[:, 0])
    turned = wrapped(beta[:, None] + np.stack([lean, -lean], axis=1) - of.towards[corner][:, None])
    # A place that stands a hair nearer to a wall than a body sees the arc at the wall's end from a hair behind it;
    # the shorter the way there, the farther round. Whether the way is free is asked of it afterwards.
    most = of.half[corner] + np.minimum(_BEHIND / np.maximum(length, _HAIR), _MOST_BEHIND) + _HAIR
    return turned, np.stack([length, length], axis=1), np.abs(turned) <= most[:, None]


def wrapped(angle: Numbers) -> Numbers:
    """The same directions between −π and π."""
    return (angle + np.pi) % (2 * np.pi) - np.pi
