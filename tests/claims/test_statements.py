"""How many statements the verbs of a rush take: counted, so that nobody adds one unseen."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from booth_app.claims import services
from booth_app.claims.refusals import BoothTaken
from tests.claims.world import TYPED, build


@contextmanager
def counted(database):
    """What is said to the database in the block, transactions' beginnings and ends left out."""
    said = []

    def each(_connection, _cursor, statement, *_more):
        if not statement.startswith("BEGIN"):
            said.append(statement)

    # PostgreSQL's reader is the writer's engine with an option: it hears what the writer's listeners hear.
    engines = [database.writer, *([database.reader] if database.dialect == "sqlite" else [])]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", each)
    yield said
    for engine in engines:
        event.remove(engine, "before_cursor_execute", each)


@pytest.fixture
def world(database, now):
    return build(database, now, quota=None)


def test_a_hold_takes_ten_statements_and_one_more_for_each_booth_beyond_the_first(world):
    lock = 1 if world.database.dialect == "postgresql" else 0  # rows are locked there, the whole file here

    with counted(world.database) as one:
        world.hold(0)
    with counted(world.database) as three:
        world.hold(2, 3, 4, by=1)

    plan = sum("layout_revision" in each or "booth_shape" in each or "fixture_shape" in each for each in three)
    assert len(one) == 10 + lock
    assert len(three) - plan == 10 + lock + 2


def test_a_replayed_hold_takes_three(world):
    world.hold(0, key="one-and-the-same")

    with counted(world.database) as said:
        world.hold(0, key="one-and-the-same")

    assert len(said) == 3


def test_a_loser_is_refused_by_one_read_and_writes_nothing(world):
    world.hold(0)

    with counted(world.database) as said, world.database.read() as session:
        asked = {"request_key": world.key(), "now": world.at(1)}
        with pytest.raises(BoothTaken):
            services.glance(session, world.who(1), world.booths[:1], **asked)

    assert [each.split()[0] for each in said] == ["SELECT"]


def test_submitting_and_releasing(world):
    more = 1 if world.database.dialect == "postgresql" else 0
    first, second = world.hold(0), world.hold(1, by=1)

    with counted(world.database) as submit:
        world.submit(first.claim_id, details=TYPED)
    with counted(world.database) as release:
        world.do(services.release, world.who(1), second.claim_id, at=1, request_key=world.key())

    assert len(submit) == 10 + more
    assert len(release) == 8 + more
