"""Where the sign-in library keeps people: a session that reads without waiting and writes only when it must."""

from typing import Any

from flask import Flask
from flask.globals import app_ctx
from flask_security import SQLAlchemySessionUserDatastore
from sqlalchemy import Delete, Insert, Update, event
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from booth_app.accounts.models import NoRole, User
from booth_app.base.db import Database


class RoutedSession(Session):
    """Reads on the reading engine, writes on the writing one.

    Nearly every request looks up who asks; on SQLite a session that could write would queue all of them
    behind the writers (writing transactions begin IMMEDIATE).
    """

    def __init__(self, database: Database, **options: Any) -> None:
        super().__init__(**options)
        self._database = database

    def get_bind(self, mapper: Any = None, *, clause: Any = None, **options: Any) -> Any:
        """The engine for one statement."""
        del mapper, options
        if self._flushing or isinstance(clause, Update | Delete | Insert):
            return self._database.writer
        return self._database.reader


def people(app: Flask, database: Database) -> SQLAlchemySessionUserDatastore:
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

    return SQLAlchemySessionUserDatastore(session, User, NoRole)
