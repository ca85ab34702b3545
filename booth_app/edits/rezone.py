"""Booths are put into another zone."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from booth_app.edits.edit import KEYS, WORD, Edit, Reason, changed, missing
from booth_app.geometry import Plan


@dataclass(frozen=True, slots=True)
class Rezone(Edit):
    """Put booths into a zone of the plan (by its label), or with "" into none."""

    name: ClassVar[str] = "rezone"

    keys: tuple[str, ...] = field(metadata=KEYS)
    zone: str = field(metadata=WORD)

    def why_not(self, plan: Plan) -> Reason | None:
        """`no-such-booth`, `no-such-zone`: neither drawn nor said of any booth."""
        known = {zone.label for zone in plan.zones} | {booth.zone for booth in plan.booths} | {""}
        return missing(plan, self.keys) or (None if self.zone in known else Reason("no-such-zone", {"zone": self.zone}))

    def _made(self, plan: Plan) -> Plan:
        return changed(plan, self.keys, lambda booth: replace(booth, zone=self.zone))
