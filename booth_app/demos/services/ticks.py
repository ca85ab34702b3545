"""Taking and freeing five minutes of a place or a person: the key decides, nothing is looked up before.

Every transaction takes ticks in ascending order of key, all of places before all of persons, and frees the ones it
gives up afterwards: whoever waits for a row waits for somebody who is past it, so no two can wait for each other.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from booth_app.demos.models import PlaceTick, PresenterTick

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

Key = tuple[int, int]
"""Place or person, and tick."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that a slot holds: (place, tick) and (person, tick)."""

    places: frozenset[Key]
    people: frozenset[Key]


def held(session: Session, slot_id: int) -> Wanted:
    """What a slot holds now."""
    places = session.execute(select(PlaceTick.place_id, PlaceTick.tick).where(PlaceTick.slot_id == slot_id))
    people = session.execute(
        select(PresenterTick.presenter_id, PresenterTick.tick).where(PresenterTick.slot_id == slot_id)
    )
    return Wanted(frozenset((a, b) for a, b in places), frozenset((a, b) for a, b in people))


def take(session: Session, slot_id: int, wanted: Wanted) -> bool:
    """Make `wanted` all that the slot holds. False: a part is somebody else's, and the caller must undo everything."""
    before = held(session, slot_id)
    if not _insert(session, PlaceTick, "place_id", wanted.places - before.places, slot_id):
        return False
    if not _insert(session, PresenterTick, "presenter_id", wanted.people - before.people, slot_id):
        return False
    _free(session, PlaceTick, PlaceTick.place_id, before.places - wanted.places, slot_id)
    _free(session, PresenterTick, PresenterTick.presenter_id, before.people - wanted.people, slot_id)
    return True


def free(session: Session, slot_ids: Iterable[int]) -> None:
    """Give up all that slots hold."""
    ids = list(slot_ids)
    session.execute(delete(PlaceTick).where(PlaceTick.slot_id.in_(ids)))
    session.execute(delete(PresenterTick).where(PresenterTick.slot_id.in_(ids)))


def _insert(session: Session, table: Any, owner: str, keys: Collection[Key], slot_id: int) -> bool:
    if not keys:
        return True
    rows = [{owner: key, "tick": tick, "slot_id": slot_id} for key, tick in sorted(keys)]
    # No target is named: the statement is the same where a test has taken the key away to see the race happen.
    statement = _INSERT[session.get_bind().dialect.name](table).values(rows).on_conflict_do_nothing()
    return len(session.execute(statement.returning(table.tick)).all()) == len(rows)


def _free(session: Session, table: Any, owner: Any, keys: Collection[Key], slot_id: int) -> None:
    for each in {key for key, _tick in keys}:
        ticks = [tick for key, tick in keys if key == each]
        session.execute(delete(table).where(table.slot_id == slot_id, owner == each, table.tick.in_(ticks)))
