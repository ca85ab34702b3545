"""Organisations of an exhibition, found by name as people write it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from booth_app.accounts import queries as accounts
from booth_app.accounts.queries import PersonValue
from booth_app.base.access import Who
from booth_app.claims import queries as claims
from booth_app.claims.models import ClaimState
from booth_app.claims.queries import ClaimValue
from booth_app.exhibitors import queries as exhibitors
from booth_app.exhibitors.models import ApplicationState
from booth_app.exhibitors.queries import Participant
from booth_app.text.search import Entry, Index

MOST = 300


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation with its claims; `people` only where one is looked at alone."""

    participant: Participant
    claims: tuple[ClaimValue, ...]
    people: tuple[PersonValue, ...] = ()


def bodies(
    session: Session, who: Who, *, now: datetime, query: str = "", state: ApplicationState | None = None
) -> list[Body]:
    """Organisations that applied to the exhibition at hand; found by name, booth or booking number as it is typed."""
    found = [
        each
        for each in exhibitors.organisations(session, who.exhibition_id or 0)
        if state is None or each.state == state
    ]
    held = _claims(session, who, now=now)
    made = {each.id: Body(each, tuple(held.get(each.id, ()))) for each in found}
    if query.strip():
        index = Index(Entry(each.participant.id, tuple(_texts(each))) for each in made.values())
        return [made[key] for key in index.find(query, MOST)]
    return list(made.values())[:MOST]


def body(session: Session, who: Who, organisation_id: int, *, now: datetime) -> Body | None:
    """One of them, with its people; None where it never applied to this exhibition."""
    participants = exhibitors.organisations(session, who.exhibition_id or 0)
    found = next((each for each in participants if each.id == organisation_id), None)
    if found is None:
        return None
    people = accounts.people(session, exhibitors.member_ids(session, organisation_id))
    held = _claims(session, who, now=now, states=())
    return Body(found, tuple(held.get(organisation_id, ())), tuple(people.values()))


def _claims(
    session: Session,
    who: Who,
    *,
    now: datetime,
    states: Iterable[ClaimState] = (ClaimState.HELD, ClaimState.SUBMITTED, ClaimState.CONFIRMED),
) -> dict[int, list[ClaimValue]]:
    held: defaultdict[int, list[ClaimValue]] = defaultdict(list)
    for each in claims.queue(session, who, now=now, states=tuple(states), limit=100_000):
        held[each.organisation_id].append(each)
    return held


def _texts(each: Body) -> Iterable[str]:
    yield each.participant.name_ar
    yield each.participant.name_en
    for claim in each.claims:
        yield from claim.numbers
        yield claim.number or ""
