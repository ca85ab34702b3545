"""From everywhere in the hall an exit is near enough on foot."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from booth_app.geometry.allowed import metres, switch
from booth_app.geometry.doors import floor_of_halls
from booth_app.geometry.far import too_far
from booth_app.geometry.rule import Rule
from booth_app.geometry.survey import Survey
from booth_app.geometry.violation import Finding
from booth_app.geometry.ways import BODY, ways


@dataclass(frozen=True, slots=True)
class Settings:
    """The longest way allowed; whether the way out of a booth is part of it; a person's radius. Metres."""

    max: float | None = metres(60.0, least=1.0, most=1000.0)
    count_inside: bool | None = switch(default=True)
    body: float | None = metres(BODY, least=0.05, most=2.0)


def check(survey: Survey, settings: Settings) -> Iterator[Finding]:
    """Yield a finding for each region from which the nearest exit is farther than `max`, at its worst place.

    Booths and floor that hang together are one region. `things` is the booth that the worst place lies in, nothing
    if it lies on the floor, `where` the way from there. A plan from none of whose floor an exit can be reached gives
    one finding of its own. Parts of the floor that are shut off from every exit give none: booths there are for
    `no-access`, exits that are missing for `exit-count`.
    """
    if settings.max is None:
        return
    body = BODY if settings.body is None else settings.body
    found = ways(survey, body)
    if found.ground.standing.is_empty:
        return
    if not np.isfinite(found.nearest(found.ground.stands())[0]).any():
        yield Finding((), measured=0, required=1, where=floor_of_halls(survey), unit=None, case="no-exit")
        return
    for each in too_far(survey, settings.max, body=body, inside=bool(settings.count_inside)):
        booth = None if each.booth is None else survey.plan.booths[each.booth].number
        yield Finding(
            () if booth is None else (booth,),
            measured=round(each.length, 2),
            required=settings.max,
            where=each.way,
            case="floor" if booth is None else "",
        )


RULE = Rule(
    name="travel-distance",
    check=check,
    says={
        "ar": "مسافة الانتقال من الجناح {a} إلى أقرب مخرج {measured}\u00a0م، والحد الأقصى {required}\u00a0م.",
        "en": "From booth {a} the nearest exit is {measured} m away on foot; at most {required} m is allowed.",
    },
    also={
        "floor": {
            "ar": "مسافة الانتقال من أبعد موضع إلى أقرب مخرج {measured}\u00a0م، والحد الأقصى {required}\u00a0م.",
            "en": "From the floor the nearest exit is {measured} m away on foot; at most {required} m is allowed.",
        },
        "no-exit": {
            "ar": "لا يوجد مخرج يمكن الوصول إليه سيرًا ({measured})، والحد الأدنى {required}.",
            "en": "No exit can be reached on foot ({measured}); at least {required} is required.",
        },
    },
    settings=Settings,
)
