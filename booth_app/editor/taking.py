"""A hall's published plan as a file to take away: drawings to work on, sheets to print, a list of its booths."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import force_locale, lazy_gettext
from sqlalchemy.orm import Session

from booth_app.accounts import queries as accounts
from booth_app.base.languages import LANGS
from booth_app.base.tables_out import Cell, Column, Table, as_xlsx
from booth_app.exhibitions.queries import ExhibitionValue, HallValue
from booth_app.geometry import Names, Plan
from booth_app.geometry.neighbours import directions
from booth_app.layouts import queries as layouts
from booth_app.layouts import services
from booth_app.layouts.models import RevisionState
from booth_app.maps import on_paper, words
from booth_app.maps.boards import board
from booth_app.maps.on_paper import LAYOUT, Subject
from booth_app.maps.values import MapBooth, View
from booth_app.planfiles import write_svg
from booth_app.planfiles.dxf.writer import write_dxf
from booth_app.planfiles.geojson.anchor import Anchor
from booth_app.planfiles.geojson.writer import write_geojson

BOTH = "both"
"""Both languages: two sheets in a PDF. Where there can only be one it is Arabic."""

LEAST_WIDE, MOST_WIDE, USUAL_WIDE = 400, 8000, 2400
"""Pixels of a picture's width."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. `paper` and `view` are of a sheet, `view` and `wide_px` of a picture, `anchor` of GeoJSON.

    `anchor` makes one for a plan, given where north lies on it.
    """

    form: str
    lang: str = BOTH
    paper: str = "A3"
    view: str = LAYOUT
    wide_px: int = USUAL_WIDE
    anchor: Callable[[float], Anchor] | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A file: what is in it, what it is, what it is called."""

    data: bytes
    mimetype: str
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """All that any format needs of a hall, read from the database.

    `drawn` is the plan as its drawer left it: in a file that is read again, types and open sides that we found would
    stand as the drawer's own.
    """

    subject: Subject
    drawn: Plan
    published_by: str

    def file(self, wanted: Wanted) -> Taken:
        """The file. Takes some tenths of a second for paper and pictures, and seconds in a hall of thousands.

        Raises:
            NoAnchor: the anchor says no place on the earth.
            TooManyPixels: the picture would be too large.
        """
        make, mimetype = _WRITERS[wanted.form]
        hall = self.subject.floor
        name = f"plan-{hall.hall.key}-{hall.published.number}.{wanted.form}"
        return Taken(make(self, wanted), mimetype, name)

    @property
    def title(self) -> Names:
        """The hall's name."""
        hall = self.subject.floor.hall
        return Names(hall.name_ar, hall.name_en)


def find(session: Session, exhibition: ExhibitionValue, hall: HallValue, *, view: str, now: datetime) -> Found:
    """A hall's published plan and its booths as a view sees them.

    Raises:
        NothingPublished: the hall has no published plan.
    """
    picture = board(exhibition.id).read(session, now=now)
    floor = picture.floor(hall.key)
    if floor is None:
        raise services.NothingPublished(hall_id=hall.id)
    revision_id = floor.published.revision_id
    revisions = layouts.revisions(session, exhibition.id, RevisionState.PUBLISHED)
    by = next((each.published_by for each in revisions if each.id == revision_id), None)
    people = accounts.people(session, {by}) if by is not None else {}
    name = next((each.name or each.email for each in people.values()), "")
    return Found(Subject(exhibition, picture, floor, view, now), layouts.drawn(session, revision_id), name)


def _geojson(found: Found, wanted: Wanted) -> bytes:
    anchor = None if wanted.anchor is None else wanted.anchor(found.drawn.north)
    return write_geojson(found.drawn, anchor, found.title).encode()


def _pdf(found: Found, wanted: Wanted) -> bytes:
    langs = LANGS if wanted.lang == BOTH else (wanted.lang,)
    return on_paper.sheet(found.subject, paper=wanted.paper, langs=langs, published_by=found.published_by)


def _png(found: Found, wanted: Wanted) -> bytes:
    return on_paper.picture(found.subject, lang=_one(wanted.lang), wide_px=wanted.wide_px)


def _xlsx(found: Found, wanted: Wanted) -> bytes:
    return as_xlsx(booth_table(found.subject, _one(wanted.lang)))


def booth_table(subject: Subject, lang: str) -> Table:
    """The booths of a hall, a row each; of exhibitors those who may be named to everyone."""
    hall, north = subject.floor.hall, subject.floor.published.plan.north

    def looks(booth: MapBooth) -> str:
        return words.directions(directions(booth.open_sides, north)) if booth.open_sides else ""

    cells: tuple[tuple[Any, int, Callable[[MapBooth], Cell]], ...] = (
        (lazy_gettext("Booth number"), 12, lambda each: each.number),
        (lazy_gettext("Hall in Arabic"), 18, lambda _: hall.name_ar),
        (lazy_gettext("Hall in English"), 18, lambda _: hall.name_en),
        (lazy_gettext("Type"), 14, lambda each: words.type_word(each.type)),
        (lazy_gettext("Zone in Arabic"), 22, lambda each: each.zone_ar),
        (lazy_gettext("Zone in English"), 22, lambda each: each.zone_en),
        (lazy_gettext("Area (m²)"), 10, lambda each: each.area_m2),
        (lazy_gettext("Open sides"), 10, lambda each: len(each.open_sides)),
        (lazy_gettext("Open towards"), 24, looks),
        (lazy_gettext("Exhibitor in Arabic"), 32, lambda each: each.name_ar),
        (lazy_gettext("Exhibitor in English"), 32, lambda each: each.name_en),
    )
    booths = subject.picture.on(hall.id, View.PUBLIC)
    with force_locale(lang):
        return Table(
            name=f"{subject.exhibition.slug}-{hall.key}",
            title=hall.name_ar if lang == "ar" else hall.name_en or hall.name_ar,
            columns=list(_columns((heading, width) for heading, width, _ in cells)),
            rows=[[cell(booth) for _, _, cell in cells] for booth in booths],
            zone=ZoneInfo(subject.exhibition.time_zone),
            rtl=lang == "ar",
        )


def _columns(headings: Iterable[tuple[Any, int]]) -> Iterable[Column]:
    for heading, width in headings:
        said = {}
        for lang in LANGS:
            with force_locale(lang):
                said[lang] = str(heading)
        yield Column(said["ar"], said["en"], width)


def _one(lang: str) -> str:
    return "ar" if lang == BOTH else lang


_WRITERS: Mapping[str, tuple[Callable[[Found, Wanted], bytes], str]] = MappingProxyType(
    {
        "svg": (lambda found, _: write_svg(found.drawn, found.title).encode(), "image/svg+xml"),
        "dxf": (lambda found, _: write_dxf(found.drawn, found.title), "image/vnd.dxf"),
        "geojson": (_geojson, "application/geo+json"),
        "pdf": (_pdf, "application/pdf"),
        "png": (_png, "image/png"),
        "xlsx": (_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    }
)
FORMATS = tuple(_WRITERS)
"""What a plan can be taken away as; also the ending of the file's name."""
