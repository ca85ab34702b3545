"""Every booth, stage and facility can be reached by a wheelchair."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from booth_app.geometry.allowed import metres
from booth_app.geometry.bodies import called
from booth_app.geometry.fronts import fronts, fronts_of
from booth_app.geometry.plan import FixtureKind
from booth_app.geometry.reach import access, doors, reach
from booth_app.geometry.rule import Rule
from booth_app.geometry.survey import Survey
from booth_app.geometry.turning import turning_room
from booth_app.geometry.validity import mended
from booth_app.geometry.violation import Finding

TARGETS = frozenset({FixtureKind.STAGE, FixtureKind.FACILITY})


@dataclass(frozen=True, slots=True)
class Settings:
    """Metres; None is off. `width` of the way, `turning` is the circle that each booth needs before it.

    Where both are given, the way may be as narrow as `narrow_width` for up to `narrow_length`.
    """

    width: float | None = metres(1.2, least=0.1)
    turning: float | None = metres(1.5)
    narrow_width: float | None = metres(None)
    narrow_length: float | None = metres(None)


def check(survey: Survey, settings: Settings) -> Iterator[Finding]:
    """Yield a finding for each booth, stage and facility that a wheelchair cannot reach or not turn before.

    Ways begin at entrances and lifts, taken as free of steps; at exits where a plan has neither. Stairs are no way.
    `measured` is the width of the widest way (0 where there is none); where the way is wide enough, metres of the
    best side that are touched; where there is no room to turn, the largest circle that there is room for.
    """
    lost: set[str] = set()
    if settings.width is not None:
        for finding in _unreached(survey, settings.width, settings):
            lost.update(finding.things)
            yield finding
    if settings.turning and survey.plan.booths:
        rooms = turning_room(survey, settings.turning)
        for at in np.flatnonzero(np.isfinite(rooms)):
            booth = survey.plan.booths[at]
            if booth.number not in lost:  # who cannot get there need not turn there
                room = round(float(rooms[at]), 2)
                yield Finding((booth.number,), room, settings.turning, booth.outline, case="turning")


def _unreached(survey: Survey, width: float, settings: Settings) -> Iterator[Finding]:
    booths = survey.plan.booths
    fixtures = [each for each in survey.plan.fixtures if each.kind in TARGETS]
    starts = doors(survey, FixtureKind.ENTRANCE, FixtureKind.LIFT) or doors(survey, FixtureKind.EXIT)
    narrow = settings.narrow_width if settings.narrow_length is not None else None
    came = reach(survey, width, starts, narrow_width=narrow, narrow_length=settings.narrow_length or 0.0)
    for miss in access(came, fronts(survey), len(booths)).missed(width):
        booth = booths[miss.at]
        yield Finding((booth.number,), miss.measured, miss.required, booth.outline, case=miss.case)
    outlines = [mended(each.outline) for each in fixtures]
    sides = fronts_of(outlines)
    for miss in access(came, sides, len(fixtures)).missed(width):
        thing = fixtures[miss.at]
        values = {"a": called(thing)}
        yield Finding((thing.label,), miss.measured, miss.required, outlines[miss.at], values=values, case=miss.case)


RULE = Rule(
    name="accessible-route",
    check=check,
    settings=Settings,
    says={
        "ar": "لا يوجد مسار بلا درج من المدخل إلى {a}.",
        "en": "No step-free route leads from an entrance to {a}.",
    },
    also={
        "narrow": {
            "ar": "أعرض مسار للكراسي المتحركة إلى {a} عرضه {measured}\u00a0م، والمطلوب {required}\u00a0م على الأقل.",
            "en": "The widest step-free route to {a} is {measured} m wide; {required} m is the least.",
        },
        "side": {
            "ar": "لا يصل الكرسي المتحرك إلا إلى {measured}\u00a0م من واجهة {a}، والمطلوب {required}\u00a0م على الأقل.",
            "en": "A wheelchair reaches only {measured} m of a side of {a}; {required} m is the least.",
        },
        "turning": {
            "ar": "لا يتسع المكان عند {a} إلا لدائرة دوران قطرها {measured}\u00a0م، والمطلوب {required}\u00a0م.",
            "en": "A wheelchair has {measured} m to turn at {a}; a circle of {required} m is required.",
        },
    },
)
