"""Things that a drawing draws twice: a fill and its outline, a hatch and its border, two pieces of one stand."""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import shapely

from booth_app.planfiles.sorting import Sorted
from booth_app.planfiles.svg import outlines
from booth_app.planfiles.svg.walk import Drawn
from booth_app.planfiles.svg.words import Kind

_SAME = 0.9
"""Share of the common floor in the floor of both: from here on it is one thing drawn twice."""

_PIECES = (0.02, 0.9)
"""Share of the common floor in the smaller one: two pieces of one booth overlap by so much. One that lies within
another is another booth, and so is one that has another number."""


@dataclass(slots=True)
class Merged:
    """How many things were drawn twice, and the numbers of booths that were drawn in pieces."""

    twice: int = 0
    pieces: list[str] = field(default_factory=list)


def merge(sorted_: Sorted) -> Merged:
    """Make one thing of each that is drawn several times. Done after numbers are known."""
    by_kind: defaultdict[str, list[Drawn]] = defaultdict(list)
    for drawn in sorted_.walked.things:
        by_kind[drawn.kind].append(drawn)
    merged, gone = Merged(), set()
    for kind, things in by_kind.items():
        if kind is not Kind.ZONE and len(things) > 1:
            gone |= _merge(kind == Kind.BOOTH, things, merged)
    if gone:
        sorted_.walked.things = [each for each in sorted_.walked.things if id(each) not in gone]
    return merged


def _merge(booths: bool, things: list[Drawn], merged: Merged) -> set[int]:
    floors = np.array([outlines.outline(each.parts, each.rules) for each in things], dtype=object)
    sound = shapely.is_valid(floors) & (shapely.area(floors) > 0)
    places = np.flatnonzero(sound)
    one, other = shapely.STRtree(floors[places]).query(floors[places], predicate="intersects")
    once = one < other
    one, other = places[one[once]], places[other[once]]
    common = shapely.area(shapely.intersection(floors[one], floors[other]))
    smaller = np.minimum(shapely.area(floors[one]), shapely.area(floors[other]))
    larger = np.maximum(shapely.area(floors[one]), shapely.area(floors[other]))
    gone: dict[int, int] = {}
    for a, b, floor, least, most in zip(one, other, common, smaller, larger, strict=True):
        keep, drop = _end(int(a), gone), _end(int(b), gone)
        if keep == drop:
            continue
        if not _compatible(things[keep], things[drop]):
            continue
        if floor > _SAME * most:
            merged.twice += 1
        elif booths and _PIECES[0] * least < floor < _PIECES[1] * least:
            things[keep].parts += things[drop].parts
            things[keep].rules += things[drop].rules
            merged.pieces.append(_number(things[keep]) or _number(things[drop]) or "?")
        else:
            continue
        if not _number(things[keep]) and _number(things[drop]):
            things[keep].node.values["data-number"] = _number(things[drop])
        gone[drop] = keep
    return {id(things[at]) for at in gone}


def _end(at: int, gone: dict[int, int]) -> int:
    while at in gone:
        at = gone[at]
    return at


def _compatible(one: Drawn, other: Drawn) -> bool:
    return not (_number(one) and _number(other)) or _number(one) == _number(other)


def _number(drawn: Drawn) -> str:
    return drawn.node.values.get("data-number", "")
