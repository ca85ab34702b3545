"""The halls with their plans: begin a draft, take the published plan away as a file."""

from flask import Response, g, make_response

from booth_app.base import clock, db
from booth_app.base.access import allowed, may, who
from booth_app.base.page import go, page
from booth_app.editor.forms import UploadForm
from booth_app.editor.overview import overview
from booth_app.editor.views.bench import draft_address
from booth_app.editor.views.blueprint import bp, found_draft, found_hall
from booth_app.geometry import Names
from booth_app.layouts import queries as layouts
from booth_app.layouts import services
from booth_app.planfiles import write_svg

ROOM_FOR_THE_REST = 1_000_000
"""Bytes of an upload besides the file: the form around it."""


@bp.get("")
@may("layouts.read")
def halls() -> Response:
    """All halls."""
    return halls_page()


@bp.post("/<hall>/drafts")
@may("layouts.edit")
def start(hall: str) -> Response:
    """Begin a draft of the published plan."""
    with db.write() as session:
        made = services.start_draft(session, who(), found_hall(session, hall).id, now=clock.now(session))
    return go(draft_address(hall, made))


@bp.get("/<hall>/plan.svg")
@may("layouts.read")
def export(hall: str) -> Response:
    """The published plan as a file, drawn anew as all files are."""
    with db.read() as session:
        found = found_hall(session, hall)
        published = layouts.published(session, found.id)
        if published is None:
            raise services.NothingPublished(hall_id=found.id)
        plan = layouts.drawn(session, published.revision_id)
    return _file(write_svg(plan, Names(found.name_ar, found.name_en)), f"{hall}-{published.number}")


@bp.get("/<hall>/drafts/<int:draft>/plan.svg")
@may("layouts.read")
def export_draft(hall: str, draft: int) -> Response:
    """A draft as a file."""
    with db.read() as session:
        value, found = found_draft(session, hall, draft)
    return _file(write_svg(value.plan, Names(found.name_ar, found.name_en)), f"{hall}-{value.number}")


def halls_page(hall: str = "", form: UploadForm | None = None, status: int = 200) -> Response:
    """All halls, with the form of an upload that came to nothing, if any."""
    with db.read() as session:
        seen = overview(session, g.exhibition.id)
    forms = {}
    for each in seen.halls:
        mine = form if form is not None and each.hall.key == hall else UploadForm(formdata=None)
        for field in mine:
            field.id = f"upload-{each.hall.id}-{field.short_name}"
        forms[each.hall.key] = mine
    return page(
        "editor/halls.html", "halls", status, seen=seen, forms=forms, wrong=hall, editable=allowed("layouts.edit")
    )


def wrong_file(hall: str, form: UploadForm, why: str, *, field: str = "file") -> Response:
    """The halls, and why the file that was sent for one of them cannot be taken."""
    wrong = form[field]
    wrong.errors = [*wrong.errors, why]
    return halls_page(hall, form, 422)


def _file(svg: str, name: str) -> Response:
    response = make_response(svg)
    response.headers["Content-Type"] = "image/svg+xml; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="plan-{name}.svg"'
    return response
