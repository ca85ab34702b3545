"""Tables of the journal. Rows are never changed and never deleted: triggers refuse both."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from booth_app.base.columns import Base

BigKey = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers only a column of type INTEGER by itself."""


class Entry(Base):
    """One change: who, what kind, of what, before and after. Ids and states only; words stand in `Detail`."""

    __tablename__ = "journal_entry"
    __table_args__ = (Index(None, "exhibition_id", "kind"), Index(None, "subject"))

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    exhibition_id: Mapped[int | None] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(64))
    actor: Mapped[str] = mapped_column(String(64))
    organisation_id: Mapped[int | None]
    subject: Mapped[str] = mapped_column(String(64))
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    public: Mapped[bool]
    at: Mapped[datetime]


class Number(Base):
    """An entry's place in the order of commits: what readers remember and resume from.

    Given inside the transaction on SQLite (one writer) and after the commit by one numberer on
    PostgreSQL, where identity values may become visible out of order.
    """

    __tablename__ = "journal_number"

    number: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(BigKey, ForeignKey("journal_entry.id"), unique=True)


class Pending(Base):
    """An entry that waits for its number (PostgreSQL)."""

    __tablename__ = "journal_pending"

    entry_id: Mapped[int] = mapped_column(BigKey, ForeignKey("journal_entry.id"), primary_key=True, autoincrement=False)


class Detail(Base):
    """Words of an entry (a reason, a name as it was): kept apart so that personal values can be erased."""

    __tablename__ = "journal_detail"

    entry_id: Mapped[int] = mapped_column(BigKey, ForeignKey("journal_entry.id"), primary_key=True, autoincrement=False)
    words: Mapped[dict[str, Any]] = mapped_column(JSON)
