"""What a rule's settings may be: declared on the fields of its settings dataclass, checked in `settings.py`.

    @dataclass(frozen=True, slots=True)
    class Settings:
        min: float | None = metres(3.0, least=0.1, most=100)

Every setting may be null, which is off: a rule reads None and leaves out that part of itself. A value that is read
is a plain value that can be hashed (a tuple, not a list), so that settings may be part of a survey's keys.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Protocol

from booth_app.geometry.plan import FORMS
from booth_app.text.numbers import fold_number

MOST_PAIRS = 10_000
_MOST_STEPS = 100
_LONGEST_NUMBER = 200
_TALLEST = 100.0


class Refused(ValueError):
    """A value that is not allowed. Which one and what would be is for the caller to say."""


class Allowed(Protocol):
    """What one setting may be: `says` it in English, `unit` is of its numbers (None: a count, a share, no number)."""

    @property
    def says(self) -> str: ...

    @property
    def unit(self) -> str | None: ...

    def read(self, value: Any) -> Any:
        """The setting's value for what JSON gives (never None); raises Refused."""
        ...


@dataclass(frozen=True, slots=True)
class Number:
    """A finite number from `least` to `most`; true and false are none."""

    least: float
    most: float
    unit: str | None = None

    @property
    def says(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        return f"a number from {self.least:g} to {self.most:g}{unit}, or null"

    def read(self, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Refused
        if not self.least <= value <= self.most:  # not-a-number is refused too: it compares with nothing
            raise Refused
        return float(value)


@dataclass(frozen=True, slots=True)
class Switch:
    """True or false, and nothing that merely looks like it."""

    says = "true, false or null"
    unit = None

    def read(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise Refused
        return value


@dataclass(frozen=True, slots=True)
class Pairs:
    """A list of pairs of booth numbers, folded as numbers are compared; the order in a pair says nothing."""

    says = f"a list of at most {MOST_PAIRS} pairs of two different booth numbers, or null"
    unit = None

    def read(self, value: Any) -> tuple[tuple[str, str], ...]:
        if not isinstance(value, list | tuple) or len(value) > MOST_PAIRS:
            raise Refused
        return tuple(sorted({self._pair(each) for each in value}))

    def _pair(self, value: Any) -> tuple[str, str]:
        if not isinstance(value, list | tuple) or len(value) != 2:
            raise Refused
        if not all(isinstance(each, str) and 0 < len(each) <= _LONGEST_NUMBER for each in value):
            raise Refused
        first, second = sorted(fold_number(each) for each in value)
        if first == second or not first:
            raise Refused
        return first, second


@dataclass(frozen=True, slots=True)
class Steps:
    """How many by how great a load: one number for any load, or [[load up to, number], …] upwards.

    Null as the last load means any; a load beyond the last step asks for as many as the last step. Read as steps.
    """

    most: int = 100

    says = "a whole number, a list of [load up to, number] with both rising (null as the last load: any), or null"
    unit = None

    def read(self, value: Any) -> tuple[tuple[float, int], ...]:
        if not isinstance(value, list | tuple):
            return ((math.inf, self._count(value)),)
        if not 0 < len(value) <= _MOST_STEPS:
            raise Refused
        steps = [self._step(each, last=at == len(value) - 1) for at, each in enumerate(value)]
        if any(low[0] >= high[0] or low[1] > high[1] for low, high in pairwise(steps)):
            raise Refused
        return tuple(steps)

    def _step(self, value: Any, *, last: bool) -> tuple[float, int]:
        if not isinstance(value, list | tuple) or len(value) != 2:
            raise Refused
        load, count = value
        if load is None or load == math.inf:
            if not last:
                raise Refused
            return math.inf, self._count(count)
        return Number(0, 1e7).read(load), self._count(count)

    def _count(self, value: Any) -> int:
        number = Number(0, self.most).read(value)
        if number != int(number):
            raise Refused
        return int(number)


@dataclass(frozen=True, slots=True)
class HeightField:
    """How high a booth of one form may be built: `front` within `front_depth` of an aisle, `back` beyond. Metres.

    None is no limit; without a `front_depth` there is no front.
    """

    back: float | None = None
    front: float | None = None
    front_depth: float | None = None


@dataclass(frozen=True, slots=True)
class Heights:
    """A height field by form. What is not named keeps its `default`; a form set to null has no limit."""

    default: tuple[tuple[str, HeightField], ...] = ()

    says = (
        "an object of a booth's form to null or an object of “back”, “front”, “front_depth” (metres or null), or null"
    )
    unit = "m"

    def read(self, value: Any) -> tuple[tuple[str, HeightField], ...]:
        if not isinstance(value, Mapping) or not set(value) <= FORMS:
            raise Refused
        fields = dict(self.default)
        for form, limits in value.items():
            fields[form] = self._field(limits, fields.get(form, HeightField()))
        return tuple(sorted(fields.items()))

    def _field(self, value: Any, default: HeightField) -> HeightField:
        if value is None:
            return HeightField()
        if not isinstance(value, Mapping) or not set(value) <= {"back", "front", "front_depth"}:
            raise Refused
        number = Number(0, _TALLEST)
        given = {name: None if limit is None else number.read(limit) for name, limit in value.items()}
        return HeightField(
            given.get("back", default.back),
            given.get("front", default.front),
            given.get("front_depth", default.front_depth),
        )


_ALLOWED = "allowed"


def metres(default: float | None, *, least: float = 0.0, most: float = 1000.0) -> Any:
    """A length in metres, both bounds included."""
    return number(default, least=least, most=most, unit="m")


def number(default: float | None, *, least: float, most: float, unit: str | None = None) -> Any:
    """A number of any other unit (`mm`, `m²`), or of none (a share)."""
    return field(default=default, metadata={_ALLOWED: Number(least, most, unit)})


def switch(*, default: bool | None) -> Any:
    """True or false."""
    return field(default=default, metadata={_ALLOWED: Switch()})


def pairs() -> Any:
    """Pairs of booth numbers: `tuple[tuple[str, str], ...] | None`, by default none."""
    return field(default=(), metadata={_ALLOWED: Pairs()})


def steps(default: tuple[tuple[float, int], ...]) -> Any:
    """Numbers by load: `tuple[tuple[float, int], ...] | None`; `math.inf` is any load."""
    return field(default=default, metadata={_ALLOWED: Steps()})


def heights(default: tuple[tuple[str, HeightField], ...]) -> Any:
    """Height fields by form: `tuple[tuple[str, HeightField], ...] | None`."""
    return field(default=default, metadata={_ALLOWED: Heights(default)})


def allowed(setting: Any) -> Allowed:
    """What a field of a settings dataclass may be. A field that was declared otherwise is a fault of the rule."""
    found: Allowed = setting.metadata[_ALLOWED]
    return found
