"""Writing the journal, and giving its rows the numbers that readers resume from."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, text
from sqlalchemy.orm import Session

from booth_app.journal.models import Detail, Entry, Number, Pending

NEWS = "journal"
"""Key in a session's `info`: the exhibitions (and None) that this transaction wrote of."""

_NUMBERER = 0x626F_6F74_68  # any constant of ours: the key of the one advisory lock
_ENTRY = insert(Entry).returning(Entry.id)
_NUMBER = insert(Number).values(number=bindparam("number"), entry_id=bindparam("entry"))
_PENDING = insert(Pending).values(entry_id=bindparam("entry"))
_TAKE_PENDING = delete(Pending).returning(Pending.entry_id)
_LAST = select(func.coalesce(func.max(Number.number), 0))


def record(
    session: Session,
    kind: str,
    *,
    actor: str,
    subject: str,
    at: datetime,
    exhibition_id: int | None = None,
    organisation_id: int | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    words: Mapping[str, Any] | None = None,
    public: bool = False,
) -> int:
    """Write that something happened, in the caller's transaction: kept or lost together with the change.

    Args:
        kind: past participle after a noun, `claim-submitted`.
        actor: `user:3`, `system` or `command`.
        subject: what it happened to, `claim:12`.
        before, after: ids and states only.
        words: typed text (a reason, a name): stored apart, erasable.
        public: visitors' pages change by it.

    Returns:
        The entry's id (not its number, which on PostgreSQL is given after the commit).
    """
    entry = session.execute(
        _ENTRY,
        {
            "exhibition_id": exhibition_id,
            "kind": kind,
            "actor": actor,
            "organisation_id": organisation_id,
            "subject": subject,
            "before": dict(before or {}),
            "after": dict(after or {}),
            "public": public,
            "at": at,
        },
    ).scalar_one()
    if words:
        session.execute(insert(Detail), {"entry_id": entry, "words": dict(words)})
    if session.get_bind().dialect.name == "sqlite":
        session.execute(_NUMBER, {"number": entry, "entry": entry})
    else:
        session.execute(_PENDING, {"entry": entry})
    session.info.setdefault(NEWS, set()).add(exhibition_id)
    return entry


def give_numbers(session: Session) -> int:
    """Number all committed entries that have none, in one transaction under one lock (PostgreSQL).

    Identity values are handed out before the commit and become visible out of order: a reader that remembers the
    last one loses rows for good. Here a number is given only to a row that is already visible, by one numberer at
    a time, so whoever sees number n can see every smaller one.

    Returns:
        How many were numbered.
    """
    if session.get_bind().dialect.name == "sqlite":
        return 0
    session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _NUMBERER})
    entries = sorted(session.scalars(_TAKE_PENDING))
    if entries:
        last = session.execute(_LAST).scalar_one()
        session.execute(_NUMBER, [{"number": last + n, "entry": entry} for n, entry in enumerate(entries, 1)])
    return len(entries)
