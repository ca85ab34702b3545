"""F60: while no mail server answers nothing else stops, and everything owed is sent once it is back."""

from booth_app.notices.sending import Outcome, send_next
from booth_app.notices.transport import Server
from tests.kit import make, owed, smtp

PEOPLE = [f"person{n}@example.org" for n in range(8)]


def test_everything_owed_is_sent_once_the_server_is_back(database):
    inbox = smtp.Inbox()
    server = Server.at(inbox.url, "example.org")
    owed.owe(database, *PEOPLE)

    outcomes = [send_next(database, server, owed.plain) for _ in range(20)]
    with database.write() as session:
        exhibition = make.exhibition(session)
    meanwhile = owed.counted(database)
    inbox.start()
    try:
        while send_next(database, server, owed.plain) == Outcome.DONE:
            pass
    finally:
        inbox.stop()

    assert set(outcomes) == {Outcome.AWAY}
    assert exhibition.id
    assert meanwhile == {"due": 8}
    assert owed.counted(database) == {"sent": 8}
    assert sorted(mail["To"] for mail in inbox.mails) == PEOPLE


def test_a_server_that_asks_for_a_password_we_lack_is_away_and_no_mail_is_at_fault(database):
    owed.owe(database, "a@example.org")
    with smtp.inbox() as inbox:
        # This server knows no AUTH at all: signing in cannot succeed.
        server = Server.at(inbox.url.replace("//", "//user:wrong@"), "example.org")
        outcome = send_next(database, server, owed.plain)

    assert outcome == Outcome.AWAY
    assert owed.states(database) == {"a@example.org": "due"}
