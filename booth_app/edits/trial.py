"""Edits tried on a plan: what the rules would find. Counted, so that a search has an end."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import shapely

from booth_app.edits.edit import Edit
from booth_app.edits.renumber import Renumber
from booth_app.edits.verdict import cured, group, harm
from booth_app.geometry import Plan, Severity, Violation
from booth_app.geometry.checking import Checked, checked, checked_by
from booth_app.geometry.increment import recheck
from booth_app.text.numbers import fold_number

AROUND = frozenset({"aisle-width", "equipment-clearance"})
"""Rules that cannot promise how far they see, and yet hardly ever see farther than some metres."""

_MOST_TRIES, _MOST_WHOLE = 160, 16
_FAR = 30.0
_MANY = 400


class Trial:
    """A plan that was checked, and how many tries are left."""

    def __init__(self, before: Checked, violation: Violation) -> None:
        self.before = before
        self.violation = violation
        self._left = [_MOST_TRIES, _MOST_WHOLE]
        self._parts = [_local(before), _near(before, violation)]

    @property
    def over(self) -> bool:
        """Whether no try is left."""
        return min(self._left) <= 0

    def made(self, edit: Edit) -> "Checked | list[Violation] | None":
        """What the rules say after an edit that cures; else what it would break; None if it cures nothing.

        First are asked the rules that see a plan by its parts, then, in a large plan, the others that mostly do about
        the part around, and about the whole plan all that is left where those have nothing against.
        """
        if self.over or edit.why_not(self.before.plan) is not None:
            return None
        self._left[0] -= 1
        for part in self._parts:
            if part.holding and edit.why_not(part.plan) is None:
                found = self._verdict(part, edit)
                if not isinstance(found, Checked) and (found or self._tells(part)):
                    return found
        self._left[1] -= 1
        return self._verdict(self.before, edit)

    def _verdict(self, before: Checked, edit: Edit) -> "Checked | list[Violation] | None":
        after = recheck(before, edit.apply(before.plan))
        against = harm(before.violations, after.violations, self.violation.severity, _names(edit, before.plan))
        if against:
            return against
        return after if cured(self.violation, before.violations, after.violations) else None

    def _tells(self, part: Checked) -> bool:
        """Whether a part of the plan and of the rules knows of the violation at all."""
        return any(group(each) == group(self.violation) for each in part.violations)


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


def _local(before: Checked) -> Checked:
    """The same answer for the rules that cost little to ask again."""
    holding = tuple(each for each in before.holding if each.rule.local)
    names = {each.rule.name for each in holding}
    return replace(before, holding=holding, violations=tuple(each for each in before.violations if each.rule in names))


def _near(before: Checked, violation: Violation) -> Checked:
    """What the rules of `AROUND` say about the part of a large plan around a violation; of a small one, nothing.

    Only to turn down what they are against: whether an edit is good is asked about the whole plan.
    """
    plan = before.plan
    holding = tuple(each for each in before.holding if each.rule.name in AROUND)
    if not holding or len(plan.booths) < _MANY or violation.where.is_empty:
        return replace(before, holding=())
    x0, y0, x1, y1 = violation.where.bounds
    window = shapely.box(x0 - _FAR, y0 - _FAR, x1 + _FAR, y1 + _FAR)
    booths = tuple(each for each in plan.booths if shapely.intersects(window, shapely.envelope(each.outline)))
    shape: Any = shapely.union_all([window, *(shapely.envelope(each.outline) for each in booths)])
    halls = []
    for hall in plan.halls:
        floor = [part for part in shapely.get_parts(shapely.intersection(hall.outline, shape)) if part.area > 0]
        halls += [replace(hall, outline=part) for part in floor]
    fixtures = tuple(each for each in plan.fixtures if shapely.intersects(window, each.outline))
    return checked_by(replace(plan, halls=tuple(halls), booths=booths, fixtures=fixtures), holding)
