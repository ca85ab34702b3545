"""From the journal to the outbox, in the order of the journal's numbers.

The number up to which was read moves in the same transaction as the messages are written: a crash loses nothing and
doubles nothing. What a transaction undid was never in the journal, so no mail is owed for it.
"""

from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from booth_app.journal import queries as journal
from booth_app.journal.queries import Change
from booth_app.notices import outbox
from booth_app.notices.mails import MAILS
from booth_app.notices.models import ReadUpTo

READER = "notices"
AT_ONCE = 200
UNADDRESSED = "unaddressed"
"""Kind of a message that stands for an entry whose readers could not be found out: dead from the start."""
log = structlog.get_logger(__name__)


def _beginning(insert: Any) -> Any:
    return insert(ReadUpTo).on_conflict_do_nothing(index_elements=[ReadUpTo.reader])


_BEGIN = {"sqlite": _beginning(sqlite.insert), "postgresql": _beginning(postgresql.insert)}


def begin(session: Session) -> None:
    """Make the place where this reader keeps its number; once is enough, twice does nothing twice.

    In a transaction of its own: another worker that does the same waits for its end.
    """
    session.execute(_BEGIN[session.get_bind().dialect.name], {"reader": READER, "number": 0})


def route(session: Session, *, host: str, now: datetime, limit: int = AT_ONCE) -> int:
    """Write down what is owed for the next entries of the journal. `begin` has been called once before.

    Several workers may call this at once: whoever finds another one at it leaves it to that one.

    Args:
        host: the right side of Message-IDs.

    Returns:
        How many entries were read; fewer than `limit` means that nothing is left to do here.
    """
    # Its row is what puts workers in line.
    mine = select(ReadUpTo).where(ReadUpTo.reader == READER).with_for_update(skip_locked=True)
    if (cursor := session.scalar(mine)) is None:
        return 0
    changes = journal.since(session, cursor.number, limit=limit)
    for change in changes:
        address(session, change, host=host, now=now)
    if changes:
        cursor.number = changes[-1].number
    return len(changes)


def behind(session: Session) -> bool:
    """Whether the journal has entries that nobody has read for mail."""
    read = session.scalar(select(ReadUpTo.number).where(ReadUpTo.reader == READER)) or 0
    return journal.latest(session) > read


def address(session: Session, change: Change, *, host: str, now: datetime, strict: bool = False) -> int:
    """Write down the messages that one entry makes; gives how many are new.

    `strict` raises what else is only noted: that somebody's readers cannot be found out.
    """
    made = 0
    for mail in MAILS.get(change.kind, ()):
        try:
            mailboxes = mail.to(session, change)
        except DBAPIError:
            raise
        except Exception as error:
            if strict:
                raise
            # One entry that we do not understand must not keep all later ones back; staff see that it is missing.
            log.exception("mail-not-addressed", entry=change.entry_id, kind=change.kind)
            outbox.owe(
                session,
                entry_id=change.entry_id,
                exhibition_id=change.exhibition_id,
                kind=UNADDRESSED,
                recipient="",
                user_id=None,
                language="",
                host=host,
                error=f"{mail.kind}: {type(error).__name__}: {error}",
                now=now,
            )
            continue
        for mailbox in mailboxes:
            made += outbox.owe(
                session,
                entry_id=change.entry_id,
                exhibition_id=change.exhibition_id,
                kind=mail.kind,
                recipient=mailbox.address,
                user_id=mailbox.user_id,
                language=mailbox.language,
                host=host,
                now=now,
            )
    return made


def begin_here(session: Session) -> None:
    """Owe nothing for what is in the journal so far: after a sample or an import was filled in."""
    begin(session)
    session.execute(update(ReadUpTo).where(ReadUpTo.reader == READER).values(number=journal.latest(session)))
