"""Answers about applications. Whether an organisation is accepted is no secret inside the house; who wrote what is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.exhibitions.permissions import PERMISSIONS
from booth_app.exhibitors.models import Application, ApplicationState, Category, Organisation, OrganisationKind
from booth_app.text.search import Entry, Index


@dataclass(frozen=True, slots=True)
class ApplicationValue:
    """Where an organisation stands in an exhibition: no word that anyone typed."""

    id: int
    exhibition_id: int
    organisation_id: int
    state: ApplicationState
    category: Category
    submitted_at: datetime
    decided_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class ApplicationDetail:
    """An application with all that was typed: for the organisation itself and for staff who decide."""

    id: int
    exhibition_id: int
    organisation_id: int
    name_ar: str
    name_en: str
    country: str
    kind: OrganisationKind
    state: ApplicationState
    category: Category
    about_ar: str
    about_en: str
    contact_name: str
    contact_email: str
    contact_phone: str
    declared_at: datetime
    submitted_at: datetime
    decided_at: datetime | None
    decided_by: int | None
    reason: str
    version: int


def application(session: Session, exhibition_id: int, organisation_id: int) -> ApplicationValue | None:
    """Where an organisation stands in an exhibition; None where it never applied."""
    query = select(Application).where(
        Application.exhibition_id == exhibition_id, Application.organisation_id == organisation_id
    )
    row = session.scalar(query)
    if row is None:
        return None
    return ApplicationValue(
        row.id,
        row.exhibition_id,
        row.organisation_id,
        row.state,
        row.category,
        row.submitted_at,
        row.decided_at,
        row.version,
    )


def own_application(session: Session, who: Who) -> ApplicationDetail | None:
    """The application of the organisation one acts for, in the exhibition at hand."""
    if who.organisation_id is None:
        return None
    query = _details().where(
        Application.exhibition_id == who.exhibition_id, Application.organisation_id == who.organisation_id
    )
    row = session.execute(query).first()
    return _detail(*row) if row else None


def application_detail(session: Session, who: Who, application_id: int) -> ApplicationDetail | None:
    """One application of the exhibition at hand: to those who decide, and to the organisation itself."""
    query = _details().where(Application.id == application_id, Application.exhibition_id == who.exhibition_id)
    row = session.execute(query).first()
    if row is None or not (may_decide(who) or row[0].organisation_id == who.organisation_id):
        return None
    return _detail(*row)


def queue(
    session: Session,
    who: Who,
    *,
    states: Collection[ApplicationState] = (ApplicationState.APPLIED,),
    kind: OrganisationKind | None = None,
    category: Category | None = None,
    query: str = "",
    limit: int = 200,
) -> list[ApplicationDetail]:
    """Applications to the exhibition at hand for those who decide, the longest waiting first; empty for all others.

    Args:
        states: which ones; empty means all.
        query: part of a name, in either language, as it is typed. Then the best answers come first.
    """
    if not may_decide(who):
        return []
    rows = _details().where(Application.exhibition_id == who.exhibition_id)
    if states:
        rows = rows.where(Application.state.in_(states))
    if kind is not None:
        rows = rows.where(Organisation.kind == kind)
    if category is not None:
        rows = rows.where(Application.category == category)
    found = [_detail(*row) for row in session.execute(rows.order_by(Application.submitted_at, Application.id))]
    if query.strip():
        names = Index(Entry(each.id, (each.name_ar, each.name_en)) for each in found)
        by_id = {each.id: each for each in found}
        found = [by_id[key] for key in names.find(query, limit)]
    return found[:limit]


def counts(session: Session, exhibition_id: int) -> dict[ApplicationState, int]:
    """How many applications there are in each state; states without one have 0."""
    query = (
        select(Application.state, func.count())
        .where(Application.exhibition_id == exhibition_id)
        .group_by(Application.state)
    )
    found = dict(session.execute(query).all())
    return {state: found.get(state, 0) for state in ApplicationState}


def contact(session: Session, application_id: int) -> tuple[str, str] | None:
    """Name and e-mail of an application's contact person: for the outbox, which shows them to nobody else."""
    query = select(Application.contact_name, Application.contact_email).where(Application.id == application_id)
    row = session.execute(query).first()
    return (row[0], row[1]) if row else None


def may_decide(who: Who) -> bool:
    """Whether whoever asks decides applications in the exhibition at hand."""
    roles = PERMISSIONS["applications.decide"]
    return isinstance(roles, frozenset) and bool(who.roles & {str(role) for role in roles})


def _details() -> Select[Application, Organisation]:
    return select(Application, Organisation).join(Organisation, Organisation.id == Application.organisation_id)


def _detail(row: Application, body: Organisation) -> ApplicationDetail:
    return ApplicationDetail(
        id=row.id,
        exhibition_id=row.exhibition_id,
        organisation_id=row.organisation_id,
        name_ar=body.name_ar,
        name_en=body.name_en,
        country=body.country,
        kind=body.kind,
        state=row.state,
        category=row.category,
        about_ar=row.about_ar,
        about_en=row.about_en,
        contact_name=row.contact_name,
        contact_email=row.contact_email,
        contact_phone=row.contact_phone,
        declared_at=row.declared_at,
        submitted_at=row.submitted_at,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        reason=row.reason,
        version=row.version,
    )
