"""The confirmation of a booking: what, where, when, for whom, in both languages, with the plan and a code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from booth_app.drawing.documents.typesetting import set_pdf
from booth_app.drawing.elements import Svg, element
from booth_app.drawing.extract import extract
from booth_app.drawing.qr import qr_svg
from booth_app.drawing.stylesheet import Styles
from booth_app.drawing.tiles import Face
from booth_app.drawing.words import in_language
from booth_app.geometry.neighbours import directions
from booth_app.geometry.plan import Names, Plan
from booth_app.text.calendars import both_dates, date_span, local_day

_PLAN_PX = (520, 226)
_LANGUAGES = ("ar", "en")
_NOTHING = Names()


@dataclass(frozen=True, slots=True)
class ConfirmationData:
    """What a confirmation says. Names in both languages; one that is missing is shown in the other.

    `plan` and `keys`: the published plan and the stand's booths in it. `address`: the stand's public page in each
    language. `size`: width and depth. `kind`: the type in words. `zone` and `hijri_offset` are the exhibition's,
    `notes` the organiser's own lines.
    """

    number: str
    organisation: Names
    exhibition: Names
    venue: Names
    hall: Names
    level: Names
    first_day: date
    last_day: date
    confirmed_at: datetime
    zone: ZoneInfo
    plan: Plan
    keys: Sequence[str]
    area_m2: Decimal
    address: Names
    styles: Styles
    co_exhibitors: tuple[Names, ...] = ()
    size: tuple[Decimal, Decimal] | None = None
    kind: Names = _NOTHING
    hijri_offset: int = 0
    notes: tuple[Names, ...] = ()


def confirmation_pdf(data: ConfirmationData, fonts: Path) -> bytes:
    """The confirmation as PDF: an Arabic page, then an English one."""
    pages = [_page(data, lang) for lang in _LANGUAGES]
    colours = {
        name: data.styles.colour(f"--{name}") for name in ("brand", "ink", "ink-2", "ink-3", "line", "surface-2")
    }
    return set_pdf("confirmation.typ", {"pages": pages, "colours": colours}, fonts=fonts, at=data.confirmed_at)


def _page(data: ConfirmationData, lang: str) -> dict[str, Any]:
    stand = [booth for key in data.keys if (booth := data.plan.booth(key))]
    address = in_language(data.address, lang)
    return {
        "lang": lang,
        "numbers": [booth.number for booth in stand],
        "booking": data.number,
        "organisation": in_language(data.organisation, lang),
        "sharing": [in_language(each, lang) for each in data.co_exhibitors],
        "exhibition": in_language(data.exhibition, lang),
        "venue": in_language(data.venue, lang),
        "days": date_span(data.first_day, data.last_day, lang, data.hijri_offset),
        "confirmed": both_dates(local_day(data.confirmed_at, data.zone), lang, data.hijri_offset, with_weekday=False),
        "hall": in_language(data.hall, lang),
        "level": in_language(data.level, lang),
        "kind": in_language(data.kind, lang),
        "area": _plain(data.area_m2),
        "size": [_plain(each) for each in data.size] if data.size else [],
        "open": _open(data.plan, data.keys),
        "address": address,
        "notes": [in_language(each, lang) for each in data.notes],
        "plan": _plan(data, lang),
        "code": qr_svg(address, address, flat=True),
    }


def _plan(data: ConfirmationData, lang: str) -> str:
    """The stand in its surroundings. Of the neighbours only their numbers: states change, paper does not."""
    faces = {booth.key: Face("mine" if booth.key in data.keys else "empty", "") for booth in data.plan.booths}
    wide, high = _PLAN_PX
    drawn = extract(
        data.plan,
        data.keys,
        faces,
        lang=lang,
        title="",
        wide_px=wide,
        high_px=high,
        with_north=True,
        with_defs=True,
        flat=True,
    )
    _, _, across, _ = (int(each) for each in drawn.split('viewBox="', 1)[1].split('"', 1)[0].split())
    return drawn.replace("<g ", f"{element('style', Svg(data.styles.flat(across / wide)))}<g ", 1)


def _open(plan: Plan, keys: Sequence[str]) -> list[str]:
    """The points of the compass to which the stand is open, in their order from north."""
    sides = {side for key in keys if (booth := plan.booth(key)) for side in booth.open}
    return list(directions(sides, plan.north))


def _plain(value: Decimal) -> str:
    """A measure without zeros that say nothing: 9, 13.5."""
    return f"{value.normalize():f}"
