"""One hall out of a drawing of several."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely

from booth_app.geometry import Plan


def one_hall(plan: Plan, key: str) -> Plan:
    """The plan of the hall with this key: it, and whatever lies in it or is nearer to it than to the other halls.

    What lies outside of every hall stays with the nearest: the rules tell of it, and nothing vanishes unseen.
    """
    [at] = [position for position, hall in enumerate(plan.halls) if hall.key == key]
    floors = np.array([hall.outline for hall in plan.halls], dtype=object)

    def mine(things: Sequence[Any], outlines: Sequence[Any]) -> tuple[Any, ...]:
        if not things:
            return ()
        middles = shapely.centroid(np.array(outlines, dtype=object))
        nearest = shapely.distance(middles[:, None], floors[None, :]).argmin(axis=1)
        return tuple(thing for thing, hall in zip(things, nearest, strict=True) if hall == at)

    def drawn(things: Sequence[Any]) -> tuple[Any, ...]:
        return mine(things, [each.outline for each in things])

    return replace(
        plan,
        halls=(plan.halls[at],),
        booths=drawn(plan.booths),
        fixtures=drawn(plan.fixtures),
        zones=drawn(plan.zones),
        backdrop=mine(plan.backdrop, plan.backdrop),
    )
