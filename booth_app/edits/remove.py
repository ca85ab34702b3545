"""Booths are taken out of the plan."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from booth_app.edits.edit import KEYS, Edit, Reason, missing
from booth_app.geometry import Plan


@dataclass(frozen=True, slots=True)
class Remove(Edit):
    """Take booths out. Who has claimed them is asked when the draft is published, not here."""

    name: ClassVar[str] = "remove"

    keys: tuple[str, ...] = field(metadata=KEYS)

    def why_not(self, plan: Plan) -> Reason | None:
        """`no-such-booth`."""
        return missing(plan, self.keys)

    def _made(self, plan: Plan) -> Plan:
        gone = frozenset(self.keys)
        return replace(plan, booths=tuple(booth for booth in plan.booths if booth.key not in gone))
