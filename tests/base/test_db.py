"""Transactions: nothing lost, waiting bounded, settings as promised."""

import threading

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from booth_app.base.models import RequestKey


def count_up(begin, rounds=50, threads=4):
    def work():
        for _ in range(rounds):
            with begin() as connection:
                value = connection.execute(text("SELECT n FROM counter")).scalar_one()
                connection.execute(text("UPDATE counter SET n = :n"), {"n": value + 1})

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()


def test_no_update_is_lost_between_writers(sqlite_url):
    from booth_app.base.db import Database  # noqa: PLC0415

    database = Database(sqlite_url)
    with database.write() as session:
        session.execute(text("CREATE TABLE counter (n INTEGER)"))
        session.execute(text("INSERT INTO counter VALUES (0)"))

    count_up(database.write)

    with database.read() as session:
        assert session.execute(text("SELECT n FROM counter")).scalar_one() == 200


def test_F00_the_drivers_own_defaults_lose_updates(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'plain.sqlite3'}", connect_args={"timeout": 30})
    with engine.begin() as connection:
        connection.execute(text("PRAGMA journal_mode=WAL"))
        connection.execute(text("CREATE TABLE counter (n INTEGER)"))
        connection.execute(text("INSERT INTO counter VALUES (0)"))

    count_up(engine.begin)

    with engine.connect() as connection:
        assert connection.execute(text("SELECT n FROM counter")).scalar_one() < 200


def test_sqlite_keeps_what_it_acknowledged(sqlite_url):
    from booth_app.base.db import Database  # noqa: PLC0415

    with Database(sqlite_url).writer.connect() as connection:
        settings = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]

    assert settings == ["wal", 2]


def test_a_reading_transaction_cannot_write(database, now):
    with pytest.raises(Exception, match=r"(?i)read.?only"), database.read() as session:
        session.add(RequestKey(scope="s", key="k", fingerprint="f", at=now))
        session.flush()


def test_F14_an_attempt_runs_again_when_the_database_asks_for_it(database):
    class Busy(Exception):
        sqlite_errorname = "SQLITE_BUSY"
        sqlstate = "40P01"

    tries = 0
    for attempt in database.attempts():
        with attempt as session:
            tries += 1
            session.execute(text("SELECT 1"))
            if tries < 3:
                raise OperationalError("x", {}, Busy())

    assert tries == 3


def test_F14_an_attempt_gives_up_with_the_last_error(database):
    class Busy(Exception):
        sqlite_errorname = "SQLITE_BUSY"
        sqlstate = "40001"

    with pytest.raises(OperationalError):
        for attempt in database.attempts():
            with attempt as session:
                session.execute(text("SELECT 1"))
                raise OperationalError("x", {}, Busy())
