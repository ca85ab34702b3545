"""Booths that shall stand apart do: competitors, or a loud one and a quiet one."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import shapely

from booth_app.geometry.allowed import metres, pairs
from booth_app.geometry.free import SHORT
from booth_app.geometry.insides import gates_of
from booth_app.geometry.rule import Rule
from booth_app.geometry.survey import Survey
from booth_app.geometry.violation import Finding
from booth_app.geometry.ways import Ways, ways
from booth_app.text.numbers import fold_number


@dataclass(frozen=True, slots=True)
class Settings:
    """Pairs of booth numbers, and how far the two of each stand apart at least: straight, and on foot. Metres."""

    pairs: tuple[tuple[str, str], ...] | None = pairs()
    straight: float | None = metres(9.0, least=0.0, most=1000.0)
    walking: float | None = metres(None, least=0.0, most=2000.0)


def check(survey: Survey, settings: Settings) -> Iterator[Finding]:
    """Yield a finding for each pair that is nearer than `straight` or `walking`, one for each of the two.

    Straight is from outline to outline through whatever stands between. On foot is from an open side straight out to
    the aisle, round everything, and straight in at an open side; a pair that cannot walk to each other is apart. A
    number that no booth of the plan has is of another hall, and its pair is not asked about.
    """
    if not settings.pairs:
        return
    numbered = defaultdict[str, list[int]](list)
    for at, booth in enumerate(survey.plan.booths):
        numbered[fold_number(booth.number)].append(at)
    wanted = [(a, b) for one, other in settings.pairs for a in numbered[one] for b in numbered[other]]
    near: dict[int, list[int]] = defaultdict(list)
    for one, other in wanted:
        line = shapely.shortest_line(survey.plan.booths[one].outline, survey.plan.booths[other].outline)
        if settings.straight is not None and line.length < settings.straight - SHORT:
            yield Finding(
                _numbers(survey, one, other), measured=round(line.length, 3), required=settings.straight, where=line
            )
        # Nobody walks a shorter way than the straight one.
        if settings.walking is not None and line.length < settings.walking - SHORT:
            near[one].append(other)
    if settings.walking is not None and near:
        yield from _on_foot(survey, near, settings.walking)


def _on_foot(survey: Survey, near: dict[int, list[int]], least: float) -> Iterator[Finding]:
    found: Ways = ways(survey)
    body = found.ground.body
    for one, others in near.items():
        goals = gates_of(survey, found, one)
        if not len(goals):
            continue
        field = found.to(shapely.points(goals))
        for other in others:
            starts = gates_of(survey, found, other)
            lengths, _ = field.nearest(starts)
            if not len(lengths) or lengths.min() + 2 * body >= least - SHORT:
                continue
            x, y = starts[int(lengths.argmin())].tolist()
            way = field.path((x, y))
            measured = round(float(lengths.min()) + 2 * body, 2)
            where = shapely.Point(x, y) if way is None or way.length == 0 else way
            yield Finding(_numbers(survey, one, other), measured=measured, required=least, where=where, case="walking")


def _numbers(survey: Survey, one: int, other: int) -> tuple[str, ...]:
    return tuple(sorted(survey.plan.booths[at].number for at in (one, other)))


RULE = Rule(
    name="separation",
    check=check,
    says={
        "ar": "المسافة بين الجناحين {a} و{b} هي {measured}\u00a0م، والحد الأدنى {required}\u00a0م.",
        "en": "Booths {a} and {b} are {measured} m apart; at least {required} m is required.",
    },
    also={
        "walking": {
            "ar": "المسافة بين الجناحين {a} و{b} سيرًا هي {measured}\u00a0م، والحد الأدنى {required}\u00a0م.",
            "en": "Booths {a} and {b} are {measured} m apart on foot; at least {required} m is required.",
        },
    },
    settings=Settings,
)
