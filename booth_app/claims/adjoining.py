"""Which booths make one stand: those that share floor edges, one leading to the next."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from booth_app.geometry.neighbours import LEAST_SHARED, adjoining, connected
from booth_app.layouts import queries as layouts
from booth_app.layouts.kept import kept
from booth_app.layouts.queries import PublishedPlan

__all__ = ["LEAST_SHARED", "beside", "together"]


def beside(session: Session, published: PublishedPlan) -> Mapping[str, tuple[str, ...]]:
    """The booths that adjoin each booth of a plan, by key; worked out once a revision."""
    return kept(session, published.revision_id, "adjoining", lambda: adjoining(published.plan))


def together(session: Session, hall_id: int, booths: Iterable[int]) -> bool:
    """Whether the booths stand side by side on the hall's published plan, as one connected group."""
    published = layouts.published(session, hall_id)
    if published is None:
        return False
    return connected([layouts.booth_key(booth) for booth in booths], beside(session, published))
