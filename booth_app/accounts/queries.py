"""Answers about people, as values that cannot be changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.accounts.addresses import normal
from booth_app.accounts.models import User
from booth_app.text.problems import Unreadable


@dataclass(frozen=True, slots=True)
class PersonValue:
    """A person who can sign in. `language` is the one they read mail in."""

    id: int
    email: str
    name: str
    language: str
    confirmed: bool
    active: bool


def person(session: Session, user_id: int) -> PersonValue | None:
    """The person with an id."""
    row = session.get(User, user_id)
    return _person(row) if row else None


def people(session: Session, ids: Iterable[int]) -> dict[int, PersonValue]:
    """People by their ids, in one query; ids of nobody are left out."""
    wanted = set(ids)
    if not wanted:
        return {}
    return {row.id: _person(row) for row in session.scalars(select(User).where(User.id.in_(wanted)))}


def by_email(session: Session, email: str) -> PersonValue | None:
    """The person with an address, however it is typed."""
    try:
        address = normal(email)
    except Unreadable:
        return None
    row = session.scalar(select(User).where(User.email == address))
    return _person(row) if row else None


def _person(row: User) -> PersonValue:
    return PersonValue(row.id, row.email, row.name, row.language, row.confirmed_at is not None, row.active)
