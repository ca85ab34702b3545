"""The dashboard: what waits, how full it is, what needs a decision."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.claims import queries as claims
from booth_app.claims.models import ClaimState
from booth_app.claims.queries import Occupancy
from booth_app.demos.models import ShowcaseState
from booth_app.demos.queries import private as demos
from booth_app.desk.queries.drafts import touching_drafts
from booth_app.desk.queries.requests import Request, requests
from booth_app.desk.queries.zones import zone_names
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitions.queries import HallValue
from booth_app.exhibitors import queries as exhibitors
from booth_app.exhibitors.models import ApplicationState
from booth_app.exhibitors.queries import ApplicationDetail

MOST_REQUESTS = 50
MOST_APPLICATIONS = 10


@dataclass(frozen=True, slots=True)
class ZoneFill:
    """How full a zone is; its name as the plan gives it, else its label there."""

    name_ar: str
    name_en: str
    of: Occupancy


@dataclass(frozen=True, slots=True)
class HallFill:
    """How full a hall is, and its zones."""

    hall: HallValue
    whole: Occupancy
    zones: tuple[ZoneFill, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that waits for staff elsewhere: `draft` (its `number`, and how many bookings it touches),
    `showcases`, `mail-dead`, `mail-stuck`; how many."""

    kind: str
    count: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Today:
    """Everything on the dashboard. Lists are empty for whoever may not read them; `waiting` counts all the same."""

    now: datetime
    waiting: int
    waiting_new: int
    held: int
    next_end: datetime | None
    confirmed: int
    free: int
    booths: int
    requests: tuple[Request, ...]
    applications: tuple[ApplicationDetail, ...]
    applications_waiting: int
    halls: tuple[HallFill, ...]
    decisions: tuple[Decision, ...]


Watching = Callable[[Session, Who, datetime], Iterable[tuple[str, int]]]
"""What a room that this one may not import has to tell staff: kinds of decision, and how many."""


def today(session: Session, who: Who, *, now: datetime, watching: Iterable[Watching] = ()) -> Today:
    """The dashboard of the exhibition at hand."""
    exhibition_id = who.exhibition_id or 0
    states = claims.states(session, exhibition_id, now=now).values()
    counts = claims.counts(session, exhibition_id, now=now)
    waiting = requests(session, who, now=now, limit=MOST_REQUESTS)
    since = now - timedelta(days=1)
    return Today(
        now=now,
        waiting=counts[ClaimState.SUBMITTED],
        waiting_new=sum(1 for each in waiting if each.claim.submitted_at and each.claim.submitted_at >= since),
        held=counts[ClaimState.HELD],
        next_end=min((each.until for each in states if each.state == "held" and each.until), default=None),
        confirmed=sum(1 for each in states if each.state == "confirmed"),
        free=sum(1 for each in states if each.state == "free"),
        booths=len(states),
        requests=tuple(waiting),
        applications=tuple(exhibitors.queue(session, who, limit=MOST_APPLICATIONS)),
        applications_waiting=exhibitors.counts(session, exhibition_id)[ApplicationState.APPLIED],
        halls=tuple(_halls(session, exhibition_id, now=now)),
        decisions=tuple(_decisions(session, who, watching, now=now)),
    )


def _halls(session: Session, exhibition_id: int, *, now: datetime) -> list[HallFill]:
    filled = claims.occupancy(session, exhibition_id, now=now)
    named = zone_names(session, exhibition_id)
    found = []
    for hall in exhibitions.halls(session, exhibition_id):
        whole = next((each for each in filled if each.hall_id == hall.id and each.whole), None)
        zones = tuple(
            ZoneFill(*named.get((hall.id, each.zone), (each.zone, each.zone)), each)
            for each in filled
            if each.hall_id == hall.id and not each.whole and each.zone
        )
        if whole is not None:
            found.append(HallFill(hall, whole, zones))
    return found


def _decisions(session: Session, who: Who, watching: Iterable[Watching], *, now: datetime) -> list[Decision]:
    drafts = touching_drafts(session, who.exhibition_id or 0, now=now)
    counted = [Decision("draft", each.bookings, each.number) for each in drafts]
    counted += [Decision("showcases", demos.counts(session, who)[ShowcaseState.PROPOSED])]
    counted += [Decision(*told) for each in watching for told in each(session, who, now)]
    return [each for each in counted if each.count]
