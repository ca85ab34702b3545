"""The process that migrates dies at a statement, or just before its commit: nothing of it is there, and the next one
brings the database up as if it had been the first."""

import os

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, event, inspect, make_url, text

from booth_app.base import schema
from booth_app.base.columns import Base
from booth_app.base.db import Database
from tests.conftest import migrate

EVERY, MOST = 4, 400
"""Of the statements every fourth is the last one; there are less than so many."""
DIED, DONE = 9, 0


@pytest.fixture
def empty(database_url, tmp_path):
    """A database without a table."""
    if database_url.startswith("sqlite"):
        return f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    engine = create_engine(make_url(database_url))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
        connection.execute(text("GRANT USAGE ON SCHEMA public TO PUBLIC"))  # as it was made: others use it next
    engine.dispose()
    return database_url


def migrated_by_another(url, *, statement=0, commit=False):
    """Migrate in a process of its own, which dies before its n-th statement or before its commit; how it ended."""
    child = os.fork()
    if child == 0:
        try:
            count = 0

            def die(*_given):
                nonlocal count
                count += 1
                if commit or count == statement:
                    os._exit(DIED)

            event.listen(Engine, "commit" if commit else "before_cursor_execute", die)
            migrate(url)
            os._exit(DONE)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def things(url):
    """Tables, views and triggers: whatever stands in the database."""
    engine = create_engine(make_url(url))
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            found = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
        else:
            found = set(inspect(connection).get_table_names()) | set(
                connection.execute(text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")).scalars()
            )
    engine.dispose()
    return found


def test_F87_whatever_statement_it_dies_at_nothing_is_there_and_the_next_one_succeeds(empty):
    ends, left = [migrated_by_another(empty, commit=True)], [things(empty)]

    for statement in range(1, MOST, EVERY):
        ends.append(migrated_by_another(empty, statement=statement))
        left.append(things(empty))
        if ends[-1] != DIED:
            break

    assert ends == [DIED] * (len(ends) - 1) + [DONE]
    assert len(ends) > 15
    assert left[:-1] == [set()] * (len(left) - 1)
    assert len(left[-1]) > 30
    database = Database(empty)
    assert schema.is_current(database)
    with database.writer.connect() as connection:
        given = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(given, Base.metadata) == []
    database.dispose()
