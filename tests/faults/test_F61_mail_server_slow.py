"""F61: a mail server that is slow, silent or never answers holds nobody longer than the lease says."""

import threading
import time

import pytest

from booth_app.base import clock
from booth_app.base.db import Database
from booth_app.notices import outbox, transport
from booth_app.notices.sending import Outcome, send_next
from booth_app.notices.transport import Server
from tests.kit import owed, smtp

PATIENCE = 1.0


@pytest.fixture
def sqlite_database(sqlite_url):
    """What is slow here is the network: one kind of database will do."""
    made = Database(sqlite_url)
    yield made
    made.dispose()


@pytest.fixture
def impatient(monkeypatch):
    """The same limits, shorter."""
    monkeypatch.setattr(transport, "ANSWER_SECONDS", PATIENCE / 2)
    monkeypatch.setattr(transport, "CONVERSATION_SECONDS", PATIENCE)


def test_the_lease_is_longer_than_any_conversation():
    assert outbox.LEASE.total_seconds() > 2 * transport.CONVERSATION_SECONDS
    assert transport.ANSWER_SECONDS < transport.CONVERSATION_SECONDS


@pytest.mark.quiet
@pytest.mark.parametrize(
    ("behave", "outcome"),
    [
        (smtp.silent, Outcome.AWAY),
        (smtp.dripping, Outcome.AWAY),
        (smtp.never_answering, Outcome.FAILED),
    ],
)
def test_a_conversation_ends_in_time_and_nobody_else_sends_meanwhile(sqlite_database, impatient, behave, outcome):
    owed.owe(sqlite_database, "a@example.org")
    found = []

    with smtp.misbehaving(behave) as port:
        server = Server.at(f"smtp://127.0.0.1:{port}", "example.org")
        began = time.monotonic()
        sender = threading.Thread(target=lambda: found.append(send_next(sqlite_database, server, owed.plain)))
        sender.start()
        time.sleep(PATIENCE / 4)
        with sqlite_database.write() as session:
            second = outbox.take(session, now=clock.now(session))
        sender.join(10)
        took = time.monotonic() - began

    assert second is None
    assert found == [outcome]
    assert took < PATIENCE * 2.5
    assert owed.states(sqlite_database) == {"a@example.org": "due"}


@pytest.mark.quiet
def test_without_the_watchdog_a_dripping_server_would_hold_the_sender(sqlite_database, impatient, monkeypatch):
    """The guard is what ends it: with none, the sender is still listening long after."""
    monkeypatch.setattr(transport._Watchdog, "watch", lambda self, connection: None)
    owed.owe(sqlite_database, "a@example.org")

    with smtp.misbehaving(smtp.dripping) as port:
        server = Server.at(f"smtp://127.0.0.1:{port}", "example.org")
        sender = threading.Thread(target=send_next, args=(sqlite_database, server, owed.plain), daemon=True)
        sender.start()
        sender.join(PATIENCE * 3)
        still_listening = sender.is_alive()

    assert still_listening


def test_a_mail_that_breaks_the_conversation_lets_the_others_pass(database):
    def hangs_up_on_the_first(connection):
        connection.sendall(b"220 ready\r\n")
        with connection.makefile("rb") as lines:
            for line in lines:
                if line.upper().startswith(b"DATA"):
                    return
                connection.sendall(b"250 OK\r\n")

    owed.owe(database, "breaks@example.org", "other@example.org")
    with smtp.misbehaving(hangs_up_on_the_first) as port:
        first = send_next(database, Server.at(f"smtp://127.0.0.1:{port}", "example.org"), owed.plain)
    with smtp.inbox() as inbox:
        second = send_next(database, Server.at(inbox.url, "example.org"), owed.plain)

    assert (first, second) == (Outcome.FAILED, Outcome.DONE)
    assert [mail["To"] for mail in inbox.mails] == ["other@example.org"]
