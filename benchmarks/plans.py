"""Checking a plan: every rule on 500 and 5,000 booths beside one bulk query of a tree of the same booths."""

from collections.abc import Iterator

import numpy as np
import shapely

from benchmarks.hall import hall
from benchmarks.measure import Row, milliseconds, pairs
from booth_app.geometry.checking import check

TARGET = "≤ 1.5 (overlap, bounds, obstacles), all five rules here"


def rows() -> Iterator[Row]:
    """The rows of this area, and how the cost grows."""
    taken = {}
    for size in (500, 5000):
        plan = hall(size)
        outlines = np.array([booth.outline for booth in plan.booths])

        def limit(outlines: np.ndarray = outlines) -> float:
            return milliseconds(lambda: shapely.STRtree(outlines).query(outlines, predicate="intersects"))

        def product(plan=plan) -> float:
            return milliseconds(lambda: check(plan))

        row = pairs("plan check", f"{size} booths", limit, product, unit="ms", target=TARGET)
        taken[size] = row.product
        yield row
    growth = taken[5000] / taken[500]
    yield Row("plan check grows", "500 → 5,000", taken[5000], taken[500], growth, growth, growth, "ms", "≤ 15", False)
