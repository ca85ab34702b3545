"""A shape element to rings of points, in metres."""

import math
from collections.abc import Callable

import numpy as np

from booth_app.planfiles.svg import bounds, figures, paths
from booth_app.planfiles.svg.paths import Points
from booth_app.planfiles.svg.transforms import Matrix, stretch
from booth_app.planfiles.svg.tree import Node


def rings(node: Node, matrix: Matrix) -> list[Points]:
    """The shape's closed outlines after `matrix` (which ends in metres); a `line` gives its two points.

    Polylines and open subpaths are closed, as their fill is. Curves keep within 5 mm.

    Raises:
        Unreadable: a value that is missing, none, below zero, too far out, or too many of them.
    """
    flat = bounds.FLATNESS / max(stretch(matrix), 1e-12)
    found = _SHAPES[node.tag](node, flat)
    count = sum(len(points) for points in found)
    if count == 0:
        raise node.refuse("no-coordinates")
    if count > bounds.VERTICES_OF_ONE:
        raise node.refuse("too-many-vertices", limit=f"{bounds.VERTICES_OF_ONE:,}")
    with np.errstate(all="ignore"):
        placed = [points @ matrix[:2, :2].T + matrix[:2, 2] for points in found]
    if not all((np.abs(points) <= bounds.REACH).all() for points in placed):  # NaN is not within either
        raise node.refuse("out-of-range", limit=f"{bounds.REACH / 1000:g}")
    return placed


def _rect(node: Node, flat: float) -> list[Points]:
    x, y = figures.length(node, "x", 0.0), figures.length(node, "y", 0.0)
    width, height = figures.extent(node, "width"), figures.extent(node, "height")
    rx, ry = (_radius(node, name) for name in ("rx", "ry"))
    rx, ry = (ry if rx is None else rx) or 0.0, (rx if ry is None else ry) or 0.0
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    if not (rx and ry):
        return [np.array([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])]
    corner = _turn(rx, ry, flat, quarters=1)
    middles = ((x + width - rx, y + ry), (x + width - rx, y + height - ry), (x + rx, y + height - ry), (x + rx, y + ry))
    # The first corner runs from the top side to the right one, and so on clockwise as drawn.
    starts = (-90, 0, 90, 180)
    return [np.concatenate([np.array(middle) + corner(start) for middle, start in zip(middles, starts, strict=True)])]


def _radius(node: Node, name: str) -> float | None:
    return None if node.values.get(name, "auto").strip() == "auto" else figures.extent(node, name)


def _turn(rx: float, ry: float, flat: float, quarters: int) -> Callable[[float], Points]:
    """Points of an elliptical arc over so many quarters, from a start in degrees, ends included."""
    count = max(math.ceil(quarters * math.pi / 2 / paths.arc_step(max(rx, ry), flat)), quarters)
    count = min(count, bounds.VERTICES_OF_ONE + 1)

    def points(start: float) -> Points:
        angles = math.radians(start) + np.linspace(0, quarters * math.pi / 2, count + 1)
        return np.column_stack([rx * np.cos(angles), ry * np.sin(angles)])

    return points


def _ellipse(node: Node, flat: float) -> list[Points]:
    circle = node.tag == "circle"
    rx = figures.extent(node, "r" if circle else "rx")
    ry = rx if circle else figures.extent(node, "ry")
    middle = np.array([figures.length(node, "cx", 0.0), figures.length(node, "cy", 0.0)])
    quarter = _turn(rx, ry, flat, quarters=1)
    return [middle + np.concatenate([quarter(start)[:-1] for start in (0, 90, 180, 270)])]


def _polygon(node: Node, _: float) -> list[Points]:
    numbers = figures.numbers(node, "points")
    if len(numbers) % 2:
        raise node.refuse("not-a-number", attribute="points", value=node.values["points"])
    return [np.array(numbers).reshape(-1, 2)]


def _line(node: Node, _: float) -> list[Points]:
    ends = [(figures.length(node, f"x{n}", 0.0), figures.length(node, f"y{n}", 0.0)) for n in (1, 2)]
    return [np.array(ends)]


_SHAPES: dict[str, Callable[[Node, float], list[Points]]] = {
    "rect": _rect,
    "circle": _ellipse,
    "ellipse": _ellipse,
    "polygon": _polygon,
    "polyline": _polygon,
    "line": _line,
    "path": paths.subpaths,
}
