"""Plans in memory, so that a page does not read 5,000 shapes anew. A plan is immutable, hence no clearing.

What a transaction has made itself is not kept before it is committed: undone, its ids may come again for others.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlalchemy.orm import Session

Value = TypeVar("Value")
MOST = 96
_FRESH = "layouts"
"""Key in a session's `info`: revisions that this transaction made or changed."""

_plans: OrderedDict[Hashable, Any] = OrderedDict()
_lock = threading.Lock()


def kept(session: Session, revision_id: int, what: Hashable, make: Callable[[], Value]) -> Value:
    """What `make` gives for a revision (never None), made once. `what` tells apart the things kept of one revision."""
    found = peek(session, revision_id, what)
    if found is not None:
        return found
    made = make()
    if revision_id not in session.info.get(_FRESH, ()):
        with _lock:
            _plans[_key(session, revision_id, what)] = made
            while len(_plans) > MOST:
                _plans.popitem(last=False)
    return made


def peek(session: Session, revision_id: int, what: Hashable) -> Any:
    """What is kept already; None where nothing is."""
    if revision_id in session.info.get(_FRESH, ()):
        return None
    key = _key(session, revision_id, what)
    with _lock:
        if key in _plans:
            _plans.move_to_end(key)
        return _plans.get(key)


def drop(session: Session, revision_id: int, what: Hashable) -> None:
    """Keep something no longer; nothing happens where it is not kept."""
    with _lock:
        _plans.pop(_key(session, revision_id, what), None)


def changed(session: Session, revision_id: int) -> None:
    """This transaction makes or changes a revision."""
    session.info.setdefault(_FRESH, set()).add(revision_id)


def _key(session: Session, revision_id: int, what: Hashable) -> Hashable:
    return session.get_bind().engine.url, revision_id, what
