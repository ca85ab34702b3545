"""A draft as the editor shows it: the plan, what is selected, what the rules find, what was done."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from booth_app import edits
from booth_app.accounts import queries as accounts
from booth_app.claims import queries as claims
from booth_app.claims.queries import BoothState
from booth_app.editor.affected import affected
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitions.queries import HallValue
from booth_app.exhibitions.services.booths import NumberProblem
from booth_app.geometry import BoothShape, Plan
from booth_app.geometry.identity import find as find_finding
from booth_app.geometry.sides import BoothSides
from booth_app.geometry.violation import Violation
from booth_app.layouts import queries as layouts
from booth_app.layouts.queries import DraftValue, Findings
from booth_app.planfiles import Note
from booth_app.text.numbers import fold_number
from booth_app.text.sorting import sort_key


@dataclass(frozen=True, slots=True)
class Row:
    """A booth in the list. `errors`: how many violations name it."""

    booth: BoothShape
    errors: int
    changed: bool


@dataclass(frozen=True, slots=True)
class Selected:
    """The booth that is being worked on; `was` is it in the published plan."""

    booth: BoothShape
    frame: edits.Frame | None
    sides: BoothSides
    was: BoothShape | None
    difference: edits.Difference | None
    state: BoothState | None

    @property
    def corner(self) -> tuple[float, float]:
        """Where its numbers begin: the frame's corner, or that of the box around another shape."""
        if self.frame is not None:
            return self.frame.rounded.x, self.frame.rounded.y
        left, top, *_ = self.booth.outline.bounds
        return round(left, 3), round(top, 3)


@dataclass(frozen=True, slots=True)
class Worktable:
    """Everything on the page but words."""

    draft: DraftValue
    hall: HallValue
    findings: Findings
    states: Mapping[int, BoothState]
    selected: Selected | None
    people: Mapping[int, str]
    owners: Mapping[int, str]
    addresses: Mapping[str, str]
    rows: tuple[Row, ...]
    shown: str = ""
    """Key of the finding that is looked at."""

    @property
    def plan(self) -> Plan:
        """The plan that is shown."""
        return self.draft.plan

    def address(self, booth: BoothShape) -> str:
        """How a booth is asked for: by its number, by its key where another booth comes first with that number."""
        return self.addresses[booth.key]

    @property
    def numbers(self) -> dict[str, str]:
        """Number by key, of every booth that this draft has or had."""
        return numbers(self.draft)

    @property
    def saved_at(self) -> datetime:
        """When something was done last."""
        return max([self.draft.made_at, *(each.made_at for each in self.draft.steps)])

    @property
    def to_decide(self) -> int:
        """How many bookings and reservations somebody has to decide about before this is published."""
        found = affected(self.draft.difference, self.states)
        return len(found.to_decide) + len(found.reserved)

    @property
    def blocked(self) -> int:
        """How many findings stop publishing."""
        return self.findings.errors

    def notes(self, lang: str) -> list[str]:
        """What there was to say about the file that the draft was made from."""
        return [Note(each["code"], each["values"]).message(lang) for each in self.draft.report.get("notes", ())]

    def owner(self, problem: NumberProblem) -> str:
        """The number that the booth has now which had a number before; empty where it is gone or never was."""
        return self.owners.get(problem.booth_id or 0, "")

    def state(self, booth: BoothShape) -> BoothState | None:
        """How a booth stands that exists."""
        return self.states.get(layouts.booth_id(booth.key) or 0)

    def booth_of(self, violation: Violation) -> BoothShape | None:
        """The booth to open for a violation: the first of its things that is one."""
        return _first(self.plan, violation)


def worktable(
    session: Session, draft: DraftValue, hall: HallValue, *, chosen: str, now: datetime, finding: str = ""
) -> Worktable:
    """The table for a draft. `chosen` is the number (or the key) of the booth that is worked on, as it is typed.

    `finding` is the key of the finding that is looked at, as it was when the page's link was made; the first booth
    that it names is then the one that is worked on, where no other is chosen.
    """
    states = claims.states(session, draft.exhibition_id, now=now)
    who = {each.made_by for each in draft.steps if each.made_by} | ({draft.made_by} if draft.made_by else set())
    findings = layouts.findings(session, draft)
    looked_at = find_finding(findings.violations, finding) if finding else None
    booth = find(draft.plan, chosen) or (looked_at and _first(draft.plan, looked_at))
    who |= {each.by for each in findings.accepted.values() if each.by}
    people = {key: each.name or each.email for key, each in accounts.people(session, who).items()}
    known = exhibitions.booths(session, draft.exhibition_id) if findings.numbers else []
    named = zip(findings.keys, findings.violations, strict=True)
    return Worktable(
        draft=draft,
        hall=hall,
        findings=findings,
        states=states,
        selected=None if booth is None else _selected(session, draft, booth, states),
        people=people,
        owners={each.id: each.number for each in known},
        addresses=addresses(draft.plan),
        rows=_rows(draft, findings),
        shown=next((key for key, each in named if each is looked_at), ""),
    )


def _first(plan: Plan, violation: Violation) -> BoothShape | None:
    return next((booth for each in violation.things if (booth := plan.numbered(each))), None)


def numbers(draft: DraftValue) -> dict[str, str]:
    """Number by key, of every booth that a draft has or had."""
    drawn = [step.edit["booth"] for step in draft.steps if step.edit["edit"] == "restore"]
    added = [step.edit for step in draft.steps if step.edit["edit"] == "add"]
    known = {each["key"]: each["number"] for each in [*added, *drawn]}
    return known | {each.key: each.number for each in [*draft.base.booths, *draft.plan.booths]}


def find(plan: Plan, chosen: str) -> BoothShape | None:
    """The booth with a number as it is typed, or with a key."""
    if not chosen:
        return None
    return plan.numbered(fold_number(chosen)) or plan.numbered(chosen) or plan.booth(chosen)


def addresses(plan: Plan) -> dict[str, str]:
    """How each booth is asked for, by key: by its number, by its key where another comes first with that number."""
    first: dict[str, str] = {}
    for booth in plan.booths:
        first.setdefault(booth.number, booth.key)
    return {booth.key: booth.number if first[booth.number] == booth.key else booth.key for booth in plan.booths}


def _rows(draft: DraftValue, findings: Findings) -> tuple[Row, ...]:
    """The booths in the order of their numbers."""
    wrong = Counter(thing for each in findings.violations for thing in each.things)
    changed = {each.key for each in draft.difference}
    rows = [Row(booth, wrong[booth.number], booth.key in changed) for booth in draft.plan.booths]
    return tuple(sorted(rows, key=lambda row: (sort_key(row.booth.number, "en"), row.booth.key)))


def _selected(session: Session, draft: DraftValue, booth: BoothShape, states: Mapping[int, BoothState]) -> Selected:
    was = draft.base.booth(booth.key)
    difference = next((each for each in draft.difference if each.key == booth.key), None)
    return Selected(
        booth=booth,
        frame=edits.frame(booth.outline),
        sides=layouts.sides(session, draft)[booth.key],
        was=was,
        difference=difference,
        state=states.get(layouts.booth_id(booth.key) or 0),
    )
