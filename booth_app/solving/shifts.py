"""How far things must go, all at once, so that none is too near another: the least that there is, summed.

Each pair is kept apart along one direction, which makes it a linear programme; it is solved exactly (HiGHS). Which
direction, is the caller's choice and the one thing that another choice might better.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from booth_app.solving.milp import Model

FIXED = -1
_DEAR = 1000.0
_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Apart:
    """`other` (a thing, or `FIXED`) lies `now` metres beyond `one` along a direction of length 1, and must `need`.

    Below zero they overlap by so much. What is needed but cannot be is come as near to as can be.
    """

    one: int
    other: int
    along: tuple[float, float]
    now: float
    need: float


def shifts(things: int, aparts: Sequence[Apart], most: float) -> NDArray[np.float64] | None:
    """The way of each thing, [dx, dy] in metres, up to `most` either way; None where no answer came in time.

    The least is wanted of the sum of all |dx| and |dy|.
    """
    model = Model()
    ways = [[model.variable(-1.0, upper=most, whole=False) for _ in range(4)] for _ in range(things)]
    for each in aparts:
        lacking = max(each.need - each.now, 0.0)
        terms: list[tuple[int, float]] = []
        for thing, sign in ((each.one, 1.0), (each.other, -1.0)):
            if thing != FIXED:
                right, left, down, up = ways[thing]
                x, y = each.along
                terms += [(right, sign * x), (left, -sign * x), (down, sign * y), (up, -sign * y)]
        if lacking:  # the one kind of row that standing still does not keep
            terms.append((model.variable(-_DEAR, upper=lacking, whole=False), -1.0))
        model.at_most(terms, each.now - each.need)
    found = model.solve(_SECONDS).values
    if found is None:
        return None
    moved = found[np.array(ways, dtype=np.intp)].reshape(-1, 4)
    return np.stack([moved[:, 0] - moved[:, 1], moved[:, 2] - moved[:, 3]], axis=1)
