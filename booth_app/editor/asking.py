"""What a person says about an uploaded file on its page: the unit, which layer or colour is what, where numbers stand.

A form of lists, since what there is to say depends on the file: for each layer and colour its name and a kind.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from werkzeug.datastructures import MultiDict

from booth_app.planfiles import Asked, Look
from booth_app.planfiles.mapping import LONGEST, MOST_RULES, NUMBER_SOURCES, KindRule
from booth_app.planfiles.mapping import Mapping as PlanMapping
from booth_app.planfiles.svg.words import AnyKind, kind_named
from booth_app.planfiles.units import UNITS

MARKS = ("layer", "fill", "stroke")
NUMBERS: Mapping[str, tuple[str, ...]] = {"": (), **{source: (source,) for source in NUMBER_SOURCES}}


def asked(form: MultiDict[str, str], before: Asked, metres_per_unit: float | None) -> Asked:
    """What is said now. What was said about layers and colours that the page did not list stays."""
    unit = form.get("unit", "")
    numbers = form.get("numbers", "")
    level = form.get("level", "").strip()[:LONGEST]
    mapping = before.mapping
    if unit or metres_per_unit is not None:  # what is typed last goes before two points said in a file
        mapping = replace(mapping, scale=None, unit=None)
    mapping = replace(
        mapping,
        rules=tuple(_rules(form, mapping))[:MOST_RULES],
        numbers=NUMBERS.get(numbers, mapping.numbers),
        level=level or None,
        largest_is_hall="largest" in form,
    )
    return Asked(metres_per_unit, unit if unit in UNITS else None, mapping)


def chosen(look: Look, said: Asked) -> dict[str, list[tuple[Any, str]]]:
    """Each layer and colour of the file with the kind that is said of it, "" where none is."""
    return {
        mark: [(group, _said(said.mapping, mark, group.name)) for group in getattr(look, f"{mark}s")] for mark in MARKS
    }


def numbers_said(mapping: PlanMapping) -> str:
    """The one place for numbers that is said, "" where none or several are."""
    return next((name for name, sources in NUMBERS.items() if name and sources == mapping.numbers), "")


def _rules(form: MultiDict[str, str], before: PlanMapping) -> Iterator[KindRule]:
    listed = {(mark, name) for mark in MARKS for name in form.getlist(f"{mark}-name")}
    for rule in before.rules:
        if not any(_is(rule, mark, name) for mark, name in listed):
            yield rule
    for mark in reversed(MARKS):  # a colour says more than the layer it is on
        for name, said in zip(form.getlist(f"{mark}-name"), form.getlist(f"{mark}-kind"), strict=False):
            kind = kind_named(said)
            if kind is not None and len(name) <= LONGEST:
                yield _rule(kind, mark, name)


def _said(mapping: PlanMapping, mark: str, name: str) -> str:
    return next((str(rule.kind) for rule in mapping.rules if _is(rule, mark, name)), "")


def _is(rule: KindRule, mark: str, name: str) -> bool:
    """Whether the rule speaks of this one mark alone."""
    return rule == _rule(rule.kind, mark, name)


def _rule(kind: AnyKind, mark: str, name: str) -> KindRule:
    """That all marks of one layer, fill or stroke are of a kind."""
    layer, fill, stroke = (name if each == mark else None for each in MARKS)
    return KindRule(kind, layer, fill, stroke)
