"""Edits tried on a plan: what the rules would find. Counted, so that a search has an end."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from booth_app.edits.edit import Edit
from booth_app.edits.renumber import Renumber
from booth_app.edits.verdict import cured, harm
from booth_app.geometry import Plan, Severity, Violation
from booth_app.geometry.checking import Checked, checked
from booth_app.geometry.increment import recheck
from booth_app.text.numbers import fold_number

_MOST_LOCAL, _MOST_WHOLE = 160, 16


class Trial:
    """A plan that was checked, and how many tries are left."""

    def __init__(self, before: Checked, violation: Violation) -> None:
        self.before = before
        self.violation = violation
        self._quick = _part(before)
        self._left = [_MOST_LOCAL, _MOST_WHOLE]

    @property
    def over(self) -> bool:
        """Whether no try is left."""
        return min(self._left) <= 0

    def made(self, edit: Edit) -> "Checked | list[Violation] | None":
        """What the rules say after an edit that cures; else what it would break; None if it cures nothing.

        The rules that see a plan by its parts are asked first, and all the others where those have nothing against.
        """
        if self.over or edit.why_not(self.before.plan) is not None:
            return None
        plan = edit.apply(self.before.plan)
        names = _names(edit, self.before.plan)
        self._left[0] -= 1
        severity = self.violation.severity
        if self._quick.holding:
            near = recheck(self._quick, plan)
            against = harm(self._quick.violations, near.violations, severity, names)
            if against:
                return against
            if _is_local(self.before, self.violation.rule) and not self._is_cured(self._quick, near):
                return None
        self._left[1] -= 1
        after = recheck(self.before, plan)
        return harm(self.before.violations, after.violations, severity, names) or (
            after if self._is_cured(self.before, after) else None
        )

    def _is_cured(self, before: Checked, after: Checked) -> bool:
        return cured(self.violation, before.violations, after.violations)


def start(plan: Plan, settings: Mapping[str, Any] | None, known: Checked | None) -> Checked:
    """What is known of a plan; checked here where it is not."""
    return known if known is not None and known.plan == plan else checked(plan, settings)


def errors(found: Checked) -> list[Violation]:
    """The violations that stop publishing."""
    return [each for each in found.violations if each.severity == Severity.ERROR]


def _names(edit: Edit, plan: Plan) -> Mapping[str, str]:
    """The number that a booth had, by the one that an edit gives it."""
    if not isinstance(edit, Renumber):
        return {}
    return {fold_number(edit.number): booth.number for booth in plan.booths if booth.key == edit.key}


def _is_local(before: Checked, rule: str) -> bool:
    return any(
        each.rule.name == rule and (each.rule.reach is not None or each.rule.by is not None) for each in before.holding
    )


def _part(before: Checked) -> Checked:
    """The same answer for the rules that cost little to ask again."""
    holding = tuple(each for each in before.holding if _is_local(before, each.rule.name))
    names = {each.rule.name for each in holding}
    return replace(before, holding=holding, violations=tuple(each for each in before.violations if each.rule in names))
