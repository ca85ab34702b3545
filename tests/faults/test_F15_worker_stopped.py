"""A worker stands still in the middle of a transaction: the others get on, or are told so in a bounded time, and what
it did is done once or not at all."""

import os
import signal
import time
from contextlib import suppress

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from booth_app.base import clock, db
from booth_app.base.db import Database
from booth_app.claims import services
from booth_app.claims.models import Claim
from tests.faults.scenes import contradictions, crowded
from tests.faults.test_F13_lock_held import AT_ONCE, SHORTLY, press

DONE, UNDONE = 0, 3
IDLE = 1.0
"""Seconds after which PostgreSQL ends the stopped worker's transaction here; in the product it is thirty."""


@pytest.fixture
def stopped():
    """Starts a worker that holds a booth and stops before its commit; gives its number. Whoever is left is killed."""
    workers = []

    def start(world, booth, *, setting=""):
        worker = os.fork()
        if worker == 0:
            _work(world, booth, setting)
        workers.append(worker)
        _, status = os.waitpid(worker, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        return worker

    yield start
    for each in workers:
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(each, signal.SIGKILL)
            os.waitpid(each, 0)


def _work(world, booth, setting):
    ended = 1
    try:
        database = Database(world.database.url.render_as_string(hide_password=False))
        with database.write() as session:
            if setting:
                session.execute(text(setting))
            key = "key-of-the-stopped-one"
            services.hold(session, world.who(0), [booth], request_key=key, now=clock.now(session))
            os.kill(os.getpid(), signal.SIGSTOP)
        ended = DONE
    except DBAPIError:
        ended = UNDONE
    finally:
        os._exit(ended)


def going_on(worker):
    """Let it go on; how it ended."""
    os.kill(worker, signal.SIGCONT)
    return os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])


@pytest.mark.quiet
def test_F15_on_sqlite_others_are_told_to_come_again_and_read_on(make_app, sqlite_url, stopped, monkeypatch):
    app = make_app(sqlite_url)
    with crowded(sqlite_url, booths=2, organisations=2) as world:
        worker = stopped(world, world.booths[0])
        monkeypatch.setattr(db, "BUSY_SECONDS", 1.0)

        answer, took = press(app, world, 1, "A-102", "key-of-the-other")
        page = app.test_client().get("/en/forum/booths.json")
        ended = going_on(worker)
        again, _ = press(app, world, 1, "A-102", "key-of-the-other")
        rival, _ = press(app, world, 1, "A-101", "key-of-the-rival")

        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert took < SHORTLY
        assert page.status_code == 200
        assert (ended, again.status_code, rival.status_code) == (DONE, 303, 409)
        assert world.count(Claim) == 2
        assert contradictions(world) == []


@pytest.mark.quiet
@pytest.mark.service
def test_F15_on_postgresql_its_booth_alone_waits_and_is_free_after_a_time(make_app, postgres_url, stopped):
    app = make_app(postgres_url)
    with crowded(postgres_url, booths=2, organisations=2) as world:
        with world.database.read() as session:
            ours = session.execute(text("SHOW idle_in_transaction_session_timeout")).scalar()
        worker = stopped(world, world.booths[0])

        beside, took_beside = press(app, world, 1, "A-102", "key-of-the-other")
        answer, took = press(app, world, 1, "A-101", "key-of-the-rival")
        ended = going_on(worker)

        assert ours == "30s"
        assert (beside.status_code, took_beside < AT_ONCE) == (303, True)
        assert (answer.status_code, took < SHORTLY) == (503, True)
        assert ended == DONE
        assert world.count(Claim) == 2
        assert contradictions(world) == []


@pytest.mark.quiet
@pytest.mark.service
def test_F15_on_postgresql_who_stands_still_too_long_has_done_nothing(make_app, postgres_url, stopped):
    app = make_app(postgres_url)
    with crowded(postgres_url, booths=1, organisations=2) as world:
        worker = stopped(world, world.booths[0], setting=f"SET idle_in_transaction_session_timeout = '{IDLE}s'")
        time.sleep(IDLE / 2)

        rival, took = press(app, world, 1, "A-101", "key-of-the-rival")
        ended = going_on(worker)

        assert (rival.status_code, took < SHORTLY) == (303, True)
        assert ended == UNDONE
        assert world.count(Claim) == 1
        assert contradictions(world) == []
