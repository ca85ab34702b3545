"""A plan as DXF (AutoCAD 2010, text in UTF-8): metres, y up, one layer a kind.

A thing is a block reference on its kind's layer, its outline in the block on layer 0, what is said of it in attributes:
NUMBER, NAME_AR, NAME_EN, TYPE, OPEN (of `top right bottom left`, as drawn), ZONE, LEVEL, WIDTH, HEIGHT (metres). Things
of one kind and one form share a block, as exhibition drawings have it: a booth is turned, counted and renumbered in a
CAD program as a booth. The number of a booth and the name of a room are seen, all else is hidden. The outlines in a
block are rings by the even-odd rule: one inside another is a hole. `north`, degrees clockwise from the drawing's top,
is a custom property of the drawing, and so are the hall's names as `title-ar` and `title-en`.
"""

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import ezdxf
import numpy as np
import shapely
from ezdxf.document import Drawing
from ezdxf.enums import InsertUnits, TextEntityAlignment
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from booth_app.geometry import FixtureKind, Names, Plan

VERSION = "R2010"
"""The oldest format whose text is UTF-8 and that every program of today opens."""

LAYERS: dict[str, tuple[str, str, int]] = {
    "backdrop": ("BACKDROP", "الخلفية", 0xB9B4A6),
    "hall": ("HALL", "القاعة", 0x3C464A),
    "zone": ("ZONES", "المناطق", 0x8FB8BD),
    FixtureKind.FACILITY: ("FACILITIES", "المرافق", 0x6B7478),
    FixtureKind.STAIRS: ("STAIRS", "الدرج", 0x6B7478),
    FixtureKind.LIFT: ("LIFTS", "المصاعد", 0x6B7478),
    FixtureKind.STAGE: ("STAGES", "المسارح", 0x7D6B45),
    FixtureKind.DESK: ("DESKS", "مكاتب الاستقبال", 0x7D6B45),
    "booth": ("BOOTHS", "الأجنحة", 0x0B6674),
    FixtureKind.WALL: ("WALLS", "الجدران", 0x3C464A),
    FixtureKind.COLUMN: ("COLUMNS", "الأعمدة", 0x3C464A),
    FixtureKind.ENTRANCE: ("ENTRANCES", "المداخل", 0x3C464A),
    FixtureKind.EXIT: ("EXITS", "المخارج", 0x1B7A3D),
    FixtureKind.HYDRANT: ("HYDRANTS", "صناديق الحريق", 0xB3261E),
    FixtureKind.PANEL: ("PANELS", "اللوحات الكهربائية", 0xA66900),
}
"""Kind → layer, its description in Arabic, its colour. Lowest first."""

_NAMED = frozenset({FixtureKind.FACILITY, FixtureKind.STAGE, FixtureKind.DESK, FixtureKind.STAIRS, FixtureKind.LIFT})
"""Whose names are seen in the drawing."""

_STYLE = "BOOTHS"
_LETTER = 0.75  # widths of a letter in heights of text, with some air; programs draw with the fonts they have
_HIGHEST, _LOWEST = 0.6, 0.08  # metres of text
_MILLIMETRES = 3
_UPRIGHT = 1e-6  # m² that an upright rectangle may differ from its frame


@dataclass(frozen=True, slots=True)
class _Thing:
    kind: str
    shape: BaseGeometry
    said: dict[str, str]
    seen: tuple[str, ...] = ()


def write_dxf(plan: Plan, title: Names | None = None) -> bytes:
    """The plan as a DXF file. Every coordinate is a whole millimetre; invalid outlines are written as they are."""
    drawing = ezdxf.new(VERSION, units=InsertUnits.Meters)  # pyright: ignore[reportPrivateImportUsage]  # as its guide has it
    drawing.header["$LUNITS"], drawing.header["$LUPREC"] = 2, _MILLIMETRES
    drawing.styles.add(_STYLE, font="arial.ttf")  # of the fonts that CAD programs have, one with Arabic letters
    custom = drawing.header.custom_vars
    custom.append("north", f"{plan.north:g}")
    if title is not None:
        custom.append("title-ar", title.ar)
        custom.append("title-en", title.en)
    for name, says, colour in LAYERS.values():
        layer = drawing.layers.add(name, true_color=colour)
        layer.description = says
    blocks = _Blocks(drawing)
    space = drawing.modelspace()
    for thing in _things(plan):
        layer = LAYERS[thing.kind][0]
        if not thing.said:
            _outline(space, thing.shape, (0.0, 0.0), layer)
            continue
        block, corner = blocks.of(thing)
        reference = space.add_blockref(block, corner, dxfattribs={"layer": layer})
        height, spots = _label(thing)
        for tag, value in thing.said.items():
            put = reference.add_attrib(
                tag, _written(value), dxfattribs={"layer": layer, "style": _STYLE, "height": height}
            )
            put.set_placement(spots.get(tag, corner), align=TextEntityAlignment.MIDDLE_CENTER)
            put.is_invisible = tag not in spots
    drawing.set_modelspace_vport(*_view(plan))
    out = io.StringIO()
    drawing.write(out)
    return out.getvalue().encode(drawing.output_encoding)


class _Blocks:
    """The blocks of a drawing, one a kind and form."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._names: dict[tuple[str, bytes], str] = {}
        self._count: defaultdict[str, int] = defaultdict(int)

    def of(self, thing: _Thing) -> tuple[str, tuple[float, float]]:
        """The name of the block with a thing's form (made where there is none), and where its lower left corner is."""
        x0, _, _, y1 = thing.shape.bounds if not thing.shape.is_empty else (0.0, 0.0, 0.0, 0.0)
        corner = round(x0, _MILLIMETRES), round(-y1, _MILLIMETRES)
        form = shapely.to_wkb(shapely.transform(thing.shape, lambda points: np.round(points - (x0, y1), _MILLIMETRES)))
        if (thing.kind, form) not in self._names:
            layer = LAYERS[thing.kind][0]
            self._count[layer] += 1
            name = self._names[thing.kind, form] = f"{layer}-{self._count[layer]}"
            block = self._drawing.blocks.new(name)
            block.units = InsertUnits.Meters
            _outline(block, thing.shape, corner, "0")
        return self._names[thing.kind, form], corner


def _outline(space: Any, shape: BaseGeometry, corner: tuple[float, float], layer: str) -> None:
    """A shape's rings and lines, from a corner of the drawing, y turned up."""
    for part in shapely.get_parts(shape):
        rings = [part.exterior, *part.interiors] if isinstance(part, Polygon) else [part]
        for ring in rings:
            points = shapely.get_coordinates(ring) * (1, -1) - corner
            closed = len(points) > 2 and bool((points[0] == points[-1]).all())
            corners = np.round(points[:-1] if closed else points, _MILLIMETRES) + 0.0  # no -0.0
            space.add_lwpolyline(corners.tolist(), close=closed, dxfattribs={"layer": layer})


def _label(thing: _Thing) -> tuple[float, dict[str, tuple[float, float]]]:
    """The height of a thing's text, and where what is seen of it stands, so that it fits into the shape."""
    seen = [tag for tag in thing.seen if thing.said.get(tag)]
    whole = thing.shape if thing.shape.is_valid else shapely.convex_hull(thing.shape)
    if not isinstance(whole, Polygon | MultiPolygon) or not whole.area:
        return _LOWEST, {}
    (x, y), wide, high = _room(whole)
    longest = max((len(thing.said[tag]) for tag in seen), default=1)
    height = min(_HIGHEST, wide / (_LETTER * (longest + 1)), high / (1.6 * len(seen) + 0.8))
    top = -y + (len(seen) - 1) * height * 0.8
    return round(max(height, _LOWEST), _MILLIMETRES), {
        tag: (round(x, _MILLIMETRES), round(top - n * height * 1.6, _MILLIMETRES)) for n, tag in enumerate(seen)
    }


def _room(shape: Polygon | MultiPolygon) -> tuple[tuple[float, float], float, float]:
    """Where text stands in a shape, and how much room it has there across and down."""
    x0, y0, x1, y1 = shape.bounds
    if (x1 - x0) * (y1 - y0) - shape.area < _UPRIGHT:
        return ((x0 + x1) / 2, (y0 + y1) / 2), x1 - x0, y1 - y0
    circle = shapely.maximum_inscribed_circle(shape)
    [(x, y), *_] = shapely.get_coordinates(circle).tolist()
    side = 2 * float(shapely.length(circle))
    return (x, y), side * 0.9, side * 0.4


def _things(plan: Plan) -> Iterator[_Thing]:
    for shape in plan.backdrop:
        yield _Thing("backdrop", shape, {})
    for hall in plan.halls:
        yield _Thing("hall", hall.outline, _said(hall.key, hall.names, LEVEL=hall.level))
    for zone in plan.zones:
        yield _Thing("zone", zone.outline, _said(zone.label, zone.names, TYPE="main" if zone.main else ""))
    for fixture in plan.fixtures:
        names = ("NAME_AR", "NAME_EN") if fixture.kind in _NAMED else ()
        said = _said(
            fixture.label,
            fixture.names,
            TYPE=fixture.type,
            WIDTH=_metres(fixture.width),
            HEIGHT=_metres(fixture.height),
        )
        yield _Thing(fixture.kind, fixture.outline, said, names)
    for booth in plan.booths:
        said = _said(
            booth.number,
            booth.names,
            TYPE=booth.type,
            OPEN=" ".join(booth.open),
            ZONE=booth.zone,
            HEIGHT=_metres(booth.height),
        )
        yield _Thing("booth", booth.outline, said, ("NUMBER",))


def _said(number: str, names: Names, **more: str) -> dict[str, str]:
    """What is said of a thing; what is empty is left out, but a number always stands there."""
    said = {"NAME_AR": names.ar, "NAME_EN": names.en, **more}
    return {"NUMBER": number, **{tag: value for tag, value in said.items() if value}}


def _written(text: str) -> str:
    """Text in which nothing is a command: `%%d`, `^J` and `\\U+0041` stand for other signs in a DXF text."""
    if "\\U+" in text or "\\M+" in text:
        text = text.replace("\\", r"\U+005C")
    if "%%" in text:
        text = text.replace("%", "%%%")
    return text.replace("^", "^ ")


def _metres(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")


def _view(plan: Plan) -> tuple[float, tuple[float, float]]:
    """The height and middle of what a program shows first: the whole plan with some air."""
    shapes = [each.outline for group in (plan.halls, plan.booths, plan.fixtures, plan.zones) for each in group]
    if not shapes:
        return 10.0, (0.0, 0.0)
    x0, y0, x1, y1 = shapely.total_bounds(np.array(shapes, dtype=object)).tolist()
    return max(y1 - y0, (x1 - x0) / 1.6) * 1.1, ((x0 + x1) / 2, -(y0 + y1) / 2)
