"""What could cure a violation besides moving: another number, a valid outline, less height, less floor, no booth."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from shapely import Polygon

from booth_app.edits.edit import Edit
from booth_app.edits.frame import frame, turned
from booth_app.edits.push import retreat
from booth_app.edits.remove import Remove
from booth_app.edits.renumber import Renumber
from booth_app.edits.resize import Anchor, Resize
from booth_app.edits.restore import Restore
from booth_app.edits.scene import ACCESS, Scene
from booth_app.geometry import Violation, snap
from booth_app.geometry.validity import faults, mended
from booth_app.text.numbers import fold_number, valid_number

MOST_LOST = 1 / 3
"""Share of a booth's floor that a resize may take: beyond that it is another booth."""

_MOST_REMOVED = 8
_NEAR = 1.0
_ROOMY = frozenset({"travel-distance", "dead-end"}) | ACCESS
"""Rules about ways, which a booth can be in without being named."""

_SIDES = (
    ((1.0, 0.0), Anchor.LEFT),
    ((-1.0, 0.0), Anchor.RIGHT),
    ((0.0, 1.0), Anchor.TOP),
    ((0.0, -1.0), Anchor.BOTTOM),
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An edit that may cure, and what it costs: metres moved over all booths, square metres of floor lost."""

    edit: Edit
    way: float = 0.0
    lost: float = 0.0


def in_place(scene: Scene, violation: Violation, pinned: Container[str], taken: Container[str]) -> Iterator[Proposal]:
    """Proposals that move nothing and take (nearly) no floor, for the rules that have such."""
    free = [each for each in scene.named(violation) if each.key not in pinned]
    match violation.rule:
        case "duplicate-number" if len(violation.things) == 2:
            for booth in reversed(free):  # who came first keeps it
                number = next_number(scene, booth.number, taken)
                if number is not None:
                    yield Proposal(Renumber(booth.key, number))
        case "invalid-shape":
            for booth in free:
                yield from (Proposal(Restore(replace(booth, outline=each))) for each in _valid(booth.outline))
        case "sight-line":
            for booth in free:
                if booth.height is not None and booth.height > violation.required:
                    yield Proposal(Restore(replace(booth, height=violation.required)))
        case _:
            return


def smaller(scene: Scene, violation: Violation, pinned: Container[str]) -> list[Proposal]:
    """Rectangles with one side drawn back until nothing to keep clear of lies before it; least floor lost first."""
    found = []
    for booth in scene.named(violation):
        was = None if booth.key in pinned else frame(booth.outline)
        if was is None or not booth.outline.is_valid:
            continue
        aims = scene.aims(violation, [booth])
        for normal, anchor in _SIDES:
            nx, ny = turned(normal, (0.0, 0.0), was.angle)
            half = (was.width if normal[0] else was.depth) / 2
            middle = was.middle
            back = retreat(((middle[0] + nx * half, middle[1] + ny * half), (nx, ny)), booth.outline, aims)
            size, other = (was.width, was.depth) if normal[0] else (was.depth, was.width)
            if 0 < back <= size * MOST_LOST:
                left = round(size - back, 3)
                wide, deep = (left, was.depth) if normal[0] else (was.width, left)
                edit = Resize(booth.key, round(wide, 3), round(deep, 3), anchor)
                found.append(Proposal(edit, lost=round(back * other, 3)))
    return sorted(found, key=lambda each: each.lost)


def fewer(scene: Scene, violation: Violation, pinned: Container[str]) -> list[Proposal]:
    """One booth taken out; least floor lost first, and of as large ones those that the violation names."""
    named = scene.named(violation)
    near = scene.about(violation.where, _NEAR) if violation.rule in _ROOMY else []
    all_ = {each.key: each for each in [*named, *near] if each.key not in pinned}
    found = [Proposal(Remove((key,)), lost=round(float(each.outline.area), 3)) for key, each in all_.items()]
    return sorted(found, key=lambda each: each.lost)[:_MOST_REMOVED]


def next_number(scene: Scene, number: str, taken: Container[str]) -> str | None:
    """The next number of the same series that nobody has: after `A-107` it is `A-108`, or `A-109`."""
    used = {fold_number(each.number) for each in scene.booths}
    found = re.fullmatch(r"(.*?)([0-9]+)", fold_number(number))
    if found is None:
        return None
    series, digits = found.groups()
    for n in range(int(digits) + 1, int(digits) + len(used) + 1000):
        will = f"{series}{n:0{len(digits)}}"
        if will not in used and will not in taken:
            return will if valid_number(will) else None
    return None


def _valid(outline: Polygon) -> Iterator[Polygon]:
    """The outlines that an invalid one may mean, the likelier first.

    Where each corner is one of the hull's, somebody gave them in the wrong order: then it is the hull. Else, or where
    that has no room, the largest of the pieces of floor that it encloses.
    """
    corners = np.unique(shapely.get_coordinates(outline), axis=0)
    hull = shapely.convex_hull(outline)
    if len(corners) == len(np.unique(shapely.get_coordinates(hull), axis=0)):
        yield from _sound(hull)
    parts = [each for each in shapely.get_parts(mended(outline)) if isinstance(each, Polygon)]
    yield from _sound(max(parts, key=lambda each: each.area, default=None))


def _sound(shape: Any) -> Iterator[Polygon]:
    """The shape on the grid, if it is a booth's outline there."""
    found = snap(shape) if isinstance(shape, Polygon) else None
    if isinstance(found, Polygon) and not found.is_empty and not faults(np.array([found], dtype=object)):
        yield found
