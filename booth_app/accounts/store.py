"""Where the sign-in library keeps people: a session that reads without waiting and writes only when it must."""

from datetime import datetime
from typing import Any

from flask import Flask, current_app
from flask.globals import app_ctx
from flask_security import SQLAlchemySessionUserDatastore
from sqlalchemy import Delete, Insert, Update, event
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from booth_app.accounts.models import NoRole, User
from booth_app.base import clock
from booth_app.base.db import Database


class RoutedSession(Session):
    """Reads on the reading engine, writes (and reads that lock) on the writing one.

    Nearly every request looks up who asks; on SQLite a session that could write would queue all of them
    behind the writers (writing transactions begin IMMEDIATE).
    """

    def __init__(self, database: Database, **options: Any) -> None:
        super().__init__(**options)
        self._database = database

    def get_bind(self, mapper: Any = None, *, clause: Any = None, **options: Any) -> Any:
        """The engine for one statement."""
        del options
        locks = getattr(clause, "_for_update_arg", None) is not None
        writes = isinstance(clause, Update | Delete | Insert)
        inserts_many = clause is None and mapper is not None  # the ORM's own inserts name a table and no statement
        return self._database.writer if self._flushing or locks or writes or inserts_many else self._database.reader


class People(SQLAlchemySessionUserDatastore):
    """The library's datastore, for people without the library's roles."""

    def _prepare_create_user_args(self, **kwargs: Any) -> dict[str, Any]:
        given = super()._prepare_create_user_args(**kwargs)
        del given["roles"]
        at = now()
        return {"create_datetime": at, "update_datetime": at} | given


def people(app: Flask, database: Database) -> People:
    """The library's datastore on a session of its own per app context."""
    maker = sessionmaker(class_=RoutedSession, database=database, expire_on_commit=False)
    session = scoped_session(maker, scopefunc=lambda: id(app_ctx._get_current_object()))  # pyright: ignore[reportAttributeAccessIssue]

    @event.listens_for(maker, "after_commit")
    def tell(committed: Session) -> None:
        for each in database.after_commit:
            each(dict(committed.info))
        committed.info.clear()

    @app.teardown_appcontext
    def done(_error: BaseException | None) -> None:
        session.remove()

    return People(session, User, NoRole)


def here() -> People:
    """The datastore of the current app."""
    return current_app.extensions["security"].datastore


def current() -> Session:
    """The session in which the library works in this request. Whoever writes in it asks `mail.commit_later`."""
    return here().db.session


def now() -> datetime:
    """The time by the one clock, for what the library writes."""
    return clock.now(current())
