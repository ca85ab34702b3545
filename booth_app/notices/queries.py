"""Answers about messages, for those who may read them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import Forbidden
from booth_app.exhibitions.permissions import PERMISSIONS
from booth_app.notices.models import Message, MessageState

STUCK = timedelta(minutes=15)
"""Mail that has waited so long is not just about to go."""


@dataclass(frozen=True, slots=True)
class MessageValue:
    """A message as staff see it; what it says is not kept anywhere."""

    id: int
    kind: str
    recipient: str
    state: MessageState
    tries: int
    due_at: datetime
    sent_at: datetime | None
    error: str


@dataclass(frozen=True, slots=True)
class MailTroubles:
    """What staff should know of: messages that nobody will send again by themselves, and a queue that stands still."""

    dead: int
    stuck: int

    def __bool__(self) -> bool:
        return bool(self.dead or self.stuck)


def troubles(session: Session, who: Who, *, now: datetime) -> MailTroubles:
    """How many messages of the exhibition at hand are dead, and how many have waited too long; nothing for others."""
    if not _may_read(who):
        return MailTroubles(0, 0)
    mine = Message.exhibition_id == who.exhibition_id
    dead = select(func.count()).where(mine, Message.state == MessageState.DEAD)
    waiting = Message.state.in_([MessageState.DUE, MessageState.SENDING])
    stuck = select(func.count()).where(mine, waiting, Message.due_at <= now - STUCK)
    return MailTroubles(session.scalar(dead) or 0, session.scalar(stuck) or 0)


def told(session: Session, who: Who, now: datetime) -> list[tuple[str, int]]:
    """The same for the staff's dashboard: kind and count."""
    found = troubles(session, who, now=now)
    return [("mail-dead", found.dead), ("mail-stuck", found.stuck)]


def messages(
    session: Session, who: Who, *, state: MessageState | None = None, before: int | None = None, limit: int = 50
) -> list[MessageValue]:
    """Messages of the exhibition at hand, the newest first; `before` is the id to go on from.

    Raises:
        Forbidden: whoever asks does not read mail.
    """
    if not _may_read(who):
        raise Forbidden
    query = select(Message).where(Message.exhibition_id == who.exhibition_id).order_by(Message.id.desc()).limit(limit)
    if state is not None:
        query = query.where(Message.state == state)
    if before is not None:
        query = query.where(Message.id < before)
    return [
        MessageValue(row.id, row.kind, row.recipient, row.state, row.tries, row.due_at, row.sent_at, row.error)
        for row in session.scalars(query)
    ]


def _may_read(who: Who) -> bool:
    roles = PERMISSIONS["mail.read"]
    return isinstance(roles, frozenset) and bool(who.roles & {str(role) for role in roles})
