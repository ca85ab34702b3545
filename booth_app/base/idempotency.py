"""A request that comes twice is done once.

The key that a form carries is written in the same transaction as the work. A second request with the key and the
same content finds what the first one made; with other content it is refused. Refusals and failures undo the
key with everything else: such a request is decided anew.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from booth_app.base.errors import Invalid, Refused
from booth_app.base.models import RequestKey

KEPT = timedelta(days=7)
_SHAPE = re.compile(r"[A-Za-z0-9_-]{8,64}")


class KeyReused(Refused):
    """The key was used for another request: a form sent again with other content."""

    code: ClassVar[str] = "key-reused"
    status: ClassVar[int] = 422


class BadKey(Invalid):
    """Not a key that a form of ours holds."""

    code: ClassVar[str] = "bad-key"
    status: ClassVar[int] = 400


@dataclass(frozen=True, slots=True)
class Once:
    """What `once` found: `outcome` of the first request, or None when this is the first."""

    scope: str
    key: str
    outcome: dict[str, Any] | None


def _claiming(insert: Any) -> Any:
    row = insert(RequestKey).values(
        scope=bindparam("scope"), key=bindparam("key"), fingerprint=bindparam("fingerprint"), at=bindparam("at")
    )
    return row.on_conflict_do_nothing(index_elements=[RequestKey.scope, RequestKey.key]).returning(RequestKey.key)


_CLAIM = {"sqlite": _claiming(sqlite.insert), "postgresql": _claiming(postgresql.insert)}
_FIND = select(RequestKey.fingerprint, RequestKey.outcome).where(
    RequestKey.scope == bindparam("scope"), RequestKey.key == bindparam("key")
)
_KEEP = (
    update(RequestKey)
    .where(RequestKey.scope == bindparam("in_scope"), RequestKey.key == bindparam("with_key"))
    .values(outcome=bindparam("made"))
)


def check(key: str) -> None:
    """Refuse what is not the shape of a key, before it comes near a database.

    Raises:
        BadKey: it is none.
    """
    if not _SHAPE.fullmatch(key):
        raise BadKey


def once(session: Session, scope: str, key: str, content: Mapping[str, Any], *, now: datetime) -> Once:
    """Take a request's key, or find what it made before.

    A repeat that runs at the same time waits here for the first to end (on PostgreSQL on the unconfirmed row,
    on SQLite at the beginning of its transaction).

    Args:
        scope: who and what for, `organisation:3:hold`: a key is never found from another scope.
        content: what the request asks; part of its identity.

    Raises:
        BadKey: not the shape of a key.
        KeyReused: the key was used with other content.
    """
    check(key)
    print_ = hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    values = {"scope": scope, "key": key, "fingerprint": print_, "at": now}
    if session.execute(_CLAIM[session.get_bind().dialect.name], values).scalar() is not None:
        return Once(scope, key, None)
    found = session.execute(_FIND, {"scope": scope, "key": key}).one()
    if found.fingerprint != print_:
        raise KeyReused
    return Once(scope, key, found.outcome or {})


def made(session: Session, first: Once, outcome: Mapping[str, Any]) -> None:
    """Keep what the first request made (ids, not pages)."""
    session.execute(_KEEP, {"in_scope": first.scope, "with_key": first.key, "made": dict(outcome)})


def forget(session: Session, *, now: datetime) -> None:
    """Drop keys that are older than a form lives."""
    session.execute(delete(RequestKey).where(RequestKey.at < now - KEPT))
