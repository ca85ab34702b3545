"""What stands beside a booth on its plan."""

from sqlalchemy.orm import Session

from booth_app.claims import adjoining
from booth_app.layouts.queries import PublishedPlan, booth_id, booth_key


def neighbours(session: Session, published: PublishedPlan, booth: int) -> list[int]:
    """Ids of the booths that share an edge with this one, long enough to make one stand of both."""
    beside = adjoining.beside(session, published).get(booth_key(booth), ())
    return [other for key in beside if (other := booth_id(key)) is not None]
