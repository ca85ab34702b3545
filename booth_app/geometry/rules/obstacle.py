"""No booth stands on what is built: columns, walls, stairs, lifts, stages, desks, facilities."""

from collections.abc import Iterator

import numpy as np
import shapely

from booth_app.geometry.bodies import PLACES, called
from booth_app.geometry.depth import LIMIT, depths, floor
from booth_app.geometry.rule import NoSettings, Rule, at_once
from booth_app.geometry.survey import Survey
from booth_app.geometry.touching import may_meet
from booth_app.geometry.violation import Finding


def check(survey: Survey, _: NoSettings) -> Iterator[Finding]:
    """Yield a finding for each booth and each fixture that it goes into deeper than 4 mm.

    Doors, hydrants and panels are no bodies: what must stay clear before them is for `exit-clearance` and
    `equipment-clearance`, and a symbol's size is no measure. A fixture drawn as a line has no floor and is in
    nobody's way. Cost: one tree query.
    """
    plan = survey.plan
    outlines = np.array([booth.outline for booth in plan.booths], dtype=object)
    bodies = [fixture for fixture in plan.fixtures if fixture.kind not in PLACES]
    shapes = np.array([fixture.outline for fixture in bodies], dtype=object)
    booth, body = shapely.STRtree(shapes).query(outlines)
    near = may_meet(outlines[booth], shapes[body])
    booth, body = booth[near], body[near]
    shared = shapely.intersection(outlines[booth], shapes[body])
    deep = depths(shared)
    for at in np.flatnonzero(deep > LIMIT):
        number, fixture = plan.booths[booth[at]].number, bodies[body[at]]
        yield Finding(
            tuple(sorted((number, fixture.label))),
            measured=round(float(deep[at]), 3),
            required=0.0,
            where=floor(shared[at]),
            values={"a": number, "b": called(fixture)},
        )


RULE = Rule(
    name="obstacle",
    check=check,
    says={
        "ar": "يتعارض الجناح {a} مع العنصر الثابت {b} بعمق {measured}\u00a0م.",
        "en": "Booth {a} runs {measured} m into fixture {b}.",
    },
    reach=at_once,
)
