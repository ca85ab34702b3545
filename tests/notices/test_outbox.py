"""The outbox: each message has one sender at a time, and only that one says what became of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from booth_app.base import clock
from booth_app.base.access import Who
from booth_app.base.db import Database
from booth_app.base.errors import NotFound
from booth_app.journal import queries as journal
from booth_app.journal import services as journaling
from booth_app.notices import outbox
from booth_app.notices.models import Message, MessageState
from tests.kit import make
from tests.kit.owed import counted, owe, states

NOW = datetime(2026, 12, 6, 8, 0, tzinfo=UTC)
PEOPLE = [f"person{n}@example.org" for n in range(60)]


def take(database, now=NOW):
    with database.write() as session:
        return outbox.take(session, now=now)


def row(database, recipient):
    with database.read() as session:
        return session.scalars(select(Message).filter_by(recipient=recipient)).one()


def test_the_same_message_is_owed_once(database):
    owe(database, "a@example.org", "a@example.org", "b@example.org", now=NOW)

    assert states(database) == {"a@example.org": "due", "b@example.org": "due"}


def test_a_message_has_one_taker_until_its_lease_is_over(database):
    owe(database, "a@example.org", now=NOW)

    first = take(database)
    meanwhile = take(database, NOW + outbox.LEASE - timedelta(microseconds=1))
    second = take(database, NOW + outbox.LEASE)

    assert meanwhile is None
    assert (first.id, first.message_id) == (second.id, second.message_id)
    assert (first.tries, second.tries) == (1, 2)


def test_whoever_lost_the_lease_says_nothing_about_the_message(database):
    owe(database, "a@example.org", now=NOW)
    first = take(database)
    second = take(database, NOW + outbox.LEASE)

    with database.write() as session:
        late = outbox.sent(session, first, now=NOW)
    state_meanwhile = states(database)
    with database.write() as session:
        due = outbox.sent(session, second, now=NOW)

    assert (late, due) == (False, True)
    assert state_meanwhile == {"a@example.org": "sending"}
    assert states(database) == {"a@example.org": "sent"}


def test_what_killed_its_sender_comes_after_the_others(database):
    owe(database, "deadly@example.org", now=NOW - timedelta(minutes=1))
    assert take(database).recipient == "deadly@example.org"
    owe(database, "other@example.org", now=NOW)

    order = [take(database, NOW + outbox.LEASE).recipient for _ in range(2)]

    assert order == ["other@example.org", "deadly@example.org"]


def test_a_failed_try_waits_longer_each_time_and_is_dead_in_the_end(database):
    owe(database, "a@example.org", now=NOW)
    now, waits = NOW, []

    while (taken := take(database, now)) is not None:
        with database.write() as session:
            outbox.again(session, taken, "451 later", now=now)
        due = row(database, "a@example.org").due_at
        waits.append(due - now)
        now = due

    assert len(waits) == outbox.MOST_TRIES
    assert timedelta(seconds=30) <= waits[0] <= timedelta(seconds=90)
    assert max(waits) <= timedelta(hours=6)
    assert waits[6] > waits[0] * 10
    assert (row(database, "a@example.org").state, row(database, "a@example.org").error) == ("dead", "451 later")


def test_a_message_that_was_not_tried_is_back_as_it_was(database):
    owe(database, "a@example.org", now=NOW)
    taken = take(database)

    with database.write() as session:
        outbox.put_back(session, taken, "no answer", now=NOW)

    found = row(database, "a@example.org")
    assert (found.state, found.tries, found.due_at, found.owner) == ("due", 0, NOW, "")


def drain(database, how):
    """Six senders take until nothing is left; who was taken, by how many."""

    def sender(_):
        mine = []
        while (found := how(database)) is not None:
            mine.append(found)
        return mine

    with ThreadPoolExecutor(6) as pool:
        return [each for mine in pool.map(sender, range(6)) for each in mine]


def test_of_many_senders_each_message_has_one(database):
    owe(database, *PEOPLE, now=NOW)

    taken = drain(database, lambda d: t.recipient if (t := take(d)) else None)

    assert sorted(taken) == sorted(PEOPLE)


@pytest.mark.service
def test_without_its_one_statement_two_senders_would_have_the_same_message(postgres_url):
    """The race can happen: looking first and writing then gives one message to several."""
    database = Database(postgres_url)
    owe(database, *PEOPLE, now=NOW)

    def look_then_write(each):
        with each.write() as session:
            found = session.execute(select(Message.id, Message.recipient).filter_by(state=MessageState.DUE)).first()
            if found is None:
                return None
            session.execute(update(Message).filter_by(id=found.id).values(state=MessageState.SENDING))
        return found.recipient

    taken = drain(database, look_then_write)
    database.dispose()

    assert len(taken) > len(set(taken))


def test_staff_send_a_dead_message_again_and_the_journal_says_so(database):
    with database.write() as session:
        exhibition = make.exhibition(session)
    owe(database, "a@example.org", now=NOW, exhibition_id=exhibition.id)
    with database.write() as session:
        outbox.dead(session, outbox.take(session, now=NOW), "550 no such user")
    message = row(database, "a@example.org").id
    who = Who(user_id=7, exhibition_id=exhibition.id)

    with database.write() as session:
        outbox.revive(session, who, message, now=NOW)

    with database.write() as session:
        journaling.give_numbers(session)
        kinds = [(each.kind, each.actor, each.subject) for each in journal.page(session, exhibition.id)]
    assert kinds[0] == ("message-retried", "user:7", f"message:{message}")
    assert take(database).tries == 1


def test_what_was_sent_long_ago_is_forgotten_and_nothing_else(database):
    owe(database, "old@example.org", "dead@example.org", "waits@example.org", now=NOW)
    owe(database, "new@example.org", now=NOW + timedelta(days=80))
    with database.write() as session:
        for recipient, state in (("old", "sent"), ("new", "sent"), ("dead", "dead")):
            session.execute(update(Message).filter_by(recipient=f"{recipient}@example.org").values(state=state))

    with database.write() as session:
        outbox.forget(session, now=NOW + outbox.KEPT + timedelta(seconds=1))

    assert states(database) == {"dead@example.org": "dead", "waits@example.org": "due", "new@example.org": "sent"}


@pytest.mark.parametrize("state", ["due", "sent"])
def test_only_a_dead_message_of_ones_own_exhibition_is_sent_again(database, state):
    with database.write() as session:
        exhibition = make.exhibition(session)
    owe(database, "a@example.org", "b@example.org", now=NOW, exhibition_id=exhibition.id)
    with database.write() as session:
        session.execute(update(Message).filter_by(recipient="a@example.org").values(state=state))
        session.execute(update(Message).filter_by(recipient="b@example.org").values(state="dead"))

    for recipient, asking in (("a@example.org", exhibition.id), ("b@example.org", exhibition.id + 1)):
        with pytest.raises(NotFound), database.write() as session:
            outbox.revive(session, Who(user_id=7, exhibition_id=asking), row(database, recipient).id, now=NOW)

    assert counted(database) == {state: 1, "dead": 1}


def test_the_clock_that_decides_is_the_databases(database):
    owe(database, "a@example.org")

    with database.write() as session:
        taken = outbox.take(session, now=clock.now(session))
        left = taken.lease_until - clock.now(session)

    assert outbox.LEASE - timedelta(seconds=5) < left <= outbox.LEASE
