"""What a production start refuses beside wrong settings: a weak database, an old schema."""

from sqlalchemy import text

from booth_app.base import schema
from booth_app.base.db import Database
from booth_app.config import SettingsError

_DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


def check(database: Database) -> None:
    """Refuse to serve strangers from a database that may lose what it acknowledged.

    Raises:
        SettingsError: one line that says what is weak and what would be right.
    """
    if database.dialect == "sqlite":
        with database.writer.connect() as connection:
            mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
            level = connection.exec_driver_sql("PRAGMA synchronous").scalar()
        if (mode, level) != ("wal", 2):
            raise SettingsError(
                f"SQLite runs with journal_mode={mode}, synchronous={level}; it must be wal and 2 (FULL)"
            )
    else:
        with database.writer.connect() as connection:
            for name, wanted in _DURABLE.items():
                found = connection.execute(text(f"SHOW {name}")).scalar()
                if found not in (wanted, "remote_apply", "remote_write", "local"):
                    raise SettingsError(
                        f"PostgreSQL runs with {name}={found}; it must be {wanted}, or claims can be lost"
                    )
    if not schema.is_current(database):
        raise SettingsError("the database has another schema than this version; run: flask --app wsgi prepare")
