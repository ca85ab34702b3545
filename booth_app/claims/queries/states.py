"""How booths stand now: by comparison with the time given, whatever has or has not been written down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from booth_app.claims.models import Claim, ClaimState, Reservation, TakenBooth
from booth_app.exhibitions.models import Booth
from booth_app.exhibitors.models import Category, Organisation, Profile


@dataclass(frozen=True, slots=True)
class BoothState:
    """One booth. `state` is `free`, `held`, `submitted`, `confirmed`, `reserved` or `closed`.

    `until` ends a hold or a reservation: at that time the state is another one. Whose claim it is stands in
    `claim_id` and `organisation_id`, for marking one's own and for staff; a name only where it is confirmed.
    """

    booth_id: int
    state: str
    until: datetime | None = None
    claim_id: int | None = None
    organisation_id: int | None = None
    name_ar: str = ""
    name_en: str = ""
    profile_slug: str = ""
    category: Category | None = None
    reserved_ar: str = ""
    reserved_en: str = ""
    reserved_for: int | None = None


_for = Organisation.__table__.alias("reserved_for")
_STATES = (
    select(
        Booth.id.label("booth_id"),
        Booth.closed,
        Claim.id.label("claim_id"),
        Claim.state,
        Claim.organisation_id,
        TakenBooth.held_until,
        Organisation.name_ar.label("organisation_ar"),
        Organisation.name_en.label("organisation_en"),
        Profile.name_ar,
        Profile.name_en,
        Profile.slug,
        Profile.category,
        Reservation.booth_id.label("reserved"),
        Reservation.until,
        Reservation.organisation_id.label("reserved_for"),
        Reservation.label_ar,
        Reservation.label_en,
        _for.c.name_ar.label("for_ar"),
        _for.c.name_en.label("for_en"),
    )
    .outerjoin(
        TakenBooth,
        and_(
            TakenBooth.booth_id == Booth.id,
            or_(TakenBooth.held_until.is_(None), TakenBooth.held_until > bindparam("now")),
        ),
    )
    .outerjoin(Claim, Claim.id == TakenBooth.claim_id)
    .outerjoin(Organisation, Organisation.id == Claim.organisation_id)
    .outerjoin(
        Profile,
        and_(Profile.exhibition_id == Claim.exhibition_id, Profile.organisation_id == Claim.organisation_id),
    )
    .outerjoin(
        Reservation,
        and_(
            Reservation.booth_id == Booth.id,
            or_(Reservation.until.is_(None), Reservation.until > bindparam("now")),
        ),
    )
    .outerjoin(_for, _for.c.id == Reservation.organisation_id)
    .where(Booth.exhibition_id == bindparam("exhibition"))
    .order_by(Booth.sort_key, Booth.id)
)
_ALL = _STATES.where(Booth.removed_at.is_(None))
_SOME = _STATES.where(Booth.id.in_(bindparam("booths", expanding=True)))


def states(
    session: Session, exhibition_id: int, *, now: datetime, booths: Iterable[int] | None = None
) -> dict[int, BoothState]:
    """How an exhibition's booths stand at `now`, in the order of their numbers: all that plans hold, or `booths`."""
    asked: dict[str, object] = {"exhibition": exhibition_id, "now": now}
    if booths is None:
        rows = session.execute(_ALL, asked)
    else:
        rows = session.execute(_SOME, asked | {"booths": sorted(set(booths))})
    return {row.booth_id: _state(row) for row in rows}


def _state(row: Any) -> BoothState:
    kept = {}
    if row.reserved is not None:
        kept = {
            "reserved_ar": row.label_ar or row.for_ar or "",
            "reserved_en": row.label_en or row.for_en or "",
            "reserved_for": row.reserved_for,
        }
    if row.claim_id is not None:
        named = {}
        if row.state == ClaimState.CONFIRMED:
            named = {
                "name_ar": row.name_ar or row.organisation_ar,
                "name_en": row.name_en or row.organisation_en,
                "profile_slug": row.slug or "",
                "category": row.category,
            }
        return BoothState(
            row.booth_id, str(row.state), row.held_until, row.claim_id, row.organisation_id, **named, **kept
        )
    if row.closed:
        return BoothState(row.booth_id, "closed", **kept)
    if row.reserved is not None:
        return BoothState(row.booth_id, "reserved", row.until, **kept)
    return BoothState(row.booth_id, "free")
