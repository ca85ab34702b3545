"""A number belongs to one booth."""

from collections import defaultdict
from collections.abc import Iterator

import shapely

from booth_app.geometry.plan import BoothShape
from booth_app.geometry.rule import NoSettings, Rule
from booth_app.geometry.survey import Survey
from booth_app.geometry.validity import mended
from booth_app.geometry.violation import Finding
from booth_app.text.numbers import fold_number


def check(survey: Survey, _: NoSettings) -> Iterator[Finding]:
    """Yield a finding for each number that several booths bear, with how many; it is theirs in all halls.

    `a-101`, `A‑101` and `A-١٠١` are one number. A booth of invalid shape counts: its number is as taken.
    """
    plan = survey.plan
    bearers: dict[str, list[BoothShape]] = defaultdict(list)
    for booth in plan.booths:
        bearers[fold_number(booth.number)].append(booth)
    for number, booths in bearers.items():
        if len(booths) > 1:
            outlines = [mended(booth.outline) for booth in booths]
            yield Finding(
                tuple(sorted(booth.number for booth in booths)),
                measured=len(booths),
                required=1,
                unit=None,
                where=shapely.GeometryCollection(outlines),
                values={"a": number},
            )


RULE = Rule(
    name="duplicate-number",
    check=check,
    says={
        "ar": "الرقم {a} مكرر في أكثر من جناح.",
        "en": "Number {a} is used by more than one booth.",
    },
    sees_invalid=True,
    by=lambda booth: fold_number(booth.number),
)
