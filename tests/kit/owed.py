"""Messages to send, and a way to write them that needs no exhibition."""

from collections import Counter
from datetime import UTC, datetime
from email.message import EmailMessage

from sqlalchemy import select, update

from booth_app.base.db import Database
from booth_app.journal import services as journal
from booth_app.notices import outbox
from booth_app.notices.models import Message, MessageState
from booth_app.notices.outbox import Taken


def owe(database: Database, *recipients: str, now: datetime | None = None, exhibition_id: int | None = None) -> None:
    """One journal entry, and a message of it to each recipient."""
    now = now or datetime.now(UTC)
    with database.write() as session:
        entry = journal.record(
            session, "thing-happened", actor="system", subject="thing:1", at=now, exhibition_id=exhibition_id
        )
        for recipient in recipients:
            outbox.owe(
                session,
                entry_id=entry,
                exhibition_id=exhibition_id,
                kind="thing",
                recipient=recipient,
                user_id=None,
                language="ar",
                host="example.org",
                now=now,
            )


def plain(taken: Taken) -> EmailMessage:
    """The least mail."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "booths@example.org", taken.recipient, "خبر"
    mail["Message-ID"] = taken.message_id
    mail.set_content("نص")
    return mail


def states(database: Database) -> dict[str, str]:
    """State by recipient."""
    with database.read() as session:
        return {name: str(state) for name, state in session.execute(select(Message.recipient, Message.state))}


def counted(database: Database) -> Counter[str]:
    """How many messages are in which state."""
    return Counter(states(database).values())


def end_leases(database: Database) -> None:
    """As if the lease of whoever is sending had run out."""
    with database.write() as session:
        session.execute(
            update(Message)
            .where(Message.state == MessageState.SENDING)
            .values(lease_until=datetime(2020, 1, 1, tzinfo=UTC))
        )


def make_due(database: Database) -> None:
    """As if the pause of whatever waits were over."""
    with database.write() as session:
        session.execute(
            update(Message).where(Message.state == MessageState.DUE).values(due_at=datetime(2020, 1, 1, tzinfo=UTC))
        )


def errors(database: Database) -> dict[str, str]:
    """What was said about each recipient's message."""
    with database.read() as session:
        return {name: error for name, error in session.execute(select(Message.recipient, Message.error))}  # noqa: C416
