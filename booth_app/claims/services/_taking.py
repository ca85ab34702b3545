"""Who has a booth: the statements, built once. The key of `taken_booth` decides; none of them looks first.

Rows are touched in ascending order of booth, everywhere: transactions that need several never wait for each other in
a circle. After them comes the claim's own row, and last the journal.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Executable, Table, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from booth_app.claims.models import TakenBooth

taken = cast(Table, TakenBooth.__table__)
UNTIL = taken.c.held_until.type


def _taking(insert: Callable[..., Any]) -> ReturningInsert[tuple[int]]:
    row = insert(taken).values(
        booth_id=bindparam("booth"), claim_id=bindparam("claim"), held_until=bindparam("until", type_=UNTIL)
    )
    return row.on_conflict_do_update(
        index_elements=[taken.c.booth_id],
        set_={"claim_id": row.excluded.claim_id, "held_until": row.excluded.held_until},
        where=taken.c.held_until <= bindparam("now", type_=UNTIL),
    ).returning(taken.c.booth_id)


TAKE = {"sqlite": _taking(sqlite.insert), "postgresql": _taking(postgresql.insert)}
"""Takes a free booth, or one whose hold has lapsed; nothing comes back when it is another's."""

_MINE = (taken.c.booth_id == bindparam("booth"), taken.c.claim_id == bindparam("claim"))
_KEEP = update(taken).where(*_MINE, taken.c.held_until > bindparam("now")).values(held_until=bindparam("until"))
_FREE = delete(taken).where(*_MINE)
_LOCK = (
    select(taken.c.booth_id).where(taken.c.claim_id == bindparam("claim")).order_by(taken.c.booth_id).with_for_update()
)
_GIVE = update(taken).where(*_MINE).values(claim_id=bindparam("to"), held_until=bindparam("until"))


@dataclass(frozen=True, slots=True)
class Change:
    """A booth changes hands: `before` and `after` are claims (None: nobody). `until` is the new claim's time."""

    before: int | None
    after: int | None
    until: datetime | None = None


def take(session: Session, claim_id: int, booths: Iterable[int], *, until: datetime | None, now: datetime) -> list[int]:
    """Take booths for a claim, in ascending order; stops at the first that is another's.

    Returns:
        The booths that were not got: none, or the one that stopped it. The caller undoes everything then.
    """
    statement = TAKE[session.get_bind().dialect.name]
    for booth in sorted(booths):
        values = {"booth": booth, "claim": claim_id, "until": until, "now": now}
        if session.execute(statement, values).scalar() is None:
            return [booth]
    return []


def lock(session: Session, claim_id: int) -> None:
    """Keep everybody else from changing what a claim has, and so from changing the claim, until the transaction ends.

    Two verbs at once on one claim then end as one after the other would. SQLite has one writer at a time.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_LOCK, {"claim": claim_id}).all()


def keep(session: Session, claim_id: int, booths: Iterable[int], *, until: datetime | None, now: datetime) -> int:
    """Give a running hold another end (None: it lasts). How many booths were still the claim's, in time."""
    rows = [{"booth": booth, "claim": claim_id, "now": now, "until": until} for booth in sorted(booths)]
    return touched(session, _KEEP, rows)


def free(session: Session, claim_id: int, booths: Iterable[int]) -> int:
    """Free a claim's booths. How many were the claim's."""
    return touched(session, _FREE, [{"booth": booth, "claim": claim_id} for booth in sorted(booths)])


def hand_over(session: Session, changes: Mapping[int, Change], *, now: datetime) -> list[int]:
    """Give booths from claim to claim, in ascending order: swaps too, as each row has its next owner at once.

    Returns:
        The booths that were not as `changes` says: none, or the one that stopped it.
    """
    for booth, change in sorted(changes.items()):
        if change.before is None:
            if change.after is not None and take(session, change.after, [booth], until=change.until, now=now):
                return [booth]
            continue
        values: dict[str, Any] = {"booth": booth, "claim": change.before}
        if change.after is None:
            done = touched(session, _FREE, [values])
        else:
            done = touched(session, _GIVE, [values | {"to": change.after, "until": change.until}])
        if not done:
            return [booth]
    return []


def touched(session: Session, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> int:
    """Run a change once per row of values. How many rows of the table it met in all."""
    return cast(CursorResult[Any], session.execute(statement, rows)).rowcount
