"""A plan on paper: which way the sheet lies, at which round scale, how large what is written on it is.

Everything on paper is in millimetres. A sheet has a drawing field and under it, across its whole width, a legend and a
title block; both grow a little with the paper.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from math import inf

from booth_app.drawing.hall import MARGIN_PX, view_box
from booth_app.drawing.labels import LABEL_PX, bands, room
from booth_app.geometry.plan import BoothShape, Plan

PAPERS = {"A4": (210, 297), "A3": (297, 420), "A2": (420, 594), "A1": (594, 841), "A0": (841, 1189)}
"""Short and long edge."""

SCALES = (20, 25, 50, 75, 100, 125, 150, 200, 250, 300, 400, 500, 750)
"""1 : so many; those of scale rulers. Smaller ones go on by 1, 1.25, 1.5, 2, 2.5, 5, 7.5 and powers of ten."""

LEAST_PX = 0.1925
"""Millimetres of paper a pixel, at least: a booth's number is then 6 points high (`look.md` §10)."""

_MOST_PX = {"A4": 0.265, "A3": 0.3, "A2": 0.38, "A1": 0.48, "A0": 0.62}
_GROWN = {"A4": 1.0, "A3": 1.12, "A2": 1.3, "A1": 1.55, "A0": 1.9}
_MARGIN, _PADDING, _LEGEND, _TITLE = 8.0, 1.5, 9.0, 33.0


@dataclass(frozen=True, slots=True)
class Fit:
    """How a plan lies on a sheet. `wide`, `high` are the paper's as it lies; `scale` the N of 1 : N.

    `px` is what a pixel of the plan's look is on paper, `k` what it is in the hall; `drawn` the drawing's width and
    height, margin included; `grown` how much larger than on A4 the title block is.
    """

    paper: str
    wide: float
    high: float
    scale: int
    px: float
    drawn: tuple[float, float]
    grown: float

    @property
    def landscape(self) -> bool:
        return self.wide > self.high

    @property
    def k(self) -> float:
        """Millimetres of the hall a pixel."""
        return self.px * self.scale

    @property
    def margin(self) -> float:
        return _MARGIN * self.grown

    @property
    def legend(self) -> float:
        """Height of the legend."""
        return _LEGEND * self.grown

    @property
    def title(self) -> float:
        """Height of the title block."""
        return _TITLE * self.grown

    @property
    def field(self) -> tuple[float, float]:
        """Width and height of the drawing field."""
        return _field(self.paper, self.wide, self.high)


def fit(plan: Plan, paper: str) -> Fit:
    """The way a plan lies on a paper of `PAPERS` at the largest round scale; of two alike, across.

    Numbers are as large as the paper has them, smaller where that makes all of them whole, never under 6 points.
    """
    short, long = PAPERS[paper]
    tightest = _tightest(plan.booths)
    return min(
        (_at_best(plan, paper, (wide, high), tightest) for wide, high in ((long, short), (short, long))),
        key=lambda fit: fit.scale,
    )


def scale_on(plan: Plan, paper: str) -> int:
    """The N of 1 : N at which a plan lies on a paper. Costs nothing, however many booths there are."""
    short, long = PAPERS[paper]
    return min(_at_best(plan, paper, size, inf).scale for size in ((long, short), (short, long)))


def scales() -> Iterable[int]:
    """Round scales, the largest drawing first, without end."""
    yield from SCALES
    for power in count(3):
        yield from (round(step * 10**power) for step in (1, 1.25, 1.5, 2, 2.5, 5, 7.5))


def _at_best(plan: Plan, paper: str, size: tuple[float, float], tightest: float) -> Fit:
    wide, high = size
    _, _, across, down = view_box(plan, 0)
    field = _field(paper, wide, high)
    most = _MOST_PX[paper]
    for scale in scales():
        # The margin round the hall is in pixels, and may be a little less if that makes a larger scale fit.
        room_px = min((field[0] - across / scale) / 2, (field[1] - down / scale) / 2) / MARGIN_PX
        if room_px >= LEAST_PX:
            px = min(max(min(most, tightest / scale), LEAST_PX), int(room_px * 10_000) / 10_000)
            drawn = across / scale + 2 * MARGIN_PX * px, down / scale + 2 * MARGIN_PX * px
            return Fit(paper, wide, high, scale, px, drawn, _GROWN[paper])
    raise AssertionError("scales() has an end")


def _field(paper: str, wide: float, high: float) -> tuple[float, float]:
    grown = _GROWN[paper]
    around = 2 * (_MARGIN * grown + _PADDING)
    return wide - around, high - around - (_LEGEND + _TITLE) * grown


def _tightest(booths: Iterable[BoothShape]) -> float:
    """Millimetres of the hall a pixel, at most, for every booth to have its whole number; a little less."""
    least = inf
    for booth in booths:
        where = room(booth.outline)
        least = min(least, where.side / dict(bands(booth.outline, where, booth.number).steps)["full"])
    return 0.998 * least


def unnumbered(plan: Plan, lies: Fit) -> int:
    """How many booths are too small on this paper to show their whole number."""
    shown = (
        bands(booth.outline, where, booth.number).at(where.side / lies.k)
        for booth in plan.booths
        for where in [room(booth.outline)]
    )
    return sum(each not in ("full", "name", "logo") for each in shown)


def text_points(fit: Fit) -> float:
    """How high a booth's number is, in points."""
    return LABEL_PX * fit.px / 25.4 * 72
