"""Every booth can be reached from a door."""

from collections.abc import Iterator
from dataclasses import dataclass

from booth_app.geometry.allowed import metres
from booth_app.geometry.fronts import fronts
from booth_app.geometry.plan import FixtureKind
from booth_app.geometry.reach import access, doors, reach
from booth_app.geometry.rule import Rule
from booth_app.geometry.survey import Survey
from booth_app.geometry.violation import Finding


@dataclass(frozen=True, slots=True)
class Settings:
    """`width` in metres of the way that a booth needs; None is off."""

    width: float | None = metres(1.2, least=0.1)


def check(survey: Survey, settings: Settings) -> Iterator[Finding]:
    """Yield a finding for each booth without a side that is reached from an entrance or exit at the width asked for.

    A side is reached where a disc of that width, which came from a door, touches 1.2 m of it or all of a shorter
    one. What a drawing says of open sides is no excuse here. `measured` is the width of the widest way to the booth
    (0 where there is none); where the way is wide enough, metres of its best side that are touched.
    """
    booths = survey.plan.booths
    if settings.width is None or not booths:
        return
    came = reach(survey, settings.width, doors(survey, FixtureKind.ENTRANCE, FixtureKind.EXIT))
    for miss in access(came, fronts(survey), len(booths)).missed(settings.width):
        booth = booths[miss.at]
        yield Finding((booth.number,), miss.measured, miss.required, booth.outline, case=miss.case)


RULE = Rule(
    name="no-access",
    check=check,
    settings=Settings,
    says={
        "ar": "لا يوجد طريق من أي باب إلى الجناح {a}.",
        "en": "No way leads from any door to booth {a}.",
    },
    also={
        "narrow": {
            "ar": "أعرض طريق إلى الجناح {a} عرضه {measured}\u00a0م، والمطلوب {required}\u00a0م على الأقل.",
            "en": "The widest way to booth {a} is {measured} m wide; {required} m is the least.",
        },
        "side": {
            "ar": "لا يمكن الوصول إلا إلى {measured}\u00a0م من واجهة الجناح {a}، والمطلوب {required}\u00a0م على الأقل.",
            "en": "Only {measured} m of a side of booth {a} can be reached; {required} m is the least.",
        },
    },
)
