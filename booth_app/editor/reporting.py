"""The report of a draft's check in words, a page set for each language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isinf
from zoneinfo import ZoneInfo

from flask_babel import force_locale, gettext, ngettext

from booth_app.base.languages import LANGS, both
from booth_app.drawing.documents.check_report import CheckPage, ExitLine, Figure, FoundLine, RuleLine
from booth_app.drawing.words import in_language
from booth_app.editor.layers import Layer
from booth_app.editor.rule_marks import Marked, marks, preset_of
from booth_app.editor.rule_values import figure, in_force, pair_lines, settings_of
from booth_app.editor.scene import figure as on_plan
from booth_app.editor.worktable import Worktable
from booth_app.exhibitions.queries import ExhibitionValue
from booth_app.geometry import Severity
from booth_app.geometry.allowed import Allowed, HeightField, Heights, Number, Pairs, Steps, Switch
from booth_app.geometry.presets import NOTICE, UNREAD
from booth_app.geometry.rules import RULES
from booth_app.layouts.queries import RuleSettings
from booth_app.layouts.words import ABOUT, LIMITS, UNITS, in_order, rule_name, setting_name
from booth_app.maps import words as maps
from booth_app.text.bidi import isolate, ltr
from booth_app.text.calendars import both_dates, clock_time, local_day

MOST = 300
"""Findings that are told one by one."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is reported on."""

    exhibition: ExhibitionValue
    table: Worktable
    said: RuleSettings
    exits: Layer
    made_at: datetime


def pages(subject: Subject) -> list[CheckPage]:
    """What the report says, Arabic first."""
    made = []
    for lang in LANGS:
        with force_locale(lang):
            made.append(_page(subject, lang))
    return made


def _page(it: Subject, lang: str) -> CheckPage:
    table, exhibition = it.table, it.exhibition
    zone = ZoneInfo(exhibition.time_zone)
    preset = preset_of(it.said.preset)
    day = both_dates(local_day(it.made_at, zone), lang, exhibition.hijri_offset)
    load = gettext("Occupant load: %(load)s people, at %(factor)s m² per person on the exhibition floor.")
    return CheckPage(
        lang=lang,
        exhibition=both(exhibition, "name", lang),
        hall=both(table.hall, "name", lang),
        plan=gettext("Draft %(draft)s", draft=ltr(str(table.draft.number))),
        made=gettext("Checked on %(day)s at %(time)s", day=day, time=ltr(clock_time(it.made_at, zone))),
        health=_health(table),
        preset=gettext("Set of figures: %(set)s", set=in_language(preset.names, lang)),
        notice=in_language(NOTICE, lang),
        load=load % {"load": ltr(str(it.exits.load or 0)), "factor": ltr(figure(it.exits.factor))},
        rules=tuple(_rules(it.said, lang)),
        exits=tuple(
            ExitLine(in_language(each.names, lang) or each.name, each.people, each.capacity) for each in it.exits.rows
        ),
        found=tuple(_found(table, lang)),
    )


def _health(table: Worktable) -> str:
    """How the plan stands in one line."""
    found = table.findings
    said = []
    if found.errors:
        said.append(ngettext("%(n)s blocking violation", "%(n)s blocking violations", found.errors, n=found.errors))
    if found.warnings:
        said.append(ngettext("%(n)s warning", "%(n)s warnings", found.warnings, n=found.warnings))
    if found.accepted:
        count = len(found.accepted)
        said.append(ngettext("%(n)s warning accepted", "%(n)s warnings accepted", count, n=count))
    return " · ".join(said) or gettext("No violations")


def _found(table: Worktable, lang: str) -> Sequence[FoundLine]:
    """Errors first; within, in the order in which rules are read."""
    found = table.findings
    order = in_order({each.rule: None for each in found.violations})
    pairs = sorted(
        zip(found.keys, found.violations, strict=True),
        key=lambda pair: (pair[1].severity != Severity.ERROR, order.index(pair[1].rule)),
    )
    lines = []
    for key, each in pairs[:MOST]:
        acceptance = found.accepted.get(key)
        accepted = ""
        if acceptance is not None:
            accepted = gettext("Accepted: %(reason)s", reason=isolate(acceptance.reason))
            by = table.people.get(acceptance.by or 0)
            accepted = f"{accepted} ({isolate(by)})" if by else accepted
        lines.append(
            FoundLine(rule_name(each.rule), str(each.severity), each.message(lang), accepted, on_plan(each), each.where)
        )
    return lines


def _rules(said: RuleSettings, lang: str) -> Sequence[RuleLine]:
    force = in_force(RULES, said.settings)
    known = marks(preset_of(said.preset), said.settings)
    lines = []
    for name in in_order(RULES):
        on, severity, values = force[name]
        figures = tuple(
            Figure(
                setting_name(name, setting),
                _value(kind, getattr(values, setting)),
                *_source(known.get((name, setting), ()), lang),
            )
            for setting, kind in settings_of(RULES[name]).items()
        )
        lines.append(RuleLine(rule_name(name), str(ABOUT[name]), str(severity) if on else "", figures))
    return lines


def _value(kind: Allowed, value: object) -> str:
    """A setting's value as it is read; a setting that is off is not asked."""
    if value is None or value == ():
        return gettext("Not asked")
    match kind, value:
        case Switch(), bool():
            return gettext("Yes") if value else gettext("No")
        case Number(), float() | int():
            unit = str(UNITS.get(kind.unit, kind.unit or ""))
            return f"{ltr(figure(value))} {unit}".strip()
        case Steps(), tuple():
            return " · ".join(ltr(str(count) if isinf(load) else f"≤ {figure(load)}: {count}") for load, count in value)
        case Pairs(), tuple():
            return ltr(pair_lines(value).replace("\n", " · "))
        case Heights(), tuple():
            return "\n".join(f"{maps.type_word(form)}: {_limits(limits)}" for form, limits in value)
        case _:
            return str(value)


def _limits(limits: HeightField) -> str:
    known = [(name, getattr(limits, name)) for name in LIMITS]
    said = [f"{LIMITS[name]} {ltr(figure(limit))} {UNITS['m']}" for name, limit in known if limit is not None]
    return " · ".join(said) or gettext("no limit")


def _source(known: Sequence[Marked], lang: str) -> tuple[str, bool]:
    """Where a figure was read, and whether that is nowhere."""
    if not known:
        return "", False
    if not all(each.same for each in known):
        return gettext("Set for this exhibition; the set of figures has another one."), False
    texts = dict.fromkeys(in_language(each.figure.source, lang) for each in known if each.figure.verified)
    unverified = any(not each.figure.verified for each in known)
    return " · ".join([*texts, *([in_language(UNREAD, lang)] if unverified and not texts else [])]), unverified
