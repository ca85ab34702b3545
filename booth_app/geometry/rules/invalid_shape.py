"""A booth's outline encloses one piece of floor."""

from collections.abc import Iterator

import numpy as np

from booth_app.geometry.plan import Names
from booth_app.geometry.rule import NoSettings, Rule, at_once
from booth_app.geometry.survey import Survey
from booth_app.geometry.validity import Fault, faults, mended
from booth_app.geometry.violation import Finding

REASONS = {
    Fault.VERTICES: Names("أقل من ثلاثة رؤوس", "fewer than three vertices"),
    Fault.CROSSING: Names("حدود متقاطعة", "edges cross"),
    Fault.PARTS: Names("أجزاء منفصلة", "separate parts"),
    Fault.AREA: Names("مساحة معدومة", "no area"),
}


def check(survey: Survey, _: NoSettings) -> Iterator[Finding]:
    """Yield a finding for each booth whose outline is none, with one fault measured and none allowed.

    `where` is the floor, line or point that the outline seems to mean.
    """
    plan = survey.plan
    found = faults(np.array([booth.outline for booth in plan.booths], dtype=object))
    for at, fault in found.items():
        booth = plan.booths[at]
        yield Finding(
            (booth.number,),
            measured=1,
            required=0,
            unit=None,
            where=mended(booth.outline),
            values={"reason": REASONS[fault], "fault": fault.value},
        )


RULE = Rule(
    name="invalid-shape",
    check=check,
    says={
        "ar": "شكل الجناح {a} غير صالح: {reason}.",
        "en": "The shape of booth {a} is not valid: {reason}.",
    },
    sees_invalid=True,
    reach=at_once,
)
