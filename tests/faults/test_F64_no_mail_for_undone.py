"""F64: what a transaction undid was never told, and a crash while telling loses and doubles nothing."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from booth_app.journal import services as journal
from booth_app.notices import routing
from booth_app.notices.models import Message, ReadUpTo
from tests.kit import make

NOW = datetime(2026, 12, 6, 8, 0, tzinfo=UTC)


class Crash(Exception):
    """Something fails after the work was done and before it was kept."""


def ask_for_confirmation(database, *, crash=False):
    with database.write() as session:
        person = make.user(session, confirmed_at=None)
        journal.record(session, "confirmation-asked", actor="system", subject=f"user:{person.id}", at=NOW)
        if crash:
            raise Crash


def route(database, *, crash=False):
    with database.write() as session:
        journal.give_numbers(session)
        routing.begin(session)
    with database.write() as session:
        routing.route(session, host="example.org", now=NOW)
        if crash:
            raise Crash


def counted(database):
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Message))


def test_no_mail_for_work_that_was_undone(database):
    with pytest.raises(Crash):
        ask_for_confirmation(database, crash=True)
    ask_for_confirmation(database)

    route(database)

    assert counted(database) == 1


def test_a_crash_while_reading_the_journal_loses_and_doubles_nothing(database):
    ask_for_confirmation(database)
    with pytest.raises(Crash):
        route(database, crash=True)
    after_the_crash = counted(database)

    route(database)
    route(database)

    assert (after_the_crash, counted(database)) == (0, 1)
    with database.read() as session:
        assert session.scalars(select(ReadUpTo.reader)).all() == [routing.READER]
