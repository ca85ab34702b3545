"""A whole-number model built row by row, and HiGHS asked through SciPy."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

_TIME_UP = 1  # `scipy.optimize.milp`: the limit of time was reached, perhaps with an answer


@dataclass(frozen=True, slots=True)
class Solved:
    """`values` of the variables (None: no answer in time), and what no answer can exceed."""

    values: NDArray[np.float64] | None
    bound: float


class Model:
    """Variables that are worth something, rows that they must keep; the most worth is wanted."""

    def __init__(self) -> None:
        self._worth: list[float] = []
        self._upper: list[float] = []
        self._whole: list[int] = []
        self._at: list[int] = []
        self._row: list[int] = []
        self._factor: list[float] = []
        self._most: list[float] = []

    def variable(self, worth: float, *, upper: float = 1, whole: bool = True) -> int:
        """A variable between 0 and `upper`; its number."""
        self._worth.append(worth)
        self._upper.append(upper)
        self._whole.append(int(whole))
        return len(self._worth) - 1

    def at_most(self, terms: Iterable[tuple[int, float]], most: float) -> None:
        """The sum of factor times variable does not exceed `most`."""
        row = len(self._most)
        self._most.append(most)
        for variable, factor in terms:
            self._at.append(variable)
            self._row.append(row)
            self._factor.append(factor)

    def solve(self, seconds: float, gap: float = 0.0) -> Solved:
        """The best answer that is found in time; `gap` (share of the value) ends the search sooner."""
        count = len(self._worth)
        if not count:
            return Solved(np.zeros(0), 0.0)
        rows = csr_array((self._factor, (self._row, self._at)), shape=(len(self._most), count))
        upper: Any = np.array(self._upper)  # the stubs know single numbers only
        most: Any = np.array(self._most)
        found = milp(
            -np.array(self._worth),
            integrality=np.array(self._whole),
            bounds=Bounds(0, upper),
            constraints=LinearConstraint(rows, -np.inf, most) if self._most else (),
            options={"time_limit": max(seconds, 0.01), "mip_rel_gap": gap},
        )
        if found.status not in (0, _TIME_UP):
            message = f"HiGHS: {found.message}"
            raise RuntimeError(message)
        bound = getattr(found, "mip_dual_bound", None)
        return Solved(found.x, float("inf") if bound is None or not np.isfinite(bound) else -float(bound))
