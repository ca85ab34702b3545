"""Staff keep a booth for someone until a day: an organisation, or a body that is not registered yet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import Invalid, NotFound
from booth_app.claims.models import Reservation
from booth_app.claims.refusals import BoothRemoved, BoothTaken
from booth_app.claims.services._locks import lock_booth
from booth_app.exhibitors import queries as exhibitors
from booth_app.journal.services import record

_reservation = cast(Table, Reservation.__table__)


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """Whom a booth is kept for: an organisation, or a name in both languages (Arabic at least)."""

    organisation_id: int | None = None
    label_ar: str = ""
    label_en: str = ""


def _keeping(insert: Any) -> Any:
    row = insert(_reservation)
    changed = ("organisation_id", "label_ar", "label_en", "until", "made_by")
    return row.on_conflict_do_update(
        index_elements=[_reservation.c.booth_id], set_={name: row.excluded[name] for name in changed}
    )


_RESERVE = {"sqlite": _keeping(sqlite.insert), "postgresql": _keeping(postgresql.insert)}
_UNRESERVE = delete(_reservation).where(_reservation.c.booth_id == bindparam("booth")).returning(_reservation.c.until)


def reserve(
    session: Session, who: Who, booth_id: int, *, beneficiary: Beneficiary, until: datetime | None, now: datetime
) -> None:
    """Keep a booth for someone, `until` a time or until further notice. A reservation that is there is replaced.

    Raises:
        NotFound: no booth of this exhibition, or no such organisation. Invalid: for nobody, or until a time gone by.
        BoothTaken: an active claim is on it; vacate or move that first. BoothRemoved: no plan holds it.
    """
    if who.exhibition_id is None:
        raise NotFound
    if beneficiary.organisation_id is None and not beneficiary.label_ar.strip():
        raise Invalid(field="label_ar")
    if until is not None and until <= now:
        raise Invalid(field="until")
    if (
        beneficiary.organisation_id is not None
        and exhibitors.organisation(session, beneficiary.organisation_id) is None
    ):
        raise NotFound
    place = lock_booth(session, who.exhibition_id, booth_id, now=now)
    if place.removed_at is not None:
        raise BoothRemoved(booth_id=booth_id, number=place.number)
    if place.taken(now):
        raise BoothTaken(booth_id=booth_id, number=place.number, until=place.held_until)
    values = {
        "booth_id": booth_id,
        "organisation_id": beneficiary.organisation_id,
        "label_ar": beneficiary.label_ar.strip(),
        "label_en": beneficiary.label_en.strip(),
        "until": until,
        "made_by": who.user_id,
    }
    session.execute(_RESERVE[session.get_bind().dialect.name], values)
    record(
        session,
        "booth-reserved",
        actor=who.actor,
        subject=f"booth:{booth_id}",
        at=now,
        exhibition_id=who.exhibition_id,
        organisation_id=beneficiary.organisation_id,
        after={"booths": [booth_id], "until": until.isoformat() if until else None},
        words={"label_ar": values["label_ar"], "label_en": values["label_en"]} if values["label_ar"] else None,
    )


def unreserve(session: Session, who: Who, booth_id: int, *, now: datetime) -> None:
    """End a reservation before its time.

    Raises:
        NotFound: no booth of this exhibition, or none that is kept for anyone.
    """
    if who.exhibition_id is None:
        raise NotFound
    place = lock_booth(session, who.exhibition_id, booth_id, now=now)
    if session.execute(_UNRESERVE, {"booth": booth_id}).first() is None:
        raise NotFound
    record(
        session,
        "reservation-ended",
        actor=who.actor,
        subject=f"booth:{booth_id}",
        at=now,
        exhibition_id=who.exhibition_id,
        organisation_id=place.reserved_for,
        after={"booths": [booth_id]},
    )
