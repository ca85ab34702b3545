"""Layers to look at on a draft: how wide the aisles are, how far it is to an exit, which exit is nearest for whom.

Values only; the words of a legend stand in `layer_words.py`, the looks in `drawing.bands`. What a layer measures is
what the rules measure, with the exhibition's own figures (those of a rule that is switched off: its defaults).
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import ceil, isfinite, sqrt
from typing import Any

import numpy as np
import shapely
from shapely import MultiLineString, MultiPolygon
from shapely.geometry.base import BaseGeometry

from booth_app.drawing.extract import open_sides
from booth_app.geometry.checking import Checked
from booth_app.geometry.free import SERVICE_GAP, SHORT, free
from booth_app.geometry.load import Factors, parts
from booth_app.geometry.plan import FORMS, Names
from booth_app.geometry.rules import RULES
from booth_app.geometry.rules.exit_capacity import catchments as find_catchments
from booth_app.geometry.sides import BoothSides
from booth_app.geometry.ways import BODY, ways

_CELLS = 4000
_FINEST = 0.5
_RING = 0.5
_SLIVER = 0.1
_FORMS: tuple[str, ...] = ("inline", "corner", "through", "perimeter", "end_cap", "peninsula", "split_island", "island")
_LOOK_OF_FORM: dict[str, int] = dict(zip(_FORMS, (1, 2, 3, 4, 5, 6, 3, 4), strict=True))


NAMELESS = Names()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a legend: a look, what kind of row it is, the bounds of the band, how much there is of it.

    `name` is of what is not a measure (an exit, a form), `names` what an exit is called; `people` and `capacity` are
    of a catchment.
    """

    look: int
    kind: str
    low: float | None = None
    high: float | None = None
    amount: float = 0.0
    name: str = ""
    names: Names = NAMELESS
    people: int = 0
    capacity: int = 0

    @property
    def over(self) -> bool:
        """Whether an exit is the nearest for more people than it takes."""
        return self.people > self.capacity


@dataclass(frozen=True, slots=True)
class Layer:
    """What is drawn, and its legend. `areas` are with looks, `edges` open sides, `labels` figures on areas."""

    name: str
    rows: tuple[Row, ...]
    areas: tuple[tuple[int, BaseGeometry], ...] = ()
    edges: tuple[tuple[bool, BaseGeometry], ...] = ()
    labels: tuple[tuple[str, BaseGeometry], ...] = ()
    load: int | None = None
    factor: float | None = None


def aisles(checked: Checked, _: Mapping[str, BoothSides]) -> Layer:
    """How wide the walkable floor is: by the required width of an aisle, and of a main aisle where one is set."""
    settings = _settings(checked, "aisle-width")
    least: float = settings.min or 3.0
    main: float | None = settings.main_min
    bounds = [least] if main is None or main <= least else [least, main]
    space = free(checked.sound)
    shapes = [shapely.difference(space.floor, space.walkable)]
    rows = [Row(5, "gap", None, SERVICE_GAP, _area(shapes[0]))]
    left = space.walkable
    for look, low, high in _steps(bounds):
        wide = shapely.Polygon() if high is None else _opened(space.walkable, high)
        shapes.append(_without_crumbs(shapely.difference(left, wide)))
        left = shapely.intersection(left, wide)
        rows.append(Row(look, "narrow" if low is None else "wide", low, high, _area(shapes[-1])))
    areas = tuple((row.look, shape) for row, shape in zip(rows, shapes, strict=True))
    return Layer("aisles", tuple(rows), areas)


def distances(checked: Checked, _: Mapping[str, BoothSides]) -> Layer:
    """How far it is on foot to the nearest exit, in quarters of what is allowed."""
    settings = _settings(checked, "travel-distance")
    limit = settings.max or 60.0
    found = ways(checked.sound, settings.body or BODY)
    floor = free(checked.sound).walkable
    cells, points = _cells(floor)
    length = found.nearest(points)[0] if len(points) else np.zeros(0)
    bounds = [limit * quarter / 4 for quarter in range(1, 5)]
    rows, areas = [], []
    for look, (low, high) in enumerate(zip([0.0, *bounds], [*bounds, np.inf], strict=True), 1):
        mine = (length > low) & (length <= high) if low else length <= high
        mine &= np.isfinite(length)
        shape = _merged(cells[mine], floor)
        areas.append((6 if not isfinite(high) else look, shape))
        kind = "over" if not isfinite(high) else "upto"
        rows.append(Row(areas[-1][0], kind, low, None if not isfinite(high) else high, _area(shape)))
    shut = _merged(cells[~np.isfinite(length)], floor)
    if not shut.is_empty:
        rows.append(Row(5, "shut", amount=_area(shut)))
        areas.append((5, shut))
    return Layer("ways", tuple(rows), tuple(areas))


def catchments(checked: Checked, _: Mapping[str, BoothSides]) -> Layer:
    """Which exit is the nearest on foot, for how many people, and how many it takes."""
    settings = _settings(checked, "exit-capacity")
    factors = Factors(settings.m2_per_person, settings.m2_per_seat, settings.m2_per_table_seat)
    rows, areas, labels, load = [], [], [], 0
    for part in parts(checked.sound):
        load += part.load(factors)
        for each in find_catchments(checked.sound, part, factors, settings.mm_per_person or 6.0):
            name = str(each.exit.fixture.label)
            look = len(rows) % 5 + 1
            row = Row(
                look,
                "exit",
                name=name,
                names=each.exit.fixture.names,
                people=ceil(each.people - 1e-6),
                capacity=each.capacity,
            )
            rows.append(row)
            areas.append((look, each.floor))
            labels.append((f"{name}: {row.people} / {row.capacity}", each.floor))
    return Layer("catchments", tuple(rows), tuple(areas), labels=tuple(labels), load=load, factor=factors.exhibition)


def open_edges(checked: Checked, sides: Mapping[str, BoothSides]) -> Layer:
    """Which sides of booths are open to an aisle, and which partly."""
    count: Counter[bool] = Counter()
    edges: dict[bool, list[Any]] = {False: [], True: []}
    for booth in checked.sound.plan.booths:
        mine = sides[booth.key]
        for partly, named in ((False, mine.open), (True, mine.partly)):
            if named:
                count[partly] += len(named)
                edges[partly] += shapely.get_parts(open_sides([replace(booth, open=named)], 0.0)).tolist()
    rows = (Row(1, "open", amount=count[False]), Row(3, "partly", amount=count[True]))
    return Layer("sides", rows, edges=tuple((partly, MultiLineString(found)) for partly, found in edges.items()))


def forms(checked: Checked, sides: Mapping[str, BoothSides]) -> Layer:
    """What form each booth has by its open sides, or by its drawing; as a rim, so that numbers stay readable."""
    rims: dict[str, list[Any]] = {}
    for booth in checked.sound.plan.booths:
        form = booth.type if booth.type in FORMS else sides[booth.key].form
        inner = shapely.buffer(booth.outline, -_RING, join_style="mitre")
        rims.setdefault(form, []).append(shapely.difference(booth.outline, inner))
    shown = [form for form in (*_FORMS, "") if form in rims]
    rows = tuple(Row(_LOOK_OF_FORM.get(form, 5), "form", amount=len(rims[form]), name=form) for form in shown)
    areas = tuple((row.look, MultiPolygon(_polygons(rims[row.name]))) for row in rows)
    return Layer("types", rows, areas)


LAYERS: Mapping[str, Callable[[Checked, Mapping[str, BoothSides]], Layer]] = {
    "aisles": aisles,
    "ways": distances,
    "catchments": catchments,
    "sides": open_edges,
    "types": forms,
}
"""By the name that an address has."""


def _settings(checked: Checked, rule: str) -> Any:
    """What is set for a rule; its defaults where it is off."""
    mine = next((each.settings for each in checked.holding if each.rule.name == rule), None)
    return RULES[rule].settings() if mine is None else mine


def _steps(bounds: list[float]) -> list[tuple[int, float | None, float | None]]:
    """Bands below, between and above bounds, with their looks: hatched below the first."""
    lows: list[float | None] = [None, *bounds]
    highs: list[float | None] = [*bounds, None]
    looks = [6, 1, 2][: len(lows)]
    return list(zip(looks, lows, highs, strict=True))


def _opened(floor: Any, width: float) -> Any:
    """The floor that a disc of this diameter covers; corners stay square, as a wide place does not end in them."""
    radius = (width - SHORT) / 2
    room = shapely.buffer(floor, -radius, quad_segs=8)
    return shapely.intersection(shapely.buffer(room, radius, join_style="mitre"), floor)


def _without_crumbs(shape: Any) -> Any:
    """Without the slivers that discs leave at corners which are not quite square."""
    return shapely.buffer(shapely.buffer(shape, -_SLIVER, join_style="mitre"), _SLIVER, join_style="mitre")


def _cells(floor: Any) -> tuple[Any, Any]:
    """Squares over a floor, and a point of the floor in each."""
    if floor.is_empty:
        return np.zeros(0, dtype=object), np.zeros((0, 2))
    step = max(_FINEST, sqrt(floor.area / _CELLS))
    x0, y0, x1, y1 = floor.bounds
    # Each edge once: of two squares that share one, both must have the very same numbers, or a seam stays between.
    across, along = (low + step * np.arange(ceil((high - low) / step) + 1) for low, high in ((x0, x1), (y0, y1)))
    column, row = (each.ravel() for each in np.meshgrid(np.arange(len(across) - 1), np.arange(len(along) - 1)))
    boxes = shapely.box(across[column], along[row], across[column + 1], along[row + 1])
    middle = np.column_stack([across[column], along[row]]) + step / 2
    on = shapely.contains_xy(floor, middle[:, 0], middle[:, 1])
    return boxes[on], middle[on]


def _merged(cells: Any, floor: Any) -> Any:
    return shapely.intersection(shapely.union_all(cells), floor) if len(cells) else shapely.Polygon()


def _polygons(shapes: list[Any]) -> list[Any]:
    return [part for each in shapes for part in shapely.get_parts(each) if part.geom_type == "Polygon"]


def _area(shape: Any) -> float:
    return float(shape.area)
