"""Every floor has exits enough for its people, and not all in one place."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import inf

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely import LineString

from booth_app.geometry.allowed import metres, number, steps
from booth_app.geometry.doors import Door
from booth_app.geometry.free import SHORT
from booth_app.geometry.load import M2_PER_PERSON, M2_PER_SEAT, M2_PER_TABLE_SEAT, Factors, Part, parts, said
from booth_app.geometry.rule import Rule
from booth_app.geometry.survey import Survey
from booth_app.geometry.violation import Finding


@dataclass(frozen=True, slots=True)
class Settings:
    """How many exits by occupant load, the figures of the load, and how far two exits are apart.

    `apart` is a share of the longest straight line over the floor. Doors nearer than `joined` count once.
    """

    min: tuple[tuple[float, int], ...] | None = steps(((500, 2), (1000, 3), (inf, 4)))
    m2_per_person: float | None = number(M2_PER_PERSON, least=0.1, most=100, unit="m²")
    m2_per_seat: float | None = number(M2_PER_SEAT, least=0.1, most=100, unit="m²")
    m2_per_table_seat: float | None = number(M2_PER_TABLE_SEAT, least=0.1, most=100, unit="m²")
    apart: float | None = number(0.5, least=0, most=1)
    joined: float | None = metres(1.0, most=50)


def check(survey: Survey, settings: Settings) -> Iterator[Finding]:
    """Yield a finding for each part of the floor with too few exits, and one where no two are far enough apart.

    Judged for each part of the walkable floor that hangs together. Apart: the shortest distance between the clear
    openings of the two farthest exits, against the longest straight line between any two points of the floor and
    its booths. Source: `docs/layout-rules.md`.
    """
    factors = Factors(settings.m2_per_person, settings.m2_per_seat, settings.m2_per_table_seat)
    for part in parts(survey):
        load = part.load(factors)
        exits = distinct(part.exits, settings.joined or 0.0)
        required = _required(settings.min, load)
        things = tuple(sorted(each.fixture.label for each in part.exits))
        if len(exits) < required:
            yield Finding(
                things,
                measured=len(exits),
                required=required,
                unit=None,
                where=part.floor,
                values={"load": str(load), "factor": said(settings.m2_per_person)},
            )
        elif settings.apart is not None and len(exits) > 1 and required != 1:
            yield from _apart(part, exits, settings.apart)


def distinct(exits: tuple[Door, ...], joined: float) -> list[list[Door]]:
    """Exits, those nearer to each other than `joined` metres together."""
    lines = np.array([each.clear() for each in exits], dtype=object)
    if not len(lines):
        return []
    first, second = np.nonzero(shapely.distance(lines[:, None], lines[None, :]) < joined - SHORT)
    links = coo_array((np.ones(len(first)), (first, second)), shape=(len(lines), len(lines)))
    count, label = connected_components(links, directed=False)
    return [[exits[at] for at in np.flatnonzero(label == group)] for group in range(count)]


def _required(least: tuple[tuple[float, int], ...] | None, load: int) -> int:
    """How many exits the load asks for; beyond the last step, as many as that."""
    if not least:
        return 0
    return next((count for up_to, count in least if load <= up_to), least[-1][1])


def _apart(part: Part, exits: list[list[Door]], share: float) -> Iterator[Finding]:
    pairs = [(a, b) for one, other in combinations(exits, 2) for a in one for b in other]
    first, second = max(pairs, key=lambda pair: shapely.distance(pair[0].clear(), pair[1].clear()))
    measured = float(shapely.distance(first.clear(), second.clear()))
    required = share * diagonal(part)
    if measured < required - SHORT:
        yield Finding(
            tuple(sorted((first.fixture.label, second.fixture.label))),
            measured=round(measured, 3),
            required=round(required, 3),
            where=LineString([first.middle, second.middle]),
            case="apart",
        )


def diagonal(part: Part) -> float:
    """The longest straight line between two points of a part of the floor and its booths, metres."""
    corners = shapely.get_coordinates(part.served)
    x, y = corners.T
    return float(np.hypot(x[:, None] - x, y[:, None] - y).max())


RULE = Rule(
    name="exit-count",
    check=check,
    says={
        "ar": "عدد المخارج: {measured}، والحد الأدنى لحمل إشغال يبلغ {load} ({factor}\u00a0م² للشخص في أرض المعرض):"
        " {required}.",
        "en": "Exits: {measured}; at least required for an occupant load of {load} ({factor} m² per person on the"
        " floor): {required}.",
    },
    also={
        "apart": {
            "ar": "أبعد مخرجين عن بعضهما ({a} و{b}) بينهما {measured}\u00a0م، والحد الأدنى {required}\u00a0م.",
            "en": "The exits farthest apart ({a} and {b}) are {measured} m apart; at least {required} m is required.",
        }
    },
    settings=Settings,
)
