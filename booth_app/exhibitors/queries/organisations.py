"""Answers about organisations and their people."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from booth_app.accounts import queries as accounts
from booth_app.base.access import Who
from booth_app.base.errors import Forbidden
from booth_app.exhibitors.models import (
    Application,
    ApplicationState,
    Category,
    Invitation,
    Member,
    MemberRole,
    Organisation,
    OrganisationKind,
    Profile,
)


@dataclass(frozen=True, slots=True)
class OrganisationValue:
    """An organisation."""

    id: int
    name_ar: str
    name_en: str
    country: str
    kind: OrganisationKind
    website: str

    @property
    def stamp(self) -> str:
        """The same as long as nothing of it changes: what a form says that it showed."""
        said = "\x1f".join((self.name_ar, self.name_en, self.country, self.kind))
        return hashlib.blake2b(said.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Membership:
    """An organisation that a person may act for, and as what."""

    id: int
    name_ar: str
    name_en: str
    role: MemberRole


@dataclass(frozen=True, slots=True)
class MemberValue:
    """A person who may act for an organisation."""

    user_id: int
    name: str
    email: str
    role: MemberRole
    since: datetime


@dataclass(frozen=True, slots=True)
class InvitationValue:
    """An invitation to act for an organisation."""

    id: int
    organisation_id: int
    name_ar: str
    name_en: str
    email: str
    invited_by: int
    expires_at: datetime
    accepted: bool

    def open(self, now: datetime) -> bool:
        """Whether it can still be accepted."""
        return not self.accepted and now < self.expires_at


@dataclass(frozen=True, slots=True)
class Participant:
    """An organisation that applied to an exhibition: what every member of its staff may see."""

    id: int
    name_ar: str
    name_en: str
    country: str
    kind: OrganisationKind
    application_id: int
    state: ApplicationState
    category: Category
    submitted_at: datetime
    profile_slug: str | None


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
    return as_value(row) if row else None


def as_value(row: Organisation) -> OrganisationValue:
    """An organisation's row as a value."""
    return OrganisationValue(row.id, row.name_ar, row.name_en, row.country, row.kind, row.website)


def organisations(session: Session, exhibition_id: int) -> list[Participant]:
    """All organisations that applied to an exhibition, whatever came of it, in the order of application."""
    query = (
        select(
            Organisation.id,
            Organisation.name_ar,
            Organisation.name_en,
            Organisation.country,
            Organisation.kind,
            Application.id,
            Application.state,
            Application.category,
            Application.submitted_at,
            Profile.slug,
        )
        .join(Application, Application.organisation_id == Organisation.id)
        .outerjoin(
            Profile,
            (Profile.organisation_id == Organisation.id) & (Profile.exhibition_id == Application.exhibition_id),
        )
        .where(Application.exhibition_id == exhibition_id)
        .order_by(Application.submitted_at, Application.id)
    )
    return [Participant(*row) for row in session.execute(query)]


def member_ids(session: Session, organisation_id: int) -> list[int]:
    """Ids of the people who act for an organisation: whom mail about it goes to."""
    query = select(Member.user_id).where(Member.organisation_id == organisation_id).order_by(Member.since)
    return list(session.scalars(query))


def role_of(session: Session, organisation_id: int, user_id: int) -> MemberRole | None:
    """What a person is in an organisation; None for everyone else."""
    member = session.get(Member, (organisation_id, user_id))
    return member.role if member else None


def members(session: Session, who: Who, organisation_id: int) -> list[MemberValue]:
    """The people of an organisation, owners first; only its own people may ask.

    Raises:
        Forbidden: whoever asks is none of them.
    """
    _own(session, who, organisation_id)
    rows = session.scalars(
        select(Member).where(Member.organisation_id == organisation_id).order_by(Member.since, Member.user_id)
    ).all()
    people = accounts.people(session, [row.user_id for row in rows])
    found = [
        MemberValue(row.user_id, people[row.user_id].name, people[row.user_id].email, row.role, row.since)
        for row in rows
        if row.user_id in people
    ]
    return sorted(found, key=lambda each: each.role is not MemberRole.OWNER)


def invitations(session: Session, who: Who, organisation_id: int, *, now: datetime) -> list[InvitationValue]:
    """Invitations of an organisation that can still be accepted; only its own people may ask.

    Raises:
        Forbidden: whoever asks is none of them.
    """
    _own(session, who, organisation_id)
    query = _invitations().where(
        Invitation.organisation_id == organisation_id, Invitation.accepted_at.is_(None), Invitation.expires_at > now
    )
    return [_invitation(*row) for row in session.execute(query.order_by(Invitation.id))]


def invitations_to(session: Session, who: Who, *, now: datetime) -> list[InvitationValue]:
    """Open invitations to the confirmed address of whoever asks."""
    me = accounts.person(session, who.user_id or 0)
    if me is None or not me.confirmed:
        return []
    query = _invitations().where(
        Invitation.email == me.email, Invitation.accepted_at.is_(None), Invitation.expires_at > now
    )
    return [_invitation(*row) for row in session.execute(query.order_by(Invitation.id))]


def invitation(session: Session, invitation_id: int) -> InvitationValue | None:
    """An invitation by its id; whoever shows it has checked the link that named it."""
    row = session.execute(_invitations().where(Invitation.id == invitation_id)).first()
    return _invitation(*row) if row else None


def _own(session: Session, who: Who, organisation_id: int) -> None:
    if who.user_id is None or role_of(session, organisation_id, who.user_id) is None:
        raise Forbidden


def _invitations() -> Select[Invitation, Organisation]:
    return select(Invitation, Organisation).join(Organisation, Organisation.id == Invitation.organisation_id)


def _invitation(row: Invitation, body: Organisation) -> InvitationValue:
    return InvitationValue(
        row.id,
        row.organisation_id,
        body.name_ar,
        body.name_en,
        row.email,
        row.invited_by,
        row.expires_at,
        row.accepted_at is not None,
    )
