"""No two booths share floor."""

from collections.abc import Iterator

import numpy as np
import shapely

from booth_app.geometry.depth import LIMIT, depths, floor
from booth_app.geometry.rule import NoSettings, Rule, at_once
from booth_app.geometry.survey import Survey
from booth_app.geometry.touching import may_meet
from booth_app.geometry.violation import Finding


def check(survey: Survey, _: NoSettings) -> Iterator[Finding]:
    """Yield a finding for each pair of booths that go into each other deeper than 4 mm.

    An intersection is made only for pairs that do not merely touch. Cost: one tree query.
    """
    plan = survey.plan
    outlines = np.array([booth.outline for booth in plan.booths], dtype=object)
    first, second = shapely.STRtree(outlines).query(outlines)
    once = first < second  # not itself, and not the same pair again
    first, second = first[once], second[once]
    near = may_meet(outlines[first], outlines[second])
    first, second = first[near], second[near]
    shared = shapely.intersection(outlines[first], outlines[second])
    deep = depths(shared)
    for at in np.flatnonzero(deep > LIMIT):
        things = sorted((plan.booths[first[at]].number, plan.booths[second[at]].number))
        yield Finding(tuple(things), measured=round(float(deep[at]), 3), required=0.0, where=floor(shared[at]))


RULE = Rule(
    name="overlap",
    check=check,
    says={
        "ar": "الجناحان {a} و{b} متداخلان بعمق {measured}\u00a0م.",
        "en": "Booths {a} and {b} overlap by {measured} m.",
    },
    reach=at_once,
)
