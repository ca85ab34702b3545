"""A plan as somebody sees it who wants to move a booth: what stands near, what belongs together, what to keep from."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from booth_app.edits.push import MOST, Keep, outside
from booth_app.geometry import BoothShape, Plan, Violation
from booth_app.geometry.bodies import PLACES
from booth_app.geometry.validity import mended

APART = frozenset({"aisle-width", "separation"})
"""Rules whose things must stand apart by what is required."""

ACCESS = frozenset({"no-access", "accessible-route"})
"""Rules about a way to a booth: what stands around it must leave that width."""

IN_PLACE = frozenset({"duplicate-number", "invalid-shape"})
"""Rules that no move can satisfy."""

HALL = "hall"
"""What `aisle-width` calls the hall's outline among its things."""

_TOUCHING = 0.005
_MOST_TOGETHER = 60


class Scene:
    """A plan, with a tree of all that stands in it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.booths = [booth for booth in plan.booths if not booth.outline.is_empty]
        self.bodies = [each for each in plan.fixtures if each.kind not in PLACES and each.outline.area > 0]

    def named(self, violation: Violation) -> list[BoothShape]:
        """The booths among the things of a violation, in the plan's order."""
        things = frozenset(violation.things)
        # With one number for several booths, those are meant that are where the finding is.
        alike = [booth for booth in self.booths if booth.number in things]
        there = [booth for booth in alike if shapely.dwithin(mended(booth.outline), violation.where, 2 * MOST)]
        return there or alike

    def together(self, booth: BoothShape) -> list[BoothShape]:
        """The booth and all that touch it, and each other, in the plan's order; the booth alone where they are many."""
        found, new = {booth.key: booth}, [booth]
        while new:
            near = [other for each in new for other in self._near(mended(each.outline), _TOUCHING)]
            new = [each for each in {other.key: other for other in near}.values() if each.key not in found]
            found |= {each.key: each for each in new}
            if len(found) > _MOST_TOGETHER:
                return [booth]
        return [each for each in self.booths if each.key in found]

    def about(self, where: BaseGeometry, metres: float) -> list[BoothShape]:
        """The booths within so many metres of a place, the nearest first."""
        near = self._near(where, metres)
        far = {each.key: round(float(shapely.distance(mended(each.outline), where)), 3) for each in near}
        return sorted(near, key=lambda each: far[each.key])

    def keeps(self, movers: Iterable[BoothShape]) -> list[Keep]:
        """What movers must not meet whatever they do: other booths, bodies, and all that is not their hall."""
        moving = list(movers)
        shape, keys = floor_of(moving), frozenset(each.key for each in moving)
        found = [Keep(mended(each.outline)) for each in self._near(shape, MOST) if each.key not in keys]
        found += [Keep(each.outline) for each in self.bodies if shapely.dwithin(each.outline, shape, MOST)]
        return found + self.beyond(shape, 0.0)

    def aims(self, violation: Violation, movers: Iterable[BoothShape]) -> list[Keep]:
        """What movers must keep clear of for a violation to be gone; empty where no move of them can do it."""
        moving = list(movers)
        shape, keys = floor_of(moving), frozenset(each.key for each in moving)
        others = [each for each in self.named(violation) if each.key not in keys]
        bodies = [each for each in self.bodies if each.label in violation.things]
        match violation.rule:
            case "overlap":
                return [Keep(mended(each.outline)) for each in others]
            case "obstacle":
                return [Keep(each.outline) for each in bodies]
            case "outside-hall":
                return self.beyond(shape, 0.0)
            case rule if rule in APART:
                apart = violation.required
                found = [Keep(mended(each.outline), apart) for each in [*others, *bodies]]
                return found + (self.beyond(shape, apart) if HALL in violation.things else [])
            case rule if rule in ACCESS:
                apart = violation.required
                around = [each for each in self._near(shape, apart) if each.key not in keys]
                near = [each for each in self.bodies if shapely.dwithin(each.outline, shape, apart)]
                loose = [
                    each for each in [*around, *near] if not shapely.dwithin(mended(each.outline), shape, _TOUCHING)
                ]
                return [Keep(mended(each.outline), apart) for each in loose]
            case rule if rule in IN_PLACE:
                return []
            case _:
                return [Keep(violation.where)] if violation.where.area > 0 else []

    def beyond(self, shape: BaseGeometry, margin: float) -> list[Keep]:
        """All that is not the hall of a shape, to be kept clear of by `margin` metres."""
        if not self.plan.halls:
            return []
        halls = [each.outline for each in self.plan.halls]
        # Half here and half there is outside of both, so it is to be in the one that has most of it now.
        inside = [float(shapely.intersection(hall, shape).area) for hall in halls]
        far = [float(shapely.distance(hall, shape)) for hall in halls]
        home = min(range(len(halls)), key=lambda at: (-inside[at], far[at]))
        return outside(halls[home], shape, margin)

    def _near(self, shape: BaseGeometry, metres: float) -> list[BoothShape]:
        places = self._tree.query(shape, predicate="dwithin", distance=metres)
        return [self.booths[at] for at in sorted(places.tolist())]

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(np.array([mended(each.outline) for each in self.booths], dtype=object))


def floor_of(booths: Iterable[BoothShape]) -> BaseGeometry:
    """The floor of booths, as one shape of several parts: not united, since their parts are what is looked at."""
    parts: Any = [part for each in booths for part in shapely.get_parts(mended(each.outline))]
    return parts[0] if len(parts) == 1 else shapely.GeometryCollection(parts)
