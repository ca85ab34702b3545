"""What a person says about drawings that do not follow the profile: which layer or colour is what, where numbers
stand, how long a unit is. Kept per exhibition, so that it is said once for all files of one draughtsman.
"""

import math
import re
from collections.abc import Mapping as Values
from dataclasses import dataclass
from typing import Any, Self

from booth_app.planfiles.svg.words import AnyKind, kind_named
from booth_app.planfiles.units import UNITS
from booth_app.planfiles.unreadable import Unreadable

MOST_RULES = 500
LONGEST = 255
NUMBER_SOURCES = ("attribute", "label", "id", "text")
"""Where a booth's number may stand: an attribute (of a block, of a feature; `attribute:NO` names one), the element's
label or id, a text inside its outline."""

_SCALE = (1e-6, 1000.0)


@dataclass(frozen=True, slots=True)
class KindRule:
    """What is drawn on this layer, in this fill, in this stroke (each None: in any; "": without) is of this kind.

    `least_m2`: only outlines of at least so much floor.
    """

    kind: AnyKind
    layer: str | None = None
    fill: str | None = None
    stroke: str | None = None
    least_m2: float | None = None

    def fits(self, layer: str, fill: str, stroke: str, floor: float) -> bool:
        """Whether the rule speaks of such a mark."""
        return (
            (self.layer is None or self.layer.casefold() == layer.casefold())
            and (self.fill is None or self.fill == fill)
            and (self.stroke is None or self.stroke == stroke)
            and (self.least_m2 is None or self.least_m2 <= floor)
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """Two points of the drawing, in its units, and how many metres they are apart."""

    start: tuple[float, float]
    end: tuple[float, float]
    metres: float

    @property
    def metres_per_unit(self) -> float:
        """The scale that follows."""
        return self.metres / math.dist(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Mapping:
    """All that is said about a drawing. The first rule that fits decides; without one, a layer's name does.

    `level`: of a file that holds several, the one that is meant. `largest_is_hall`: where nothing else is one.
    """

    rules: tuple[KindRule, ...] = ()
    numbers: tuple[str, ...] = ()
    scale: Measured | None = None
    unit: str | None = None
    level: str | None = None
    largest_is_hall: bool = False

    def kind(self, layer: str, fill: str = "", stroke: str = "", floor: float = 0.0) -> AnyKind | None:
        """The kind that a rule gives, or None where none fits."""
        return next((rule.kind for rule in self.rules if rule.fits(layer, fill, stroke, floor)), None)

    def to_json(self) -> dict[str, Any]:
        """Plain values; what is not said is left out."""
        made: dict[str, Any] = {}
        if self.rules:
            made["kinds"] = [
                {"kind": str(rule.kind)}
                | {
                    name: said
                    for name in ("layer", "fill", "stroke", "least_m2")
                    if (said := getattr(rule, name)) is not None
                }
                for rule in self.rules
            ]
        if self.numbers:
            made["numbers"] = list(self.numbers)
        if self.scale is not None:
            made["scale"] = {
                "from": list(self.scale.start),
                "to": list(self.scale.end),
                "metres": self.scale.metres,
            }
        if self.unit is not None:
            made["unit"] = self.unit
        if self.level is not None:
            made["level"] = self.level
        if self.largest_is_hall:
            made["largest_is_hall"] = True
        return made

    @classmethod
    def from_json(cls, value: Any) -> Self:
        """The mapping that such values say.

        Raises:
            Unreadable: `wrong-mapping`, with the place of what is wrong.
        """
        said = _object(value, "", {"kinds", "numbers", "scale", "unit", "level", "largest_is_hall"})
        kinds = said.get("kinds", [])
        if not isinstance(kinds, list) or len(kinds) > MOST_RULES:
            raise _wrong("kinds")
        numbers = said.get("numbers", [])
        if not isinstance(numbers, list) or len(numbers) > len(NUMBER_SOURCES) * 4 or not all(map(_source, numbers)):
            raise _wrong("numbers")
        unit = said.get("unit")
        if unit is not None and (not isinstance(unit, str) or unit not in UNITS):
            raise _wrong("unit")
        level = said.get("level")
        if level is not None and (not isinstance(level, str) or len(level) > LONGEST):
            raise _wrong("level")
        scale = None if said.get("scale") is None else _measured(said["scale"])
        largest = said.get("largest_is_hall", False)
        if not isinstance(largest, bool):
            raise _wrong("largest_is_hall")
        rules = tuple(_rule(each, f"kinds[{at}]") for at, each in enumerate(kinds))
        return cls(rules, tuple(numbers), scale, unit, level, largest)


SILENT = Mapping()
"""A mapping that says nothing."""


def colour(text: str) -> str:
    """A colour as mappings write it: `#rrggbb` for every way to write one in hex or `rgb()`, else the word itself."""
    plain = text.strip().lower()
    if re.fullmatch(r"#[0-9a-f]{3}", plain):
        return "#" + "".join(2 * digit for digit in plain[1:])
    match = re.fullmatch(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)", plain, re.ASCII)
    if match is not None:
        return "#" + "".join(f"{min(int(part), 255):02x}" for part in match.groups())
    return "" if plain == "none" else _NAMED.get(plain, plain[:LONGEST])


_NAMED = {
    "black": "#000000",
    "white": "#ffffff",
    "red": "#ff0000",
    "lime": "#00ff00",
    "green": "#008000",
    "blue": "#0000ff",
    "yellow": "#ffff00",
    "orange": "#ffa500",
    "purple": "#800080",
    "gray": "#808080",
    "grey": "#808080",
    "silver": "#c0c0c0",
    "transparent": "",
}


def _rule(value: Any, place: str) -> KindRule:
    said = _object(value, place, {"kind", "layer", "fill", "stroke", "least_m2"})
    kind = kind_named(said["kind"]) if isinstance(said.get("kind"), str) else None
    marks = {name: said.get(name) for name in ("layer", "fill", "stroke")}
    if kind is None:
        raise _wrong(f"{place}.kind")
    for name, mark in marks.items():
        if mark is not None and (not isinstance(mark, str) or len(mark) > LONGEST):
            raise _wrong(f"{place}.{name}")
    if all(mark is None for mark in marks.values()) and "least_m2" not in said:
        raise _wrong(place)
    fill, stroke = (None if marks[name] is None else colour(str(marks[name])) for name in ("fill", "stroke"))
    least = said.get("least_m2")
    return KindRule(kind, marks["layer"], fill, stroke, None if least is None else _number(least, f"{place}.least_m2"))


def _measured(value: Any) -> Measured:
    said = _object(value, "scale", {"from", "to", "metres"})
    start, end = _point(said.get("from"), "scale.from"), _point(said.get("to"), "scale.to")
    metres = _number(said.get("metres"), "scale.metres")
    apart = math.dist(start, end)
    least, most = _SCALE
    if not apart or not least <= metres / apart <= most:
        raise _wrong("scale")
    return Measured(start, end, metres)


def _point(value: Any, place: str) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        raise _wrong(place)
    return _number(value[0], place), _number(value[1], place)


def _number(value: Any, place: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= 1e12:  # no NaN either
        raise _wrong(place)
    return float(value)


def _source(value: Any) -> bool:
    if not isinstance(value, str) or len(value) > LONGEST:
        return False
    name, _, tag = value.partition(":")
    return name in NUMBER_SOURCES and (not tag or name == "attribute")


def _object(value: Any, place: str, known: set[str]) -> Values[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(place or "{}")
    for name in value:
        if name not in known:
            raise _wrong(f"{place}.{name}".lstrip("."))
    return value


def _wrong(place: str) -> Unreadable:
    return Unreadable("wrong-mapping", place=place)
