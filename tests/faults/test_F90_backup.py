"""A copy made by the ways of `docs/deploy.md` while sixteen organisations write: whole, nothing lost, and it runs."""

import shutil
import sqlite3
import subprocess
import threading
import time
import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, select, text

from booth_app.base import schema
from booth_app.base.db import Database
from booth_app.claims.models import Claim, TakenBooth
from booth_app.claims.refusals import BoothTaken
from booth_app.journal.models import Entry
from tests.faults import driver
from tests.faults.scenes import contradictions, crowded
from tests.kit import services

CLIENTS, ROUNDS = 16, 100
ENOUGH = 30
"""Acknowledged holds before the copy is begun."""


@pytest.fixture
def spare_url(database_url, tmp_path):
    """Where a copy is restored to: another file, another empty database."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        yield f"sqlite:///{tmp_path}/restored.sqlite3"
        return
    spare = url.set(database=f"booth_{uuid.uuid4().hex[:12]}")
    admin = create_engine(url.set(drivername="postgresql+psycopg", database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{spare.database}"'))
    yield spare.render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{spare.database}" WITH (FORCE)'))
    admin.dispose()


def back_up(url: str, target: Path) -> None:
    """SQLite: what `sqlite3 FILE "VACUUM INTO '…'"` sends. PostgreSQL: `pg_dump --format=custom`."""
    if make_url(url).get_backend_name() == "sqlite":
        with sqlite3.connect(str(make_url(url).database), isolation_level=None, timeout=60) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
        return
    subprocess.run([_program("pg_dump"), "--format=custom", "--file", target, "--dbname", _plain(url)], check=True)


def restore(target: Path, url: str) -> None:
    """SQLite: the file in its place. PostgreSQL: `pg_restore` into an empty database."""
    if make_url(url).get_backend_name() == "sqlite":
        shutil.copyfile(target, str(make_url(url).database))
        return
    subprocess.run([_program("pg_restore"), "--exit-on-error", "--dbname", _plain(url), target], check=True)


def _program(name: str) -> Path:
    binaries = services.postgres_binaries()
    assert binaries
    return binaries / name


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg:", "postgresql:")


def kept(database):
    """The claims and the claims that the journal tells of."""
    with database.read() as session:
        claims = set(session.scalars(select(Claim.id)))
        told = set(session.scalars(select(Entry.subject).where(Entry.kind == "booth-held")))
    return claims, told


def taken(world):
    """The booths that somebody has."""
    with world.database.read() as session:
        return set(session.scalars(select(TakenBooth.booth_id)))


def tried_by_a_newcomer(world):
    """By booth: whether it is refused to the one organisation that took no part in the rush."""
    before, found = taken(world), {}
    for booth in world.booths:
        try:
            driver.free(world, CLIENTS, driver.hold(world, CLIENTS, [booth], driver.new_key()))
            found[booth] = False
        except BoothTaken:
            found[booth] = True
    assert taken(world) == before
    return found


@pytest.mark.timeout(240)
def test_F90_a_copy_made_while_sixteen_write_is_whole_and_runs(database_url, spare_url, tmp_path):
    acknowledged: set[int] = set()

    def hold(world, n, booths, key):
        claim = driver.hold(world, n, booths, key)
        acknowledged.add(claim)
        return claim

    with crowded(database_url, booths=8, organisations=CLIENTS + 1, hold_cap_minutes=10_000) as world:
        wishes = [tuple(world.booths[n : n + 2]) for n in range(len(world.booths) - 1)]
        rush = driver.Rush(world, rounds=ROUNDS, clients=CLIENTS, wishes=lambda dice: dice.choice(wishes), hold=hold)
        saw: list[driver.Saw] = []
        running = threading.Thread(target=lambda: saw.append(rush.run()), daemon=True)
        running.start()
        while len(acknowledged) < ENOUGH and running.is_alive():
            time.sleep(0.005)

        before = set(acknowledged)
        back_up(database_url, tmp_path / "backup")
        under_way = running.is_alive()

        running.join(120)
        assert saw[0].wrong == []
        assert len(before) >= ENOUGH
        assert under_way, "the rush was over before the copy was made"
        restore(tmp_path / "backup", spare_url)
        again = replace(world, database=Database(spare_url))
    claims, told = kept(again.database)
    assert before <= claims
    assert told == {f"claim:{claim}" for claim in claims}
    assert contradictions(again) == []
    assert schema.is_current(again.database)
    if again.database.dialect == "sqlite":
        with again.database.read() as session:
            assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    assert tried_by_a_newcomer(again) == {booth: booth in taken(again) for booth in again.booths}
    again.database.dispose()


def test_F33_a_bare_copy_of_the_file_lacks_what_was_acknowledged_and_a_backup_has_it(sqlite_url, tmp_path):
    with crowded(sqlite_url, booths=1, organisations=1) as world:
        claim = driver.hold(world, 0, world.booths, driver.new_key())
        bare, whole = tmp_path / "bare.sqlite3", tmp_path / "backup.sqlite3"

        shutil.copyfile(str(make_url(sqlite_url).database), bare)
        back_up(sqlite_url, whole)

    copies = [Database(f"sqlite:///{each}") for each in (bare, whole)]
    assert [claim in kept(each)[0] for each in copies] == [False, True]
    for each in copies:
        each.dispose()
