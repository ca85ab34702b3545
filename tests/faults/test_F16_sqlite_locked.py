"""SQLite's file locked by a backup or a shell: writers wait a bounded time, are told so, and readers do not wait."""

import time

import pytest
from sqlalchemy import create_engine, select

from booth_app.base import db
from booth_app.claims.models import Claim
from tests.faults.scenes import crowded
from tests.faults.test_F13_lock_held import press

WAIT = 3.0  # seconds: long beside what a busy machine adds to a request


@pytest.fixture
def shell(sqlite_url):
    """Somebody else who has begun to write and does not go on."""
    engine = create_engine(sqlite_url)
    with engine.connect() as connection:
        yield connection.connection.driver_connection
    engine.dispose()


@pytest.mark.quiet
def test_F16_a_writer_waits_once_and_is_told_to_come_again_and_readers_do_not_wait(
    make_app, sqlite_url, shell, monkeypatch
):
    app = make_app(sqlite_url)
    with crowded(sqlite_url, booths=1, organisations=1) as world:
        monkeypatch.setattr(db, "BUSY_SECONDS", WAIT)
        shell.execute("BEGIN IMMEDIATE")

        answer, took = press(app, world, 0, "A-101", "first-key-of-a-form")
        began = time.monotonic()
        page = app.test_client().get("/en/forum/booths.json")
        read_in = time.monotonic() - began
        shell.execute("ROLLBACK")
        with world.database.read() as session:
            claims = list(session.scalars(select(Claim.id)))
        again, _ = press(app, world, 0, "A-101", "first-key-of-a-form")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert WAIT <= took < 2 * WAIT, "waited once, or not at all"
    assert (page.status_code, read_in < WAIT) == (200, True)
    assert claims == []
    assert again.status_code == 303
