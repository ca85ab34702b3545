"""A request's key for claims: bound to who asks, to the action and to what is asked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from booth_app.base import idempotency
from booth_app.base.access import Who
from booth_app.base.idempotency import Once


def begin(
    session: Session, who: Who, action: str, key: str | None, content: Mapping[str, Any], *, now: datetime
) -> Once | None:
    """Take the key, or find what it made before. None where a caller has no key (a command, another service).

    Raises:
        BadKey: not the shape of a key.
        KeyReused: the key was used with other content.
    """
    if key is None:
        return None
    return idempotency.once(session, scope(who, action), key, {"exhibition": who.exhibition_id, **content}, now=now)


def scope(who: Who, action: str) -> str:
    """Where a key is looked for: nobody finds another one's."""
    asker = f"organisation:{who.organisation_id}" if who.organisation_id else f"user:{who.user_id}"
    return f"{asker}:{action}"


def made(once: Once | None) -> dict[str, Any] | None:
    """What the first request with this key made; None when this is the first."""
    return once.outcome if once is not None else None


def end(session: Session, once: Once | None, outcome: Mapping[str, Any]) -> None:
    """Keep what this request made."""
    if once is not None:
        idempotency.made(session, once, outcome)
