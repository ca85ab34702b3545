"""Rooms of a disc by brute force: no Shapely, no tree, no gaps. A lattice of points, each with its true clearance.

How far this can err is known. A disc's centre that moves through the floor keeps within h/√2 of some lattice point
(h: the lattice's step), and clearance changes by no more than the way walked; from one lattice point to the next,
corner to corner, no point of the way is farther than h/√2 from both. So, with G(r) the lattice points of clearance r
or more, joined to their eight neighbours, and E(r) the true room of a disc of radius r:

    G(r + h/√2)  lies in  E(r)  lies in  G(r − h/√2), and so do their connected parts.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Ring = NDArray[np.float64]
EIGHT = np.ones((3, 3))


class Lattice:
    """Clearances on a lattice over a hall with bodies in it, each a plain ring of corners."""

    def __init__(self, hall: Ring, bodies: list[Ring], step: float) -> None:
        self.bound = step / 2**0.5
        low, high = hall.min(axis=0) - step, hall.max(axis=0) + step
        self.x, self.y = (np.arange(a, b, step) for a, b in zip(low, high, strict=True))
        points = np.stack(np.meshgrid(self.x, self.y), axis=-1).reshape(-1, 2)
        room = np.where(_within(points, hall), 1, -1) * _from_edges(points, hall)
        for ring in bodies:
            room = np.minimum(room, np.where(_within(points, ring), -1, 1) * _from_edges(points, ring))
        self.clearance = room.reshape(len(self.y), len(self.x))

    def rooms(self, radius: float) -> tuple[NDArray[np.int_], int]:
        """The connected parts of G(radius): a label for each point (0: not in it), and how many there are."""
        return ndimage.label(self.clearance >= radius, EIGHT)

    def euler(self, radius: float, within: float) -> int:
        """Connected parts less loops of G(radius), only those parts that hold a point of G(within)."""
        labels, _ = self.rooms(radius)
        kept = np.unique(labels[self.clearance >= within])
        inside = np.isin(labels, kept[kept > 0])
        _, parts = ndimage.label(inside, EIGHT)
        _, holes = ndimage.label(~inside)  # four neighbours: what eight join, four part
        return parts - (holes - 1)

    def tells(self, radius: float) -> bool:
        """Whether parts and loops of E(radius) can be told from the lattice.

        They are those of G(radius ± bound) where the two agree, unless a part of E is so small that neither shows
        it: it then has its widest place within the bound, and the lattice a highest point near it.
        """
        low, high = radius - self.bound, radius + self.bound
        peaks = self.clearance[ndimage.maximum_filter(self.clearance, size=3) == self.clearance]
        return self.euler(low, high) == self.euler(high, high) and not ((peaks >= low) & (peaks < high)).any()

    def at(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of the lattice point nearest to a place."""
        return int(np.abs(self.y - y).argmin()), int(np.abs(self.x - x).argmin())


def _within(points: Ring, ring: Ring) -> NDArray[np.bool_]:
    x, y = points[:, :1], points[:, 1:]
    x0, y0 = ring[:, 0], ring[:, 1]
    x1, y1 = np.roll(ring, -1, axis=0).T
    with np.errstate(divide="ignore", invalid="ignore"):
        right = x < (x1 - x0) * (y - y0) / (y1 - y0) + x0
    return (((y0 > y) != (y1 > y)) & right).sum(axis=1) % 2 == 1


def _from_edges(points: Ring, ring: Ring) -> NDArray[np.float64]:
    along = np.roll(ring, -1, axis=0) - ring
    squared = np.maximum((along**2).sum(axis=1), 1e-18)
    best = np.full(len(points), np.inf)
    for start, way, size in zip(ring, along, squared, strict=True):
        t = np.clip((points - start) @ way / size, 0, 1)
        best = np.minimum(best, np.hypot(*(points - start - t[:, None] * way).T))
    return best
