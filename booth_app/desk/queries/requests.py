"""Requests for booths as staff decide on them: who, which, how large, and what is still missing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.claims import queries as claims
from booth_app.claims.models import ClaimState
from booth_app.claims.queries import ClaimValue
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitors import queries as exhibitors
from booth_app.exhibitors.models import OrganisationKind
from booth_app.layouts import queries as layouts
from booth_app.text.calendars import local_day


@dataclass(frozen=True, slots=True)
class Request:
    """A claim with what a person needs beside it.

    `missing` are keys of what the exhibitor has not given yet; `days` how many days ago it was sent (0: today).
    """

    claim: ClaimValue
    kind: OrganisationKind | None
    area_m2: Decimal
    missing: tuple[str, ...]
    days: int


def requests(
    session: Session,
    who: Who,
    *,
    now: datetime,
    states: Collection[ClaimState] = (ClaimState.SUBMITTED,),
    query: str = "",
    hall_id: int | None = None,
    limit: int = 200,
) -> list[Request]:
    """Claims of the exhibition at hand: which ones, in which order and for whom, is as `claims.queries.queue` says."""
    exhibition_id = who.exhibition_id or 0
    found = claims.queue(session, who, now=now, states=states, query=query, hall_id=hall_id, limit=limit)
    kinds = {each.id: each.kind for each in exhibitors.organisations(session, exhibition_id)} if found else {}
    facts = layouts.facts(session, exhibition_id) if found else {}
    exhibition = exhibitions.exhibition_by_id(session, exhibition_id)
    zone = ZoneInfo(exhibition.time_zone) if exhibition else UTC
    return [
        Request(
            claim=each,
            kind=kinds.get(each.organisation_id),
            area_m2=sum((facts[booth.id].area_m2 for booth in each.booths if booth.id in facts), Decimal(0)),
            missing=missing(each),
            days=(local_day(now, zone) - local_day(each.submitted_at or each.made_at, zone)).days,
        )
        for each in found
    ]


def missing(claim: ClaimValue) -> tuple[str, ...]:
    """What an exhibitor still owes on a claim: `terms`, `fascia`, `contact`, `power`."""
    details = claim.details
    owed = {
        "terms": claim.terms_version is None,
        "fascia": not (details.fascia_ar and details.fascia_en),
        "contact": not (details.contact_name and details.contact_email),
        "power": details.power_kw is None,
    }
    return tuple(name for name, is_owed in owed.items() if is_owed)
