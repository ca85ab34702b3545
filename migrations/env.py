"""Alembic's environment: the models of all rooms, on the database that the application uses."""

from alembic import context
from sqlalchemy import Connection, text

from booth_app.accounts import models as accounts
from booth_app.base import models as base
from booth_app.base.columns import Base, UtcDateTime
from booth_app.base.db import Database
from booth_app.claims import models as claims
from booth_app.config import load
from booth_app.demos import models as demos
from booth_app.demos.pauses import models as pauses
from booth_app.demos.seats import models as seats
from booth_app.exhibitions import models as exhibitions
from booth_app.exhibitors import models as exhibitors
from booth_app.journal import models as journal
from booth_app.layouts import models as layouts
from booth_app.notices import models as notices

ROOMS = (base, accounts, journal, exhibitions, exhibitors, layouts, claims, demos, pauses, seats, notices)
LOCK = 0x6D69_6772  # one migration at a time, whichever process starts first


def plainly(kind: str, item: object, _context: object) -> str | bool:
    """Write our column types as what they are to the database, so that a migration outlives our modules."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def migrate(connection: Connection) -> None:
    """Run the migrations asked for on a connection, all in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        render_item=plainly,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


def online() -> None:
    """On the connection given by the caller, or on a new one."""
    given = context.config.attributes.get("connection")
    if given is not None:
        migrate(given)
        return
    database = Database(context.config.attributes.get("url") or load().database_url)
    with database.writer.begin() as connection:
        if database.dialect == "postgresql":
            connection.execute(text("SET LOCAL lock_timeout = '3s'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        migrate(connection)
    database.dispose()


if context.is_offline_mode():
    raise SystemExit("migrations run on a database, not offline")
online()
