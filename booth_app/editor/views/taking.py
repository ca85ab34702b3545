"""Taking a hall's published plan away: the page with all ways to have it, and the file."""

from flask import Response, g, make_response, request
from flask_babel import gettext

from booth_app.base import clock, db
from booth_app.base.access import may
from booth_app.base.costly import costly
from booth_app.base.page import page
from booth_app.drawing.documents import PAPERS
from booth_app.drawing.documents.papers import scale_on
from booth_app.drawing.picture import TooManyPixels
from booth_app.editor import taking
from booth_app.editor.forms import offered
from booth_app.editor.take_form import TakeForm
from booth_app.editor.taking import FORMATS, Found
from booth_app.editor.views.blueprint import bp, found_hall
from booth_app.text import bidi


@bp.get("/<hall>/download")
@may("layouts.read")
def ways_to_take(hall: str) -> Response:
    """Every format, with what can be chosen of it."""
    return _page(_found(hall, taking.LAYOUT), None)


@bp.get("/<hall>/download/plan")
@may("layouts.read")
@costly
def take(hall: str) -> Response:
    """The file. Without arguments it is SVG, as the plan was drawn."""
    form = TakeForm(request.args)
    valid = form.validate()
    found = _found(hall, form.show.data if valid else taking.LAYOUT)
    if not valid:
        return _page(found, form)
    try:
        made = found.file(form.wanted)
    except TooManyPixels:
        form.width.errors = [gettext("The hall is too long for so wide a picture. Choose a smaller width.")]
        return _page(found, form)
    response = make_response(made.data)
    response.mimetype = made.mimetype
    response.headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _found(hall: str, view: str) -> Found:
    with db.read() as session:
        return taking.find(session, g.exhibition, found_hall(session, hall), view=view, now=clock.now(session))


def _page(found: Found, given: TakeForm | None) -> Response:
    """The page, with what was asked for and is wrong, if anything."""
    plan = found.subject.floor.published.plan
    papers = {paper: f"{paper} – {bidi.ltr(f'1:{scale_on(plan, paper)}')}" for paper in PAPERS}
    forms = {}
    for form in FORMATS:
        mine = given if given is not None and given.form.data == form else TakeForm(form=form)
        mine.paper.choices = offered(papers)
        for field in mine:
            field.id = f"{form}-{field.short_name}"
        forms[form] = mine
    return page(
        "editor/take.html",
        "take",
        422 if given is not None else 200,
        hall=found.subject.floor.hall,
        revision=found.subject.floor.published,
        forms=forms,
        wrong=given.form.data if given is not None else "",
    )
