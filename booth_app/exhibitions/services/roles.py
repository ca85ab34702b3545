"""Who works on an exhibition, and as what."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booth_app.accounts import queries as accounts
from booth_app.accounts.models import User
from booth_app.base.access import Who
from booth_app.base.errors import NotFound, Refused
from booth_app.exhibitions.models import Exhibition, Role, StaffRole
from booth_app.journal import services as journal


class NobodyThere(Refused):
    """No confirmed account has the address: the person registers first."""

    code: ClassVar[str] = "nobody-there"
    status: ClassVar[int] = 422


class LastAdministrator(Refused):
    """Nobody would administer the exhibition."""

    code: ClassVar[str] = "last-administrator"


def grant(session: Session, who: Who, email: str, role: Role, *, now: datetime) -> int:
    """Give a person a role in the exhibition at hand; one that they have already stays as it is.

    Returns:
        The person's id.

    Raises:
        NotFound: no such exhibition. NobodyThere: no confirmed account has the address.
    """
    _locked(session, who)
    person = accounts.by_email(session, email)
    if person is None or not person.confirmed or not person.active:
        raise NobodyThere(email=email)
    if session.get(StaffRole, (who.exhibition_id, person.id, role)):
        return person.id
    session.add(StaffRole(exhibition_id=who.exhibition_id, user_id=person.id, role=role))
    session.flush()
    _tell(session, who, "role-granted", {"user": person.id, "role": role}, now=now)
    return person.id


def revoke(session: Session, who: Who, user_id: int, role: Role, *, now: datetime) -> None:
    """Take a role away; one that is gone already is gone already.

    Raises:
        NotFound: no such exhibition.
        LastAdministrator: it is the last administrator's, whoever asks.
    """
    _locked(session, who)
    row = session.get(StaffRole, (who.exhibition_id, user_id, role), populate_existing=True)
    if row is None:
        return
    if role is Role.ADMINISTRATOR and not _others(session, who, user_id):
        raise LastAdministrator
    session.delete(row)
    session.flush()
    _tell(session, who, "role-revoked", {"user": user_id, "role": role}, now=now)


def _others(session: Session, who: Who, user_id: int) -> int:
    """How many others administer it who can still sign in."""
    query = (
        select(func.count())
        .select_from(StaffRole)
        .join(User, User.id == StaffRole.user_id)
        .where(
            StaffRole.exhibition_id == who.exhibition_id,
            StaffRole.role == Role.ADMINISTRATOR,
            StaffRole.user_id != user_id,
            User.active,
        )
    )
    return session.scalar(query) or 0


def _locked(session: Session, who: Who) -> None:
    # Administrators are counted under this lock: two who leave at the same moment would else both be let go.
    if session.get(Exhibition, who.exhibition_id, with_for_update=True) is None:
        raise NotFound


def _tell(session: Session, who: Who, kind: str, values: dict[str, object], *, now: datetime) -> None:
    journal.record(
        session,
        kind,
        actor=who.actor,
        subject=f"user:{values['user']}",
        at=now,
        exhibition_id=who.exhibition_id,
        before={} if kind == "role-granted" else values,
        after=values if kind == "role-granted" else {"user": values["user"]},
    )
