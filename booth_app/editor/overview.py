"""The halls of an exhibition with their plans: what is published, what is being drafted."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from booth_app.accounts import queries as accounts
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitions.queries import HallValue
from booth_app.layouts import queries as layouts
from booth_app.layouts.models import RevisionState
from booth_app.layouts.queries import RevisionValue


@dataclass(frozen=True, slots=True)
class HallPlans:
    """One hall."""

    hall: HallValue
    published: RevisionValue | None
    drafts: tuple[RevisionValue, ...]
    earlier: tuple[RevisionValue, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """All halls, and the names of the people who made their plans."""

    halls: tuple[HallPlans, ...]
    people: Mapping[int, str]


def overview(session: Session, exhibition_id: int) -> Overview:
    """The halls of an exhibition in the organiser's order; discarded drafts left out."""
    wanted = (RevisionState.PUBLISHED, RevisionState.DRAFT, RevisionState.SUPERSEDED)
    found = layouts.revisions(session, exhibition_id, *wanted)
    halls = []
    for hall in exhibitions.halls(session, exhibition_id):
        mine = [each for each in found if each.hall_id == hall.id]
        halls.append(
            HallPlans(
                hall=hall,
                published=next((each for each in mine if each.state == RevisionState.PUBLISHED), None),
                drafts=tuple(each for each in mine if each.state == RevisionState.DRAFT),
                earlier=tuple(each for each in mine if each.state == RevisionState.SUPERSEDED),
            )
        )
    ids = {each for row in found for each in (row.made_by, row.published_by) if each is not None}
    ids |= {answer["by"] for row in found for answer in row.answered if answer["by"] is not None}
    people = {key: each.name or each.email for key, each in accounts.people(session, ids).items()}
    return Overview(tuple(halls), people)
