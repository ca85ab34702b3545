"""One clock: the database's."""

from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

_POSTGRESQL = text("SELECT clock_timestamp()")


def now(session: Session) -> datetime:
    """The time to judge this transaction by; read it once and pass it on.

    PostgreSQL's `now()` stands still inside a transaction, so a request that waited for a lock would judge
    expiry by a time before the wait: hence `clock_timestamp()`. SQLite lives on this machine and has its time.
    """
    if session.get_bind().dialect.name == "postgresql":
        return session.execute(_POSTGRESQL).scalar_one().astimezone(UTC)
    return datetime.now(UTC)
