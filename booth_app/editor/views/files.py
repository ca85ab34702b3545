"""An uploaded file is looked at and asked about before anything of it is stored as a draft."""

from typing import Any

from flask import Response, abort, flash, g, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session

from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.costly import costly
from booth_app.base.intake import takes_up_to
from booth_app.base.languages import both, lang
from booth_app.base.page import go, page
from booth_app.drawing.glance import colour_swatch, glance
from booth_app.editor import asking, file_words, words
from booth_app.editor.forms import UploadForm
from booth_app.editor.views.bench import draft_address
from booth_app.editor.views.blueprint import bp, found_hall
from booth_app.editor.views.halls import ROOM_FOR_THE_REST, halls_page, wrong_file
from booth_app.exhibitions.queries import HallValue
from booth_app.layouts import queries as layouts
from booth_app.layouts import services
from booth_app.layouts.queries import PlanFileValue
from booth_app.planfiles import Asked, Reading, Unreadable, look_limited, read_limited
from booth_app.planfiles.svg import bounds
from booth_app.text import bidi
from booth_app.text.names import clean_name
from booth_app.text.problems import Unreadable as NoName

LONGEST_FILE_NAME = 120


@bp.post("/<hall>/upload")
@may("layouts.edit")
@takes_up_to(bounds.BYTES + ROOM_FOR_THE_REST)
@costly
def upload(hall: str) -> Response:
    """Take a file in to be looked at. It is read in a process of its own; what cannot even be seen is not kept."""
    form = UploadForm()
    with db.read() as session:
        hall_id = found_hall(session, hall).id
        mapping = layouts.plan_mapping(session, g.exhibition.id)
    if not form.validate_on_submit():
        return halls_page(hall, form, 422)
    file = form.file.data
    if not file:
        return wrong_file(hall, form, gettext("Choose a plan file."))
    data = file.read(bounds.BYTES + 1)
    asked = Asked(form.metres_per_unit.number)
    try:
        _, read = look_limited(data, asked)
        if isinstance(read, Unreadable) and mapping:  # what was said of earlier drawings, where this one says nothing
            known = Asked.of(form.metres_per_unit.number, mapping=dict(mapping))
            _, read = look_limited(data, known)
            asked = asked if isinstance(read, Unreadable) else known
    except Unreadable as refused:
        return wrong_file(hall, form, words.file_refused(refused, lang()))
    name = _name(file.filename or "")
    with db.write() as session:
        now = clock.now(session)
        kept = services.keep_file(session, who(), hall_id, data, name=name, asked=asked.to_json(), now=now)
    return go(url_for("editor.file", hall=hall, file=kept))


@bp.get("/<hall>/files/<int:file>")
@may("layouts.edit")
@costly
def file(hall: str, file: int) -> Response:
    """What the file holds, what of it would be read, and what there is to say about it."""
    return _page(hall, file)


@bp.post("/<hall>/files/<int:file>/ask")
@may("layouts.edit")
@costly
def ask(hall: str, file: int) -> Response:
    """Say what a layer or colour is, or how long a unit is, and look again."""
    form = UploadForm()
    with db.read() as session:
        kept, _ = _found(session, hall, file)
    if not form.validate_on_submit():
        return _page(hall, file, form=form, status=422)
    said = asking.asked(request.form, Asked.from_json(kept.asked), form.metres_per_unit.number)
    with db.write() as session:
        services.ask_file(session, who(), file, said.to_json())
    return go(url_for("editor.file", hall=hall, file=file) + "#seen")


@bp.post("/<hall>/files/<int:file>/draft")
@may("layouts.edit")
@costly
def make_draft(hall: str, file: int) -> Response:
    """Make the file a draft, as it was looked at."""
    form = UploadForm()
    with db.read() as session:
        kept, found = _found(session, hall, file)
    if not form.validate_on_submit():
        return _page(hall, file, form=form, status=422)
    asked = Asked.from_json(kept.asked)
    try:
        reading = read_limited(kept.data, asked)
    except Unreadable:
        return _page(hall, file, status=422)
    try:
        with db.write() as session:
            now = clock.now(session)
            report = _report(kept.name, reading)
            floor = form.floor.data or ""
            made = services.import_plan(session, who(), found.id, reading.plan, now=now, floor=floor, report=report)
            services.drop_file(session, who(), file)
            if "keep" in request.form:
                services.keep_mapping(session, who(), g.exhibition.id, asked.mapping.to_json(), now=now)
    except services.SeveralHalls:
        form.floor.errors = [gettext("The file draws several halls. Choose one.")]
        return _page(hall, file, form=form, status=422)
    return go(draft_address(hall, made))


@bp.post("/<hall>/files/<int:file>/drop")
@may("layouts.edit")
def drop_file(hall: str, file: int) -> Response:
    """Let the file go."""
    with db.read() as session:
        _found(session, hall, file)
    with db.write() as session:
        services.drop_file(session, who(), file)
    flash(gettext("The file is discarded."), "success")
    return go(url_for("editor.halls"))


def _page(hall: str, file: int, *, form: UploadForm | None = None, status: int = 200) -> Response:
    with db.read() as session:
        kept, found = _found(session, hall, file)
        known = layouts.plan_mapping(session, g.exhibition.id)
    asked = Asked.from_json(kept.asked)
    seen, read = look_limited(kept.data, asked)
    reading = None if isinstance(read, Unreadable) else read
    form = form or UploadForm(formdata=None)
    if not form.metres_per_unit.raw_data and asked.metres_per_unit is not None:
        form.metres_per_unit.process_data(f"{asked.metres_per_unit:g}")
    title = gettext("What the file draws, for %(hall)s", hall=bidi.isolate(both(found, "name")))
    return page(
        "editor/file.html",
        "file",
        status,
        hall=found,
        file=kept,
        seen=seen,
        reading=reading,
        refused=words.file_refused(read, lang()) if isinstance(read, Unreadable) else "",
        drawing=glance(seen.lines, reading.plan if reading else None, title=title),
        asked=asked,
        form=form,
        groups=asking.chosen(seen, asked),
        numbers=asking.numbers_said(asked.mapping),
        says=file_words,
        colour_swatch=colour_swatch,
        known=bool(known) and known == asked.mapping.to_json(),
    )


def _found(session: Session, hall: str, file: int) -> tuple[PlanFileValue, HallValue]:
    """A file of one's own that waits for this hall, or 404."""
    found = found_hall(session, hall)
    return layouts.plan_file(session, who(), found.id, file, now=clock.now(session)) or abort(404), found


def _name(name: str) -> str:
    """The file's name as text."""
    try:
        return clean_name(name.replace("\\", "/").rpartition("/")[2], longest=LONGEST_FILE_NAME)
    except NoName:
        return ""


def _report(name: str, reading: Reading) -> dict[str, Any]:
    """What the draft keeps of the file: its name as text, its scale, what was guessed or left out."""
    return {
        "name": name,
        "scale": {"metres_per_unit": reading.scale.metres_per_unit, "source": reading.scale.source},
        "notes": [{"code": note.code, "values": dict(note.values)} for note in reading.notes],
    }
