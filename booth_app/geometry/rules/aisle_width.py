"""Aisles are as wide as they must be, everywhere."""

from collections.abc import Iterator
from dataclasses import dataclass

from booth_app.geometry.allowed import metres
from booth_app.geometry.rule import Rule
from booth_app.geometry.survey import Survey
from booth_app.geometry.violation import Finding
from booth_app.geometry.width import main_zones, narrow, narrow_main


@dataclass(frozen=True, slots=True)
class Settings:
    """Metres; None is off. `min` for all aisles, `main_min` for zones marked main.

    What is no wider than `service_gap_max` is no aisle. Where a column parts an aisle, `split_min` on this side and
    `min` on both together make a warning of what would be an error.
    """

    min: float | None = metres(3.0)
    main_min: float | None = metres(4.0)
    service_gap_max: float | None = metres(0.6)
    split_min: float | None = metres(1.2)


def check(survey: Survey, settings: Settings) -> Iterator[Finding]:
    """Yield a finding for each maximal narrow stretch; `measured` is the exact least gap in it.

    An aisle up to 3 mm short passes, one 8 mm short does not, at any angle.
    """
    service_gap, split = settings.service_gap_max or 0.0, settings.split_min
    zones = main_zones(survey.plan)
    found = []
    if settings.min is not None:
        found = narrow(survey, settings.min, service_gap, split)
    if settings.main_min is not None and zones is not None:
        found = [each for each in found if each.where.intersection(zones).area < each.where.area / 2]
        found += narrow_main(survey, settings.main_min, service_gap, split)
    for each in found:
        a, b = each.between
        yield Finding(
            each.things, each.measured, each.required, each.where, values={"a": a, "b": b}, warning=each.parted
        )


RULE = Rule(
    name="aisle-width",
    check=check,
    settings=Settings,
    says={
        "ar": "عرض الممر بين {a} و{b} يبلغ {measured}\u00a0م، والمطلوب {required}\u00a0م على الأقل.",
        "en": "The aisle between {a} and {b} is {measured} m wide; {required} m is the least.",
    },
)
