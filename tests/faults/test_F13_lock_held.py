"""A lock that somebody holds for long: a short wait, an answer that says so, and nobody else is kept waiting."""

import threading
import time

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, make_url, select, text
from sqlalchemy.exc import OperationalError

from booth_app.accounts.models import User
from booth_app.claims.models import Claim
from tests.conftest import ROOT
from tests.faults.scenes import crowded
from tests.kit import make

SHORTLY = 6.0
"""Seconds within which somebody who waits for the lock has an answer: it waits for three."""
AT_ONCE = 2.0


@pytest.fixture
def other(postgres_url):
    """A connection of somebody else's, that keeps what it locks until it is told to let go."""
    engine = create_engine(make_url(postgres_url).set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        yield connection
        connection.rollback()
    engine.dispose()


def press(app, world, n, number, key):
    """Hold a booth by its form as the n-th organisation: the answer, and how long it took."""
    with world.database.read() as session:
        user = session.get_one(User, world.people[n])
        person = make.sign_in(app.test_client(), user, session.get_one(make.Organisation, world.organisations[n]))
    began = time.monotonic()
    answer = person.post(f"/en/forum/booths/{number}/hold", data={"request_key": key})
    return answer, time.monotonic() - began


@pytest.mark.quiet
def test_F13_who_wants_the_locked_booth_is_told_to_come_again_and_others_do_not_wait(make_app, postgres_url, other):
    app = make_app(postgres_url)
    with crowded(postgres_url, booths=2, organisations=2) as world:
        other.execute(text("SELECT 1 FROM booth WHERE id = :id FOR UPDATE"), {"id": world.booths[0]})
        waited = []
        first = threading.Thread(target=lambda: waited.append(press(app, world, 0, "A-101", "first-key-of-a-form")))
        first.start()
        time.sleep(0.5)

        beside, took_beside = press(app, world, 1, "A-102", "other-key-of-a-form")
        first.join()
        answer, took = waited[0]
        with world.database.read() as session:
            holders = list(session.scalars(select(Claim.organisation_id)))
        other.rollback()
        again, _ = press(app, world, 0, "A-101", "first-key-of-a-form")

    assert (beside.status_code, took_beside < AT_ONCE) == (303, True)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert took < SHORTLY
    assert holders == [world.organisations[1]]
    assert again.status_code == 303


@pytest.mark.quiet
def test_F88_a_migration_that_has_to_wait_gives_up_and_changes_nothing(postgres_url, other):
    other.execute(text("LOCK TABLE booth IN ACCESS SHARE MODE"))
    setup = Config(str(ROOT / "alembic.ini"))
    setup.attributes["url"] = postgres_url
    began = time.monotonic()

    with pytest.raises(OperationalError, match="lock timeout"):
        command.downgrade(setup, "base")

    assert time.monotonic() - began < SHORTLY
    other.rollback()
    assert other.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
    assert other.execute(text("SELECT count(*) FROM booth")).scalar() == 0
