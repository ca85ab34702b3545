"""What is worked out of one plan, once, for all rules that ask for it: free space, open sides, ways to walk.

A rule is given a survey and not a bare plan, so that sixteen rules do not subtract the booths from the floor sixteen
times. What is worked out stands in the module that knows how (`free.py`, `sides.py` …), which keeps it here.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from booth_app.geometry.plan import Plan

Value = TypeVar("Value")


class Survey:
    """A plan and what has been worked out of it so far. As unchangeable as the plan: each value is made once."""

    def __init__(self, plan: Plan, before: "Survey | None" = None) -> None:
        """`before` surveys a plan that differs in its booths alone: what does not hang on them is not made anew."""
        self.plan = plan
        self._made: dict[Hashable, Any] = {}
        self._lasting: dict[Hashable, Any] = {} if before is None else before._lasting

    def once(self, what: Hashable, make: Callable[[], Value]) -> Value:
        """The value kept under `what`, made by the first who asks. `what` names the maker and all its settings."""
        if what not in self._made:
            self._made[what] = make()
        return self._made[what]

    def lasting(self, what: Hashable, make: Callable[[], Value]) -> Value:
        """As `once`, of a value that follows from halls, fixtures and zones alone: it lasts while booths are edited."""
        if what not in self._lasting:
            self._lasting[what] = make()
        return self._lasting[what]
