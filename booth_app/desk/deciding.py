"""Deciding on many things at once: each in its own transaction, so that one refusal takes no other's decision away."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from booth_app.base import clock, db
from booth_app.base.errors import Refused

Act = Callable[[Session, int, datetime], Any]
"""What is done to one thing, by its id, at a time."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A thing that could not be decided, and why: the refusal's code and values."""

    id: int
    code: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of many things. Those that failed stay checked."""

    done: tuple[int, ...]
    failed: tuple[Failure, ...]

    @property
    def failed_ids(self) -> frozenset[int]:
        """Ids of what could not be decided."""
        return frozenset(each.id for each in self.failed)


def each(ids: Iterable[int], act: Act) -> Outcome:
    """Do something to each of many, one after the other. In the current app's database."""
    done, failed = [], []
    for one in dict.fromkeys(ids):
        try:
            run(lambda session, now, one=one: act(session, one, now))
        except Refused as refused:
            failed.append(Failure(one, refused.code, refused.values))
        else:
            done.append(one)
    return Outcome(tuple(done), tuple(failed))


def run(act: Callable[[Session, datetime], Any]) -> Any:
    """One decision in one transaction, again where the database asks for it; gives what `act` gives."""
    result = None
    for attempt in db.attempts():
        with attempt as session:
            result = act(session, clock.now(session))
    return result
