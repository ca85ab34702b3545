"""Which straight ways lie within an area, for very many at once.

In a hall most of the ways that are asked about run through booths. A raster of squares that certainly lie outside
answers those at the price of a few look-ups each; what it lets pass is put to the exact test.
"""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_SQUARE = 0.5
_MOST_SQUARES = 4_000_000
_LOOKS = ((7, 0.0), (41, 8.0))
_SOME = 100_000


class Sight:
    """What can be seen within an area, which is a polygon or several."""

    def __init__(self, area: Any) -> None:
        self.area = area
        shapely.prepare(area)
        self._raster()

    def along(self, lines: Any) -> NDArray[np.bool_]:
        """Whether each line lies within the area; the exact test."""
        return shapely.covers(self.area, lines)

    def between(self, starts: Numbers, ends: Numbers) -> NDArray[np.bool_]:
        """Whether the straight way between each pair of points lies within the area; a point sees itself."""
        seen = np.zeros(len(starts), dtype=bool)
        for start in range(0, len(starts), _SOME):
            part = slice(start, start + _SOME)
            seen[part] = self._between(starts[part], ends[part])
        return seen

    def _between(self, starts: Numbers, ends: Numbers) -> NDArray[np.bool_]:
        seen = np.ones(len(starts), dtype=bool)
        length = np.hypot(*(ends - starts).T)
        for looks, least in _LOOKS:  # a short way is not worth many looks
            shares = (np.arange(looks) + 1) / (looks + 1)
            left = np.flatnonzero(seen & (length > least))
            points = starts[left, None] + (ends - starts)[left, None] * shares[:, None]
            seen[left[self._outside(points).any(axis=1)]] = False
        left = np.flatnonzero(seen & (length > 1e-9))
        if len(left):
            lines: Any = shapely.linestrings(np.stack([starts[left], ends[left]], axis=1))
            seen[left] = self.along(lines)
        return seen

    def _outside(self, points: Numbers) -> NDArray[np.bool_]:
        place = ((points - self._corner) * self._per_metre).astype(np.intp)
        x = np.clip(place[..., 0], 0, self._blocked.shape[1] - 1)
        y = np.clip(place[..., 1], 0, self._blocked.shape[0] - 1)
        return self._blocked[y, x]

    def _raster(self) -> None:
        """Mark the squares that have no point in common with the area."""
        if self.area.is_empty:
            self._corner, self._per_metre, self._blocked = np.zeros(2), 1.0, np.ones((1, 1), dtype=bool)
            return
        x0, y0, x1, y1 = shapely.bounds(self.area)
        square = max(_SQUARE, ((x1 - x0) * (y1 - y0) / _MOST_SQUARES) ** 0.5)
        self._corner, self._per_metre = np.array([x0, y0]) - square, 1 / square
        across, down = int((x1 - x0) / square) + 3, int((y1 - y0) / square) + 3
        # A square whose middle is farther from the area than half its diagonal is outside. Eighths of a circle
        # have chords that fall short by 8%, made up for here.
        grown = shapely.buffer(self.area, square * 0.7072 / np.cos(np.pi / 8) + 1e-3, quad_segs=2)
        points, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(grown)), return_index=True)
        points = (points - self._corner) * self._per_metre - 0.5  # a square's middle has its whole number
        edge = np.flatnonzero(np.diff(ring) == 0)
        a, b = points[edge], points[edge + 1]
        low, high = np.ceil(np.minimum(a[:, 1], b[:, 1])), np.ceil(np.maximum(a[:, 1], b[:, 1]))
        rows = (high - low).astype(np.intp)
        of = np.repeat(np.arange(len(edge)), rows)
        row = low[of] + np.arange(len(of)) - np.repeat(np.cumsum(rows) - rows, rows)
        with np.errstate(divide="ignore", invalid="ignore"):
            x = a[of, 0] + (row - a[of, 1]) * (b - a)[of, 0] / (b - a)[of, 1]
        # Every row's crossings with the outline, summed up from the left: odd is inside.
        crossings = np.zeros((down, across), dtype=np.int64)
        column = np.clip(np.ceil(x), 0, across - 1).astype(np.intp)
        np.add.at(crossings, (np.clip(row, 0, down - 1).astype(np.intp), column), 1)
        self._blocked = np.cumsum(crossings, axis=1) % 2 == 0
