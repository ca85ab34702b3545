"""Booths get another type."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from booth_app.edits.edit import KEYS, WORD, Edit, Reason, changed, missing
from booth_app.geometry import BOOTH_TYPES, Plan


def wrong_type(word: str) -> Reason | None:
    """The reason that this is no type of a booth; none at all is one."""
    return None if not word or word in BOOTH_TYPES else Reason("wrong-type", {"type": word})


@dataclass(frozen=True, slots=True)
class Retype(Edit):
    """Say what booths are; with "" the drawing says nothing and the form follows from their open sides."""

    name: ClassVar[str] = "retype"

    keys: tuple[str, ...] = field(metadata=KEYS)
    type: str = field(metadata=WORD)

    def why_not(self, plan: Plan) -> Reason | None:
        """`no-such-booth`, `wrong-type`."""
        return missing(plan, self.keys) or wrong_type(self.type)

    def _made(self, plan: Plan) -> Plan:
        return changed(plan, self.keys, lambda booth: replace(booth, type=self.type))
