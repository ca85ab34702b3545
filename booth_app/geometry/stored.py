"""A plan as plain values that JSON can hold, lengths in integer millimetres, and back.

What is read back may come from another process or from a browser: every value is checked, and what is wrong is
refused by one exception. Nothing is repaired.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from booth_app.geometry.plan import GRID, BoothShape, Fixture, FixtureKind, Hall, Names, Plan, Side, Zone

Thing = TypeVar("Thing")

MOST_THINGS = 200_000
MOST_VERTICES = 1_000_000
MOST_OF_ONE = 10_000
LONGEST_TEXT = 200
REACH = 10_000_000
"""Millimetres from the origin, each way."""

_PER_METRE = round(1 / GRID)
_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class NotAPlan(ValueError):
    """Values that are no stored plan; the text says which."""


def to_json(plan: Plan, *, backdrop: bool = True) -> dict[str, Any]:
    """The plan as dicts, lists, strings and integers. Shapes on the millimetre grid come back exactly."""
    return {
        "north": plan.north,
        "halls": [
            {"key": hall.key, "level": hall.level, "names": _names(hall.names), "rings": rings(hall.outline)}
            for hall in plan.halls
        ],
        "booths": [booth_to_json(booth) for booth in plan.booths],
        "fixtures": [fixture_to_json(fixture) for fixture in plan.fixtures],
        "zones": [
            {
                "key": zone.key,
                "label": zone.label,
                "main": zone.main,
                "names": _names(zone.names),
                "shape": shape_to_json(zone.outline),
            }
            for zone in plan.zones
        ],
        "backdrop": [shape_to_json(shape) for shape in plan.backdrop] if backdrop else [],
    }


def from_json(value: Any) -> Plan:
    """The plan that `to_json` wrote.

    Raises:
        NotAPlan: anything is missing, of the wrong kind, or over a limit.
    """
    made = _fields(value, "plan", "north", "halls", "booths", "fixtures", "zones", "backdrop")
    north = made["north"]
    if not _is_number(north) or not 0 <= north < 360:
        raise NotAPlan("north is no direction")
    plan = Plan(
        halls=_all(made["halls"], "halls", _hall),
        booths=_all(made["booths"], "booths", booth_from_json),
        fixtures=_all(made["fixtures"], "fixtures", fixture_from_json),
        zones=_all(made["zones"], "zones", _zone),
        backdrop=_all(made["backdrop"], "backdrop", shape_from_json),
        north=float(north),
    )
    for group in (plan.halls, plan.booths, plan.fixtures, plan.zones):
        if len({each.key for each in group}) < len(group):
            raise NotAPlan("two things have one key")
    shapes = [each.outline for group in (plan.halls, plan.booths, plan.fixtures, plan.zones) for each in group]
    if int(shapely.get_num_coordinates(np.array([*shapes, *plan.backdrop], dtype=object)).sum()) > MOST_VERTICES:
        raise NotAPlan("too many vertices")
    return plan


def booth_to_json(booth: BoothShape) -> dict[str, Any]:
    """One booth's shape and what its drawing says."""
    return {
        "key": booth.key,
        "number": booth.number,
        "type": booth.type,
        "open": [side.value for side in booth.open],
        "zone": booth.zone,
        "names": _names(booth.names),
        "height": _millimetres(booth.height),
        "rings": rings(booth.outline),
    }


def booth_from_json(value: Any) -> BoothShape:
    """The booth that `booth_to_json` wrote; its outline may be invalid, as it may in a plan."""
    made = _fields(value, "booth", "key", "number", "type", "open", "zone", "names", "height", "rings")
    sides = made["open"]
    if not isinstance(sides, list) or not all(isinstance(side, str) and side in set(Side) for side in sides):
        raise NotAPlan("a booth's open sides are no sides")
    return BoothShape(
        key=_text(made, "key", empty=False),
        number=_text(made, "number", empty=False),
        outline=polygon(made["rings"]),
        type=_text(made, "type"),
        open=tuple(side for side in Side if side.value in sides),
        zone=_text(made, "zone"),
        names=_names_from(made["names"]),
        height=_metres(made["height"]),
    )


def fixture_to_json(fixture: Fixture) -> dict[str, Any]:
    """One fixture."""
    return {
        "key": fixture.key,
        "kind": fixture.kind.value,
        "label": fixture.label,
        "type": fixture.type,
        "names": _names(fixture.names),
        "width": _millimetres(fixture.width),
        "height": _millimetres(fixture.height),
        "shape": shape_to_json(fixture.outline),
    }


def fixture_from_json(value: Any) -> Fixture:
    """The fixture that `fixture_to_json` wrote."""
    made = _fields(value, "fixture", "key", "kind", "label", "type", "names", "width", "height", "shape")
    if made["kind"] not in tuple(FixtureKind):
        raise NotAPlan("a fixture is of no known kind")
    return Fixture(
        key=_text(made, "key", empty=False),
        kind=FixtureKind(made["kind"]),
        label=_text(made, "label", empty=False),
        outline=shape_from_json(made["shape"]),
        type=_text(made, "type"),
        names=_names_from(made["names"]),
        width=_metres(made["width"]),
        height=_metres(made["height"]),
    )


def rings(shape: Polygon) -> list[list[list[int]]]:
    """A polygon as its rings of [x, y], outer one first, each without its closing point."""
    return [_points(ring)[:-1] for ring in shapely.get_rings(shape)]


def polygon(value: Any) -> Polygon:
    """The polygon with these rings; it may be invalid, but each ring has three points at least."""
    if not isinstance(value, list) or not value or len(value) > MOST_OF_ONE:
        raise NotAPlan("a shape has no rings")
    made = [_coordinates(ring, least=3) for ring in value]
    if sum(len(ring) for ring in made) > MOST_OF_ONE:
        raise NotAPlan("a shape has too many vertices")
    return Polygon(made[0], made[1:])


def shape_to_json(shape: BaseGeometry) -> dict[str, Any]:
    """A polygon, several, or a line, named by its kind."""
    match shape:
        case Polygon():
            return {"polygon": rings(shape)}
        case MultiPolygon():
            return {"polygons": [rings(part) for part in shape.geoms]}
        case LineString():
            return {"line": _points(shape)}
        case _:
            raise NotAPlan(f"a {shape.geom_type} is no shape of a plan")


def shape_from_json(value: Any) -> BaseGeometry:
    """The shape that `shape_to_json` wrote."""
    if not isinstance(value, dict) or len(value) != 1:
        raise NotAPlan("a shape is of one kind")
    [(kind, made)] = value.items()
    match kind:
        case "polygon":
            return polygon(made)
        case "polygons" if isinstance(made, list) and made:
            return MultiPolygon([polygon(part) for part in made])
        case "line":
            return LineString(_coordinates(made, least=2))
        case _:
            raise NotAPlan("a shape is of no known kind")


def _hall(value: Any) -> Hall:
    made = _fields(value, "hall", "key", "level", "names", "rings")
    key = _text(made, "key", empty=False)
    return Hall(key, polygon(made["rings"]), _names_from(made["names"]), _text(made, "level"))


def _zone(value: Any) -> Zone:
    made = _fields(value, "zone", "key", "label", "main", "names", "shape")
    if not isinstance(made["main"], bool):
        raise NotAPlan("a zone is main or not")
    return Zone(
        _text(made, "key", empty=False),
        _text(made, "label", empty=False),
        shape_from_json(made["shape"]),
        _names_from(made["names"]),
        made["main"],
    )


def _points(shape: Any) -> list[list[int]]:
    return np.rint(shapely.get_coordinates(shape) * _PER_METRE).astype(np.int64).tolist()


def _coordinates(value: Any, least: int) -> list[tuple[float, float]]:
    if not isinstance(value, list) or not least <= len(value) <= MOST_OF_ONE:
        raise NotAPlan("a ring or line has too few points, or too many")
    for point in value:
        if not isinstance(point, list) or len(point) != 2 or not all(map(_is_millimetres, point)):
            raise NotAPlan("a point is no pair of millimetres")
    # Divided, not multiplied: 2300 / 1000 is the nearest there is to 2.3, 2300 * 0.001 is not.
    return [(x / _PER_METRE, y / _PER_METRE) for x, y in value]


def _names(names: Names) -> dict[str, str]:
    return {"ar": names.ar, "en": names.en}


def _names_from(value: Any) -> Names:
    made = _fields(value, "names", "ar", "en")
    return Names(_text(made, "ar"), _text(made, "en"))


def _millimetres(metres: float | None) -> int | None:
    return None if metres is None else round(metres * _PER_METRE)


def _metres(value: Any) -> float | None:
    if value is None:
        return None
    if not _is_millimetres(value) or value < 0:
        raise NotAPlan("a length is no millimetres")
    return value / _PER_METRE


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_millimetres(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -REACH <= value <= REACH


def _text(made: Mapping[str, Any], name: str, *, empty: bool = True) -> str:
    value = made[name]
    if not is_text(value) or len(value) > LONGEST_TEXT or not (value or empty):
        raise NotAPlan(f"{name} is no text")
    return value


def is_text(value: Any) -> bool:
    """Whether it is text on one line that any file may hold: no controls, half surrogates or noncharacters."""
    return isinstance(value, str) and _NO_TEXT.search(value) is None


def _fields(value: Any, what: str, *names: str) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != set(names):
        raise NotAPlan(f"a {what} has other fields")
    return value


def _all(value: Any, what: str, made: Callable[[Any], Thing]) -> tuple[Thing, ...]:
    if not isinstance(value, list) or len(value) > MOST_THINGS:
        raise NotAPlan(f"{what} are no list, or too long a one")
    return tuple(made(each) for each in value)
