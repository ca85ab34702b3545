"""The booths of a published plan as arrays: what is asked of all of them at once, without a walk over each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from booth_app.layouts.kept import kept
from booth_app.layouts.queries import PublishedPlan, booth_id


@dataclass(frozen=True, slots=True)
class Ground:
    """Booths in the plan's order: ids, outlines (metres), floor in m², number of open sides, zone; `at` by id.

    `widest`: metres across the largest booth.
    """

    ids: NDArray[np.int64]
    outlines: NDArray[Any]
    areas: NDArray[np.float64]
    sides: NDArray[np.int64]
    zones: NDArray[Any]
    at: Mapping[int, int]
    widest: float

    def whole(self, booths: Iterable[int]) -> BaseGeometry:
        """Some booths taken together."""
        return shapely.union_all(self.outlines[[self.at[booth] for booth in booths]])

    def far(self, shape: BaseGeometry) -> NDArray[np.float64]:
        """Metres from every booth to a shape."""
        return shapely.distance(self.outlines, shape)

    def within(self, window: BaseGeometry) -> set[int]:
        """Ids of the booths that are in a window, or reach into it."""
        return set(self.ids[shapely.intersects(self.outlines, window)].tolist())


def ground(session: Session, published: PublishedPlan) -> Ground:
    """The ground of a plan, made once a revision."""
    return kept(session, published.revision_id, "ground", lambda: _made(published))


def _made(published: PublishedPlan) -> Ground:
    booths = [(key, each) for each in published.plan.booths if (key := booth_id(each.key)) is not None]
    drawn = np.array([each.outline for _, each in booths], dtype=object)
    outlines = np.where(shapely.is_valid(drawn), drawn, shapely.convex_hull(drawn))
    x0, y0, x1, y1 = shapely.bounds(outlines).T.reshape(4, -1)
    facts = [published.facts[key] for key, _ in booths]
    return Ground(
        ids=np.array([key for key, _ in booths], dtype=np.int64),
        outlines=outlines,
        areas=shapely.area(outlines),
        sides=np.array([len(each.open_sides) for each in facts], dtype=np.int64),
        zones=np.array([each.zone for each in facts], dtype=object),
        at={key: n for n, (key, _) in enumerate(booths)},
        widest=float(np.hypot(x1 - x0, y1 - y0).max(initial=0.0)),
    )
