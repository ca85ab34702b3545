"""Where mail goes in development, when no mail server is named: kept, and shown on a page."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from booth_app.base import clock
from booth_app.base.db import Database
from booth_app.notices.models import KeptMail

MOST = 500
"""How many mails are kept; older ones make room."""


@dataclass(frozen=True, slots=True)
class KeptValue:
    """A mail as it would have arrived."""

    message_id: str
    at: datetime
    recipient: str
    subject: str
    text: str
    html: str


def _keeping(insert: Any) -> Any:
    return insert(KeptMail).on_conflict_do_nothing(index_elements=[KeptMail.message_id])


_KEEP = {"sqlite": _keeping(sqlite.insert), "postgresql": _keeping(postgresql.insert)}


@dataclass(frozen=True, slots=True)
class Shelf:
    """A transport that keeps what it is given; the same mail twice is kept once."""

    database: Database

    def deliver(self, mail: EmailMessage) -> None:
        """Keep a mail."""
        text, html = mail.get_body(("plain",)), mail.get_body(("html",))
        with self.database.write() as session:
            values = {
                "message_id": mail["Message-ID"],
                "at": clock.now(session),
                "recipient": mail["To"],
                "subject": mail["Subject"],
                "text": text.get_content() if text else "",
                "html": html.get_content() if html else "",
            }
            session.execute(_KEEP[self.database.dialect], values)
            newest = select(KeptMail.message_id).order_by(KeptMail.at.desc(), KeptMail.message_id).limit(MOST)
            session.execute(delete(KeptMail).where(KeptMail.message_id.not_in(newest)))


def mails(session: Session, *, recipient: str = "") -> list[KeptValue]:
    """What was kept, the latest first; of one recipient where one is named."""
    query = select(KeptMail).order_by(KeptMail.at.desc(), KeptMail.message_id).limit(100)
    if recipient:
        query = query.where(KeptMail.recipient == recipient)
    return [_value(row) for row in session.scalars(query)]


def mail(session: Session, message_id: str) -> KeptValue | None:
    """One kept mail."""
    row = session.get(KeptMail, message_id)
    return _value(row) if row else None


def _value(row: KeptMail) -> KeptValue:
    return KeptValue(row.message_id, row.at, row.recipient, row.subject, row.text, row.html)
