"""Path data to points.

The grammar is checked here, strictly and without recursion; a checked string of limited length then goes to
svgelements, which knows the commands (relative, shorthand, arcs). Its curves are cut here into chords that stay
within a given distance of the curve.
"""

import math
import re
from typing import Any

import numpy as np
import svgelements
from numpy.typing import NDArray

from booth_app.planfiles.svg import bounds, figures
from booth_app.planfiles.svg.tree import Node

Points = NDArray[np.float64]
"""n × 2."""

_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_FLAGS = (3, 4)
_GAP = re.compile(r"[\s,]*", re.ASCII)
_NUMBER = re.compile(figures.NUMBER, re.ASCII)
_LEAST_STEP = 1e-6
_MOST_CHORDS = bounds.VERTICES_OF_ONE


def subpaths(node: Node, flat: float) -> list[Points]:
    """The points of each subpath of the element's path data, curves within `flat` (user units) of their chords.

    Raises:
        Unreadable: too long, not path data, or a number that is none.
    """
    text = node.values.get("d", "")
    if len(text) > bounds.PATH_CHARACTERS:
        raise node.refuse("too-long", attribute="d", limit=f"{bounds.PATH_CHARACTERS:,}")
    if not text.strip() or text.strip() == "none":
        raise node.refuse("no-coordinates")
    _check(node, text)
    try:
        with np.errstate(all="ignore"):
            joined = _joined(text, flat)
    except (ArithmeticError, ValueError):  # an arc whose numbers are at the edge of what numbers can say
        raise node.refuse("not-a-number", attribute="d", value=text) from None
    if not all(np.isfinite(points).all() for points in joined):
        raise node.refuse("not-a-number", attribute="d", value=text)
    return joined


def _joined(text: str, flat: float) -> list[Points]:
    found: list[list[Points]] = []
    for step in svgelements.Path(text):
        if isinstance(step, svgelements.Close):
            found.append([])
            continue
        assert step.end is not None
        end = np.array([[step.end.x, step.end.y]], dtype=float)
        if isinstance(step, svgelements.Move):
            found.append([end])
            continue
        if not found[-1]:  # after a Z without an M a subpath begins where the last one did
            found[-1].append(np.array([[step.start.x, step.start.y]], dtype=float))
        found[-1].append(_chords(step, flat, end))
    return [np.concatenate(parts) for parts in found if parts]


def _check(node: Node, text: str) -> None:
    """Every character has its place: commands with the right count of numbers, flags 0 or 1, nothing else."""
    at = _skip(text, 0)
    if text[at : at + 1] not in {"M", "m"}:
        raise node.refuse("path", position=at)
    while at < len(text):
        command = text[at].upper()
        arity = _ARITY.get(command)
        if arity is None:
            raise node.refuse("path", position=at)
        start, at, count = at, _skip(text, at + 1), 0
        while at < len(text) and not text[at].isalpha():
            if command == "A" and count % arity in _FLAGS:
                if text[at] not in "01":
                    raise node.refuse("path", position=at)
                end = at + 1
            else:
                match = _NUMBER.match(text, at)
                if match is None:
                    raise node.refuse("path", position=at)
                figures.finite(node, "d", match[0])
                end = match.end()
            at, count = _skip(text, end), count + 1
        if (arity and (count == 0 or count % arity)) or (not arity and count):
            raise node.refuse("path", position=start)


def _skip(text: str, at: int) -> int:
    match = _GAP.match(text, at)
    return match.end() if match else at


def _chords(step: Any, flat: float, end: Points) -> Points:
    """Points of a segment after its start."""
    match step:
        case svgelements.QuadraticBezier():
            bend = np.abs(_at(step.start) - 2 * _at(step.control) + _at(step.end))
            return _along(step, math.sqrt(float(np.hypot(*bend)) / (4 * flat)))
        case svgelements.CubicBezier():
            bends = (
                _at(step.start) - 2 * _at(step.control1) + _at(step.control2),
                _at(step.control1) - 2 * _at(step.control2) + _at(step.end),
            )
            bend = max(float(np.hypot(*each)) for each in bends)
            return _along(step, math.sqrt(bend * 0.75 / flat))
        case svgelements.Arc() if step.rx and step.ry and step.start != step.end:
            turns = abs(float(step.sweep or 0)) / arc_step(max(abs(step.rx), abs(step.ry)), flat)
            return np.vstack([_along(step, turns)[:-1], end])
        case _:
            return end


def arc_step(radius: float, flat: float) -> float:
    """The angle whose chord stays within `flat` of an arc of this radius; above zero however large that is."""
    if radius <= flat:
        return math.pi / 2
    # acos(1 − x) without the loss of a small x beside 1
    return max(4 * math.asin(math.sqrt(flat / radius / 2)), _LEAST_STEP)


def _along(step: Any, wanted: float) -> Points:
    """Points of a curve after its start, as many chords as wanted; too many are refused once they are counted."""
    count = min(max(math.ceil(wanted), 1), _MOST_CHORDS + 1) if math.isfinite(wanted) else _MOST_CHORDS + 1
    return np.asarray(step.npoint(np.linspace(0, 1, count + 1)[1:]), dtype=float)


def _at(point: Any) -> Points:
    return np.array([point.x, point.y], dtype=float)
