"""Whether a plan is better than another: what is cured, and what is new or worse."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import shapely

from booth_app.geometry import Severity, Violation

_NO_WORSE = 0.0015
"""Metres. What snapping does to a measure is no harm that an edit did."""

Group = tuple[str, tuple[str, ...]]
_NO_NAMES: Mapping[str, str] = MappingProxyType({})


def group(violation: Violation) -> Group:
    """What a violation is about: the rule and the things."""
    return violation.rule, violation.things


def harm(
    before: Iterable[Violation],
    after: Iterable[Violation],
    severity: Severity,
    names: Mapping[str, str] = _NO_NAMES,
) -> list[Violation]:
    """Violations after that were not there before, or were less bad, of this severity and above.

    Those about the same things are compared by how far they miss what is required, worst with worst. `names` are
    numbers that booths had before, by those that they have after: what was said of a booth is no news under another.
    """
    were: defaultdict[Group, list[float]] = defaultdict(list)
    for each in before:
        were[group(each)].append(_bad(each))
    are: defaultdict[Group, list[Violation]] = defaultdict(list)
    for each in after:
        rule, things = group(each)
        are[rule, tuple(sorted(names.get(thing, thing) for thing in things))].append(each)
    found = []
    for key, violations in are.items():
        known = sorted(were[key], reverse=True)
        for at, each in enumerate(sorted(violations, key=_bad, reverse=True)):
            weighs = each.severity == Severity.ERROR or severity == Severity.WARNING
            if weighs and (at >= len(known) or _bad(each) > known[at] + _NO_WORSE):
                found.append(each)
    return found


def cured(violation: Violation, before: Iterable[Violation], after: Iterable[Violation]) -> bool:
    """Whether a violation is gone: there are fewer about the same things, and none where it was."""
    left = [each for each in after if group(each) == group(violation)]
    count = sum(group(each) == group(violation) for each in before)
    return len(left) < count and not any(shapely.dwithin(each.where, violation.where, 0.01) for each in left)


def _bad(violation: Violation) -> float:
    return abs(violation.measured - violation.required)
