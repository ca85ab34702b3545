"""A plan to an SVG file that people can go on drawing in, and that reads back as the same plan."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import shapely
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  # has no stubs
from shapely import LineString, box
from shapely.geometry.base import BaseGeometry

from booth_app.geometry import BoothShape, Fixture, FixtureKind, Hall, Names, Plan, Zone
from booth_app.planfiles.svg.tree import INKSCAPE, SVG

_LAYERS = {
    "hall": ("القاعة", "fill:#fdfcfa;stroke:#3c464a;stroke-width:0.3"),
    "zone": ("المناطق", "fill:#0b6674;fill-opacity:0.05"),
    FixtureKind.FACILITY: ("المرافق", "fill:#eceae5;stroke:#6b7478;stroke-width:0.08"),
    FixtureKind.STAIRS: ("الدرج", "fill:#eceae5;stroke:#6b7478;stroke-width:0.08"),
    FixtureKind.LIFT: ("المصاعد", "fill:#eceae5;stroke:#6b7478;stroke-width:0.08"),
    FixtureKind.STAGE: ("المسارح", "fill:#efe7d6;stroke:#7d6b45;stroke-width:0.08"),
    FixtureKind.DESK: ("مكاتب الاستقبال", "fill:#efe7d6;stroke:#7d6b45;stroke-width:0.08"),
    "booth": ("الأجنحة", "fill:#dcf3f5;stroke:#0b6674;stroke-width:0.08"),
    FixtureKind.WALL: ("الجدران", "fill:#3c464a;stroke:#3c464a;stroke-width:0.05"),
    FixtureKind.COLUMN: ("الأعمدة", "fill:#3c464a"),
    FixtureKind.ENTRANCE: ("المداخل", "fill:#fdfcfa;stroke:#3c464a;stroke-width:0.05"),
    FixtureKind.EXIT: ("المخارج", "fill:#1b7a3d;stroke:#1b7a3d;stroke-width:0.05"),
    FixtureKind.HYDRANT: ("صناديق الحريق", "fill:#b3261e"),
    FixtureKind.PANEL: ("اللوحات الكهربائية", "fill:#a66900"),
    "backdrop": ("الخلفية", "fill:none;stroke:#d9d4c6;stroke-width:0.05"),
}
"""What each layer is called and how it looks, lowest first. Colours are for the editor it is opened in."""

_MARGIN = 2.0
Values = dict[str, str]


def write_svg(plan: Plan, title: Names | None = None) -> str:
    """The plan as SVG text: one unit is a metre, one layer a kind, every coordinate a whole millimetre.

    Keys are not written: they are the database's. Read back, the plan is equal but for keys, which then follow
    from the numbers. Invalid outlines are written as they are.
    """
    x0, y0, x1, y1 = _frame(plan)
    root = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG, "inkscape": INKSCAPE})
    _set(
        root,
        {
            "width": f"{_number((x1 - x0) * 10)}mm",
            "height": f"{_number((y1 - y0) * 10)}mm",
            "viewBox": " ".join(_number(each) for each in (x0, y0, x1 - x0, y1 - y0)),
            "data-metres-per-unit": "1",
            "data-scale": "1:100",
            **({"data-north": f"{plan.north:g}"} if plan.north else {}),
        },
    )
    if title is not None:
        etree.SubElement(root, f"{{{SVG}}}title").text = " · ".join(filter(None, (title.ar, title.en)))
    for kind, (label, style) in _LAYERS.items():
        drawn = list(_drawn(plan, kind))
        if drawn:
            layer = etree.SubElement(root, f"{{{SVG}}}g", id=f"layer-{kind}")
            layer.set("data-kind", str(kind))
            layer.set(f"{{{INKSCAPE}}}groupmode", "layer")
            layer.set(f"{{{INKSCAPE}}}label", label)
            layer.set("style", style)
            for shape, values in drawn:
                _draw(layer, shape, values)
    etree.indent(root, space="  ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="unicode") + "\n"


def _drawn(plan: Plan, kind: str) -> Iterator[tuple[BaseGeometry, Values]]:
    match kind:
        case "hall":
            yield from ((hall.outline, _hall(hall)) for hall in plan.halls)
        case "booth":
            yield from ((booth.outline, _booth(booth)) for booth in plan.booths)
        case "zone":
            yield from ((zone.outline, _zone(zone)) for zone in plan.zones)
        case "backdrop":
            yield from ((shape, {}) for shape in plan.backdrop)
        case _:
            yield from ((each.outline, _fixture(each)) for each in plan.fixtures if each.kind == kind)


def _hall(hall: Hall) -> Values:
    return {"number": hall.key, **_names(hall.names), "level": hall.level}


def _booth(booth: BoothShape) -> Values:
    return {
        "number": booth.number,
        **_names(booth.names),
        "type": booth.type,
        "open": " ".join(side.value for side in booth.open),
        "zone": booth.zone,
        "height": "" if booth.height is None else _number(booth.height),
    }


def _zone(zone: Zone) -> Values:
    return {"number": zone.label, **_names(zone.names), "type": "main" if zone.main else ""}


def _fixture(fixture: Fixture) -> Values:
    return {
        "number": fixture.label,
        **_names(fixture.names),
        "type": fixture.type,
        "width": "" if fixture.width is None else _number(fixture.width),
        "height": "" if fixture.height is None else _number(fixture.height),
    }


def _names(names: Names) -> Values:
    return {"name-ar": names.ar, "name-en": names.en}


def _draw(layer: Any, shape: BaseGeometry, values: Values) -> None:
    name, place = _element(shape)
    element = etree.SubElement(layer, f"{{{SVG}}}{name}")
    _set(element, place | {f"data-{key}": value for key, value in values.items() if value})


def _element(shape: BaseGeometry) -> tuple[str, Values]:
    """The plainest element that draws the shape exactly, first corner and direction included."""
    if isinstance(shape, LineString):
        points = shapely.get_coordinates(shape)
        if len(points) == 2:
            (x1, y1), (x2, y2) = points
            return "line", {
                name: _number(value) for name, value in zip(("x1", "y1", "x2", "y2"), (x1, y1, x2, y2), strict=True)
            }
        return "path", {"d": "M" + "L".join(_pair(point) for point in points)}
    rings = [shapely.get_coordinates(ring)[:-1] for ring in shapely.get_rings(shapely.get_parts(shape))]
    if len(rings) > 1:
        path = "".join("M" + "L".join(_pair(point) for point in ring) + "Z" for ring in rings)
        return "path", {"d": path, "fill-rule": "evenodd"}
    [ring] = rings
    (x0, y0), (x1, y1) = ring.min(axis=0), ring.max(axis=0)
    as_drawn = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
    if ring.shape == (4, 2) and (ring == as_drawn).all() and x1 > x0 and y1 > y0:
        sizes = {"x": x0, "y": y0, "width": x1 - x0, "height": y1 - y0}
        return "rect", {name: _number(value) for name, value in sizes.items()}
    return "polygon", {"points": " ".join(_pair(point) for point in ring)}


def _frame(plan: Plan) -> tuple[float, float, float, float]:
    shapes: Iterable[BaseGeometry] = [
        each.outline for group in (plan.halls, plan.booths, plan.fixtures, plan.zones) for each in group
    ]
    drawn = np.array([*shapes] or [box(0, 0, 1, 1)], dtype=object)
    x0, y0, x1, y1 = (float(each) for each in shapely.total_bounds(drawn))
    return x0 - _MARGIN, y0 - _MARGIN, x1 + _MARGIN, y1 + _MARGIN


def _set(element: Any, values: Values) -> None:
    for name, value in values.items():
        element.set(name, value)


def _pair(point: Any) -> str:
    return f"{_number(point[0])},{_number(point[1])}"


def _number(value: float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
