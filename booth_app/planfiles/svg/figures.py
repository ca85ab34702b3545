"""Numbers in a drawing, read strictly: what a browser or a float() would let pass is an error here.

No NaN, no infinity, no digits of other scripts, no decimal commas, no underscores: a plan in which such a value was
guessed would be a wrong plan.
"""

import math
import re

from booth_app.planfiles.svg.tree import Node

NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_LENGTH = re.compile(rf"\s*({NUMBER})\s*([a-zA-Z%]*)\s*", re.ASCII)
_LIST_ITEM = re.compile(rf"[\s,]*({NUMBER})", re.ASCII)
_LIST_END = re.compile(r"[\s,]*", re.ASCII)

_INCH = 96.0
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "in": _INCH,
    "cm": _INCH / 2.54,
    "mm": _INCH / 25.4,
    "q": _INCH / 101.6,
    "pt": _INCH / 72,
    "pc": _INCH / 6,
}
"""User units (CSS pixels) in a unit. `%`, `em` and their like depend on what a plan does not have."""


def length(node: Node, name: str, default: float | None = None) -> float:
    """The attribute as a number of user units.

    Raises:
        Unreadable: missing without a default, not a number, or in a unit of no fixed size.
    """
    text = node.values.get(name)
    if text is None:
        if default is None:
            raise node.refuse("no-coordinates")
        return default
    match = _LENGTH.fullmatch(text)
    if match is None:
        raise node.refuse("not-a-number", attribute=name, value=text)
    unit = _PIXELS.get(match[2].lower())
    if unit is None:
        raise node.refuse("unit", attribute=name, value=text)
    return finite(node, name, match[1]) * unit


def extent(node: Node, name: str, default: float | None = None) -> float:
    """A length that must not be below zero."""
    value = length(node, name, default)
    if value < 0:
        raise node.refuse("negative", attribute=name, value=node.values[name])
    return value


def metres(node: Node, name: str) -> float | None:
    """A `data-` attribute in metres (a clear width, a height): whole millimetres above zero; None where missing."""
    text = node.values.get(name)
    if text is None:
        return None
    match = re.fullmatch(rf"\s*({NUMBER})\s*", text, re.ASCII)
    if match is None:
        raise node.refuse("not-a-number", attribute=name, value=text)
    value = round(finite(node, name, match[1]), 3)
    if not 0 < value <= 1000:
        raise node.refuse("wrong-value", attribute=name, value=text)
    return value


def numbers(node: Node, name: str) -> list[float]:
    """The attribute as a list of numbers, as `points` and `viewBox` have it."""
    text = node.values.get(name, "")
    found, at = [], 0
    while match := _LIST_ITEM.match(text, at):
        found.append(finite(node, name, match[1]))
        at = match.end()
    end = _LIST_END.match(text, at)
    if end is None or end.end() != len(text):
        raise node.refuse("not-a-number", attribute=name, value=text[at:].strip(" ,\t\r\n") or text)
    return found


def finite(node: Node, name: str, text: str) -> float:
    """The number that a checked text spells; `1e400` is written like one and is none."""
    value = float(text)
    if not math.isfinite(value):
        raise node.refuse("not-a-number", attribute=name, value=text)
    return value
