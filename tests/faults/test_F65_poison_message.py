"""F65: a message that cannot be written, or that cannot be put on the wire, delays no other and is dead in the end."""

import pytest

from booth_app.notices.sending import MOST_WRITINGS, Outcome, send_next
from booth_app.notices.transport import Server
from tests.kit import owed, smtp


def cannot_be_written(taken):
    """A letter that fails on one recipient."""
    if taken.recipient == "poison@example.org":
        raise KeyError("booth")
    return owed.plain(taken)


def cannot_be_sent(taken):
    """A mail that fails when it is put on the wire."""
    mail = owed.plain(taken)
    if taken.recipient == "poison@example.org":
        mail.set_payload(object())
    return mail


@pytest.mark.parametrize("write", [cannot_be_written, cannot_be_sent])
def test_others_pass_a_message_that_cannot_be_sent_and_it_is_dead_in_the_end(database, write):
    owed.owe(database, "poison@example.org", "a@example.org", "b@example.org")
    outcomes = []
    with smtp.inbox() as inbox:
        server = Server.at(inbox.url, "example.org")
        for _ in range(MOST_WRITINGS):
            while (outcome := send_next(database, server, write)) != Outcome.NOTHING:
                outcomes.append(outcome)
            owed.make_due(database)
        afterwards = send_next(database, server, write)

    assert sorted(mail["To"] for mail in inbox.mails) == ["a@example.org", "b@example.org"]
    assert outcomes.count(Outcome.FAILED) == MOST_WRITINGS
    assert afterwards == Outcome.NOTHING
    assert owed.states(database)["poison@example.org"] == "dead"
    assert owed.errors(database)["poison@example.org"].startswith("cannot be ")


def test_a_message_that_kills_every_sender_is_dead_in_the_end(database):
    owed.owe(database, "deadly@example.org")
    outcomes = []

    class Dies(BaseException):
        """Stands for the death of a process: nothing after it runs."""

    def dies(taken):
        raise Dies

    while True:
        try:
            outcomes.append(send_next(database, Server.at("smtp://127.0.0.1:1", "x"), dies))
        except Dies:
            owed.end_leases(database)
            continue
        break

    assert outcomes == [Outcome.FAILED]
    assert owed.states(database) == {"deadly@example.org": "dead"}


def test_nothing_is_sent_that_is_not_owed_any_more(database):
    owed.owe(database, "a@example.org")
    with smtp.inbox() as inbox:
        outcome = send_next(database, Server.at(inbox.url, "example.org"), lambda taken: None)

    assert outcome == Outcome.DONE
    assert inbox.mails == []
    assert owed.states(database) == {"a@example.org": "sent"}
