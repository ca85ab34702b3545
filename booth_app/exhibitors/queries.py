"""Answers about organisations, their people and their standing in an exhibition."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.exhibitors.models import Member, MemberRole, Organisation, OrganisationKind


@dataclass(frozen=True, slots=True)
class OrganisationValue:
    """An organisation."""

    id: int
    name_ar: str
    name_en: str
    country: str
    kind: OrganisationKind
    website: str


@dataclass(frozen=True, slots=True)
class Membership:
    """An organisation that a person may act for, and as what."""

    id: int
    name_ar: str
    name_en: str
    role: MemberRole


def organisations_of(session: Session, user_id: int) -> list[Membership]:
    """The organisations a person may act for, the oldest membership first."""
    query = (
        select(Organisation.id, Organisation.name_ar, Organisation.name_en, Member.role)
        .join(Member, Member.organisation_id == Organisation.id)
        .where(Member.user_id == user_id)
        .order_by(Member.since, Organisation.id)
    )
    return [Membership(*row) for row in session.execute(query)]


def organisation(session: Session, organisation_id: int) -> OrganisationValue | None:
    """An organisation by its id."""
    row = session.get(Organisation, organisation_id)
    return OrganisationValue(row.id, row.name_ar, row.name_en, row.country, row.kind, row.website) if row else None
