"""A booth gets another number and stays the same booth."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from booth_app.edits.edit import KEY, WORD, Edit, Reason, changed, missing, wrong_number
from booth_app.geometry import Plan
from booth_app.text.numbers import fold_number


@dataclass(frozen=True, slots=True)
class Renumber(Edit):
    """Give a booth a number. That another booth bears it too is told by the rules: two may be changing numbers."""

    name: ClassVar[str] = "renumber"

    key: str = field(metadata=KEY)
    number: str = field(metadata=WORD)

    def why_not(self, plan: Plan) -> Reason | None:
        """`no-such-booth`, `wrong-number`."""
        return missing(plan, [self.key]) or wrong_number(self.number)

    def _made(self, plan: Plan) -> Plan:
        return changed(plan, [self.key], lambda booth: replace(booth, number=fold_number(self.number)))
