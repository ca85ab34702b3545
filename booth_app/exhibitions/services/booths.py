"""Booths as plans are published: who is there, who is new, who is gone, and which number each one has.

A booth keeps its identity through moves and new numbers; a number once given is never another place's
(`domain.md` §1.3), but for two booths of one hall that exchange theirs in one publishing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from booth_app.base.errors import Refused
from booth_app.exhibitions.models import Booth, FormerNumber, Hall
from booth_app.text.numbers import valid_number
from booth_app.text.sorting import sort_key


class NumberFault(StrEnum):
    """Why a booth cannot have a number."""

    MALFORMED = "number-malformed"
    TAKEN = "number-taken"
    WAS_USED = "number-was-used"


@dataclass(frozen=True, slots=True)
class NumberProblem:
    """A number that a plan gives and that cannot be given. `booth_id` is whose it is or was."""

    fault: NumberFault
    number: str
    booth_id: int | None = None


class NumbersRefused(Refused):
    """Numbers that cannot be given; `problems` are all of them, the code is the first one's."""

    code: ClassVar[str] = "numbers-refused"

    def __init__(self, problems: Sequence[NumberProblem]) -> None:
        super().__init__(problems=tuple(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a hall's booths. `ids` are those asked for by number, in their order."""

    ids: tuple[int, ...]
    added: tuple[int, ...]
    removed: tuple[int, ...]
    renumbered: Mapping[int, tuple[str, str]]


def lock(session: Session, hall_id: int, *, also: Iterable[int] = ()) -> None:
    """Keep everybody else from taking or changing a hall's booths until this transaction ends.

    In ascending order of id, as holds lock theirs: nobody waits for each other in a circle. `also` names booths of
    other halls that the same transaction will need. SQLite has one writer at a time and no row locks.
    """
    wanted = select(Booth.id).where(or_(Booth.hall_id == hall_id, Booth.id.in_(list(also))))
    session.execute(wanted.order_by(Booth.id).with_for_update()).all()


def known(session: Session, hall_id: int) -> dict[str, int]:
    """Booths of a hall by number, those that plans no longer hold too: a plan from a file finds them again."""
    query = select(Booth.number, Booth.id).where(Booth.hall_id == hall_id)
    # Of two with one number the one in use counts, else the one removed last.
    rows = session.execute(query.order_by(Booth.removed_at.is_(None), Booth.removed_at, Booth.id))
    return {number: key for number, key in rows}  # noqa: C416 - rows are no pairs to the type checker


def problems(
    session: Session, hall_id: int, numbered: Mapping[int, str], unknown: Sequence[str]
) -> tuple[NumberProblem, ...]:
    """Why a plan's numbers cannot be given, one entry a number; nothing where they can.

    Args:
        numbered: number by booth, for booths that exist.
        unknown: numbers of booths that the plan adds.
    """
    exhibition_id = session.execute(select(Hall.exhibition_id).where(Hall.id == hall_id)).scalar_one()
    wanted = [*numbered.values(), *unknown]
    found = [NumberProblem(NumberFault.MALFORMED, each) for each in dict.fromkeys(wanted) if not valid_number(each)]
    found += [NumberProblem(NumberFault.TAKEN, each) for each, times in Counter(wanted).items() if times > 1]
    owners = {number: booth_id for booth_id, number in numbered.items()}
    elsewhere = select(Booth.number, Booth.id, Booth.removed_at).where(
        Booth.exhibition_id == exhibition_id, Booth.hall_id != hall_id, Booth.number.in_(wanted)
    )
    for number, booth_id, removed_at in session.execute(elsewhere.order_by(Booth.id)):
        fault = NumberFault.TAKEN if removed_at is None else NumberFault.WAS_USED
        found.append(NumberProblem(fault, number, booth_id))
    former = select(FormerNumber.number, FormerNumber.booth_id).where(
        FormerNumber.exhibition_id == exhibition_id, FormerNumber.number.in_(wanted)
    )
    for number, booth_id in session.execute(former):
        if owners.get(number) != booth_id:
            found.append(NumberProblem(NumberFault.WAS_USED, number, booth_id))
    # Of booths that this plan no longer holds: a new booth brings such a one back, another booth cannot be it.
    gone = select(Booth.number, Booth.id).where(Booth.hall_id == hall_id, Booth.number.in_(owners))
    found += [
        NumberProblem(NumberFault.WAS_USED, number, booth_id)
        for number, booth_id in session.execute(gone.order_by(Booth.id))
        if booth_id not in numbered
    ]
    first: dict[str, NumberProblem] = {}
    for each in found:
        first.setdefault(each.number, each)
    return tuple(sorted(first.values(), key=lambda each: sort_key(each.number, "en")))


def settle(
    session: Session, hall_id: int, numbered: Mapping[int, str], unknown: Sequence[str], *, now: datetime
) -> Settled:
    """Make a hall's booths what a plan says: new ones, vanished ones, new numbers.

    A new booth with the number of one that vanished, now or before, is that booth come back. The caller holds `lock`.

    Raises:
        NumbersRefused: a number is malformed, another booth's, or was another place's.
    """
    if found := problems(session, hall_id, numbered, unknown):
        raise NumbersRefused(found)
    hall = session.get_one(Hall, hall_id)
    rows = {row.id: row for row in session.scalars(select(Booth).where(Booth.hall_id == hall_id))}
    back = _brought_back(rows, numbered, unknown, now)
    wanted = {**numbered, **{booth_id: number for number, booth_id in back.items()}}
    removed = sorted(key for key, row in rows.items() if row.removed_at is None and key not in wanted)
    returned = sorted(key for key in wanted if rows[key].removed_at is not None)
    renumbered = {key: (rows[key].number, number) for key, number in wanted.items() if rows[key].number != number}
    try:
        for key in removed:
            rows[key].removed_at = now
        for key in renumbered:  # out of each other's way first: the index looks at every row by itself
            rows[key].number = f"~{key}"
        session.flush()
        _keep_former(session, hall, renumbered, in_use={*wanted.values(), *unknown}, now=now)
        for key, number in wanted.items():
            rows[key].removed_at = None
            if rows[key].number != number:
                rows[key].number, rows[key].sort_key = number, sort_key(number, "en")
        session.flush()
        new = _add(session, hall, [number for number in unknown if number not in back])
    except IntegrityError as error:  # another hall's publishing took a number between our look and our write
        raise NumbersRefused([NumberProblem(NumberFault.TAKEN, number) for number in unknown]) from error
    ids = {**back, **new}
    return Settled(
        ids=tuple(ids[number] for number in unknown),
        added=tuple(sorted([*new.values(), *returned])),
        removed=tuple(removed),
        renumbered=renumbered,
    )


def _add(session: Session, hall: Hall, numbers: Sequence[str]) -> dict[str, int]:
    """New booths, in one statement; their ids by number."""
    if not numbers:
        return {}
    shared = {"exhibition_id": hall.exhibition_id, "hall_id": hall.id}
    session.execute(insert(Booth), [{**shared, "number": each, "sort_key": sort_key(each, "en")} for each in numbers])
    made = select(Booth.number, Booth.id).where(
        Booth.hall_id == hall.id, Booth.removed_at.is_(None), Booth.number.in_(numbers)
    )
    return {number: key for number, key in session.execute(made)}  # noqa: C416 - rows are no pairs to the type checker


def _brought_back(
    rows: Mapping[int, Booth], numbered: Mapping[int, str], unknown: Sequence[str], now: datetime
) -> dict[str, int]:
    """Booths removed before or now whose number is asked for again, by number; of several the one removed last."""
    asked = set(unknown)
    gone = [row for row in rows.values() if row.id not in numbered and row.number in asked]
    gone.sort(key=lambda row: (row.removed_at is None, row.removed_at or now, row.id))
    return {row.number: row.id for row in gone}


def _keep_former(
    session: Session, hall: Hall, renumbered: Mapping[int, tuple[str, str]], *, in_use: set[str], now: datetime
) -> None:
    """Old numbers go on leading to their booths, but for those that another booth has from now on."""
    back = [number for _, number in renumbered.values()]
    session.execute(
        delete(FormerNumber).where(FormerNumber.exhibition_id == hall.exhibition_id, FormerNumber.number.in_(back))
    )
    session.add_all(
        FormerNumber(exhibition_id=hall.exhibition_id, number=old, booth_id=booth_id, until=now)
        for booth_id, (old, _) in renumbered.items()
        if old not in in_use
    )
    session.flush()
