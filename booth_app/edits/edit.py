"""What an edit is: a small value that makes the next plan from a plan, and can say why it would not.

Edits come from pointers, forms, undo and files alike. As JSON they come from browsers, so each field is read
strictly: lengths are integer millimetres there and metres here, angles degrees, clockwise as drawn.
"""

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, ClassVar, Self

import numpy as np
import shapely

from booth_app.geometry import BoothShape, Plan, Side, stored
from booth_app.text.numbers import fold_number, valid_number

LEAST, MOST = 0.1, 1000.0
"""Metres: what a side of a booth may measure."""

_REACH = stored.REACH / 1000
_MOST_KEYS = 20_000
_LONGEST_KEY = 80


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an edit cannot be made: a code for the page's sentence, and its values."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


class CannotEdit(ValueError):
    """An edit was made that had said why not."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code)
        self.reason = reason
        self.code = reason.code


class NotAnEdit(ValueError):
    """JSON that is no edit; the text says what is wrong."""


class Edit(ABC):
    """Base of all edits, which are frozen dataclasses; every field says by its codec how it is written as JSON."""

    name: ClassVar[str]

    def apply(self, plan: Plan) -> Plan:
        """The next plan, every shape on the millimetre grid; the given one stays as it is.

        Raises:
            CannotEdit: `why_not` has a reason.
        """
        reason = self.why_not(plan)
        if reason is not None:
            raise CannotEdit(reason)
        return self._made(plan)

    @abstractmethod
    def why_not(self, plan: Plan) -> Reason | None:
        """The reason why it cannot be made of this plan, or None. Rules are not asked: they tell afterwards."""

    def touched(self, plan: Plan) -> tuple[str, ...]:  # noqa: ARG002  # an edit of a whole plan has to look
        """Keys of the booths that it may change, add or take away."""
        keys: list[str] = []
        for each in fields(self):  # type: ignore[arg-type]
            if each.metadata["codec"] is KEYS["codec"]:
                keys += getattr(self, each.name)
            elif each.metadata["codec"] is KEY["codec"]:
                keys.append(getattr(self, each.name))
        return tuple(keys)

    @abstractmethod
    def _made(self, plan: Plan) -> Plan: ...

    def to_json(self) -> dict[str, Any]:
        """The edit as JSON values, with its name under `edit`."""
        said = {each.name: each.metadata["codec"].write(getattr(self, each.name)) for each in fields(self)}  # type: ignore[arg-type]
        return {"edit": self.name, **said}

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Self:
        """The edit of this class that the values are.

        Raises:
            NotAnEdit: a field is missing, unknown, or holds what it cannot.
        """
        known = {each.name: each for each in fields(cls)}  # type: ignore[arg-type]
        if set(value) != {"edit", *known}:
            raise NotAnEdit(f"{cls.name} has other fields")
        made = {}
        for name, each in known.items():
            try:
                made[name] = each.metadata["codec"].read(value[name])
            except (NotAnEdit, stored.NotAPlan) as problem:
                raise NotAnEdit(f"{name}: {problem}") from None
        return cls(**made)


@dataclass(frozen=True, slots=True)
class Codec:
    """How a field's value is written to JSON and read from it."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def codec(write: Callable[[Any], Any], read: Callable[[Any], Any]) -> Mapping[str, Codec]:
    """Metadata of a dataclass field."""
    return MappingProxyType({"codec": Codec(write, read)})


def _integer(value: Any) -> float:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > 2 * stored.REACH:
        raise NotAnEdit("no whole millimetres")
    return value / 1000


def _degrees(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value) or abs(value) > 3600:
        raise NotAnEdit("no angle")
    return float(value)


def _key(value: Any) -> str:
    if not stored.is_text(value) or not 0 < len(value) <= _LONGEST_KEY:
        raise NotAnEdit("no key")
    return value


def _keys(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not 0 < len(value) <= _MOST_KEYS:
        raise NotAnEdit("no list of keys")
    keys = tuple(_key(each) for each in value)
    if len(set(keys)) < len(keys):
        raise NotAnEdit("a key twice")
    return keys


def _word(value: Any) -> str:
    if not stored.is_text(value) or len(value) > _LONGEST_KEY:
        raise NotAnEdit("no word")
    return value


def _sides(value: Any) -> tuple[Side, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each in set(Side) for each in value):
        raise NotAnEdit("no sides")
    return tuple(side for side in Side if side.value in value)


def _point(value: Any) -> tuple[float, float] | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:
        raise NotAnEdit("no point")
    return _integer(value[0]), _integer(value[1])


def millimetres(metres: float) -> int:
    """Metres as whole millimetres."""
    return round(metres * 1000)


LENGTH = codec(millimetres, _integer)
ANGLE = codec(float, _degrees)
KEY = codec(str, _key)
KEYS = codec(list, _keys)
WORD = codec(str, _word)
SIDES = codec(lambda sides: [side.value for side in sides], _sides)
POINT = codec(lambda point: None if point is None else [millimetres(each) for each in point], _point)
PLAN = codec(stored.to_json, stored.from_json)


def missing(plan: Plan, keys: Iterable[str]) -> Reason | None:
    """The reason that a booth is not there."""
    there = {booth.key for booth in plan.booths}
    gone = next((key for key in keys if key not in there), None)
    return None if gone is None else Reason("no-such-booth", {"key": gone})


def found(plan: Plan, key: str) -> BoothShape:
    """The booth that `missing` has vouched for."""
    booth = plan.booth(key)
    assert booth is not None
    return booth


def changed(plan: Plan, keys: Iterable[str], change: Callable[[BoothShape], BoothShape]) -> Plan:
    """The plan with these booths changed; the others and their order stay."""
    chosen = frozenset(keys)
    return replace(plan, booths=tuple(change(booth) if booth.key in chosen else booth for booth in plan.booths))


def too_far(booths: Iterable[BoothShape]) -> Reason | None:
    """The reason that a booth would lie farther out than any plan reaches."""
    for booth in booths:
        if not (np.abs(shapely.get_coordinates(booth.outline)) <= _REACH).all():
            return Reason("too-far", {"number": booth.number})
    return None


def wrong_size(width: float, depth: float) -> Reason | None:
    """The reason that a booth cannot have these sides."""
    if LEAST <= width <= MOST and LEAST <= depth <= MOST:
        return None
    return Reason("wrong-size", {"least": f"{LEAST:g}", "most": f"{MOST:g}"})


def wrong_number(number: str) -> Reason | None:
    """The reason that this is no booth number. One that another booth bears is a matter for the rules."""
    return None if valid_number(fold_number(number)) else Reason("wrong-number", {"number": number})
