"""Making and changing people from commands, the sample and the person's own page. Pages of sign-in are the library's.

Passwords are hashed by the library, so those services need an application context.
"""

import secrets
from datetime import datetime
from typing import ClassVar

from flask import current_app
from flask_security import hash_password
from sqlalchemy import exists, func, inspect, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from booth_app.accounts.addresses import normal
from booth_app.accounts.models import User
from booth_app.accounts.queries import PersonValue, person
from booth_app.base.access import Who
from booth_app.base.db import Database
from booth_app.base.errors import NotFound, Refused
from booth_app.config import SettingsError
from booth_app.journal.services import record
from booth_app.text.names import clean_name


class AddressTaken(Refused):
    """Another account has the e-mail address."""

    code: ClassVar[str] = "address-taken"


def create_person(
    session: Session,
    *,
    email: str,
    name: str,
    password: str,
    language: str = "ar",
    sample: bool = False,
    now: datetime,
) -> int:
    """A confirmed person with a password, made by whoever runs the installation.

    Returns:
        The person's id.

    Raises:
        AddressTaken: the address has an account.
        Unreadable: the address is none, or the name cannot be stored.
    """
    made = User(
        email=normal(email),
        name=clean_name(name),
        language=language,
        password=_hashed(password),
        sample=sample,
        fs_uniquifier=new_uniquifier(),
        confirmed_at=now,
        create_datetime=now,
        update_datetime=now,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        raise AddressTaken from None
    record(session, "account-registered", actor="command", subject=f"user:{made.id}", at=now, after={"confirmed": True})
    return made.id


def set_password(session: Session, user_id: int, password: str, *, now: datetime) -> None:
    """Give a person another password; every session of theirs ends.

    Raises:
        NotFound: nobody has this id.
    """
    row = _row(session, user_id)
    row.password = _hashed(password)
    row.fs_uniquifier = new_uniquifier()
    row.update_datetime = now
    record(session, "password-changed", actor="command", subject=f"user:{user_id}", at=now)


def mark_sample(session: Session, user_id: int) -> None:
    """Say that an account belongs to the sample: production refuses to start while one exists.

    Raises:
        NotFound: nobody has this id.
    """
    _row(session, user_id).sample = True


def deactivate(session: Session, who: Who, user_id: int, *, now: datetime) -> None:
    """Close an account: its sessions end at once and nobody signs in with it. Twice does nothing twice.

    Raises:
        NotFound: nobody has this id.
    """
    row = _row(session, user_id)
    if not row.active:
        return
    row.active = False
    row.fs_uniquifier = new_uniquifier()
    row.update_datetime = now
    subject = f"user:{user_id}"
    record(session, "account-closed", actor=who.actor, subject=subject, at=now, before={"active": True})


def remove_second_factor(session: Session, user_id: int, *, now: datetime) -> None:
    """Let a person who has lost it sign in without their second factor; every session of theirs ends.

    Raises:
        NotFound: nobody has this id.
    """
    row = _row(session, user_id)
    row.tf_primary_method = row.tf_totp_secret = row.mf_recovery_codes = None
    row.fs_uniquifier = new_uniquifier()
    row.update_datetime = now
    record(session, "second-factor-removed", actor="command", subject=f"user:{user_id}", at=now)


def change_person(session: Session, who: Who, *, name: str, language: str, now: datetime) -> None:
    """Change one's own name and the language of one's mail. No change is no entry.

    Raises:
        Unreadable: the name cannot be stored.
    """
    row = _row(session, who.user_id or 0)
    name = clean_name(name)
    if (row.name, row.language) == (name, language):
        return
    before, after = {"language": row.language}, {"language": language}
    words = {"before": {"name": row.name}, "after": {"name": name}} if row.name != name else None
    row.name, row.language, row.update_datetime = name, language, now
    subject = f"user:{row.id}"
    record(session, "person-changed", actor=who.actor, subject=subject, at=now, before=before, after=after, words=words)


def sign_out_everywhere(session: Session, who: Who, *, now: datetime) -> str:
    """End every session of one's own.

    Returns:
        What the session that goes on must hold.
    """
    row = _row(session, who.user_id or 0)
    row.fs_uniquifier = new_uniquifier()
    row.update_datetime = now
    record(session, "sessions-ended", actor=who.actor, subject=f"user:{row.id}", at=now)
    return row.fs_uniquifier


def sample_accounts(session: Session) -> list[PersonValue]:
    """The accounts of the sample, in the order they were made."""
    ids = session.scalars(select(User.id).where(User.sample, User.active).order_by(User.id))
    return [found for each in ids if (found := person(session, each))]


def refuse_sample_accounts(database: Database) -> None:
    """Refuse to serve strangers with accounts whose passwords are published.

    Raises:
        SettingsError: there are some, or the database does not say. Its text is one line for who starts the server.
    """
    try:
        with database.read() as session:
            if not inspect(session.connection()).has_table(User.__tablename__):
                return  # not migrated yet: there is no account at all
            if session.scalar(select(exists().where(User.sample, User.active))):
                count = session.scalar(select(func.count()).where(User.sample, User.active))
                raise SettingsError(
                    f"{count} sample accounts are in this database; `flask --app wsgi people close-samples` closes them"
                )
    except OperationalError as error:
        raise SettingsError(
            f"the database does not answer ({type(error.orig).__name__}); is DATABASE_URL right?"
        ) from None


def new_uniquifier() -> str:
    """What every session of a person holds; another one ends them all."""
    return secrets.token_hex(16)


def _hashed(password: str) -> str:
    """As the library hashes what is typed: two ways to write one letter are one password."""
    return hash_password(current_app.extensions["security"].password_util.normalize(password))


def _row(session: Session, user_id: int) -> User:
    row = session.get(User, user_id, with_for_update=True)
    if row is None:
        raise NotFound
    return row
