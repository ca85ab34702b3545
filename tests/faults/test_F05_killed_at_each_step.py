"""Every changing service, killed at its n-th statement for every n, before its commit and after it: all or nothing, and
the same request again ends in exactly one effect.
"""

import os

import pytest
from sqlalchemy import Table, event, select

from booth_app.base.columns import Base
from booth_app.base.db import Database
from booth_app.base.errors import Refused
from booth_app.claims import services
from booth_app.claims.services import Beneficiary, Body, Move
from booth_app.exhibitors.models import Category
from booth_app.journal.models import Number, Pending
from tests.claims.world import TYPED, build

UNORDERED = {Number.__tablename__, Pending.__tablename__}
"""Given after the commit, by whoever comes by: no part of what a service does."""


class Killed(Exception):
    """The process is gone."""


def snapshot(database):
    """Everything that is stored."""
    with database.read() as session:
        return {
            table.name: sorted(map(repr, session.execute(select(table)).all()))
            for table in Base.metadata.sorted_tables
            if isinstance(table, Table) and table.name not in UNORDERED
        }


def killing(database, at, kill):
    """Kill at the `at`-th statement of a transaction that writes (counted from 1); gives what takes it back."""
    count = 0

    def statement(*_given):
        nonlocal count
        count += 1
        if count == at:
            kill()

    event.listen(database.writer, "before_cursor_execute", statement)
    return lambda: event.remove(database.writer, "before_cursor_execute", statement)


def cases():
    """name → what is there before, and the request that is killed."""

    def held(world):
        world.settings(quota=None)
        return world.hold(0, 1).claim_id

    def lapsed(world):
        return world.hold(0, 1).claim_id

    def shared(world):
        claim = world.confirmed(0)
        return claim, world.do(services.share, world.who(), claim, BODY).profile_id

    key = {"request_key": "the-key-of-the-request"}
    return {
        "hold": (lambda w: None, lambda w, _: w.hold(0, 1, key="the-key-of-the-request")),
        "take over": (lapsed, lambda w, _: w.hold(1, 2, by=1, at=15, key="the-key-of-the-request")),
        "extend": (held, lambda w, c: w.do(services.extend, w.who(), c, at=1, **key)),
        "release": (held, lambda w, c: w.do(services.release, w.who(), c, at=1, **key)),
        "submit": (held, lambda w, c: w.submit(c, key="the-key-of-the-request")),
        "submit again": (lapsed, lambda w, c: w.submit(c, at=20, key="the-key-of-the-request")),
        "fill": (held, lambda w, c: w.do(services.fill, w.who(), c, TYPED, at=1, **key)),
        "withdraw": (lambda w: w.submitted(0, 1), lambda w, c: w.do(services.withdraw, w.who(), c, at=5, **key)),
        "cancel": (lambda w: w.confirmed(0, 1), lambda w, c: w.do(services.cancel, w.who(), c, at=5, **key)),
        "approve": (lambda w: w.submitted(0, 1), lambda w, c: w.do(services.approve, w.staff, c, at=5)),
        "reject": (lambda w: w.submitted(0, 1), lambda w, c: w.do(services.reject, w.staff, c, reason="x", at=5)),
        "vacate": (lambda w: w.confirmed(0, 1), lambda w, c: w.do(services.vacate, w.staff, c, reason="x", at=5)),
        "assign": (
            lambda w: None,
            lambda w, _: w.do(services.assign, w.staff, w.organisations[0], booth_ids=w.booths[:2], **key),
        ),
        "move": (
            lambda w: (w.confirmed(0), w.confirmed(4, by=1)),
            lambda w, c: w.do(
                services.move_all,
                w.staff,
                [Move(c[0], {w.booths[0]: w.booths[4]}), Move(c[1], {w.booths[4]: w.booths[0]})],
                at=5,
            ),
        ),
        "share": (held, lambda w, c: w.do(services.share, w.who(), c, BODY, at=1, **key)),
        "unshare": (shared, lambda w, c: w.do(services.unshare, w.who(), *c, at=5)),
        "reserve": (
            lapsed,
            lambda w, _: w.do(services.reserve, w.staff, w.booths[0], beneficiary=KEPT, until=None, at=15),
        ),
        "unreserve": (
            lambda w: w.do(services.reserve, w.staff, w.booths[0], beneficiary=KEPT, until=None),
            lambda w, _: w.do(services.unreserve, w.staff, w.booths[0], at=1),
        ),
        "close": (lapsed, lambda w, _: w.do(services.close, w.staff, w.booths[0], at=15)),
        "reopen": (
            lambda w: w.do(services.close, w.staff, w.booths[0]),
            lambda w, _: w.do(services.reopen, w.staff, w.booths[0], at=1),
        ),
        "sweep": (
            lapsed,
            lambda w, _: w.do(lambda session, _who, *, now: services.sweep(session, now=now), w.staff, at=15),
        ),
    }


BODY = Body("جهة", "A body", "SA", Category.HOTLINE)
KEPT = Beneficiary(label_ar="وزارة")
CASES = cases()


def test_every_service_that_changes_something_is_killed_here():
    verbs = {name.replace(" ", "_") for name in CASES} - {"take_over", "submit_again"}
    others = {"glance", "guest", "settle", "move_all"}

    assert verbs == {name for name in services.__all__ if name[0].islower()} - others


@pytest.mark.parametrize("name", CASES)
def test_F05_at_every_statement_it_is_all_or_nothing(database, now, name):
    before, request = CASES[name]
    world = build(database, now)
    subject = before(world)
    begun = snapshot(database)

    for n in range(1, 60):
        took_back = killing(database, n, lambda: (_ for _ in ()).throw(Killed))
        try:
            request(world, subject)
        except Killed:
            took_back()
            assert snapshot(database) == begun, f"killed at statement {n}"
        else:
            took_back()
            break
    done = snapshot(database)

    assert n > 2
    assert done != begun
    again(world, request, subject)
    assert repeatable(snapshot(database)) == repeatable(done)


def again(world, request, subject):
    """The same request a second time: replayed, or refused because it has been done."""
    code = ""
    try:
        request(world, subject)
    except Refused as refused:
        code = refused.code
    assert code in ("", "wrong-state", "not-found", "stale", "invalid")


def repeatable(stored):
    """What a second request may not change. (A reservation that is made again is told again.)"""
    return {name: rows for name, rows in stored.items() if not name.startswith("journal")}


KILLED = 9
IN_A_CHILD = ["hold", "take over", "submit", "submit again", "cancel"]


@pytest.mark.parametrize("name", IN_A_CHILD)
def test_F05_a_process_that_dies_at_any_statement_leaves_nothing(database_url, now, name):
    world, subject, request, begun = prepared(database_url, now, name)

    for n in range(1, 60):
        if die(database_url, world, request, subject, at=n) == 0:
            break
        assert stored(database_url) == begun, f"died at statement {n}"

    assert n > 2
    assert stored(database_url) != begun


@pytest.mark.parametrize("name", IN_A_CHILD)
def test_F05_a_process_that_dies_round_its_commit_has_one_effect(database_url, now, name):
    world, subject, request, begun = prepared(database_url, now, name)

    assert die(database_url, world, request, subject, at="before commit") == KILLED
    assert stored(database_url) == begun
    assert die(database_url, world, request, subject, at="after commit") == KILLED
    done = stored(database_url)
    world.database = Database(database_url)
    answer = request(world, subject)
    world.database.dispose()

    assert done != begun
    assert answer.replayed
    assert stored(database_url) == done


def prepared(url, now, name):
    """What is there before, and nobody connected any more."""
    before, request = CASES[name]
    database = Database(url)
    world = build(database, now)
    subject = before(world)
    database.dispose()
    return world, subject, request, stored(url)


def stored(url):
    """Everything that is stored, seen by someone who comes new."""
    database = Database(url)
    try:
        return snapshot(database)
    finally:
        database.dispose()


def die(url, world, request, subject, *, at):
    """Run the request in a child process that ends itself without a word; how it ended."""
    child = os.fork()
    if child == 0:
        try:
            database = world.database = Database(url)
            if at == "before commit":
                event.listen(database.writer, "commit", lambda _connection: os._exit(KILLED))
            elif at == "after commit":
                database.after_commit.append(lambda _info: os._exit(KILLED))
            else:
                killing(database, at, lambda: os._exit(KILLED))
            request(world, subject)
        except BaseException:
            os._exit(7)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)
