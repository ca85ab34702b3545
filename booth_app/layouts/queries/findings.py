"""What the rules find in a draft, what of it was accepted, and which of its booths cannot have their numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.exhibitions.services import booths
from booth_app.exhibitions.services.booths import NumberFault, NumberProblem
from booth_app.geometry import Plan, Severity, Violation
from booth_app.geometry.checking import Checked
from booth_app.geometry.identity import keys
from booth_app.geometry.sides import BoothSides
from booth_app.geometry.sides import sides as find_sides
from booth_app.layouts import shapes
from booth_app.layouts.accepted import Acceptance, standing
from booth_app.layouts.judging import judged
from booth_app.layouts.kept import kept
from booth_app.layouts.models import AcceptedWarning
from booth_app.layouts.queries.drafts import DraftValue
from booth_app.layouts.queries.rules import rules


@dataclass(frozen=True, slots=True)
class Findings:
    """Violations in the order of the contract, and numbers that a rule over one plan cannot judge.

    `keys` name the violations (`geometry.identity`), in the same order; `accepted` holds the warnings that somebody has
    accepted and that are no worse than they were then, by key.
    """

    violations: tuple[Violation, ...]
    numbers: tuple[NumberProblem, ...]
    keys: tuple[str, ...] = ()
    accepted: Mapping[str, Acceptance] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        """How many of them stop publishing."""
        return sum(each.severity == Severity.ERROR for each in self.violations) + len(self.numbers)

    @property
    def warnings(self) -> int:
        """How many warnings nobody has accepted."""
        return len(self.open)

    @property
    def open(self) -> dict[str, Violation]:
        """The warnings that nobody has accepted, by key."""
        return {
            key: each
            for key, each in zip(self.keys, self.violations, strict=True)
            if each.severity == Severity.WARNING and key not in self.accepted
        }

    def find(self, key: str) -> Violation | None:
        """The violation with a key."""
        return next((each for name, each in zip(self.keys, self.violations, strict=True) if name == key), None)


def findings(session: Session, draft: DraftValue) -> Findings:
    """What stands against publishing a draft. The rules are asked once per version and settings."""
    found = check_of(session, draft).violations
    named = keys(found)
    accepted = standing(found, named, acceptances(session, draft.revision_id))
    return Findings(found, number_problems(session, draft.hall_id, draft.plan), named, accepted)


def check_of(session: Session, draft: DraftValue) -> Checked:
    """What the rules find in a draft, with all that was worked out on the way: layers and cures go on from it."""
    settings = rules(session, draft.exhibition_id)
    return judged(session, draft.revision_id, draft.version, draft.plan, settings)


def acceptances(session: Session, revision_id: int) -> dict[str, Acceptance]:
    """Every warning that was accepted in a revision, by key, whether it is found at the moment or not."""
    query = select(AcceptedWarning).where(AcceptedWarning.revision_id == revision_id)
    return {
        row.finding: Acceptance(row.finding, row.reason, row.accepted_by, row.accepted_at, row.short_by)
        for row in session.scalars(query)
    }


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
