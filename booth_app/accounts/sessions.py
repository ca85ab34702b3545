"""How long a session lives, and that one which was ended stays ended.

A session is the browser's signed cookie. It ends after two hours without a request and twelve hours after the password
was last typed, whichever comes first; at sign-out; and with all others of the person when the password or the
second factor changes, when the account is closed, or on request (another `fs_uniquifier`).
"""

import secrets
import time
from datetime import timedelta
from hashlib import sha256
from typing import Any

from flask import Flask, g, session
from flask_security import user_authenticated
from sqlalchemy import delete, exists, select
from sqlalchemy.dialects import postgresql, sqlite

from booth_app.accounts import store
from booth_app.accounts.mail import commit_later
from booth_app.accounts.models import EndedSession

IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
_NOTED_EVERY = 60
"""Seconds between two writings of the time a session was seen: not every answer sets a cookie."""

_NUMBER, _SEEN, _TYPED = "number", "seen", "fs_paa"
_KEPT = ("_user_id", "_fresh", "_id", "fs_cc", _TYPED, "_flashes")
_CSRF = "csrf_token"


def init_app(app: Flask) -> None:
    """Check each session before anyone asks who it is, and begin each one anew at sign-in."""

    @app.before_request
    def check() -> None:
        if "_user_id" not in session:
            return
        at = time.time()
        typed = session.get(_TYPED, 0)
        seen = session.get(_SEEN, typed)
        if at - typed > LONGEST.total_seconds() or at - seen > IDLE.total_seconds() or _ended():
            session.clear()
        elif at - seen > _NOTED_EVERY:
            session[_SEEN] = int(at)

    user_authenticated.connect(_begin, app)


def end() -> None:
    """End this session for good: a copy of its cookie opens nothing."""
    if number := session.get(_NUMBER):
        database, now = store.current(), store.now()
        insert: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[database.get_bind().dialect.name]
        database.execute(delete(EndedSession).where(EndedSession.until < now))
        row = insert(EndedSession).values(id=_hash(number), until=now + LONGEST)
        database.execute(row.on_conflict_do_nothing())
        commit_later()
    session.clear()


def go_on_as(uniquifier: str) -> None:
    """Let this session alone outlive a new `fs_uniquifier`."""
    session["_user_id"] = uniquifier


def _begin(_app: Flask, **_values: Any) -> None:
    """A new session at every sign-in: nothing that stood in the browser before is trusted with who it is now."""
    kept = {name: session[name] for name in _KEPT if name in session}
    session.clear()
    session.update(kept)
    session[_NUMBER] = secrets.token_urlsafe(16)
    session[_SEEN] = int(time.time())
    g.pop(_CSRF, None)


def _ended() -> bool:
    number = session.get(_NUMBER)
    return number is not None and bool(store.current().scalar(select(exists().where(EndedSession.id == _hash(number)))))


def _hash(number: str) -> str:
    return sha256(number.encode()).hexdigest()
