"""Rows ⇄ geometry, here and nowhere else. Integer millimetres there, metres here.

A polygon is stored as its rings, `[[[x, y], …], …]`, the outer one first; any other shape as `{"type", "coordinates"}`
in the manner of GeoJSON. Reading gives exactly what was written: all shapes lie on the millimetre grid.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from booth_app.geometry import BoothShape, Fixture, FixtureKind, Hall, Names, Plan, Side, Zone
from booth_app.layouts.models import BoothShapeRow, FixtureShapeRow

MM = 1000
_BOOTH_PREFIX = "b"

Json = dict[str, Any]


def booth_key(booth_id: int) -> str:
    """The key of a booth in every plan it is part of."""
    return f"{_BOOTH_PREFIX}{booth_id}"


def booth_id(key: str) -> int | None:
    """The booth that a key stands for; None for one that exists in a draft only."""
    digits = key.removeprefix(_BOOTH_PREFIX)
    return int(digits) if key != digits and digits.isascii() and digits.isdigit() else None


def stored(shape: BaseGeometry) -> Any:
    """A shape as it is stored."""
    if isinstance(shape, Polygon):
        return _rings(shape)
    if shape.geom_type == "GeometryCollection":
        return {"type": shape.geom_type, "geometries": [stored(part) for part in shapely.get_parts(shape)]}
    return {"type": shape.geom_type, "coordinates": _scaled(shapely.geometry.mapping(shape)["coordinates"])}


def shape(value: Any) -> BaseGeometry:
    """The shape that `stored` wrote."""
    if isinstance(value, list):
        return polygon(value)
    if value["type"] == "Polygon":
        return polygon(value["coordinates"])
    if value["type"] == "GeometryCollection":
        return shapely.GeometryCollection([shape(part) for part in value["geometries"]])
    return shapely.geometry.shape({"type": value["type"], "coordinates": _metres(value["coordinates"])})


def polygon(rings: Sequence[Any]) -> Polygon:
    """A polygon of rings in millimetres; invalid ones too, a rule tells about them."""
    if not rings:
        return Polygon()
    outer, *holes = ([(x / MM, y / MM) for x, y in ring] for ring in rings)
    return Polygon(outer, holes)


def booth(row: BoothShapeRow, *, as_drawn: bool = False) -> BoothShape:
    """A booth of a revision with type and open sides; `as_drawn` only as far as the drawing itself says them."""
    drawn = row.drawn
    return BoothShape(
        key=booth_key(row.booth_id),
        number=row.number,
        outline=polygon(row.rings),
        type=drawn.get("type", "") if as_drawn else row.type,
        open=sides(drawn.get("open", "") if as_drawn else row.open_sides),
        zone=row.zone,
        names=_names(drawn),
        height=drawn.get("height"),
    )


def booth_row(revision_id: int, key_id: int, booth: BoothShape, *, as_drawn: BoothShape) -> Json:
    """The columns of a booth's row: `booth` with type and open sides filled in, `as_drawn` without."""
    drawn = {"type": as_drawn.type, "open": spelled(as_drawn.open), "height": booth.height, **_named(booth.names)}
    return {
        "revision_id": revision_id,
        "booth_id": key_id,
        "number": booth.number,
        "rings": _rings(booth.outline),
        "area_mm2": round(booth.outline.area * MM * MM),
        "type": booth.type,
        "open_sides": spelled(booth.open),
        "drawn": {name: value for name, value in drawn.items() if value},
        "zone": booth.zone,
    }


def fixture(row: FixtureShapeRow) -> Fixture:
    """A fixture of a revision."""
    return _fixture({"key": row.key, "kind": row.kind, **row.values})


def fixture_row(revision_id: int, fixture: Fixture) -> Json:
    """The columns of a fixture's row."""
    values = _fixture_json(fixture)
    return {
        "revision_id": revision_id,
        "key": values.pop("key"),
        "kind": values.pop("kind"),
        "values": values,
    }


def ground(plan: Plan) -> Json:
    """What a revision keeps of a plan besides booths and fixtures: the floor, zones, backdrop."""
    [hall] = plan.halls
    return {
        "outline": _rings(hall.outline),
        "zones": [_zone_json(each) for each in plan.zones],
        "backdrop": [stored(each) for each in plan.backdrop],
    }


def plan(hall: Hall, ground: Json, booths: Iterable[BoothShape], fixtures: Iterable[Fixture]) -> Plan:
    """A plan of what is stored; `hall` gives key and names, its outline is the ground's."""
    floor = Hall(hall.key, polygon(ground["outline"]), hall.names, hall.level)
    return Plan(
        halls=(floor,),
        booths=tuple(booths),
        fixtures=tuple(fixtures),
        zones=tuple(_zone(each) for each in ground["zones"]),
        backdrop=tuple(shape(each) for each in ground["backdrop"]),
    )


def whole(plan: Plan) -> Json:
    """A plan of one hall as one value: what a draft from a file begins with."""
    return {
        **ground(plan),
        "booths": [_booth_json(each) for each in plan.booths],
        "fixtures": [_fixture_json(each) for each in plan.fixtures],
    }


def plan_of_whole(hall: Hall, value: Json) -> Plan:
    """The plan that `whole` wrote."""
    booths = (_booth(each) for each in value["booths"])
    return plan(hall, value, booths, (_fixture(each) for each in value["fixtures"]))


def sides(text: str) -> tuple[Side, ...]:
    """Sides as they are stored: `top right`."""
    return tuple(Side(each) for each in text.split())


def spelled(sides: Iterable[Side]) -> str:
    """Sides as they are stored, in the order of the contract."""
    given = set(sides)
    return " ".join(each for each in Side if each in given)


def _booth(value: Json) -> BoothShape:
    return BoothShape(
        key=value["key"],
        number=value["number"],
        outline=polygon(value["rings"]),
        type=value["type"],
        open=sides(value["open"]),
        zone=value["zone"],
        names=_names(value),
        height=value["height"],
    )


def _booth_json(booth: BoothShape) -> Json:
    return {
        "key": booth.key,
        "number": booth.number,
        "rings": _rings(booth.outline),
        "type": booth.type,
        "open": spelled(booth.open),
        "zone": booth.zone,
        "height": booth.height,
        **_named(booth.names),
    }


def _fixture(value: Json) -> Fixture:
    return Fixture(
        key=value["key"],
        kind=FixtureKind(value["kind"]),
        label=value["label"],
        outline=shape(value["rings"]),
        type=value["type"],
        names=_names(value),
        width=value["width"],
        height=value["height"],
    )


def _fixture_json(fixture: Fixture) -> Json:
    return {
        "key": fixture.key,
        "kind": str(fixture.kind),
        "label": fixture.label,
        "rings": stored(fixture.outline),
        "type": fixture.type,
        "width": fixture.width,
        "height": fixture.height,
        **_named(fixture.names),
    }


def _zone(value: Json) -> Zone:
    return Zone(value["key"], value["label"], shape(value["rings"]), _names(value), value["main"])


def _zone_json(zone: Zone) -> Json:
    return {
        "key": zone.key,
        "label": zone.label,
        "rings": stored(zone.outline),
        "main": zone.main,
        **_named(zone.names),
    }


def _names(value: Mapping[str, Any]) -> Names:
    return Names(value.get("name_ar", ""), value.get("name_en", ""))


def _named(names: Names) -> Json:
    return {"name_ar": names.ar, "name_en": names.en}


def _rings(shape: Polygon) -> list[Any]:
    if shape.is_empty:
        return []
    return [_scaled(list(ring.coords)) for ring in (shape.exterior, *shape.interiors)]


def _scaled(coordinates: Any) -> Any:
    if isinstance(coordinates, float | int):
        return round(coordinates * MM)
    return [_scaled(each) for each in coordinates]


def _metres(coordinates: Any) -> Any:
    if isinstance(coordinates, float | int):
        return coordinates / MM
    return [_metres(each) for each in cast(list[Any], coordinates)]
