"""What is built in a booth hides nobody else's."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from booth_app.geometry.allowed import HeightField, heights
from booth_app.geometry.depth import LIMIT, deepest
from booth_app.geometry.plan import BoothShape, Side
from booth_app.geometry.rule import Rule
from booth_app.geometry.sides import STRIP, BoothSides, sides
from booth_app.geometry.survey import Survey
from booth_app.geometry.violation import Finding

_ROW = HeightField(back=2.44, front=1.22, front_depth=1.52)
_OPEN = HeightField(back=4.88)

HEIGHTS = (
    ("corner", _ROW),
    ("end_cap", _ROW),
    ("inline", _ROW),
    ("island", _OPEN),
    ("peninsula", _OPEN),
    ("perimeter", HeightField(back=3.66, front=1.22, front_depth=1.52)),
    ("split_island", _OPEN),
)
"""Metres by form. A form that is not named (`through`) has no limit, as none was read for it."""

_ROUNDING = 0.0005
_QUARTERS = (Side.BOTTOM, Side.RIGHT, Side.TOP, Side.LEFT)
_TURN = 1e-4


@dataclass(frozen=True, slots=True)
class Settings:
    """How high a booth of each form may be built."""

    heights: tuple[tuple[str, HeightField], ...] | None = heights(HEIGHTS)


def check(survey: Survey, settings: Settings) -> Iterator[Finding]:
    """Yield a finding for each booth whose declared height is nowhere in it allowed.

    A booth's limit is `front` within `front_depth` of its open sides and `back` beyond. A declared height is that of
    the highest thing built, wherever it stands: it is held to the highest limit that the booth has room for, so a
    booth no deeper than `front_depth` is all front. A booth without a declared height is not asked about. Measured to
    the half millimetre. Source: `docs/layout-rules.md`.
    """
    fields = dict(settings.heights or ())
    declared = [booth for booth in survey.plan.booths if booth.height is not None]
    if not fields or not declared:
        return
    known = survey.once("sides", lambda: sides(survey.plan))
    for booth in declared:
        assert booth.height is not None
        limit = _limit(booth, known[booth.key], fields)
        if limit is not None and booth.height > limit + _ROUNDING:
            yield Finding((booth.number,), round(booth.height, 3), round(limit, 3), booth.outline)


def _limit(booth: BoothShape, lies: BoothSides, fields: dict[str, HeightField]) -> float | None:
    """The highest that may be built anywhere in a booth, metres; None: no limit."""
    field = fields.get(lies.form, HeightField())
    if field.front is None or field.front_depth is None:
        return field.back
    behind = booth.outline.difference(_fronts(booth, lies.open).buffer(field.front_depth))
    return field.back if deepest(behind) > LIMIT else field.front


def _fronts(booth: BoothShape, open_sides: tuple[Side, ...]) -> BaseGeometry:
    """The edges of a booth that lie on its open sides."""
    ring = shapely.get_coordinates(shapely.get_exterior_ring(booth.outline))
    if not shapely.is_ccw(shapely.get_exterior_ring(booth.outline)):
        ring = ring[::-1]
    dx, dy = np.diff(ring, axis=0).T
    # As in `sides.py`: with y downwards the way out of a ring against the clock is (dy, −dx).
    quarter = (np.degrees(np.arctan2(dy, -dx) + np.radians(_TURN)) + 45) % 360 // 90
    return shapely.MultiLineString(  # of no line at all, too: a form may be declared where no side is open
        [
            [ring[at], ring[at + 1]]
            for at, side in enumerate(quarter.astype(int).tolist())
            if _QUARTERS[side] in open_sides
        ]
    )


RULE = Rule(
    name="sight-line",
    check=check,
    says={
        "ar": "ارتفاع الجناح {a} عند خط الرؤية يبلغ {measured}\u00a0م، والحد الأقصى {required}\u00a0م.",
        "en": "At the sight line booth {a} is {measured} m high; at most {required} m is allowed.",
    },
    settings=Settings,
    beside=lambda _: STRIP,
)
