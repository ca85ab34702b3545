"""A hall's plan on paper: to a true round scale, with what a drawing on paper must say of itself."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from booth_app.drawing.documents.papers import Fit, fit, unnumbered
from booth_app.drawing.documents.typesetting import set_pdf
from booth_app.drawing.elements import Svg, element
from booth_app.drawing.hall import map_svg
from booth_app.drawing.legend import legend, north_arrow
from booth_app.drawing.qr import qr_svg
from booth_app.drawing.stylesheet import Styles
from booth_app.drawing.tiles import PUBLIC_STATES, STATES, Face, Tiles, public_state
from booth_app.drawing.words import in_language
from booth_app.geometry.plan import Names, Plan
from booth_app.text.calendars import both_dates, clock_time, date_span, local_day

VIEWS = ("layout", "booking", "public")
"""What a sheet shows of the booths: their shapes alone, their states, or who is there, as visitors see it."""

_NOTHING = Names()
_BARE = Face("free", "")
_LOOK = {"layout": "editor", "booking": "booking", "public": "public"}
_BAR = 46.0  # mm of a scale bar on A4, at most
_STEPS = tuple(step * 10**power for power in range(5) for step in (1, 2, 5))


@dataclass(frozen=True, slots=True)
class PlanSheetData:
    """What a plan on paper says. Names in both languages; one that is missing is shown in the other.

    `faces` gives the booths' faces in a language (by key; not asked for a `layout`). `view` is one of `VIEWS`.
    `published_by` may be empty, and then is not spoken of; so may `address`, the plan's public page, which becomes a
    code. `made_at` dates the file and, where states are shown, says when they were so.
    """

    exhibition: Names
    venue: Names
    hall: Names
    level: Names
    first_day: date
    last_day: date
    plan: Plan
    revision: int
    published_at: datetime | None
    made_at: datetime
    zone: ZoneInfo
    paper: str
    styles: Styles
    view: str = "layout"
    faces: Callable[[str], Mapping[str, Face]] = lambda _: {}
    published_by: str = ""
    address: Names = _NOTHING
    hijri_offset: int = 0
    draft: bool = False


def plan_sheet_pdf(data: PlanSheetData, fonts: Path, langs: Sequence[str] = ("ar", "en")) -> bytes:
    """The plan as PDF, a sheet for each language, all at one scale."""
    lies = fit(data.plan, data.paper)
    colours = {name: data.styles.colour(f"--{name}") for name in ("brand", "ink", "ink-2", "ink-3", "line-strong")}
    values = {
        "sheets": [_sheet(data, lies, lang) for lang in langs],
        "colours": colours,
        "paper": [lies.wide, lies.high],
        "margin": lies.margin,
        "legend": lies.legend,
        "title": lies.title,
        "grown": lies.grown,
    }
    return set_pdf("plan_sheet.typ", values, fonts=fonts, at=data.made_at)


def _sheet(data: PlanSheetData, lies: Fit, lang: str) -> dict[str, Any]:
    def day(moment: datetime | None) -> str:
        if moment is None:
            return ""
        return both_dates(local_day(moment, data.zone), lang, data.hijri_offset, with_weekday=False)

    given = {} if data.view == "layout" else data.faces(lang)
    faces = {booth.key: given.get(booth.key, _BARE) for booth in data.plan.booths}
    shown = {public_state(face.state) if data.view == "public" else face.state for face in faces.values()}
    states = {"layout": (), "booking": STATES, "public": PUBLIC_STATES}[data.view]
    explained = legend(data.plan, [state for state in states if state in shown], data.styles)
    address = in_language(data.address, lang)
    return {
        "lang": lang,
        "exhibition": in_language(data.exhibition, lang),
        "venue": in_language(data.venue, lang),
        "days": date_span(data.first_day, data.last_day, lang, data.hijri_offset),
        "hall": in_language(data.hall, lang),
        "level": in_language(data.level, lang),
        "view": data.view,
        "revision": str(data.revision),
        "draft": data.draft,
        "published": day(data.published_at),
        "by": data.published_by,
        "as_of": [day(data.made_at), clock_time(data.made_at, data.zone)] if data.view == "booking" else [],
        "scale": f"1:{lies.scale}",
        "paper": lies.paper,
        "booths": str(len(data.plan.booths)),
        "types": _types(data.plan) if data.view == "layout" else [],
        "unnumbered": str(unnumbered(data.plan, lies) or ""),
        "floor": _plain(data.plan.area),
        "bar": _bar(lies),
        "drawn": list(lies.drawn),
        "plan": _drawing(data, lies, faces, lang),
        "legend": [[name, str(picture)] for name, picture in explained],
        "north": str(north_arrow(data.plan.north, data.styles)),
        "address": address,
        "code": str(qr_svg(address, address, flat=True)) if address else "",
    }


def _drawing(data: PlanSheetData, lies: Fit, faces: Mapping[str, Face], lang: str) -> str:
    view = _LOOK[data.view]
    tiles = Tiles(data.plan.booths, lang=lang, k=lies.k, view=view, linked=False, flat=True)
    drawn = map_svg(data.plan, tiles.draw(faces), lang=lang, k=lies.k, title="", view=view, flat=True)
    return drawn.replace("<g ", f"{element('style', Svg(data.styles.flat(lies.k)))}<g ", 1)


def _types(plan: Plan) -> list[list[str]]:
    """How many booths there are of each type that the plan says, the most frequent first."""
    found = Counter(booth.type for booth in plan.booths if booth.type)
    return [[kind, str(times)] for kind, times in found.most_common()]


def _bar(lies: Fit) -> dict[str, Any]:
    """A scale bar: how many metres it shows, and its length on paper."""
    most = _BAR * lies.grown
    metres = max((each for each in _STEPS if each * 1000 / lies.scale <= most), default=_STEPS[0])
    return {"metres": metres, "long": metres * 1000 / lies.scale}


def _plain(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")
