"""`flask plan export`: a hall's published plan, in any of the formats that staff may take it away in."""

import sys
from collections.abc import Callable
from typing import NoReturn

import click

from booth_app.base import clock, db
from booth_app.drawing.documents import PAPERS
from booth_app.drawing.picture import TooManyPixels
from booth_app.editor import taking
from booth_app.editor.taking import FORMATS, LEAST_WIDE, MOST_WIDE, Wanted
from booth_app.exhibitions import queries as exhibitions
from booth_app.layouts import services
from booth_app.layouts.commands import WRONG, group
from booth_app.maps.on_paper import VIEWS
from booth_app.planfiles.geojson.anchor import Anchor, NoAnchor, anchor_from


@group.command("export")
@click.option("--exhibition", "slug", required=True, help="The exhibition's slug.")
@click.option("--hall", "name", required=True, help="The hall's key or name.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="svg", show_default=True)
@click.option("--lang", type=click.Choice(["ar", "en", taking.BOTH]), default=taking.BOTH, show_default=True)
@click.option("--paper", type=click.Choice(list(PAPERS)), default="A3", show_default=True, help="Of a PDF.")
@click.option(
    "--show",
    type=click.Choice(VIEWS),
    default=VIEWS[0],
    show_default=True,
    help="On a PDF or PNG: the shapes alone, the booths' states, or what visitors see.",
)
@click.option("--width", type=click.IntRange(LEAST_WIDE, MOST_WIDE), default=taking.USUAL_WIDE, help="Pixels of a PNG.")
@click.option(
    "--anchor",
    help="Of GeoJSON: LON,LAT[,BEARING[,X,Y]] puts the drawing's point X,Y (0,0) there, its top towards BEARING.",
)
def export(
    *, slug: str, name: str, form: str, lang: str, paper: str, show: str, width: int, anchor: str | None
) -> None:
    """Write a hall's published plan to the standard output."""
    place = None if anchor is None else _anchor(anchor)
    with db.read() as session:
        exhibition = exhibitions.exhibition(session, slug)
        if exhibition is None:
            _refuse(f"there is no exhibition {slug!r}")
        halls = exhibitions.halls(session, exhibition.id)
        named = [each for each in halls if name in (each.key, each.name_ar, each.name_en)]
        if len(named) != 1:
            _refuse(f"{slug} has no hall {name!r}; it has: {', '.join(each.key for each in halls) or 'none'}")
        try:
            found = taking.find(session, exhibition, named[0], view=show, now=clock.now(session))
        except services.NothingPublished:
            _refuse(f"hall {named[0].key} has no published plan")
    try:
        made = found.file(Wanted(form, lang, paper, show, width, place))
    except NoAnchor as wrong:
        _refuse(f"--anchor {anchor}: {wrong}")
    except TooManyPixels as wrong:
        _refuse(f"--width {width}: the picture would be too large ({wrong})")
    click.echo(made.data, nl=False)


def _anchor(text: str) -> Callable[[float], Anchor]:
    return lambda north: anchor_from(text, north)


def _refuse(why: str) -> NoReturn:
    click.echo(why, err=True)
    sys.exit(WRONG)
