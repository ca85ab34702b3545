"""Claims with everything on them: for the organisation itself and for staff of the exhibition."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, and_, func, or_, select
from sqlalchemy.orm import Session

from booth_app.accounts.models import User
from booth_app.base.access import Who
from booth_app.claims.access import reads
from booth_app.claims.details import Details
from booth_app.claims.models import Claim, ClaimBooth, ClaimState, CoExhibitor
from booth_app.claims.states import ACTIVE, effective
from booth_app.exhibitions.models import Booth, Hall, Terms
from booth_app.exhibitors.models import Category, Organisation, Profile
from booth_app.text.search import Entry, Index


@dataclass(frozen=True, slots=True)
class BoothRef:
    """A booth of a claim, and where it is."""

    id: int
    number: str
    hall_id: int
    hall_key: str
    hall_ar: str
    hall_en: str
    level: int


@dataclass(frozen=True, slots=True)
class SharingBody:
    """A body that shares the stand; `slug` is its page's address."""

    profile_id: int
    organisation_id: int | None
    slug: str
    name_ar: str
    name_en: str
    country: str
    category: Category


@dataclass(frozen=True, slots=True)
class ClaimValue:
    """One claim. `state` is the one that counts now: a hold past its time is `expired`, written or not."""

    id: int
    exhibition_id: int
    organisation_id: int
    name_ar: str
    name_en: str
    state: ClaimState
    number: str | None
    assigned: bool
    made_at: datetime
    held_until: datetime | None
    cap_at: datetime | None
    extensions: int
    terms_version: int | None
    terms_at: datetime | None
    terms_by: str
    submitted_at: datetime | None
    decided_at: datetime | None
    ended_at: datetime | None
    reason: str
    details: Details
    booths: tuple[BoothRef, ...]
    sharing: tuple[SharingBody, ...]

    @property
    def active(self) -> bool:
        """Whether it has its booths."""
        return self.state in ACTIVE

    @property
    def numbers(self) -> tuple[str, ...]:
        """The booths' numbers."""
        return tuple(each.number for each in self.booths)


def claim(session: Session, who: Who, claim_id: int, *, now: datetime) -> ClaimValue | None:
    """A claim of the exhibition at hand: to its organisation and to staff who read organisations' papers."""
    found = _load(session, _visible(who).where(Claim.id == claim_id), now)
    return found[0] if found else None


def mine(session: Session, who: Who, *, now: datetime) -> list[ClaimValue]:
    """All claims of the organisation one acts for, in the exhibition at hand: active ones first, then the newest."""
    if who.organisation_id is None:
        return []
    found = _load(session, _visible(who).where(Claim.organisation_id == who.organisation_id), now)
    return sorted(found, key=lambda each: (not each.active, -each.id))


def queue(
    session: Session,
    who: Who,
    *,
    now: datetime,
    states: Collection[ClaimState] = (ClaimState.SUBMITTED,),
    query: str = "",
    hall_id: int | None = None,
    limit: int = 200,
) -> list[ClaimValue]:
    """Claims of the exhibition at hand for staff, the longest waiting first; empty for all others.

    Args:
        states: which ones, as they count now; empty means all.
        query: a booth's number, a booking number, or part of a name in either language, as it is typed. Then the
            best answers come first.
    """
    if not reads(who):
        return []
    wanted = _visible(who).order_by(func.coalesce(Claim.submitted_at, Claim.made_at), Claim.id)
    if states:
        wanted = wanted.where(_in(states, now))
    if hall_id is not None:
        wanted = wanted.where(
            Claim.id.in_(
                select(ClaimBooth.claim_id).join(Booth, Booth.id == ClaimBooth.booth_id).where(Booth.hall_id == hall_id)
            )
        )
    if not query.strip():
        return _load(session, wanted.limit(limit), now)
    found = {each.id: each for each in _load(session, wanted, now)}
    words = Index(
        Entry(each.id, (each.name_ar, each.name_en, each.number or "", *each.numbers)) for each in found.values()
    )
    return [found[key] for key in words.find(query, limit)]


def counts(session: Session, exhibition_id: int, *, now: datetime) -> dict[ClaimState, int]:
    """How many claims are in each state, as it counts now; states without one have 0."""
    over = (Claim.state == ClaimState.HELD) & (Claim.held_until <= now)
    each = select(Claim.state, over.label("over")).where(Claim.exhibition_id == exhibition_id).subquery()
    query = select(each.c.state, each.c.over, func.count()).group_by(each.c.state, each.c.over)
    found: defaultdict[ClaimState, int] = defaultdict(int)
    for state, is_over, number in session.execute(query):
        found[ClaimState.EXPIRED if is_over else state] += number
    return {state: found[state] for state in ClaimState}


def last_details(session: Session, who: Who) -> Details | None:
    """What the organisation wrote on its last claim in the exhibition at hand, to begin the next form with."""
    if who.organisation_id is None:
        return None
    query = (
        select(Claim)
        .where(
            Claim.exhibition_id == who.exhibition_id,
            Claim.organisation_id == who.organisation_id,
            Claim.contact_name != "",
        )
        .order_by(Claim.id.desc())
        .limit(1)
    )
    row = session.scalar(query)
    return _details(row) if row else None


def history(session: Session, who: Who, booth_id: int, *, now: datetime) -> list[ClaimValue]:
    """Every claim there was on a booth of the exhibition at hand, the newest first; for staff, empty for others.

    A claim that was moved away stands with the booths it moved to; the journal has the way.
    """
    if not reads(who):
        return []
    on_it = select(ClaimBooth.claim_id).where(ClaimBooth.booth_id == booth_id)
    return _load(session, _visible(who).where(Claim.id.in_(on_it)).order_by(Claim.id.desc()), now)


def _visible(who: Who) -> Any:
    rows = (
        select(Claim, Organisation.name_ar, Organisation.name_en, Terms.version, User.name)
        .join(Organisation, Organisation.id == Claim.organisation_id)
        .outerjoin(Terms, Terms.id == Claim.terms_id)
        .outerjoin(User, User.id == Claim.terms_by)
        .where(Claim.exhibition_id == who.exhibition_id)
    )
    return rows if reads(who) else rows.where(Claim.organisation_id == who.organisation_id)


def _in(states: Collection[ClaimState], now: datetime) -> Any:
    over = and_(Claim.state == ClaimState.HELD, Claim.held_until <= now)
    plain = and_(Claim.state.in_(states), ~over)
    return or_(plain, over) if ClaimState.EXPIRED in states else plain


def _load(session: Session, query: Executable, now: datetime) -> list[ClaimValue]:
    """The claims of a query: three statements, however many there are."""
    rows: list[Any] = list(session.execute(query))
    ids = [row.Claim.id for row in rows]
    booths, bodies = (_booths(session, ids), _bodies(session, ids)) if ids else ({}, {})
    return [
        ClaimValue(
            id=each.id,
            exhibition_id=each.exhibition_id,
            organisation_id=each.organisation_id,
            name_ar=name_ar,
            name_en=name_en,
            state=effective(each.state, each.held_until, now),
            number=each.number,
            assigned=each.assigned,
            made_at=each.made_at,
            held_until=each.held_until,
            cap_at=each.cap_at,
            extensions=each.extensions,
            terms_version=version,
            terms_at=each.terms_at,
            terms_by=person or "",
            submitted_at=each.submitted_at,
            decided_at=each.decided_at,
            ended_at=each.ended_at,
            reason=each.reason,
            details=_details(each),
            booths=tuple(booths.get(each.id, ())),
            sharing=tuple(bodies.get(each.id, ())),
        )
        for each, name_ar, name_en, version, person in rows
    ]


def _booths(session: Session, claims: Iterable[int]) -> dict[int, list[BoothRef]]:
    query = (
        select(
            ClaimBooth.claim_id,
            Booth.id,
            Booth.number,
            Booth.hall_id,
            Hall.key,
            Hall.name_ar,
            Hall.name_en,
            Hall.level,
        )
        .join(Booth, Booth.id == ClaimBooth.booth_id)
        .join(Hall, Hall.id == Booth.hall_id)
        .where(ClaimBooth.claim_id.in_(list(claims)))
        .order_by(Booth.sort_key, Booth.id)
    )
    found: defaultdict[int, list[BoothRef]] = defaultdict(list)
    rows: list[tuple[Any, ...]] = [tuple(row) for row in session.execute(query)]
    for claim_id, *values in rows:
        found[claim_id].append(BoothRef(*values))
    return found


def _bodies(session: Session, claims: Iterable[int]) -> dict[int, list[SharingBody]]:
    query = (
        select(
            CoExhibitor.claim_id,
            Profile.id,
            Profile.organisation_id,
            Profile.slug,
            Profile.name_ar,
            Profile.name_en,
            Profile.country,
            Profile.category,
        )
        .join(Profile, Profile.id == CoExhibitor.profile_id)
        .where(CoExhibitor.claim_id.in_(list(claims)))
        .order_by(CoExhibitor.position, Profile.id)
    )
    found: defaultdict[int, list[SharingBody]] = defaultdict(list)
    rows: list[tuple[Any, ...]] = [tuple(row) for row in session.execute(query)]
    for claim_id, *values in rows:
        found[claim_id].append(SharingBody(*values))
    return found


def _details(row: Claim) -> Details:
    return Details(
        fascia_ar=row.fascia_ar,
        fascia_en=row.fascia_en,
        contact_name=row.contact_name,
        contact_email=row.contact_email,
        contact_phone=row.contact_phone,
        power_kw=row.power_kw,
        notes=row.notes,
    )
