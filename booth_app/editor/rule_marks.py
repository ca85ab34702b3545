"""Where the figures of an exhibition's rules come from: those of the set that it began with, each with its mark."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from booth_app.editor.rule_values import in_force
from booth_app.geometry.allowed import Heights, Refused, allowed
from booth_app.geometry.presets import PRESETS, Figure, Preset
from booth_app.geometry.rules import RULES

DEFAULT = "forum"


@dataclass(frozen=True, slots=True)
class Marked:
    """A figure of the set, and whether the exhibition's is the same. `forms`: the booth forms that it is about."""

    figure: Figure
    same: bool
    forms: tuple[str, ...] = ()


def preset_of(key: str | None) -> Preset:
    """The set with a key; the default one where there is none of that name."""
    return PRESETS.get(key or DEFAULT) or PRESETS[DEFAULT]


def with_preset(settings: Mapping[str, Any], preset: Preset) -> dict[str, Any]:
    """Settings with the set's figures instead of their own: what is off stays off, severities stay."""
    made = {}
    for name, (on, severity, values) in in_force(RULES, settings).items():
        del values
        made[name] = {"severity": str(severity), **preset.settings.get(name, {})} if on else False
    return made


def marks(preset: Preset, settings: Mapping[str, Any]) -> dict[tuple[str, str], tuple[Marked, ...]]:
    """The set's figures by rule and setting, each compared with what is in force."""
    force = in_force(RULES, settings, preset.settings)
    found: dict[tuple[str, str], list[Marked]] = {}
    for figure in preset.figures:
        if figure.rule in RULES:
            found.setdefault((figure.rule, figure.setting), []).append(_marked(figure, force[figure.rule][2]))
    return {key: tuple(each) for key, each in found.items()}


def others(preset: Preset) -> tuple[Figure, ...]:
    """Figures of the set that no rule checks."""
    return tuple(figure for figure in preset.figures if not figure.rule)


def _marked(figure: Figure, values: Any) -> Marked:
    kind = next(allowed(each) for each in fields(RULES[figure.rule].settings) if each.name == figure.setting)
    now: Any = getattr(values, figure.setting)
    theirs: Any
    try:
        theirs = None if figure.value is None else kind.read(figure.value)
    except Refused:
        return Marked(figure, same=False)
    if isinstance(kind, Heights):
        forms = tuple(figure.value or ())
        mine, said = dict(now or {}), dict(theirs or {})
        return Marked(figure, all(mine.get(form) == said.get(form) for form in forms), forms)
    return Marked(figure, now == theirs)
