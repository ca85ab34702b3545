"""All rules over a plan."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from booth_app.geometry.plan import Plan
from booth_app.geometry.settings import held
from booth_app.geometry.survey import Survey
from booth_app.geometry.validity import faults
from booth_app.geometry.violation import Severity, Violation


def check(plan: Plan, settings: Mapping[str, Any] | None = None) -> list[Violation]:
    """Everything that the rules find in the plan, sorted by rule, then by things.

    `settings` are over the defaults, see `settings.held`. A booth of invalid shape is told by `invalid-shape` and
    left out of every rule about floor: nothing true can be said of the floor it takes.

    Raises:
        WrongSettings: the settings name what is not there.
    """
    holding = held(settings)
    whole, sound = Survey(plan), Survey(_sound(plan))
    found = [
        Violation(
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
        for each in holding
        for finding in each.rule.check(whole if each.rule.sees_invalid else sound, each.settings)
    ]
    return sorted(found, key=lambda violation: (violation.rule, violation.things, -violation.measured))


def _sound(plan: Plan) -> Plan:
    bad = faults(np.array([booth.outline for booth in plan.booths], dtype=object))
    if not bad:
        return plan
    return replace(plan, booths=tuple(booth for at, booth in enumerate(plan.booths) if at not in bad))
