"""The outbox: at least once, each message with a Message-ID that never changes."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booth_app.base.columns import Base, by_value


class MessageState(StrEnum):
    """due → sending (leased) → sent or dead."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"


class Message(Base):
    """An e-mail owed for one journal entry. Rendered when it is sent: no token and no text lies in here before."""

    __tablename__ = "message"
    __table_args__ = (UniqueConstraint("entry_id", "recipient", "kind"), Index(None, "state", "due_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("journal_entry.id"))
    exhibition_id: Mapped[int | None] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(64))
    recipient: Mapped[str] = mapped_column(String(254))
    user_id: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(2))
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    state: Mapped[MessageState] = mapped_column(by_value(MessageState))
    due_at: Mapped[datetime]
    owner: Mapped[str] = mapped_column(String(64), default="")
    lease_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(Text, default="")


class ReadUpTo(Base):
    """The journal number up to which messages have been made."""

    __tablename__ = "read_up_to"

    reader: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)


class KeptMail(Base):
    """What was sent in development, where no mail server is: shown on a page."""

    __tablename__ = "kept_mail"

    message_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    at: Mapped[datetime]
    recipient: Mapped[str] = mapped_column(String(254), index=True)
    subject: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
