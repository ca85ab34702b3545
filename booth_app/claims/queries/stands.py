"""A claim's place on the published plan: how large, open to where, and who stands beside it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import numpy as np
from sqlalchemy.orm import Session

from booth_app.claims import adjoining
from booth_app.claims.ground import ground
from booth_app.claims.queries.claims import ClaimValue
from booth_app.claims.queries.states import BoothState, states
from booth_app.geometry import BoothShape, Side
from booth_app.geometry.measures import measures
from booth_app.geometry.neighbours import directions
from booth_app.layouts import queries as layouts
from booth_app.layouts.queries import BoothFacts, PublishedPlan, booth_id, booth_key

_ACROSS = {Side.TOP: Side.BOTTOM, Side.BOTTOM: Side.TOP, Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}


@dataclass(frozen=True, slots=True)
class Beside:
    """A booth that adjoins the stand; `behind` lies across from an open side of it."""

    number: str
    state: BoothState
    behind: bool


@dataclass(frozen=True, slots=True)
class Stand:
    """The booths of a claim in one hall's published plan.

    `size`: the sides of a rectangular stand in metres, the one along the drawing's width first. `open`: the points of
    the compass that it is open to, from north clockwise.
    """

    hall_id: int
    published: PublishedPlan
    booths: tuple[BoothFacts, ...]
    area_m2: Decimal
    size: tuple[Decimal, Decimal] | None
    open: tuple[str, ...]
    beside: tuple[Beside, ...]

    @property
    def keys(self) -> list[str]:
        """The booths' keys in the plan."""
        return [booth_key(each.booth_id) for each in self.booths]


def stand(session: Session, claim: ClaimValue, *, now: datetime) -> Stand | None:
    """Where a claim's booths stand (of a claim over several halls: in the first one's). None where no plan has them."""
    hall_id = claim.booths[0].hall_id
    published = layouts.published(session, hall_id)
    booths = [each.id for each in claim.booths if published and each.id in published.facts]
    if published is None or not booths:
        return None
    shapes = [shape for each in booths if (shape := published.plan.booth(booth_key(each)))]
    facts = tuple(published.facts[each] for each in booths)
    size = measures(ground(session, published).whole(booths))
    return Stand(
        hall_id=hall_id,
        published=published,
        booths=facts,
        area_m2=sum((each.area_m2 for each in facts), Decimal(0)),
        size=(Decimal(f"{size[0]:.2f}"), Decimal(f"{size[1]:.2f}")) if size else None,
        open=directions({side for each in shapes for side in each.open}, published.plan.north),
        beside=tuple(_beside(session, claim.exhibition_id, published, shapes, now)),
    )


def _beside(
    session: Session, exhibition_id: int, published: PublishedPlan, shapes: list[BoothShape], now: datetime
) -> list[Beside]:
    own = {each.key for each in shapes}
    neighbours = adjoining.beside(session, published)
    found: dict[str, bool] = {}
    for shape in shapes:
        for key in neighbours.get(shape.key, ()):
            other = published.plan.booth(key)
            if key not in own and other is not None:
                found[key] = found.get(key, False) or _ACROSS[_side(shape, other)] in shape.open
    ordered = [(key, each) for each in published.plan.booths if each.key in found and (key := booth_id(each.key))]
    known = states(session, exhibition_id, now=now, booths=[key for key, _ in ordered])
    return [Beside(each.number, known[key], found[each.key]) for key, each in ordered if key in known]


def _side(shape: BoothShape, other: BoothShape) -> Side:
    """On which side of a booth another one lies."""
    x, y = np.subtract(_middle(other), _middle(shape))
    if abs(x) > abs(y):
        return Side.RIGHT if x > 0 else Side.LEFT
    return Side.BOTTOM if y > 0 else Side.TOP


def _middle(shape: BoothShape) -> tuple[float, float]:
    point = shape.outline.centroid
    return point.x, point.y
