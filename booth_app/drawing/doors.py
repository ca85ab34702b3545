"""Doors on the plan: an exit is a bar in the wall and an arrow out, an entrance a gap and an arrow in.

Both stay on every zoom. Their names come with room, an exit's number first: outside above and below the hall, between
their neighbours; inside at the left and right, where they would hang out of the picture, as far as the floor is free.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
import shapely

from booth_app.drawing.defs import sign
from booth_app.drawing.elements import Svg, element, joined, number
from booth_app.drawing.glyphs import width, wrap
from booth_app.drawing.labels import LABEL_PX, NAME_EM, Bands
from booth_app.drawing.openings import DOORS, Opening
from booth_app.drawing.paths import mm, path, spot
from booth_app.drawing.sheet import Sheet, at
from booth_app.drawing.words import fixture_name, fixture_number
from booth_app.geometry.plan import FixtureKind, Plan

MARGIN_PX = 30
"""Around the hall, for the names of doors."""

_ARROW_EM = 1.5
_AWAY_EM = 1.25
_ABOVE_EM, _BELOW_EM = -1.0, 1.15
_NARROW_EM = 4.5
_AIR_PX = 5
_STRIP = 0.8
"""Metres to each side of a door's middle that its name takes."""

_FAR = 100.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a door's name stands: which side of its arrow, how far down in em, how many millimetres it has."""

    side: str
    down: float
    room: int


def door_signs(doors: Sequence[Opening], plan: Plan, sheet: Sheet) -> Svg:
    """All doors with their arrows and names."""
    upright = [door for door in doors if abs(door.out[1]) < abs(door.out[0])]
    above = [door for door in doors if door not in upright and door.out[1] < 0]
    below = [door for door in doors if door not in upright and door.out[1] >= 0]
    places = [*_beside(upright, plan), *_outside(above, plan, sheet), *_outside(below, plan, sheet)]
    narrow = {id(door) for door in upright}
    return joined(*(_sign(door, place, sheet, narrow=id(door) in narrow) for door, place in places))


def _sign(door: Opening, place: _Place, sheet: Sheet, *, narrow: bool) -> Svg:
    leaves = door.fixture.kind is FixtureKind.EXIT
    name, short = fixture_name(door.fixture, sheet.lang), fixture_number(door.fixture)
    lines = _narrowed(name) if narrow else (name,)
    return element(
        "g",
        element("path", class_="plan-bar", d=path(door.stretch)) if leaves else None,
        element(
            "g",
            element("g", sign("arrow", _ARROW_EM), transform=f"rotate({door.turn if leaves else door.turn + 180})"),
            _label(lines, short if name.endswith(short) else "", place, sheet),
            transform=at(spot(door.middle)),
        ),
        class_=f"plan-{door.fixture.kind}",
        data_key=door.fixture.key,
    )


def _label(lines: tuple[str, ...], short: str, place: _Place, sheet: Sheet) -> Svg:
    """The number that ends the name (if one does), and the name, each from the zoom on at which it has room."""
    x = f"{number(-_AWAY_EM if place.side == 'left' else _AWAY_EM)}em"
    steps = [("number", _needed((short,)))] if short else []
    steps.append(("name", max(_needed(lines), *(least for _, least in steps), 0)))
    held = Bands(tuple(steps))

    def written(texts: tuple[str, ...]) -> Svg:
        return sheet.lines(texts, first=place.down, x=x, side=place.side)

    return element(
        "g",
        element("g", written((short,)), class_="door-number") if short else None,
        element("g", written(lines), class_="door-name"),
        class_="plan-door-label",
        data_side=place.room,
        data_bands=str(held),
        data_label=held.at(place.room / sheet.k),
    )


def _beside(doors: Sequence[Opening], plan: Plan) -> list[tuple[Opening, _Place]]:
    """Doors at the left and right of the hall: their names stand on the free floor before them."""
    shapes = [booth.outline for booth in plan.booths]
    shapes += [each.outline for each in plan.fixtures if each.kind not in DOORS]
    # A draft may hold an outline that crosses itself: it is drawn too, and GEOS refuses to cut it.
    things = shapely.make_valid(np.array([each for each in shapes if not each.is_empty], dtype=object))
    return [(door, _Place("left" if door.out[0] > 0 else "right", 0.0, mm(_free(door, things)))) for door in doors]


def _free(door: Opening, things: np.ndarray) -> float:
    """Metres of free floor before a door, along its way in."""
    x, y, toward = door.middle.x, door.middle.y, -1.0 if door.out[0] > 0 else 1.0
    start, end = sorted((x + 0.05 * toward, x + _FAR * toward))
    met = shapely.intersection(things, shapely.box(start, y - _STRIP, end, y + _STRIP)) if len(things) else things
    met = met[~shapely.is_empty(met)] if len(met) else met
    return float(shapely.distance(met, door.middle).min()) if len(met) else _FAR


def _outside(doors: Sequence[Opening], plan: Plan, sheet: Sheet) -> list[tuple[Opening, _Place]]:
    """Doors above or below the hall, from right to left: names right of their arrows, unless there is no room."""
    if not doors:
        return []
    reach = [hall.outline.bounds for hall in plan.halls] or [door.stretch.bounds for door in doors]
    margin = round(MARGIN_PX * sheet.k)
    left_end = mm(min(each[0] for each in reach)) - margin
    limit = mm(max(each[2] for each in reach)) + margin
    ordered = sorted(doors, key=lambda door: door.middle.x)
    places = []
    for place, door in reversed(list(enumerate(ordered))):
        x = mm(door.middle.x)
        arrow = round(_ARROW_EM * LABEL_PX * sheet.k / 2)
        before = (x - mm(ordered[place - 1].middle.x)) // 2 if place else x - left_end
        right = limit - x
        needs = _needed((fixture_name(door.fixture, sheet.lang),)) * sheet.k
        side, room = ("left", before) if needs > right and before > right else ("right", right)
        places.append((door, _Place(side, _ABOVE_EM if door.out[1] < 0 else _BELOW_EM, max(room, 0))))
        limit = x - (arrow if side == "right" else room)
    return places


def _needed(lines: tuple[str, ...]) -> int:
    return ceil((_AWAY_EM + max(map(width, lines)) * NAME_EM) * LABEL_PX) + _AIR_PX


def _narrowed(name: str) -> tuple[str, ...]:
    """A name on as many lines as make it narrow."""
    ways = [lines for count in (1, 2, 3) if (lines := wrap(name, count))]
    fitting = (lines for lines in ways if max(map(width, lines)) <= _NARROW_EM)
    return next(fitting, ways[-1] if ways else (name,))
