"""Which warnings of a plan are accepted: those that somebody accepted, while they miss no more than they did then."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from booth_app.geometry import Severity, Violation
from booth_app.geometry.identity import find

MOST_SHORT = 2_000_000_000
"""Thousandths. Of what is missed without end: there is no way out at all."""

_NO_WORSE = 2
"""Thousandths. What snapping does to a measure makes nothing worse."""

_PUSHED = 3.0
"""Metres, a module. A warning about the same things that lies farther off is another, which nobody has accepted."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """That a warning is accepted: why, by whom, when.

    `finding` is the key (`geometry.identity`) that the warning had then, `short_by` how bad it was.
    """

    finding: str
    reason: str
    by: int | None
    at: datetime
    short_by: int


def short_by(violation: Violation) -> int:
    """How far what was measured lies from what is required, in thousandths of the rule's unit."""
    missing = abs(violation.measured - violation.required)
    return MOST_SHORT if not math.isfinite(missing) else min(round(missing * 1000), MOST_SHORT)


def standing(
    found: Sequence[Violation], named: Sequence[str], accepted: Mapping[str, Acceptance]
) -> dict[str, Acceptance]:
    """The acceptances that hold, by the key that their warning has now.

    A warning whose booths were pushed is found again by what it is about; one that got worse is accepted no more.
    """
    present = dict(zip(named, found, strict=True))
    keys = {id(each): key for key, each in present.items()}
    held: dict[str, Acceptance] = {}
    # Exact names first: of two warnings about the same things each keeps the acceptance that was given to it.
    for each in sorted(accepted.values(), key=lambda each: (each.finding not in present, each.finding)):
        violation = present.get(each.finding) or find(found, each.finding, within=_PUSHED)
        if violation is None or violation.severity != Severity.WARNING:
            continue
        if short_by(violation) <= each.short_by + _NO_WORSE:
            held.setdefault(keys[id(violation)], each)
    return held
