"""A file at a glance, before it is a plan: its lines, and over them what would be read as things."""

import re
from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from booth_app.drawing.elements import Svg, element, joined
from booth_app.drawing.paths import mm, path
from booth_app.geometry.plan import Plan

_COLOUR = re.compile("#[0-9a-f]{6}")
_NUMBER_SHARE = 0.5
"""Of a booth's shorter side, that its number is high."""

_MARGIN = 0.03
"""Of the drawing's longer side, around it."""


def glance(lines: Sequence[BaseGeometry], plan: Plan | None, *, title: str) -> Svg:
    """The drawing, drawn anew; nothing of the file gets into it but coordinates and booths' numbers."""
    things = [] if plan is None else _things(plan)
    drawn = [*lines, *(shape for _, shape in things)]
    x, y, wide, high = _frame(drawn)
    return element(
        "svg",
        element("path", class_="glance-line", d=path(shapely.GeometryCollection(list(lines))) or None),
        joined(*(element("path", class_=f"glance-{kind}", d=path(shape) or None) for kind, shape in things)),
        None if plan is None else joined(*_numbers(plan)),
        class_="glance",
        viewBox=f"{x} {y} {wide} {high}",
        role="img",
        aria_label=title,
        focusable="false",
    )


def colour_swatch(colour: str) -> Svg:
    """A square of a colour; empty where it is none of the form `#rrggbb`: a file's own words are never drawn with."""
    plain = colour if _COLOUR.fullmatch(colour) else "none"
    square = element("rect", width=20, height=20, fill=plain)
    return element("svg", square, class_="swatch", viewBox="0 0 20 20", aria_hidden="true", focusable="false")


def _things(plan: Plan) -> list[tuple[str, BaseGeometry]]:
    """Kind and shape, lowest first."""
    return [
        *(("hall", each.outline) for each in plan.halls),
        *(("zone", each.outline) for each in plan.zones),
        *((str(each.kind), each.outline) for each in plan.fixtures),
        *(("booth", each.outline) for each in plan.booths),
    ]


def _numbers(plan: Plan) -> list[Svg]:
    made = []
    for booth in plan.booths:
        x0, y0, x1, y1 = booth.outline.bounds
        letters = max(len(booth.number), 1)
        size = mm(min((y1 - y0) * _NUMBER_SHARE, (x1 - x0) * 1.4 / letters))
        middle = element("text", booth.number, x=mm((x0 + x1) / 2), y=mm((y0 + y1) / 2) + round(size * 0.35))
        made.append(element("g", middle, class_="glance-number", font_size=size, text_anchor="middle"))
    return made


def _frame(drawn: Sequence[BaseGeometry]) -> tuple[int, int, int, int]:
    if not drawn:
        return 0, 0, 1000, 1000
    x0, y0, x1, y1 = shapely.total_bounds(np.array(drawn, dtype=object)).tolist()
    margin = max(x1 - x0, y1 - y0, 0.1) * _MARGIN
    return mm(x0 - margin), mm(y0 - margin), mm(x1 - x0 + 2 * margin), mm(y1 - y0 + 2 * margin)
