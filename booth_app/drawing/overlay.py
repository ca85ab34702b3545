"""What lies over the booths: what is selected, what is wrong and how wrong, handles, measures, a proposed cure.

Shapes are in metres like the plan; each function gives one element for the map's overlay. Nothing in it has an id
but a selection's clip, whose name the caller may choose if a page has several.
"""

from collections.abc import Iterable
from math import atan2, degrees

import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from booth_app.drawing.defs import PREFIX
from booth_app.drawing.elements import Svg, element, joined, number
from booth_app.drawing.glyphs import width
from booth_app.drawing.paths import path, spot
from booth_app.drawing.sheet import at

_TAG_HIGH = 1.75
_TAG_AIR = 0.55
_THIN = 0.05  # metres on each side of a line, so that a violation without floor is seen
_HANDLE_EM = 0.85
_TURN_AWAY_EM = 2.2
_HANDLES = {
    "nw": (0, 0), "n": (0.5, 0), "ne": (1, 0), "e": (1, 0.5), "se": (1, 1), "s": (0.5, 1), "sw": (0, 1), "w": (0, 0.5),
}  # fmt: skip


def selection(outline: BaseGeometry, *, kind: str = "selection", name: str = "plan-selected") -> Svg:
    """A 4 px ring on the edge and a 2 px line inside it; `kind` is `selection` or `cursor` (the keyboard's)."""
    d = path(outline)
    return element(
        "g",
        element("clipPath", element("path", d=d, clip_rule="evenodd"), id=name),
        element("path", class_="plan-halo", d=d, clip_path=f"url(#{name})"),
        element("path", class_="plan-ring", d=d),
        class_=f"plan-{kind}",
        aria_hidden="true",
    )


def violation(
    where: BaseGeometry,
    *,
    severity: str = "error",
    says: str = "",
    subject: str = "",
    shown: bool = False,
    accepted: bool = False,
    hatched: bool = True,
) -> Svg:
    """What is wrong, hatched with an edge, and its figure on it: `3.00 < 3.40`. `subject` finds it from its list.

    `shown`: it is the one that is looked at; `accepted`: somebody has answered for it. What is about a whole hall is
    not `hatched`, or nothing else would be seen.
    """
    outline = where if where.area else where.buffer(_THIN)
    return element(
        "g",
        element("path", d=path(outline), fill=f"url(#{PREFIX}{severity})" if hatched else "none"),
        tag(says, _beside_handles(outline)) if says and not outline.is_empty else None,
        class_="plan-violation",
        data_severity=severity,
        data_subject=subject or None,
        data_shown=shown,
        data_accepted=accepted,
        aria_hidden="true",
    )


def _beside_handles(outline: BaseGeometry) -> Point:
    """A point inside, a quarter down: where the middle is, a handle of the selected booth may cover the figure."""
    left, top, right, bottom = outline.bounds
    at = top + (bottom - top) / 4
    cut = outline.intersection(LineString([(left, at), (right, at)]))
    pieces = [each for each in getattr(cut, "geoms", [cut]) if each.length]
    longest = max(pieces, key=lambda each: each.length, default=None)
    return longest.interpolate(0.5, normalized=True) if longest is not None else outline.representative_point()


def tag(says: str, where: Point) -> Svg:
    """A figure on a plate of its own, its size fixed on the screen."""
    return element("g", _plate(says), class_="plan-tag", transform=at(spot(where)))


def badge(says: str, outline: BaseGeometry) -> Svg:
    """A word on a plate over the upper edge of a place ("Now" on a stage), its size fixed on the screen."""
    left, top, right, _ = outline.bounds
    at_edge = Point((left + right) / 2, top)
    return element("g", _plate(says), class_="plan-badge", transform=at(spot(at_edge)))


def measure(start: Point, end: Point, says: str) -> Svg:
    """A measured line between two points with its length on it."""
    line = LineString([start, end])
    turn = round(degrees(atan2(end.y - start.y, end.x - start.x)))
    ends = (element("line", y1="-.9em", y2=".9em", transform=at(spot(each), turn)) for each in (start, end))
    return element(
        "g",
        element("path", d=path(line)),
        *ends,
        element("g", _plate(says), transform=at(spot(line.interpolate(0.5, normalized=True)))),
        class_="plan-dimension",
        aria_hidden="true",
    )


def handles(frame: Polygon) -> Svg:
    """The frame of what is edited, eight handles to stretch it and one to turn it.

    `frame` is a rectangle, at any angle: upper left, upper right, lower right, lower left.
    """
    a, b, _, d = (Point(each) for each in frame.exterior.coords[:4])
    turn = round(degrees(atan2(b.y - a.y, b.x - a.x)))
    spots = {
        name: Point(a.x + u * (b.x - a.x) + v * (d.x - a.x), a.y + u * (b.y - a.y) + v * (d.y - a.y))
        for name, (u, v) in _HANDLES.items()
    }
    half = f"{number(-_HANDLE_EM / 2)}em"
    squares = (
        element(
            "g",
            element("rect", class_="plan-handle", x=half, y=half, width=f"{_HANDLE_EM}em", height=f"{_HANDLE_EM}em"),
            transform=at(spot(where), turn),
            data_handle=name,
        )
        for name, where in spots.items()
    )
    turning = element(
        "g",
        element("line", class_="plan-frame", y2=f"{_TURN_AWAY_EM}em"),
        element("circle", class_="plan-handle", cy=f"{_TURN_AWAY_EM}em", r=f"{number(_HANDLE_EM / 2)}em"),
        transform=at(spot(spots["s"]), turn),
        data_handle="turn",
    )
    return element("g", element("path", class_="plan-frame", d=path(frame)), turning, *squares, class_="plan-handles")


def fix(outlines: Iterable[BaseGeometry]) -> Svg:
    """Where things would stand after a proposed cure."""
    d = "".join(path(each) for each in outlines)
    return element("path", class_="plan-fix", d=d, aria_hidden="true") if d else Svg()


def former(outlines: Iterable[BaseGeometry]) -> Svg:
    """Where things stood in the plan that this one is compared with."""
    d = "".join(path(each) for each in outlines)
    return element("path", class_="plan-former", d=d, aria_hidden="true") if d else Svg()


def guides(lines: Iterable[LineString]) -> Svg:
    """Lines that a dragged thing snaps to."""
    return element("path", class_="plan-guide", d=path(shapely.MultiLineString(list(lines))), aria_hidden="true")


def _plate(says: str) -> Svg:
    wide = width(says) + 2 * _TAG_AIR
    return joined(
        element(
            "rect",
            x=f"{number(-wide / 2)}em",
            y=f"{number(-_TAG_HIGH / 2)}em",
            width=f"{number(wide)}em",
            height=f"{_TAG_HIGH}em",
            rx=".25em",
        ),
        element("text", says, dy=".35em"),
    )
