"""The report of a check on paper: what was found, the load and the exits, the rules and their figures' sources."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from booth_app.drawing import overlay
from booth_app.drawing.documents.typesetting import set_pdf
from booth_app.drawing.elements import Svg, element, joined
from booth_app.drawing.extract import frame
from booth_app.drawing.hall import hall_ground, map_svg, scale_for, svg
from booth_app.drawing.paths import MM
from booth_app.drawing.stylesheet import Styles
from booth_app.drawing.tiles import Face, Tiles
from booth_app.geometry.plan import Plan

MOST_PICTURES = 12
"""Findings that have a picture of their own; all are on the plan at the beginning, and in the list."""

_WHOLE_PX, _NEAR_PX = (760, 470), (360, 190)
_THIN = 0.05
_MOST_HATCHED = 0.4
_BARE = Face("free", "")


@dataclass(frozen=True, slots=True)
class Figure:
    """What is set: its name, its value, where that was read."""

    name: str
    value: str
    source: str
    unverified: bool


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule. `severity` is empty where it is off."""

    name: str
    about: str
    severity: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class ExitLine:
    """An exit: for how many it is the nearest, how many it takes."""

    name: str
    people: int
    capacity: int


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A finding in words. `accepted` says why and by whom, where somebody accepted it; `severity` is `error` or
    `warning`, `measured` what stands on it in figures."""

    rule: str
    severity: str
    says: str
    accepted: str
    measured: str
    where: BaseGeometry


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Everything that a report says, in one language."""

    lang: str
    exhibition: str
    hall: str
    plan: str
    made: str
    health: str
    preset: str
    notice: str
    load: str
    rules: tuple[RuleLine, ...]
    exits: tuple[ExitLine, ...]
    found: tuple[FoundLine, ...]


def check_report_pdf(
    plan: Plan, pages: Sequence[CheckPage], styles: Styles, fonts: Path, *, made_at: datetime
) -> bytes:
    """The report as PDF, each language after the other."""
    names = ("brand", "ink", "ink-2", "ink-3", "line", "surface-2", "bad", "warn", "ok")
    colours = {name: styles.colour(f"--{name}") for name in names}
    values = {"pages": [_page(plan, each, styles) for each in pages], "colours": colours}
    return set_pdf("check_report.typ", values, fonts=fonts, at=made_at)


def _page(plan: Plan, page: CheckPage, styles: Styles) -> dict[str, Any]:
    plain = asdict(replace(page, found=()))
    found = []
    for at, each in enumerate(page.found):
        drawn = at < MOST_PICTURES and not each.where.is_empty
        found.append(
            {
                "rule": each.rule,
                "severity": each.severity,
                "says": each.says,
                "accepted": each.accepted,
                "picture": _near(plan, each, page.lang, styles) if drawn else "",
            }
        )
    return plain | {"found": found, "drawing": _whole(plan, page, styles)}


def _whole(plan: Plan, page: CheckPage, styles: Styles) -> str:
    """The whole plan, with everything that was found in its place."""
    k = scale_for(plan, *_WHOLE_PX)
    tiles = Tiles(plan.booths, lang=page.lang, k=k, view="editor", linked=False, flat=True)
    faces = {booth.key: _BARE for booth in plan.booths}
    marks = joined(
        *(overlay.violation(each.where, severity=each.severity) for each in page.found if not each.where.is_empty)
    )
    drawn = map_svg(plan, tiles.draw(faces), lang=page.lang, k=k, title="", view="editor", overlay=marks, flat=True)
    return _styled(drawn, styles, k)


def _near(plan: Plan, found: FoundLine, lang: str, styles: Styles) -> str:
    """A finding with what surrounds it."""
    outline = found.where if found.where.area else found.where.buffer(_THIN)
    box, k = frame(plan, outline, *_NEAR_PX)
    left, top, wide, high = (each / MM for each in box)
    x0, y0, x1, y1 = left, top, left + wide, top + high

    def seen(shape: BaseGeometry) -> bool:
        a, b, c, d = shape.bounds
        return a <= x1 and c >= x0 and b <= y1 and d >= y0

    near = replace(
        plan,
        booths=tuple(each for each in plan.booths if seen(each.outline)),
        fixtures=tuple(each for each in plan.fixtures if seen(each.outline)),
        backdrop=(),
    )
    tiles = Tiles(near.booths, lang=lang, k=k, view="editor", grouped=False, linked=False, flat=True)
    scene = joined(
        hall_ground(near, lang, k, flat=True),
        element("g", tiles.draw({booth.key: _BARE for booth in near.booths}), class_="plan-booths"),
        overlay.violation(found.where, severity=found.severity, says=found.measured),
    )
    drawn = svg(scene, view_box=box, k=k, title="", view="editor", role="img", with_defs=True, flat=True)
    return _styled(drawn, styles, k)


def _styled(drawn: str, styles: Styles, k: float) -> str:
    return drawn.replace("<g ", f"{element('style', Svg(styles.flat(k)))}<g ", 1)
