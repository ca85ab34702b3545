"""The outbox: what is owed, who is sending it now, what became of it.

due → sending (a lease) → sent | dead. Taking is one committed statement, so of several senders each message has one;
a sender that dies leaves a lease that runs out. Between the mail server's "250" and our commit lies the one gap in
which a message can go twice, with the same Message-ID (`reliability.md` §3.5).
"""

import random
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import NotFound
from booth_app.journal import services as journal
from booth_app.notices.models import Message, MessageState

LEASE = timedelta(minutes=5)
"""How long one sender has a message: longer than a whole conversation with a mail server may last."""
MOST_TRIES = 12
"""Then a message is dead: with the pauses below that is most of a day of "try again later"."""
KEPT = timedelta(days=90)
"""How long a message that was sent is remembered."""
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)
_LONGEST_ERROR = 500


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that is ours to send until `lease_until`; `owner` is new with every taking."""

    id: int
    owner: str
    lease_until: datetime
    tries: int
    entry_id: int
    exhibition_id: int | None
    kind: str
    recipient: str
    user_id: int | None
    language: str
    message_id: str


def _owing(insert: Any) -> Any:
    row = insert(Message)
    return row.on_conflict_do_nothing(index_elements=[Message.entry_id, Message.recipient, Message.kind]).returning(
        Message.id
    )


_OWE = {"sqlite": _owing(sqlite.insert), "postgresql": _owing(postgresql.insert)}


def _ready(now: Any) -> ColumnElement[bool]:
    return or_(
        (Message.state == MessageState.DUE) & (Message.due_at <= now),
        (Message.state == MessageState.SENDING) & (Message.lease_until <= now),
    )


_NEXT = (
    select(Message.id)
    .where(_ready(bindparam("now")))
    .order_by(Message.due_at, Message.id)
    .limit(1)
    .with_for_update(skip_locked=True)  # PostgreSQL; SQLite has one writer and leaves it out
    .scalar_subquery()
)
_TAKE = (
    update(Message)
    .where(Message.id == _NEXT)
    .values(
        state=MessageState.SENDING,
        owner=bindparam("by"),
        lease_until=bindparam("until"),
        # Should this sender die of this very message, the others' come first when the lease has run out.
        due_at=bindparam("until"),
        tries=Message.tries + 1,
    )
    .returning(*[getattr(Message, name) for name in Taken.__slots__])
)


def owe(
    session: Session,
    *,
    entry_id: int,
    exhibition_id: int | None,
    kind: str,
    recipient: str,
    user_id: int | None,
    language: str,
    host: str,
    error: str = "",
    now: datetime,
) -> bool:
    """Write down that a message is owed; the same one again (entry, recipient, kind) changes nothing.

    Args:
        language: `ar`, `en`, or empty when it is not known: then the mail says everything in both.
        host: the right side of the Message-ID, which never changes from here on.
        error: why it cannot be sent as it is: it is dead at once, for staff to see.

    Returns:
        Whether it was new.
    """
    values = {
        "entry_id": entry_id,
        "exhibition_id": exhibition_id,
        "kind": kind,
        "recipient": recipient,
        "user_id": user_id,
        "language": language,
        "message_id": f"<{uuid.uuid4().hex}.{entry_id}@{host}>",
        "state": MessageState.DEAD if error else MessageState.DUE,
        "error": error[:_LONGEST_ERROR],
        "due_at": now,
    }
    return session.execute(_OWE[session.get_bind().dialect.name], values).scalar() is not None


def take(session: Session, *, now: datetime) -> Taken | None:
    """The next message that is due or whose sender has died; commit before sending it."""
    values = {"now": now, "by": uuid.uuid4().hex, "until": now + LEASE}
    row = session.execute(_TAKE, values).first()
    return Taken(*row) if row else None


def waiting(session: Session, *, now: datetime) -> bool:
    """Whether there is a message to take."""
    return session.scalar(select(Message.id).where(_ready(now)).limit(1)) is not None


def sent(session: Session, taken: Taken, *, now: datetime) -> bool:
    """It is delivered. False: the lease was lost meanwhile, and someone else answers for the message."""
    return _finish(session, taken, state=MessageState.SENT, sent_at=now, error="")


def not_owed(session: Session, taken: Taken) -> bool:
    """Nothing is to be said any more (the account is gone, the question answered): closed without a mail."""
    return _finish(session, taken, state=MessageState.SENT, error="not owed any more")


def again(session: Session, taken: Taken, error: str, *, now: datetime, most: int = MOST_TRIES) -> bool:
    """It was not delivered, through something that may pass: due again after a pause, dead after `most` tries."""
    if taken.tries >= most:
        return dead(session, taken, error)
    return _finish(
        session, taken, state=MessageState.DUE, due_at=now + pause(taken.tries), error=error[:_LONGEST_ERROR]
    )


def put_back(session: Session, taken: Taken, error: str, *, now: datetime) -> bool:
    """It was not even tried (no server answers): due at once, and the try does not count."""
    return _finish(
        session, taken, state=MessageState.DUE, due_at=now, tries=taken.tries - 1, error=error[:_LONGEST_ERROR]
    )


def dead(session: Session, taken: Taken, error: str) -> bool:
    """It cannot be delivered; staff see it and may try again."""
    return _finish(session, taken, state=MessageState.DEAD, error=error[:_LONGEST_ERROR])


def forget(session: Session, *, now: datetime) -> None:
    """Drop what was sent long ago: an address is kept no longer than somebody may ask what became of its mail."""
    session.execute(delete(Message).where(Message.state == MessageState.SENT, Message.due_at < now - KEPT))


def revive(session: Session, who: Who, message: int, *, now: datetime) -> None:
    """Send a dead message again, from the beginning, by a person of the staff.

    Raises:
        NotFound: no dead message with this id in the exhibition.
    """
    changed = session.execute(
        update(Message)
        .where(Message.id == message, Message.state == MessageState.DEAD, Message.exhibition_id == who.exhibition_id)
        .values(state=MessageState.DUE, due_at=now, tries=0, owner="", lease_until=None)
        .returning(Message.kind)
    ).scalar()
    if changed is None:
        raise NotFound
    journal.record(
        session,
        "message-retried",
        actor=who.actor,
        subject=f"message:{message}",
        at=now,
        exhibition_id=who.exhibition_id,
        before={"state": MessageState.DEAD},
        after={"state": MessageState.DUE, "kind": changed},
    )


def pause(tries: int) -> timedelta:
    """How long to wait after so many tries: doubling, with a wide jitter so that failures do not march in step."""
    return min(_FIRST_PAUSE * 2 ** (tries - 1), _LONGEST_PAUSE) * random.uniform(0.5, 1.5)  # noqa: S311 - no secret


def _finish(session: Session, taken: Taken, *, state: MessageState, **values: Any) -> bool:
    """Change a message only while it is ours."""
    done = session.execute(
        update(Message)
        .where(Message.id == taken.id, Message.owner == taken.owner, Message.state == MessageState.SENDING)
        .values(state=state, owner="", lease_until=None, **values)
        .returning(Message.id)
    )
    return done.scalar() is not None
