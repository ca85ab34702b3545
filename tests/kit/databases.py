"""PostgreSQL databases for tests, made once and emptied: making one takes half a second, and hundreds are needed."""

import time
import uuid

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

_EMPTY = text(
    """
    DO $$
    DECLARE each regclass; used boolean;
    BEGIN
        SET LOCAL session_replication_role = replica;  -- no trigger and no foreign key minds
        FOR each IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                    AND relname <> 'alembic_version' LOOP
            EXECUTE format('SELECT EXISTS (SELECT FROM %s)', each) INTO used;
            IF used THEN EXECUTE format('DELETE FROM %s', each); END IF;
        END LOOP;
        PERFORM setval(oid::regclass, 1, false) FROM pg_class
            WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace;
    END $$
    """
)
_LOOKS = text(
    """
    SELECT md5(string_agg(said, ',' ORDER BY said)) FROM (
        SELECT concat(conrelid::regclass, conname, pg_get_constraintdef(oid)) AS said
            FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT concat(pg_get_triggerdef(oid), tgenabled) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT concat(oid::regprocedure, md5(prosrc)) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT concat(attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull,
            pg_get_expr(adbin, adrelid))
            FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
            LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
            WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0
        UNION ALL SELECT concat('set', setconfig) FROM pg_db_role_setting
            JOIN pg_database ON pg_database.oid = setdatabase WHERE datname = current_database()
    ) AS parts
    """
)
_ALONE = text(
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = :name AND pid <> pg_backend_pid()"
)
_TRIES = 100


class Databases:
    """Lends migrated, empty databases, each under a name that no test has seen: nothing kept by name is met again."""

    def __init__(self, template: URL) -> None:
        self._template = template
        self._idle: list[str] = []
        with _at(template) as connection:
            self._looks = connection.scalar(_LOOKS)

    def lend(self) -> URL:
        """A database for one test."""
        name = f"booth_{uuid.uuid4().hex[:12]}"
        with _at(self._template.set(database="postgres")) as connection:
            if self._idle:
                connection.execute(text(f'ALTER DATABASE "{self._idle.pop()}" RENAME TO "{name}"'))
            else:
                self._make(connection, name)
        return self._template.set(database=name)

    def take_back(self, lent: URL) -> None:
        """Empty it for the next test, or drop it if the test has changed its schema."""
        name = str(lent.database)
        with _at(self._template.set(database="postgres")) as connection:
            if not self._emptied(connection, lent):
                connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
                return
        self._idle.append(name)

    def _emptied(self, connection: Connection, lent: URL) -> bool:
        for _ in range(_TRIES):
            if not connection.scalar(_ALONE, {"name": lent.database}):
                break
            time.sleep(0.01)
        try:
            with _at(lent) as inside:
                if inside.scalar(_LOOKS) != self._looks:
                    return False
                inside.execute(_EMPTY)
        except DBAPIError:
            return False
        return True

    def _make(self, connection: Connection, name: str) -> None:
        # From PostgreSQL 15 the default copies through the log, which is meant for a server that is to survive.
        how = " STRATEGY FILE_COPY" if (connection.dialect.server_version_info or (0,)) >= (15, 0) else ""
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{self._template.database}"{how}'))


def _at(url: URL) -> Connection:
    return create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect()
