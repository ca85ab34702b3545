"""A hall's published plan on paper and as a picture, with what a view may know of its booths."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import force_locale

from booth_app.base.languages import both
from booth_app.drawing.documents import PlanSheetData, plan_sheet_pdf
from booth_app.drawing.picture import hall_picture
from booth_app.drawing.stylesheet import Styles, read_styles
from booth_app.drawing.tiles import Face
from booth_app.exhibitions.queries import ExhibitionValue, HallValue
from booth_app.geometry import Names
from booth_app.layouts.queries import booth_key
from booth_app.maps import words
from booth_app.maps.boards import Floor, Picture
from booth_app.maps.values import View

LAYOUT = "layout"
"""The shapes alone: neither states nor names."""

VIEWS = (LAYOUT, *(str(view) for view in View))
_LOOKS = {LAYOUT: "editor", **{str(view): str(view) for view in View}}


@dataclass(frozen=True, slots=True)
class Subject:
    """What is put on paper: a hall of an exhibition as it stood at a moment, in one of `VIEWS`."""

    exhibition: ExhibitionValue
    picture: Picture
    floor: Floor
    view: str
    now: datetime


def sheet(subject: Subject, *, paper: str, langs: Sequence[str], published_by: str = "") -> bytes:
    """The plan as PDF, to scale, a sheet a language. `published_by`: a person, for staff alone."""
    event, floor = subject.exhibition, subject.floor
    public_url = current_app.config["SETTINGS"].booth_public_url
    data = PlanSheetData(
        exhibition=Names(event.name_ar, event.name_en),
        venue=Names(event.venue_ar, event.venue_en),
        hall=Names(floor.hall.name_ar, floor.hall.name_en),
        level=Names(ar=_level(floor.hall, "ar"), en=_level(floor.hall, "en")),
        first_day=event.first_day,
        last_day=event.last_day,
        plan=floor.published.plan,
        revision=floor.published.number,
        published_at=floor.published.published_at,
        made_at=subject.now,
        zone=ZoneInfo(event.time_zone),
        paper=paper,
        styles=_styles(),
        view=subject.view,
        faces=lambda lang: faces(subject, lang),
        published_by=published_by,
        address=Names(*(f"{public_url}/{lang}/{event.slug}/?hall={floor.hall.key}" for lang in ("ar", "en"))),
        hijri_offset=event.hijri_offset,
    )
    return plan_sheet_pdf(data, _fonts(), langs)


def picture(subject: Subject, *, lang: str, wide_px: int) -> bytes:
    """The plan as PNG.

    Raises:
        TooManyPixels: the hall is too long for so wide a picture.
    """
    plan = subject.floor.published.plan
    return hall_picture(
        plan,
        {booth.key: Face("free", "") for booth in plan.booths} | faces(subject, lang),
        lang=lang,
        wide_px=wide_px,
        fonts=_fonts(),
        styles=_styles(),
        view=_LOOKS[subject.view],
    )


def faces(subject: Subject, lang: str) -> dict[str, Face]:
    """The booths of the hall as the view sees them, by key; none for the layout."""
    if subject.view == LAYOUT:
        return {}
    seen = subject.picture.on(subject.floor.hall.id, View(subject.view))
    return {
        booth_key(each.id): Face(each.state, "", name=both(each, "name", lang) if each.named else "") for each in seen
    }


def _level(hall: HallValue, lang: str) -> str:
    with force_locale(lang):
        return words.level(hall.level)


def _styles() -> Styles:
    root: Path = current_app.config["ROOT"]
    return read_styles(root / "static" / "css")


def _fonts() -> Path:
    return current_app.config["SETTINGS"].fonts
