"""Nobody has to turn back in a dead end, nor go far before there is a choice of ways."""

from collections.abc import Iterator
from dataclasses import dataclass

import shapely

from booth_app.geometry.allowed import metres
from booth_app.geometry.deadends import SNAPPED, dead_ends, single_outlets
from booth_app.geometry.far import too_far
from booth_app.geometry.rule import Rule
from booth_app.geometry.survey import Survey
from booth_app.geometry.violation import Finding
from booth_app.geometry.ways import BODY


@dataclass(frozen=True, slots=True)
class Settings:
    """How deep a dead end may be, and how far one may have to go before there are two ways out. Metres."""

    max: float | None = metres(6.0, least=0.5, most=200.0)
    common_path_max: float | None = metres(23.0, least=1.0, most=500.0)


def check(survey: Survey, settings: Settings) -> Iterator[Finding]:
    """Yield a finding for each dead end deeper than `max`, and for the longest way without a choice.

    `things` are the booths along a dead end, `where` is its floor. The common path is asked of dead ends that `max`
    lets pass, and of floor with a single exit or entrance: there all of the way out is without a choice, one finding
    tells the longest from anywhere on the floor, and `where` is that way. A place in a dead end that is told already
    is not told again.
    """
    limits = [each for each in (settings.max, settings.common_path_max) if each is not None]
    if not limits:
        return
    told = []
    for each in dead_ends(survey, min(limits)):
        deep = settings.max is not None and each.depth > settings.max + SNAPPED
        required = settings.max if deep and settings.max is not None else max(limits)
        if not deep and each.depth <= required:
            continue
        told.append(each.floor)
        yield Finding(
            tuple(sorted(survey.plan.booths[at].number for at in each.booths)),
            measured=round(each.depth, 2),
            required=required,
            where=each.floor,
            case="" if deep else "common",
        )
    if settings.common_path_max is not None:
        yield from _single(survey, settings.common_path_max, told)


def _single(survey: Survey, most: float, told: list[shapely.Geometry]) -> Iterator[Finding]:
    """The longest way out of each part of the floor that has one way out."""
    alone = single_outlets(survey)
    if alone.is_empty:
        return
    taken = shapely.union_all(told)
    seen: list[shapely.Geometry] = []
    for each in too_far(survey, most, body=BODY, inside=False):
        start = shapely.Point(each.way.coords[0])
        if taken.distance(start) <= BODY or alone.distance(start) > BODY:
            continue
        if any(shapely.dwithin(way, each.way, 2 * BODY) for way in seen):  # they end at the same exit
            continue
        seen.append(each.way)
        yield Finding((), measured=round(each.length, 2), required=most, where=each.way, case="single")


RULE = Rule(
    name="dead-end",
    check=check,
    says={
        "ar": "ممر مسدود بعمق {measured}\u00a0م، والحد الأقصى {required}\u00a0م.",
        "en": "This dead end is {measured} m deep; at most {required} m is allowed.",
    },
    also={
        "common": {
            "ar": "لا خيار في الاتجاه على مسافة {measured}\u00a0م من هذا الممر، والحد الأقصى {required}\u00a0م.",
            "en": "For {measured} m from here there is only one way to go; at most {required} m is allowed.",
        },
        "single": {
            "ar": "لا سبيل إلا إلى مخرج واحد، ومسافة الانتقال إليه {measured}\u00a0م، والحد الأقصى {required}\u00a0م.",
            "en": "Only one way out can be reached, {measured} m away on foot; at most {required} m is allowed.",
        },
    },
    settings=Settings,
)
