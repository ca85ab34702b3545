"""The database goes away in the middle of work, in three ways, and comes back: nothing acknowledged is lost, whoever
asks meanwhile is told to come again, and the application goes on by itself."""

import time
from datetime import UTC, datetime

import pytest
from sqlalchemy import create_engine, make_url, select, text

from booth_app.accounts.models import User
from booth_app.claims.models import Claim, TakenBooth
from tests.claims.world import build
from tests.conftest import migrate
from tests.kit import make, services

SHORTLY = 4.5
"""Seconds until somebody who asks while nothing answers is told so: connecting is given up after three."""
BACK = 5.0
"""Seconds after the database answers again within which the application works again."""


@pytest.fixture
def cluster():
    """A PostgreSQL of its own, with every setting that survives a crash."""
    binaries = services.postgres_binaries() or services.missing("PostgreSQL")
    assert binaries
    made = services.Postgres(binaries, durable=True)
    yield made
    made.remove()


@pytest.fixture
def site(cluster, make_app):
    """The application on it, with three booths and two organisations."""
    admin = create_engine(
        make_url(cluster.url("postgres")).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE booth"))
    admin.dispose()
    migrate(cluster.url("booth"))
    app = make_app(cluster.url("booth"))
    now = datetime.now(UTC)
    app.world = build(app.extensions["database"], now, booths=3, booking_opens_at=None, booking_closes_at=None)
    return app


def signed_in(site, n):
    with site.world.database.read() as session:
        user = session.get_one(User, site.world.people[n])
        return make.sign_in(site.test_client(), user, session.get_one(make.Organisation, site.world.organisations[n]))


def hold(person, number):
    return person.post(f"/en/forum/booths/{number}/hold", data={"request_key": f"key-of-the-form-{number}"})


def fast(cluster):
    """As an administrator restarts it: whoever is connected is thrown out."""
    cluster.stop()


def crash(cluster):
    """The postmaster is gone from one moment to the next."""
    cluster.stop(kill=True)


@pytest.mark.quiet
@pytest.mark.service
@pytest.mark.timeout(180)
@pytest.mark.parametrize("end", [fast, crash])
def test_F10_what_was_acknowledged_is_there_and_work_goes_on_by_itself(site, cluster, end):
    person = signed_in(site, 0)
    acknowledged = hold(person, "A-101")

    end(cluster)
    began = time.monotonic()
    meanwhile = hold(person, "A-102")
    took = time.monotonic() - began
    cluster.start()
    back, again = time.monotonic(), hold(person, "A-102")
    while again.status_code == 503 and time.monotonic() < back + BACK:
        time.sleep(0.1)
        again = hold(person, "A-102")

    assert acknowledged.status_code == 303
    assert (meanwhile.status_code, meanwhile.headers["Retry-After"]) == (503, "5")
    assert took < SHORTLY
    assert "Traceback" not in meanwhile.get_data(as_text=True)
    assert again.status_code == 303
    with site.world.database.read() as session:
        taken = set(session.scalars(select(TakenBooth.booth_id)))
        states = list(session.scalars(select(Claim.state)))
    assert taken == set(site.world.booths[:2])
    assert states == ["held", "held"]
