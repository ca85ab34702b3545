"""Which booths make one stand: those that share floor edges, one leading to the next."""

from collections.abc import Iterable

import numpy as np
import shapely
from sqlalchemy.orm import Session

from booth_app.layouts import queries as layouts

LEAST_SHARED = 0.5
"""Metres of common edge that make two booths one stand: a corner, or a door's breadth less, does not."""


def together(session: Session, hall_id: int, booths: Iterable[int]) -> bool:
    """Whether the booths stand side by side on the hall's published plan, as one connected group."""
    published = layouts.published(session, hall_id)
    wanted = {layouts.booth_key(booth) for booth in booths}
    if published is None:
        return False
    shapes = [each for each in published.plan.booths if each.key in wanted]
    if len(shapes) != len(wanted):
        return False
    outlines = np.array([each.outline for each in shapes])
    shared = shapely.length(shapely.intersection(outlines[:, None], outlines[None, :])) >= LEAST_SHARED
    reached = {0}
    while more := {int(n) for each in reached for n in np.flatnonzero(shared[each])} - reached:
        reached |= more
    return len(reached) == len(shapes)
