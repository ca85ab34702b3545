"""Every booth lies within one hall."""

from collections.abc import Iterator

import numpy as np
import shapely

from booth_app.geometry.depth import LIMIT, depths, floor
from booth_app.geometry.rule import NoSettings, Rule, at_once
from booth_app.geometry.survey import Survey
from booth_app.geometry.violation import Finding


def check(survey: Survey, _: NoSettings) -> Iterator[Finding]:
    """Yield a finding for each booth that reaches more than 4 mm out of the hall that holds most of it.

    With several halls a booth must lie in one of them: half here and half there is outside both. A plan without
    a hall has no inside, so every booth is outside. Cost: one prepared test per booth and hall.
    """
    plan = survey.plan
    outlines = np.array([booth.outline for booth in plan.booths], dtype=object)
    least, outlying = np.full(len(outlines), np.inf), outlines.copy()
    for hall in plan.halls:
        shapely.prepare(hall.outline)
        open_ = np.flatnonzero(least > LIMIT)
        inside = shapely.covers(hall.outline, outlines[open_])
        least[open_[inside]] = 0.0
        beyond = open_[~inside]
        rest = shapely.difference(outlines[beyond], hall.outline)
        depth = depths(rest)
        better = depth < least[beyond]
        least[beyond[better]], outlying[beyond[better]] = depth[better], rest[better]
    if not plan.halls:
        least = depths(outlines)
    for at in np.flatnonzero(least > LIMIT):
        measured = round(float(least[at]), 3)
        yield Finding((plan.booths[at].number,), measured=measured, required=0.0, where=floor(outlying[at]))


RULE = Rule(
    name="outside-hall",
    check=check,
    says={
        "ar": "يتجاوز الجناح {a} حدود القاعة بمقدار {measured}\u00a0م.",
        "en": "Booth {a} reaches {measured} m outside the hall.",
    },
    reach=at_once,
)
