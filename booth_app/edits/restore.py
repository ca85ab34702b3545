"""A booth is put back as it was."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from booth_app.edits.edit import Edit, Reason, changed, codec, too_far
from booth_app.geometry import BoothShape, Plan, stored


@dataclass(frozen=True, slots=True)
class Restore(Edit):
    """Give a booth the shape, the number and all else that it had; one that was taken out comes back, as the last."""

    name: ClassVar[str] = "restore"

    booth: BoothShape = field(metadata=codec(stored.booth_to_json, stored.booth_from_json))

    def why_not(self, plan: Plan) -> Reason | None:  # noqa: ARG002  # the booth is whole, there or not
        """`too-far`."""
        return too_far([self.booth])

    def touched(self, plan: Plan) -> tuple[str, ...]:  # noqa: ARG002
        """The booth's key."""
        return (self.booth.key,)

    def _made(self, plan: Plan) -> Plan:
        if plan.booth(self.booth.key) is None:
            return replace(plan, booths=(*plan.booths, self.booth))
        return changed(plan, [self.booth.key], lambda _: self.booth)
