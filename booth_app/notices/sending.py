"""One message at a time: take it, write it, hand it over, say what became of it. Each step commits by itself."""

import time
from collections.abc import Callable
from email.message import EmailMessage
from enum import StrEnum
from typing import Protocol

import structlog
from sqlalchemy.exc import DBAPIError

from booth_app.base import clock
from booth_app.base.db import Database
from booth_app.notices import outbox
from booth_app.notices.outbox import Taken
from booth_app.notices.transport import CONVERSATION_SECONDS, Away, Never, NotNow

MOST_WRITINGS = 5
"""A message that cannot be written is dead after so many tries: the fault is ours and does not heal overnight."""
_MARGIN_SECONDS = 30
log = structlog.get_logger(__name__)


class Transport(Protocol):
    """Where mail is handed over: a mail server, or the page that shows mail in development."""

    def deliver(self, mail: EmailMessage) -> None:
        """Hand it over, or raise one of `transport.Undelivered`."""
        ...


Writer = Callable[[Taken], EmailMessage | None]
"""Makes the mail of a message; None when nothing is owed any more."""


class Outcome(StrEnum):
    """What `send_next` did."""

    NOTHING = "nothing"
    DONE = "done"
    FAILED = "failed"
    AWAY = "away"


def send_next(database: Database, transport: Transport, write: Writer) -> Outcome:
    """Send the message that has been due longest.

    `AWAY` asks the caller to wait: no mail server answers, and the message is back as if it had not been touched.
    """
    with database.write() as session:
        taken = outbox.take(session, now=clock.now(session))
    started = time.monotonic()
    if taken is None:
        return Outcome.NOTHING
    if taken.tries > outbox.MOST_TRIES:  # so many senders have died of it that nobody was left to say so
        with database.write() as session:
            outbox.dead(session, taken, "every sender that took this message stopped before it was done")
        return Outcome.FAILED
    try:
        mail = write(taken)
    except DBAPIError as error:  # the database, not the message
        return _later(database, taken, f"database: {type(error.orig).__name__}")
    except Exception as error:
        log.exception("mail-not-written", message=taken.id, kind=taken.kind)
        return _later(database, taken, f"cannot be written: {type(error).__name__}: {error}", most=MOST_WRITINGS)
    if mail is None:
        with database.write() as session:
            outbox.not_owed(session, taken)
        return Outcome.DONE
    if time.monotonic() - started > outbox.LEASE.total_seconds() - CONVERSATION_SECONDS - _MARGIN_SECONDS:
        return Outcome.FAILED  # held up for so long that the lease may end in mid-conversation: the next one has it
    try:
        transport.deliver(mail)
    except Away as error:
        log.warning("mail-server-away", error=str(error))
        with database.write() as session:
            outbox.put_back(session, taken, str(error), now=clock.now(session))
        return Outcome.AWAY
    except NotNow as error:
        return _later(database, taken, str(error))
    except Never as error:
        log.warning("mail-refused", message=taken.id, error=str(error))
        with database.write() as session:
            outbox.dead(session, taken, str(error))
        return Outcome.FAILED
    except Exception as error:  # what was written cannot be put on the wire
        log.exception("mail-not-handed-over", message=taken.id, kind=taken.kind)
        return _later(database, taken, f"cannot be sent: {type(error).__name__}: {error}", most=MOST_WRITINGS)
    for attempt in database.attempts():  # a busy database must not make a second mail of one that has arrived
        with attempt as session:
            outbox.sent(session, taken, now=clock.now(session))
    return Outcome.DONE


def _later(database: Database, taken: Taken, error: str, *, most: int = outbox.MOST_TRIES) -> Outcome:
    with database.write() as session:
        outbox.again(session, taken, error, now=clock.now(session), most=most)
    return Outcome.FAILED
