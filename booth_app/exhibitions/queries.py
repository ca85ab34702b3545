"""Answers about exhibitions, as values that cannot be changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.exhibitions.models import Approval, Exhibition, FormerNumber, Hall, Role, StaffRole, Terms
from booth_app.exhibitions.models import Booth as BoothRow


@dataclass(frozen=True, slots=True)
class ExhibitionValue:
    """An exhibition with its settings."""

    id: int
    slug: str
    name_ar: str
    name_en: str
    short_name_ar: str
    short_name_en: str
    motto_ar: str
    motto_en: str
    about_ar: str
    about_en: str
    venue_ar: str
    venue_en: str
    city_ar: str
    city_en: str
    first_day: date
    last_day: date
    time_zone: str
    hijri_offset: int
    listed: bool
    contact_email: str
    reporting_name_ar: str
    reporting_name_en: str
    reporting_address: str
    help_name_ar: str
    help_name_en: str
    help_address: str
    booking_opens_at: datetime | None
    booking_closes_at: datetime | None
    approval: Approval
    vetting: bool
    hold_minutes: int
    extension_minutes: int
    hold_cap_minutes: int
    quota: int | None

    def booking_open(self, now: datetime) -> bool:
        """Whether booths may be claimed at `now`."""
        opened = self.booking_opens_at is None or self.booking_opens_at <= now
        return opened and (self.booking_closes_at is None or now < self.booking_closes_at)


@dataclass(frozen=True, slots=True)
class HallValue:
    """A hall of an exhibition."""

    id: int
    exhibition_id: int
    key: str
    name_ar: str
    name_en: str
    level: int


@dataclass(frozen=True, slots=True)
class BoothValue:
    """A booth as the organiser knows it (its shape is the layout's, its owner the claims')."""

    id: int
    exhibition_id: int
    hall_id: int
    number: str
    sort_key: str
    closed: bool
    removed: bool
    price: Decimal | None = None
    price_class: str = ""


@dataclass(frozen=True, slots=True)
class TermsValue:
    """One version of the terms."""

    id: int
    version: int
    text_ar: str
    text_en: str
    published_at: datetime


def exhibition(session: Session, slug: str) -> ExhibitionValue | None:
    """The exhibition at an address."""
    row = session.scalar(select(Exhibition).where(Exhibition.slug == slug))
    return _exhibition(row) if row else None


def exhibition_by_id(session: Session, exhibition_id: int) -> ExhibitionValue | None:
    """The exhibition with an id."""
    row = session.get(Exhibition, exhibition_id)
    return _exhibition(row) if row else None


def listed(session: Session) -> list[ExhibitionValue]:
    """Exhibitions that visitors are shown, the next one first."""
    query = select(Exhibition).where(Exhibition.listed).order_by(Exhibition.first_day, Exhibition.id)
    return [_exhibition(row) for row in session.scalars(query)]


def halls(session: Session, exhibition_id: int) -> list[HallValue]:
    """The halls of an exhibition in the organiser's order."""
    query = select(Hall).where(Hall.exhibition_id == exhibition_id).order_by(Hall.position, Hall.id)
    return [_hall(row) for row in session.scalars(query)]


def hall(session: Session, exhibition_id: int, key: str) -> HallValue | None:
    """A hall by its key."""
    row = session.scalar(select(Hall).where(Hall.exhibition_id == exhibition_id, Hall.key == key))
    return _hall(row) if row else None


def booths(session: Session, exhibition_id: int, *, removed: bool = False) -> list[BoothValue]:
    """Booths in the order of their numbers; those that plans no longer hold only on request."""
    query = select(BoothRow).where(BoothRow.exhibition_id == exhibition_id).order_by(BoothRow.sort_key, BoothRow.id)
    if not removed:
        query = query.where(BoothRow.removed_at.is_(None))
    return [_booth(row) for row in session.scalars(query)]


def booth_numbers(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Numbers of booths by their ids, in the order of the numbers; of those that plans no longer hold the last one."""
    query = select(BoothRow.id, BoothRow.number).where(BoothRow.id.in_(set(ids)))
    return {row.id: row.number for row in session.execute(query.order_by(BoothRow.sort_key, BoothRow.id))}


def booth(session: Session, exhibition_id: int, number: str) -> BoothValue | None:
    """The booth that has a number now."""
    query = select(BoothRow).where(
        BoothRow.exhibition_id == exhibition_id, BoothRow.number == number, BoothRow.removed_at.is_(None)
    )
    row = session.scalar(query)
    return _booth(row) if row else None


def booth_formerly(session: Session, exhibition_id: int, number: str) -> BoothValue | None:
    """The booth that once had a number: old links and printed codes still find it."""
    query = (
        select(BoothRow)
        .join(FormerNumber, FormerNumber.booth_id == BoothRow.id)
        .where(FormerNumber.exhibition_id == exhibition_id, FormerNumber.number == number)
    )
    row = session.scalar(query)
    return _booth(row) if row else None


def terms(session: Session, exhibition_id: int) -> TermsValue | None:
    """The terms in force: the newest version."""
    query = select(Terms).where(Terms.exhibition_id == exhibition_id).order_by(Terms.version.desc()).limit(1)
    row = session.scalar(query)
    return TermsValue(row.id, row.version, row.text_ar, row.text_en, row.published_at) if row else None


def roles(session: Session, user_id: int, exhibition_id: int) -> frozenset[str]:
    """A person's roles in one exhibition, by name."""
    query = select(StaffRole.role).where(StaffRole.user_id == user_id, StaffRole.exhibition_id == exhibition_id)
    return frozenset(str(role) for role in session.scalars(query))


def staffed(session: Session, user_id: int) -> list[ExhibitionValue]:
    """The exhibitions in which a person has a role."""
    query = (
        select(Exhibition)
        .where(Exhibition.id.in_(select(StaffRole.exhibition_id).where(StaffRole.user_id == user_id)))
        .order_by(Exhibition.first_day)
    )
    return [_exhibition(row) for row in session.scalars(query)]


def staff(session: Session, exhibition_id: int, *having: str) -> list[int]:
    """Ids of the people who have one of these roles (any role when none is named)."""
    query = select(StaffRole.user_id).where(StaffRole.exhibition_id == exhibition_id).distinct()
    if having:
        query = query.where(StaffRole.role.in_(having))
    return sorted(session.scalars(query))


def assigned(session: Session, exhibition_id: int) -> list[tuple[int, Role]]:
    """Who has which role in an exhibition: pairs of person and role."""
    query = (
        select(StaffRole.user_id, StaffRole.role)
        .where(StaffRole.exhibition_id == exhibition_id)
        .order_by(StaffRole.user_id, StaffRole.role)
    )
    return [(row.user_id, row.role) for row in session.execute(query)]


def terms_versions(session: Session, exhibition_id: int) -> list[TermsValue]:
    """All versions of the terms, the newest first."""
    query = select(Terms).where(Terms.exhibition_id == exhibition_id).order_by(Terms.version.desc())
    return [
        TermsValue(row.id, row.version, row.text_ar, row.text_en, row.published_at) for row in session.scalars(query)
    ]


def _exhibition(row: Exhibition) -> ExhibitionValue:
    return ExhibitionValue(**{name: getattr(row, name) for name in ExhibitionValue.__slots__})


def _hall(row: Hall) -> HallValue:
    return HallValue(row.id, row.exhibition_id, row.key, row.name_ar, row.name_en, row.level)


def _booth(row: BoothRow) -> BoothValue:
    return BoothValue(
        id=row.id,
        exhibition_id=row.exhibition_id,
        hall_id=row.hall_id,
        number=row.number,
        sort_key=row.sort_key,
        closed=row.closed,
        removed=row.removed_at is not None,
        price=row.price,
        price_class=row.price_class,
    )
