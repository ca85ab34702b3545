"""All rules over a plan."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import numpy as np

from booth_app.geometry.plan import Plan
from booth_app.geometry.settings import Held, held
from booth_app.geometry.survey import Survey
from booth_app.geometry.validity import faults
from booth_app.geometry.violation import Finding, Severity, Violation


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules found in a plan, and what was worked out on the way: `increment.recheck` goes on from it.

    `sound` is a survey of the plan without booths of invalid shape, the same as `survey` where there are none.
    """

    survey: Survey
    sound: Survey
    holding: tuple[Held, ...]
    violations: tuple[Violation, ...]

    @property
    def plan(self) -> Plan:
        """The plan that was checked."""
        return self.survey.plan


def check(plan: Plan, settings: Mapping[str, Any] | None = None) -> list[Violation]:
    """Everything that the rules find in the plan, sorted by rule, then by things.

    `settings` are over the defaults, see `settings.held`. A booth of invalid shape is told by `invalid-shape` and
    left out of every rule about floor: nothing true can be said of the floor it takes.

    Raises:
        WrongSettings: the settings name what is not there.
    """
    return list(checked(plan, settings).violations)


def checked(plan: Plan, settings: Mapping[str, Any] | None = None) -> Checked:
    """The same as `check`, with all that the answer after the next edit can be made of.

    Raises:
        WrongSettings: the settings name what is not there.
    """
    return checked_by(plan, held(settings))


def checked_by(plan: Plan, holding: tuple[Held, ...]) -> Checked:
    """The same for rules that were chosen already, in the order of their names."""
    survey = Survey(plan)
    bad = faults(np.array([booth.outline for booth in plan.booths], dtype=object))
    sound = without(survey, bad)
    found = [each for rule in holding for each in whole(rule, survey, sound)]
    return Checked(survey, sound, holding, ordered(found))


def without(survey: Survey, bad: Iterable[int]) -> Survey:
    """A survey of the plan without the booths at these places; the same survey where there are none."""
    gone = frozenset(bad)
    if not gone:
        return survey
    booths = tuple(booth for at, booth in enumerate(survey.plan.booths) if at not in gone)
    return Survey(replace(survey.plan, booths=booths), survey)


def whole(each: Held, survey: Survey, sound: Survey) -> list[Violation]:
    """All that one rule finds in a plan, in the rule's own order."""
    return [
        told(each, finding) for finding in each.rule.check(survey if each.rule.sees_invalid else sound, each.settings)
    ]


def told(each: Held, finding: Finding) -> Violation:
    """A finding as a violation of the rule, as severe as the exhibition takes it."""
    return Violation(
        each.rule.name,
        Severity.WARNING if finding.warning else each.severity,
        finding.things,
        finding.measured,
        finding.required,
        finding.where,
        finding.unit,
        finding.values,
        each.rule.sentences(finding),
    )


def ordered(found: Iterable[Violation]) -> tuple[Violation, ...]:
    """By rule, then things, the greater measure first; what is equal in all of that by where it lies.

    So the order follows from what was found and not from the way it was found.
    """
    in_order: list[Violation] = []
    for _, alike in groupby(sorted(found, key=_place), key=_place):
        several = list(alike)
        in_order += sorted(several, key=_drawn) if len(several) > 1 else several
    return tuple(in_order)


def inserted(known: list[Violation], found: Iterable[Violation]) -> list[Violation]:
    """Violations in order, with some more at their places: the same as to order all, for the cost of the few."""
    for each in found:
        low = bisect_left(known, _place(each), key=_place)
        high = bisect_right(known, _place(each), lo=low, key=_place)
        known[low:high] = sorted([*known[low:high], each], key=_drawn)
    return known


def _drawn(violation: Violation) -> bytes:
    return violation.where.wkb


def _place(violation: Violation) -> tuple[str, tuple[str, ...], float]:
    return violation.rule, violation.things, -violation.measured
