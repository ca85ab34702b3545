"""SQLite's disk full in the middle of work: what was acknowledged is there, reading goes on, room cures it."""

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError

from booth_app.claims.models import Claim
from booth_app.journal import services as journal
from tests.faults.scenes import crowded
from tests.faults.test_F13_lock_held import press


@pytest.fixture
def disk(make_app, sqlite_url):
    """An app, and how large its database may become: SQLite refuses as it does where the disk has no room."""
    app = make_app(sqlite_url)
    engine = app.extensions["database"].writer
    room = [0]

    @event.listens_for(engine, "begin")
    def limit(connection):
        connection.exec_driver_sql(f"PRAGMA max_page_count = {room[0] or 2**32 - 2}")

    def give(pages):
        with engine.connect() as connection:
            room[0] = pages and connection.exec_driver_sql("PRAGMA page_count").scalar_one() + pages

    return app, give


def filled(app, world):
    """Fill what room there is to the last page: the error in the end."""
    database = app.extensions["database"]
    for size in (4000, 40):
        with pytest.raises(OperationalError) as full:
            while True:
                with database.write() as session:
                    journal.record(
                        session, "settings-changed", actor="system", subject="exhibition:1", at=world.now,
                        exhibition_id=world.exhibition, after={"filling": "x" * size},
                    )  # fmt: skip
    return full.value.orig.sqlite_errorname


def test_F17_what_was_acknowledged_stays_and_others_are_told_and_read_on(disk, sqlite_url):
    app, give = disk
    with crowded(sqlite_url, booths=2, organisations=2) as world:
        first, _ = press(app, world, 0, "A-101", "first-key-of-a-form")
        give(30)
        full = filled(app, world)
        refused, _ = press(app, world, 1, "A-102", "other-key-of-a-form")
        page = app.test_client().get("/en/forum/booths.json")
        with world.database.read() as session:
            claims = session.scalar(select(func.count()).select_from(Claim))
        give(0)
        again, _ = press(app, world, 1, "A-102", "other-key-of-a-form")

    assert first.status_code == 303
    assert full == "SQLITE_FULL"
    assert (refused.status_code, refused.headers.get("Retry-After")) == (503, "5")
    assert page.status_code == 200
    assert claims == 1
    assert again.status_code == 303
