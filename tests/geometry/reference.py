"""Depth by brute force: no Shapely, no tree, no circle search. Slow and plain, so that it can be believed."""

import numpy as np
from numpy.typing import NDArray

Ring = NDArray[np.float64]


def depth(inside: list[Ring], outside: list[Ring] | None = None, exact: float = 2e-4) -> float:
    """Diameter of the largest circle that lies in every ring of `inside` and outside every ring of `outside`.

    The plane is cut in squares; a square is cut again while a point in it could still be farther from all edges
    than the best seen. A point's room changes by no more than the way walked, so nothing is missed.
    """
    low = np.max([ring.min(axis=0) for ring in inside], axis=0)
    high = np.min([ring.max(axis=0) for ring in inside], axis=0)
    if (high <= low).any():
        return 0.0
    half = float((high - low).max()) / 16
    counts = np.ceil((high - low) / (2 * half)).astype(int)
    grid = np.stack(np.meshgrid(*(np.arange(count) for count in counts)), axis=-1).reshape(-1, 2)
    centres = low + (2 * grid + 1) * half
    best = 0.0
    while len(centres):
        room = np.min(
            [_signed(centres, ring) for ring in inside] + [-_signed(centres, ring) for ring in outside or []], axis=0
        )
        best = max(best, float(room.max()))
        centres = centres[room + half * 2**0.5 > best + exact / 2]
        half /= 2
        quarters = np.array([(-1, -1), (-1, 1), (1, -1), (1, 1)]) * half
        centres = (centres[:, None, :] + quarters).reshape(-1, 2)
    return 2 * best


def _signed(points: NDArray[np.float64], ring: Ring) -> NDArray[np.float64]:
    """Distance to the ring's edges, below zero outside of it."""
    return np.where(_within(points, ring), 1, -1) * _from_edges(points, ring)


def _within(points: NDArray[np.float64], ring: Ring) -> NDArray[np.bool_]:
    """Even-odd rule: a ray to the right crosses the edges an odd number of times."""
    x, y = points[:, :1], points[:, 1:]
    x0, y0 = ring[:, 0], ring[:, 1]
    x1, y1 = np.roll(ring, -1, axis=0).T
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = (y0 > y) != (y1 > y)
        right = x < (x1 - x0) * (y - y0) / (y1 - y0) + x0
    return (crossing & right).sum(axis=1) % 2 == 1


def _from_edges(points: NDArray[np.float64], ring: Ring) -> NDArray[np.float64]:
    a, b = ring, np.roll(ring, -1, axis=0)
    along = b - a
    squared = np.maximum((along**2).sum(axis=1), 1e-18)
    t = np.clip(((points[:, None, :] - a) * along).sum(axis=2) / squared, 0, 1)
    nearest = a + t[..., None] * along
    return np.sqrt(((points[:, None, :] - nearest) ** 2).sum(axis=2)).min(axis=1)
