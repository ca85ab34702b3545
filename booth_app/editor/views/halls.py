"""The halls with their plans: begin a draft, upload a file, take the published plan away as a file."""

from typing import Any

from flask import Response, g, make_response
from flask_babel import gettext

from booth_app.base import clock, db
from booth_app.base.access import allowed, may, who
from booth_app.base.costly import costly
from booth_app.base.intake import takes_up_to
from booth_app.base.languages import lang
from booth_app.base.page import go, page
from booth_app.editor import words
from booth_app.editor.forms import UploadForm, offered
from booth_app.editor.overview import overview
from booth_app.editor.views.bench import draft_address
from booth_app.editor.views.blueprint import bp, found_draft, found_hall
from booth_app.geometry import Names
from booth_app.layouts import queries as layouts
from booth_app.layouts import services
from booth_app.planfiles import Asked, Reading, Unreadable, read_limited, write_svg
from booth_app.planfiles.svg import bounds
from booth_app.text.names import clean_name
from booth_app.text.problems import Unreadable as NoName

ROOM_FOR_THE_REST = 1_000_000
"""Bytes of an upload besides the file: the form around it."""

LONGEST_FILE_NAME = 120


@bp.get("")
@may("layouts.read")
def halls() -> Response:
    """All halls."""
    return _page()


@bp.post("/<hall>/drafts")
@may("layouts.edit")
def start(hall: str) -> Response:
    """Begin a draft of the published plan."""
    with db.write() as session:
        made = services.start_draft(session, who(), found_hall(session, hall).id, now=clock.now(session))
    return go(draft_address(hall, made))


@bp.post("/<hall>/upload")
@may("layouts.edit")
@takes_up_to(bounds.BYTES + ROOM_FOR_THE_REST)
@costly
def upload(hall: str) -> Response:
    """Make a file a draft. It is read in a process of its own; only a plan that was read whole is stored."""
    form = UploadForm()
    with db.read() as session:
        hall_id = found_hall(session, hall).id
    if not form.validate_on_submit():
        return _page(hall, form, 422)
    file = form.file.data
    if not file:
        return _wrong(hall, form, gettext("Choose a plan file."))
    try:
        reading = read_limited(file.read(bounds.BYTES + 1), Asked(form.metres_per_unit.number))
    except Unreadable as refused:
        return _wrong(hall, form, words.file_refused(refused, lang()))
    try:
        with db.write() as session:
            now = clock.now(session)
            made = services.import_plan(
                session,
                who(),
                hall_id,
                reading.plan,
                now=now,
                floor=form.floor.data or "",
                report=_report(file.filename or "", reading),
            )
    except services.SeveralHalls as refused:
        form.floor.choices = offered({"": gettext("Choose"), **{each: each for each in refused.values["halls"]}})
        return _wrong(hall, form, gettext("The file draws several halls. Choose one."), field="floor")
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


def _page(hall: str = "", form: UploadForm | None = None, status: int = 200) -> Response:
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


def _wrong(hall: str, form: UploadForm, why: str, *, field: str = "file") -> Response:
    wrong = form[field]
    wrong.errors = [*wrong.errors, why]
    return _page(hall, form, 422)


def _report(name: str, reading: Reading) -> dict[str, Any]:
    """What the draft keeps of the file: its name as text, its scale, what was guessed or left out."""
    try:
        name = clean_name(name.replace("\\", "/").rpartition("/")[2], longest=LONGEST_FILE_NAME)
    except NoName:
        name = ""
    return {
        "name": name,
        "scale": {"metres_per_unit": reading.scale.metres_per_unit, "source": reading.scale.source},
        "notes": [{"code": note.code, "values": dict(note.values)} for note in reading.notes],
    }


def _file(svg: str, name: str) -> Response:
    response = make_response(svg)
    response.headers["Content-Type"] = "image/svg+xml; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="plan-{name}.svg"'
    return response
