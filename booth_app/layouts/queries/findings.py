"""What the rules find in a draft, and which of its booths cannot have their numbers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from booth_app.exhibitions.services import booths
from booth_app.exhibitions.services.booths import NumberFault, NumberProblem
from booth_app.geometry import Plan, Severity, Violation, check
from booth_app.geometry.sides import BoothSides
from booth_app.geometry.sides import sides as find_sides
from booth_app.layouts import shapes
from booth_app.layouts.kept import kept
from booth_app.layouts.queries.drafts import DraftValue
from booth_app.layouts.queries.rules import rules


@dataclass(frozen=True, slots=True)
class Findings:
    """Violations in the order of the contract, and numbers that a rule over one plan cannot judge."""

    violations: tuple[Violation, ...]
    numbers: tuple[NumberProblem, ...]

    @property
    def errors(self) -> int:
        """How many of them stop publishing."""
        return sum(each.severity == Severity.ERROR for each in self.violations) + len(self.numbers)

    @property
    def warnings(self) -> int:
        """How many do not."""
        return sum(each.severity == Severity.WARNING for each in self.violations)


def findings(session: Session, draft: DraftValue) -> Findings:
    """What stands against publishing a draft. The rules are asked once per version and settings."""
    settings = rules(session, draft.exhibition_id)
    asked = json.dumps(settings, sort_keys=True)
    found = kept(
        session, draft.revision_id, ("found", draft.version, asked), lambda: tuple(check(draft.plan, settings))
    )
    return Findings(found, number_problems(session, draft.hall_id, draft.plan))


def sides(session: Session, draft: DraftValue) -> Mapping[str, BoothSides]:
    """The open sides of a draft's booths by key; looked for once per version."""
    return kept(session, draft.revision_id, ("sides", draft.version), lambda: find_sides(draft.plan))


def number_problems(session: Session, hall_id: int, plan: Plan) -> tuple[NumberProblem, ...]:
    """Numbers that cannot be given: malformed, another hall's, another place's. Doubles are a rule's to tell."""
    ids = {booth.key: shapes.booth_id(booth.key) for booth in plan.booths}
    numbered = {booth_id: booth.number for booth in plan.booths if (booth_id := ids[booth.key]) is not None}
    unknown = [booth.number for booth in plan.booths if ids[booth.key] is None]
    found = booths.problems(session, hall_id, numbered, unknown)
    return tuple(each for each in found if each.fault != NumberFault.TAKEN or each.booth_id is not None)
