"""Texts of a DXF drawing: what they say and about where their middle is."""

import math
from typing import Any

from booth_app.planfiles.sheet import Lettering

TEXTS = frozenset(["TEXT", "MTEXT", "ATTRIB"])

_LETTER, _LINE = 0.7, 1.6
"""Width of a letter and distance of lines, in heights of the text: no font is at hand."""

_LONGEST = 200


def lettering(element: Any, layer: str) -> Lettering | None:
    """The text in the drawing's units, y up; None where it says nothing or stands nowhere."""
    try:
        text = str(element.plain_text()).encode("utf-8", "replace").decode("utf-8").strip()[:_LONGEST]
        start, middle = _mtext(element, text) if element.dxftype() == "MTEXT" else _text(element, text)
    except (ArithmeticError, ValueError, TypeError, AttributeError):
        return None
    if not text or not all(map(math.isfinite, (*start, *middle))):
        return None
    return Lettering(text, start, middle, layer)


Point = tuple[float, float]


def _text(element: Any, text: str) -> tuple[Point, Point]:
    dxf = element.dxf
    across, up = dxf.get("halign", 0), dxf.get("valign", 0)
    aligned = (across or up) and dxf.hasattr("align_point")
    anchor = dxf.align_point if aligned and across not in {3, 5} else dxf.insert
    height = float(dxf.get("height", 1.0))
    width = len(text) * height * _LETTER * float(dxf.get("width", 1.0))
    sideways = {1: 0.0, 4: 0.0, 2: -width / 2}.get(across, width / 2)
    upwards = 0.0 if across == 4 else {0: height / 2, 1: height / 2, 2: 0.0, 3: -height / 2}.get(up, 0.0)
    turn = math.radians(float(dxf.get("rotation", 0.0)))
    x, y = _turned(sideways, upwards, turn)
    ocs = element.ocs()
    start = ocs.to_wcs(anchor)
    middle = ocs.to_wcs((anchor[0] + x, anchor[1] + y, 0))
    return (start.x, start.y), (middle.x, middle.y)


def _mtext(element: Any, text: str) -> tuple[Point, Point]:
    dxf = element.dxf
    lines = text.split("\n")
    height = float(dxf.get("char_height", 1.0))
    width = max(map(len, lines)) * height * _LETTER
    deep = ((len(lines) - 1) * _LINE + 1) * height
    corner = int(dxf.get("attachment_point", 1)) - 1
    sideways = (width / 2, 0.0, -width / 2)[corner % 3]
    upwards = (-deep / 2, 0.0, deep / 2)[corner // 3 % 3]
    x, y = _turned(sideways, upwards, math.radians(element.get_rotation()))
    at = dxf.insert
    return (at.x, at.y), (at.x + x, at.y + y)


def _turned(x: float, y: float, turn: float) -> Point:
    return x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)
