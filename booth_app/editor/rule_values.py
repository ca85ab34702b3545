"""A rule's settings as people type them, and back: numbers in fields, pairs and steps a line each, heights in a table.

A setting that is left empty is off, which in a `--rules` file is null. Values in, values out; no form, no words.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import Field, fields
from types import MappingProxyType
from typing import Any

from booth_app.geometry.allowed import Allowed, HeightField, allowed
from booth_app.geometry.rule import Rule
from booth_app.geometry.settings import WrongSettings, held, read
from booth_app.geometry.violation import Severity
from booth_app.text.numbers import parse_decimal
from booth_app.text.problems import Unreadable

LIMITS = ("back", "front", "front_depth")
"""What a height field has, in the order of the table's columns."""

NO_FIGURES: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
_BETWEEN = re.compile(r"[\s,;،؛|]+")


def settings_of(rule: Rule) -> dict[str, Allowed]:
    """What can be set of a rule, in its own order."""
    return {each.name: allowed(each) for each in _fields(rule)}


def figure(value: float | None) -> str:
    """A number as a field shows it: without zeros that say nothing; nothing where it is off."""
    return "" if value is None else f"{round(value, 6):.6f}".rstrip("0").rstrip(".")


def pair_lines(pairs: tuple[tuple[str, str], ...] | None) -> str:
    """Pairs of numbers, one a line."""
    return "\n".join(" ".join(each) for each in pairs or ())


def read_pairs(typed: str) -> list[list[str]]:
    """The pairs of lines as a `--rules` file has them; what is not a pair is left to the rule to refuse."""
    return [_BETWEEN.split(line.strip()) for line in typed.splitlines() if line.strip()]


def step_lines(steps: tuple[tuple[float, int], ...] | None) -> str:
    """Steps, one a line: the load up to which it holds, then how many; the last one alone for any load."""
    lines = []
    for load, count in steps or ():
        lines.append(str(count) if math.isinf(load) else f"{figure(load)} {count}")
    return "\n".join(lines)


def read_steps(typed: str) -> Any:
    """The steps of lines as a `--rules` file has them; None where nothing was typed.

    Raises:
        Unreadable: a line holds something else than numbers.
    """
    lines = [[float(parse_decimal(each)) for each in _BETWEEN.split(line.strip())] for line in _lines(typed)]
    if not lines:
        return None
    if len(lines) == 1 and len(lines[0]) == 1:
        return lines[0][0]
    *rest, last = lines
    return [*rest, [None, *last] if len(last) == 1 else last]


def as_json(value: Any) -> Any:
    """A setting's value as a `--rules` file has it."""
    if isinstance(value, HeightField):
        return {name: getattr(value, name) for name in LIMITS}
    if isinstance(value, tuple) and value and isinstance(value[0], tuple) and isinstance(value[0][1], HeightField):
        return {form: as_json(each) for form, each in value}
    if isinstance(value, tuple):
        return [as_json(each) for each in value]
    return None if isinstance(value, float) and math.isinf(value) else value


def in_force(
    rules: Mapping[str, Rule], settings: Mapping[str, Any], figures: Mapping[str, Mapping[str, Any]] = NO_FIGURES
) -> dict[str, tuple[bool, Severity, Any]]:
    """Of each rule whether it is on, how severe it is, and its settings: those said, else `figures`, else its defaults.

    Settings that a later version of a rule refuses are shown as its defaults, so that the page opens to mend them.
    """
    try:
        holding = {each.rule.name: each for each in held(settings)}
    except WrongSettings:
        holding = {each.rule.name: each for each in held()}
    found = {}
    for name, rule in rules.items():
        mine = holding.get(name)
        found[name] = (
            mine is not None,
            mine.severity if mine else rule.severity,
            mine.settings if mine else read(name, rule.settings, figures.get(name, {})),
        )
    return found


def explicit(rules: Mapping[str, Rule], settings: Mapping[str, Any]) -> dict[str, Any]:
    """Settings with every rule and every figure named, so that a file of them says all that holds."""
    made: dict[str, Any] = {}
    for name, (on, severity, values) in in_force(rules, settings).items():
        named = {setting: as_json(getattr(values, setting)) for setting in settings_of(rules[name])}
        made[name] = {"severity": str(severity), **named} if on else False
    return made


def _lines(typed: str) -> list[str]:
    return [line for line in typed.splitlines() if line.strip()]


def _fields(rule: Rule) -> tuple[Field[Any], ...]:
    return fields(rule.settings)


__all__ = [
    "LIMITS",
    "Unreadable",
    "as_json",
    "explicit",
    "figure",
    "in_force",
    "pair_lines",
    "read_pairs",
    "read_steps",
    "settings_of",
    "step_lines",
]
