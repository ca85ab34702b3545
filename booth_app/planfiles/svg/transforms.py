"""Where an element lies: its transforms, and the frames of nested drawings and symbols."""

import math
import re

import numpy as np
from numpy.typing import NDArray

from booth_app.planfiles.svg import bounds, figures
from booth_app.planfiles.svg.tree import Node

Matrix = NDArray[np.float64]
"""3 × 3, applied to column vectors (x, y, 1)."""

STAY: Matrix = np.eye(3)

_STEP = re.compile(r"[\s,]*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)", re.ASCII)
_END = re.compile(r"[\s,]*", re.ASCII)
_ARGUMENTS = {"matrix": {6}, "translate": {1, 2}, "scale": {1, 2}, "rotate": {1, 3}, "skewX": {1}, "skewY": {1}}
_SEPARATED = re.compile(rf"\s*{figures.NUMBER}(?:(?:\s*,\s*|\s+|(?=[+-])){figures.NUMBER})*\s*", re.ASCII)
_NUMBER = re.compile(figures.NUMBER, re.ASCII)

_FLAT = 1e-9
"""An element that is pressed to less than this part of its length has no area left that could be meant."""


def transform(node: Node) -> Matrix:
    """The element's own transform.

    Raises:
        Unreadable: not understood, not finite, or one that leaves nothing of the element.
    """
    text = node.values.get("transform", "")
    if not text or text.isspace() or text.strip() == "none":
        return STAY
    if len(text) > bounds.TRANSFORM_CHARACTERS:
        raise node.refuse("too-long", attribute="transform", limit=bounds.TRANSFORM_CHARACTERS)
    matrix, at = STAY, 0
    with np.errstate(all="ignore"):  # too large is told below, by the element
        while match := _STEP.match(text, at):
            matrix = matrix @ _step(node, match[1], match[2], text)
            at = match.end()
    end = _END.match(text, at)
    if at == 0 or end is None or end.end() != len(text):
        raise node.refuse("transform", value=text)
    return solid(node, matrix, text)


def solid(node: Node, matrix: Matrix, text: str) -> Matrix:
    """The matrix, if it is finite and keeps area."""
    with np.errstate(all="ignore"):
        if not np.isfinite(matrix).all():
            raise node.refuse("singular", value=text)
        longest, shortest = np.linalg.svd(matrix[:2, :2], compute_uv=False)
    if not shortest > _FLAT * max(longest, 1e-300):
        raise node.refuse("singular", value=text)
    return matrix


def stretch(matrix: Matrix) -> float:
    """How much longer a length can become."""
    return float(np.linalg.svd(matrix[:2, :2], compute_uv=False)[0])


def shift(x: float, y: float) -> Matrix:
    """A translation."""
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], dtype=float)


def frame(node: Node, x: float, y: float, width: float | None, height: float | None) -> Matrix:
    """The transform that a nested drawing or a symbol makes: its place, and its viewBox fitted into its size.

    Raises:
        Unreadable: a viewBox without a size to fit it into, or one that is empty.
    """
    place = shift(x, y)
    if "viewBox" not in node.values:
        return place
    if width is None or height is None:
        raise node.refuse("no-viewport")
    left, top, across, down = view_box(node)
    by_x, by_y = width / across, height / down
    fit = node.values.get("preserveAspectRatio", "xMidYMid meet").split()
    if not fit or fit[0] == "none":
        return place @ _scale(by_x, by_y) @ shift(-left, -top)
    by = max(by_x, by_y) if "slice" in fit else min(by_x, by_y)
    room_x, room_y = width - across * by, height - down * by
    align_x = {"xMin": 0.0, "xMid": 0.5, "xMax": 1.0}.get(fit[0][:4])
    align_y = {"YMin": 0.0, "YMid": 0.5, "YMax": 1.0}.get(fit[0][4:])
    if align_x is None or align_y is None:
        raise node.refuse("wrong-value", attribute="preserveAspectRatio", value=" ".join(fit))
    return place @ shift(room_x * align_x, room_y * align_y) @ _scale(by, by) @ shift(-left, -top)


def view_box(node: Node) -> tuple[float, float, float, float]:
    """The viewBox: left, top, width, height; the last two above zero."""
    numbers = figures.numbers(node, "viewBox")
    if len(numbers) != 4 or numbers[2] <= 0 or numbers[3] <= 0:
        raise node.refuse("wrong-value", attribute="viewBox", value=node.values.get("viewBox", ""))
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _step(node: Node, name: str, arguments: str, text: str) -> Matrix:
    if _SEPARATED.fullmatch(arguments) is None:
        raise node.refuse("transform", value=text)
    given = [figures.finite(node, "transform", number) for number in _NUMBER.findall(arguments)]
    if len(given) not in _ARGUMENTS[name]:
        raise node.refuse("transform", value=text)
    match name:
        case "matrix":
            a, b, c, d, e, f = given
            return np.array([[a, c, e], [b, d, f], [0, 0, 1]], dtype=float)
        case "translate":
            return shift(given[0], given[1] if len(given) == 2 else 0)
        case "scale":
            return _scale(given[0], given[-1])
        case "rotate":
            return _rotation(given[0], *given[1:])
        case _:
            angle = math.radians(given[0] % 180)
            if math.isclose(angle, math.pi / 2):  # the tangent is a huge number there, not an infinite one
                raise node.refuse("singular", value=text)
            slope = math.tan(angle)
            return np.array(
                [[1, slope, 0], [0, 1, 0], [0, 0, 1]] if name == "skewX" else [[1, 0, 0], [slope, 1, 0], [0, 0, 1]],
                dtype=float,
            )


def _scale(by_x: float, by_y: float) -> Matrix:
    return np.diag([by_x, by_y, 1.0])


def _rotation(angle: float, x: float = 0, y: float = 0) -> Matrix:
    turn = math.radians(angle % 360)
    # Right angles are meant exactly: cos(90°) is no millionth of a millimetre.
    sin, cos = (round(each) if angle % 90 == 0 else each for each in (math.sin(turn), math.cos(turn)))
    return shift(x, y) @ np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]], dtype=float) @ shift(-x, -y)
