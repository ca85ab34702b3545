"""The exits of a floor are wide enough for its people, and would be with the widest one lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

import shapely

from booth_app.geometry.allowed import number, switch
from booth_app.geometry.bodies import called
from booth_app.geometry.doors import Door
from booth_app.geometry.load import (
    M2_PER_PERSON,
    M2_PER_SEAT,
    M2_PER_TABLE_SEAT,
    Factors,
    Part,
    parts,
    said,
    weights,
)
from booth_app.geometry.rule import Rule
from booth_app.geometry.survey import Survey
from booth_app.geometry.violation import Finding, Word
from booth_app.geometry.ways import ways

KEPT = 0.5
"""The share of the load that the exits must still take with the widest one lost."""

_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Settings:
    """Millimetres of clear width per person, the figures of the load, and whether the widest exit is thought lost."""

    mm_per_person: float | None = number(6.0, least=0.1, most=100, unit="mm")
    m2_per_person: float | None = number(M2_PER_PERSON, least=0.1, most=100, unit="m²")
    m2_per_seat: float | None = number(M2_PER_SEAT, least=0.1, most=100, unit="m²")
    m2_per_table_seat: float | None = number(M2_PER_TABLE_SEAT, least=0.1, most=100, unit="m²")
    largest_lost: bool | None = switch(default=True)


@dataclass(frozen=True, slots=True)
class Catchment:
    """The floor from which an exit is the nearest on foot, the people there, and how many the exit takes."""

    exit: Door
    people: float
    capacity: int
    floor: Any


def check(survey: Survey, settings: Settings) -> Iterator[Finding]:
    """Yield findings on each part of the floor: all exits together, the widest one lost, the worst catchment.

    Measured and required are people. Exits must take the whole load, and half of it with the widest one lost. An
    exit that is the nearest for more people than it takes is a warning: they can go to another one. Its catchment is
    by walking distance from a grid (`load.weights`), so its load is exact but for the cells along its border.
    Source: `docs/layout-rules.md`.
    """
    if settings.mm_per_person is None:
        return
    factors = Factors(settings.m2_per_person, settings.m2_per_seat, settings.m2_per_table_seat)
    for part in parts(survey):
        load = part.load(factors)
        things = tuple(sorted(each.fixture.label for each in part.exits))
        values: dict[str, Word] = {"load": str(load), "factor": said(settings.m2_per_person)}
        every = capacity(part.exits, settings.mm_per_person)
        if every < load:
            yield Finding(things, every, load, part.floor, None, values)
        elif settings.largest_lost and part.exits:
            widest = max(part.exits, key=lambda each: each.width)
            rest = capacity(tuple(each for each in part.exits if each is not widest), settings.mm_per_person)
            if rest < (needed := ceil(KEPT * load)):
                lost = values | {"a": called(widest.fixture)}
                yield Finding(things, rest, needed, part.floor, None, lost, case="lost")
        if every >= load:
            yield from _overrun(catchments(survey, part, factors, settings.mm_per_person))


def capacity(exits: tuple[Door, ...], mm_per_person: float) -> int:
    """How many people exits take together."""
    return floor(1000 * sum(each.width for each in exits) / mm_per_person + _ROUNDING)


def catchments(survey: Survey, part: Part, factors: Factors, mm_per_person: float) -> list[Catchment]:
    """The catchment of each exit of a part, in the plan's order; people from whom no way leads out are in none."""
    spots, people, step = weights(part, factors)
    known = ways(survey)
    _, nearest = known.nearest(spots)
    found = []
    for at, door in enumerate(known.exits):
        if not any(door.fixture.key == each.fixture.key for each in part.exits):
            continue
        mine = nearest == at
        x, y = spots[mine].T
        cells = shapely.union_all(shapely.box(x - step / 2, y - step / 2, x + step / 2, y + step / 2))
        found.append(
            Catchment(
                door,
                float(people[mine].sum()),
                capacity((door,), mm_per_person),
                shapely.intersection(cells, part.floor),
            )
        )
    return found


def _overrun(found: list[Catchment]) -> Iterator[Finding]:
    """The catchment that overruns its exit most."""
    over = [each for each in found if ceil(each.people - _ROUNDING) > each.capacity]
    if over:
        worst = max(over, key=lambda each: each.people / max(each.capacity, 1))
        yield Finding(
            (worst.exit.fixture.label,),
            measured=worst.capacity,
            required=ceil(worst.people - _ROUNDING),
            unit=None,
            where=worst.floor,
            values={"a": called(worst.exit.fixture)},
            case="catchment",
            warning=True,
        )


RULE = Rule(
    name="exit-capacity",
    check=check,
    says={
        "ar": "سعة المخارج: {measured}، وحمل الإشغال: {required} (بالأشخاص، {factor}\u00a0م² للشخص في أرض المعرض).",
        "en": "Exit capacity: {measured}; occupant load: {required} (persons, {factor} m² per person on the floor).",
    },
    also={
        "lost": {
            "ar": "سعة المخارج من دون أوسعها ({a}): {measured}، والحد الأدنى {required} (بالأشخاص، وهو نصف حمل الإشغال"
            " البالغ {load}؛ {factor}\u00a0م² للشخص في أرض المعرض).",
            "en": "Exit capacity without the widest ({a}): {measured}; at least {required} is required (persons, half"
            " of the occupant load of {load}; {factor} m² per person on the floor).",
        },
        "catchment": {
            "ar": "سعة {a}: {measured}، وهو أقرب مخرج لعدد أكبر: {required} (بالأشخاص).",
            "en": "The capacity of {a} is {measured}, but it is the nearest exit for more: {required} (persons).",
        },
    },
    settings=Settings,
)
