"""F63: "later" is tried again, "never" is shown to staff, and one bad recipient takes no other's mail away."""

from booth_app.notices.sending import Outcome, send_next
from booth_app.notices.transport import Server
from tests.kit import owed, smtp


def send_all(database, inbox):
    """Until nothing is due; what happened."""
    server, outcomes = Server.at(inbox.url, "example.org"), []
    while (outcome := send_next(database, server, owed.plain)) != Outcome.NOTHING:
        outcomes.append(outcome)
    return outcomes


def test_a_greylisted_mail_arrives_at_the_second_try(database):
    owed.owe(database, "grey@example.org")
    with smtp.inbox() as inbox:
        inbox.answers["grey@example.org"] = ["451 come back later"]
        first = send_all(database, inbox)
        meanwhile = owed.states(database)
        owed.make_due(database)
        second = send_all(database, inbox)

    assert (first, second) == ([Outcome.FAILED], [Outcome.DONE])
    assert meanwhile == {"grey@example.org": "due"}
    assert len(inbox.mails) == 1


def test_one_bad_recipient_of_many_is_dead_and_the_others_have_their_mail(database):
    owed.owe(database, "a@example.org", "gone@example.org", "b@example.org")
    with smtp.inbox() as inbox:
        inbox.answers["gone@example.org"] = ["550 no such user"]
        send_all(database, inbox)

    assert owed.states(database) == {"a@example.org": "sent", "gone@example.org": "dead", "b@example.org": "sent"}
    assert [mail["To"] for mail in inbox.mails] == ["a@example.org", "b@example.org"]


def test_a_mail_whose_content_is_refused_is_dead_with_the_servers_words(database):
    owed.owe(database, "a@example.org")
    with smtp.inbox() as inbox:
        inbox.answers_to_data = ["554 5.7.1 looks like spam"]
        send_all(database, inbox)

    assert owed.states(database) == {"a@example.org": "dead"}
    assert owed.errors(database) == {"a@example.org": "554 5.7.1 looks like spam"}
