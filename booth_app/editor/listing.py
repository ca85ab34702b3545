"""The findings of a draft as they are listed: by rule, in the order in which rules are read."""

from dataclasses import dataclass

from booth_app.editor.worktable import Worktable
from booth_app.geometry import BoothShape, Severity, Violation
from booth_app.layouts.queries import Acceptance
from booth_app.layouts.words import in_order

MOST = 100
"""Findings of one rule that are listed; all are drawn. A hall with more needs another plan, not a longer list."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding. `at` is its place among all, by which the drawing knows it; `booth` the first booth it names."""

    at: int
    key: str
    violation: Violation
    accepted: Acceptance | None
    booth: BoothShape | None


@dataclass(frozen=True, slots=True)
class Group:
    """What one rule finds: the first of it, and how much there is of it."""

    rule: str
    entries: tuple[Entry, ...]
    errors: int
    warnings: int
    accepted: int

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.errors + self.warnings + self.accepted - len(self.entries)


def groups(table: Worktable, shown: str = "") -> tuple[Group, ...]:
    """All findings by rule; the one that is `shown` (by its key) is listed wherever it stands."""
    found = table.findings
    by_rule: dict[str, list[Entry]] = {}
    for at, (key, violation) in enumerate(zip(found.keys, found.violations, strict=True)):
        entry = Entry(at, key, violation, found.accepted.get(key), table.booth_of(violation))
        by_rule.setdefault(violation.rule, []).append(entry)
    return tuple(_group(rule, by_rule[rule], shown) for rule in in_order(by_rule))


def _group(rule: str, entries: list[Entry], shown: str) -> Group:
    accepted = sum(each.accepted is not None for each in entries)
    errors = sum(each.violation.severity == Severity.ERROR for each in entries)
    listed = [each for place, each in enumerate(entries) if place < MOST or each.key == shown]
    return Group(rule, tuple(listed), errors, len(entries) - errors - accepted, accepted)
