"""Two engines a database (one that writes, one that reads) and the transactions on them.

SQLite: WAL, `synchronous=FULL`, every writing transaction begins IMMEDIATE; on its defaults Python's
driver loses updates silently, and a deferred BEGIN fails at its first write instead of waiting.
PostgreSQL: READ COMMITTED; what must never happen is forbidden by keys.
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Literal

from flask import Flask, current_app
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

BUSY_SECONDS = 10.0
"""How long a writer waits for another one on SQLite before it gives up."""
_PATIENT = f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}"
TRIES = 5
_RETRY_STATES = frozenset({"40001", "40P01"})
_NO_LOCK_STATES = frozenset({"55P03", "57014"})


class Database:
    """The engines for one URL, and what to do after a commit."""

    def __init__(self, url: str, *, pool_size: int = 24) -> None:
        self.url = make_url(url)
        self.after_commit: list[Callable[[dict[Any, Any]], None]] = []
        if self.url.get_backend_name() == "sqlite":
            self.writer = _sqlite(url, pool_size, writes=True)
            self.reader = _sqlite(url, pool_size, writes=False)
        else:
            self.writer = _postgresql(url, pool_size)
            self.reader = self.writer.execution_options(postgresql_readonly=True)

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.writer.dialect.name

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that may write: committed at the end of the block, undone by any exception."""
        with Session(self.writer, expire_on_commit=False) as session:
            with session.begin():
                yield session
            for each in self.after_commit:
                each(session.info)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that cannot write and never waits for a writer."""
        with Session(self.reader, expire_on_commit=False) as session, session.begin():
            yield session

    def attempts(self, tries: int = TRIES) -> Iterator["Attempt"]:
        """Transactions to run a block in, again while the database asks for it.

        `for attempt in db.attempts(): with attempt as session: …`. Only for blocks that may run twice: those
        bound to a request's key, so that an outcome we did not learn is found and not repeated.
        """
        for number in range(1, tries + 1):
            attempt = Attempt(self, last=number == tries)
            yield attempt
            if not attempt.again:
                return
            time.sleep(random.uniform(0.005, 0.05))  # noqa: S311 - jitter, not a secret

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.writer.dispose()
        self.reader.dispose()


class Attempt:
    """One try of `Database.attempts`; swallows the error that asks for another try."""

    def __init__(self, database: Database, *, last: bool) -> None:
        self.again = False
        self._last = last
        self._transaction = database.write()

    def __enter__(self) -> Session:
        return self._transaction.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> Literal[True] | None:
        try:
            self._transaction.__exit__(kind, error, trace)
        except DBAPIError as failure:  # the commit itself failed
            if not self._may_run_again(failure):
                raise
            return True
        return True if isinstance(error, DBAPIError) and self._may_run_again(error) else None

    def _may_run_again(self, error: DBAPIError) -> bool:
        self.again = not self._last and asks_again(error)
        return self.again


def asks_again(error: DBAPIError) -> bool:
    """Whether the whole transaction may succeed if it is run once more."""
    # Not where SQLite was busy: a writer has waited for its turn as long as it may when it hears of that.
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in _RETRY_STATES


def is_outage(error: DBAPIError) -> bool:
    """Whether the database is away, busy or full rather than asked something wrong: 503, not 500."""
    state = getattr(error.orig, "sqlstate", None)
    return (
        isinstance(error, OperationalError) or error.connection_invalidated or state in _NO_LOCK_STATES | _RETRY_STATES
    )


def install(app: Flask, database: Database) -> None:
    """Make `database` the one that `write`, `read` and `attempts` use in this app."""
    app.extensions["database"] = database


def here() -> Database:
    """The database of the current app."""
    return current_app.extensions["database"]


@contextmanager
def write() -> Iterator[Session]:
    """`Database.write` of the current app."""
    with here().write() as session:
        yield session


@contextmanager
def read() -> Iterator[Session]:
    """`Database.read` of the current app."""
    with here().read() as session:
        yield session


def attempts() -> Iterator[Attempt]:
    """`Database.attempts` of the current app."""
    return here().attempts()


def _sqlite(url: str, pool_size: int, *, writes: bool) -> Engine:
    engine = create_engine(url, pool_size=pool_size, max_overflow=-1)

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions are begun by us, below
        cursor = connection.cursor()
        # A writer does not wait inside SQLite, whose sleeps grow to 100 ms while newcomers overtake (see _begin).
        cursor.execute("PRAGMA busy_timeout=0" if writes else _PATIENT)
        _first_touch(cursor, "PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        if not writes:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        if not writes:
            connection.exec_driver_sql("BEGIN")
            return
        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            except OperationalError as error:
                if not _sqlite_busy(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.001)
            else:
                return

    return engine


def _first_touch(cursor: Any, statement: str) -> None:
    """Run a statement that may meet another process just creating the file."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute(statement)
        except Exception as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.001)
        else:
            return


def _postgresql(url: str, pool_size: int) -> Engine:
    options = (
        "-c timezone=UTC -c lock_timeout=3000 -c statement_timeout=15000 -c idle_in_transaction_session_timeout=30000"
    )
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        max_overflow=8,
        pool_timeout=3,
        pool_pre_ping=True,
        isolation_level="READ COMMITTED",
        connect_args={"connect_timeout": 3, "options": options, "keepalives_idle": 30},
    )


def _sqlite_busy(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
