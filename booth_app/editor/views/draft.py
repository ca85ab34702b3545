"""A draft on the screen: looked at, edited, undone, given up."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Response, abort, flash, g, make_response, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session

from booth_app.accounts import queries as accounts
from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.errors import Stale
from booth_app.base.page import go, wants_part
from booth_app.editor import words
from booth_app.editor.forms import BOOTH_FORMS, AddForm, BoothForm, DescribeForm, DraftForm, SeekForm
from booth_app.editor.saying import Saying
from booth_app.editor.views.bench import Answer, bench, draft_address
from booth_app.editor.views.blueprint import bp, found_draft
from booth_app.editor.worktable import addresses, find, numbers
from booth_app.edits import Add, Edit
from booth_app.geometry import BoothShape
from booth_app.journal import queries as journal
from booth_app.layouts import services
from booth_app.layouts.queries import DraftValue


@bp.get("/<hall>/drafts/<int:draft>")
@may("layouts.read")
def draft(hall: str, draft: int) -> Response:
    """The editor. `?booth=` selects one by its number, `?finding=` looks at what the rules found."""
    looked_at = Answer(finding=request.args.get("finding", ""))
    return bench(hall, draft, chosen=request.args.get("booth", ""), answer=looked_at)


@bp.get("/<hall>/drafts/<int:draft>/news")
@may("layouts.read")
def news(hall: str, draft: int) -> Response:
    """Whether someone has changed the draft since a version; nothing where not."""
    with db.read() as session:
        value, _ = found_draft(session, hall, draft)
        if value.version == request.args.get("version", type=int):
            return make_response("", 204)
        changed = _last_change(session, value)
    html = render_template("editor/parts/news.html", changed=changed, again=request.args.get("booth", ""), draft=value)
    return make_response(html)


@bp.post("/<hall>/drafts/<int:draft>/edit")
@may("layouts.edit")
def edit(hall: str, draft: int) -> Response:
    """One edit, by form, pointer or key."""
    do = request.form.get("do", "")
    if do == AddForm.do:
        return _add(hall, draft)
    if do not in BOOTH_FORMS:
        abort(400)
    value = read(hall, draft)
    form = BOOTH_FORMS[do]()
    if isinstance(form, DescribeForm):
        form.offer(value.plan)
    booth = value.plan.booth(form.key.data or "")
    chosen = form.key.data or ""
    if not form.validate_on_submit():
        return bench(hall, draft, chosen=chosen, answer=Answer(422, forms={do: form}))
    if booth is None:
        gone = services.EditRefused(reason="no-such-booth")
        return bench(hall, draft, chosen="", answer=Answer(gone.status, gone))
    return _make(hall, value, form, form.edits(booth), booth)


@bp.post("/<hall>/drafts/<int:draft>/undo")
@may("layouts.edit")
def undo(hall: str, draft: int) -> Response:
    """The last step back."""
    return _step(hall, draft, services.undo, gettext("Undone."))


@bp.post("/<hall>/drafts/<int:draft>/redo")
@may("layouts.edit")
def redo(hall: str, draft: int) -> Response:
    """The next step again."""
    return _step(hall, draft, services.redo, gettext("Done again."))


@bp.post("/<hall>/drafts/<int:draft>/seek")
@may("layouts.edit")
def seek(hall: str, draft: int) -> Response:
    """Back or forth to a step of the history."""
    form = SeekForm()
    if not form.validate_on_submit() or form.cursor.data is None:
        abort(400)

    def to(session: Session, whoever: Any, revision_id: int, **rest: Any) -> int:
        return services.seek(session, whoever, revision_id, form.cursor.data, **rest)

    return _step(hall, draft, to, gettext("The draft is as it was after that step."))


@bp.post("/<hall>/drafts/<int:draft>/update")
@may("layouts.edit")
def update(hall: str, draft: int) -> Response:
    """Onto the plan that was published meanwhile."""
    form, before = valid(DraftForm()), read(hall, draft)
    try:
        with db.write() as session:
            lost = services.bring_up_to_date(
                session, who(), draft, version=form.version.data or 0, now=clock.now(session)
            )
    except Stale as refused:
        return stale(hall, draft, refused)
    told = tuple(words.step(each.to_json(), numbers(before)) for each in lost)
    return bench(hall, draft, chosen="", answer=Answer(said=gettext("The draft is up to date."), lost=told))


@bp.post("/<hall>/drafts/<int:draft>/discard")
@may("layouts.edit")
def discard(hall: str, draft: int) -> Response:
    """Give the draft up."""
    valid(DraftForm())
    value = read(hall, draft)
    with db.write() as session:
        services.discard(session, who(), draft, now=clock.now(session))
    flash(gettext("Draft %(draft)s is discarded.", draft=f"\u2066{value.number}\u2069"), "success")
    return go(url_for("editor.halls"))


def _add(hall: str, draft: int) -> Response:
    value, form = read(hall, draft), AddForm()
    if not form.validate_on_submit():
        return bench(hall, draft, chosen=form.next_to.data or "", answer=Answer(422, forms={"add": form}))
    frame = form.at(find(value.plan, form.next_to.data or ""))
    if frame is None:
        return bench(hall, draft, chosen=form.next_to.data or "", answer=Answer(422, forms={"add": form}))
    number = form.number.data or ""
    try:
        with db.write() as session:
            key = services.key_for_new(session, who(), draft, number, version=form.version.data or 0)
    except Stale as refused:
        return stale(hall, draft, refused, form=form)
    made = Add(key, number, frame.x, frame.y, frame.width, frame.depth, frame.angle)
    return _make(hall, value, form, [made], None)


def _make(
    hall: str, value: DraftValue, form: BoothForm | AddForm, asked: Sequence[Edit], booth: BoothShape | None
) -> Response:
    """Make edits, all or none, and show the draft as it is then."""
    draft, key = value.revision_id, asked[0].touched(value.plan)[0] if asked else (booth.key if booth else "")
    version = form.version.data or 0
    try:
        with db.write() as session:
            now = clock.now(session)
            for each in asked:
                version = services.edit(session, who(), draft, each.to_json(), version=version, now=now)
    except Stale as refused:
        if not _is_done(read(hall, draft), asked, form.version.data or 0):
            return stale(hall, draft, refused, form=form, chosen=key)
    except services.EditRefused as refused:
        return bench(hall, draft, chosen=key, answer=Answer(refused.status, refused, {form.do: form}))
    after = read(hall, draft)
    booth = after.plan.booth(key)
    chosen = addresses(after.plan)[key] if booth is not None else ""
    if not wants_part():
        return go(draft_address(hall, draft, booth=chosen))
    said = Saying(value.plan, after.plan).of(asked)
    return bench(hall, draft, chosen=chosen, answer=Answer(said=said))


def _step(hall: str, draft: int, verb: Callable[..., int], said: str) -> Response:
    """A step through the history."""
    form, chosen = valid(DraftForm()), request.form.get("booth", "")
    read(hall, draft)
    try:
        with db.write() as session:
            verb(session, who(), draft, version=form.version.data or 0, now=clock.now(session))
    except Stale as refused:
        return stale(hall, draft, refused, chosen=chosen)
    except services.NothingToUndo as refused:
        return bench(hall, draft, chosen=chosen, answer=Answer(refused.status, refused))
    if not wants_part():
        return go(draft_address(hall, draft, booth=chosen))
    return bench(hall, draft, chosen=chosen, answer=Answer(said=said))


def stale(
    hall: str, draft: int, refused: Stale, *, form: BoothForm | AddForm | None = None, chosen: str = ""
) -> Response:
    """Someone was first: the draft as it is now, who did what, and what was typed, ready to be sent again."""
    with db.read() as session:
        value, _ = found_draft(session, hall, draft)
        changed = _last_change(session, value)
    again = {}
    if form is not None and form.do not in ("place", "renumber", "describe", "add"):  # the forms that people type in
        again = {name: each for name, each in request.form.lists() if name not in ("csrf_token", "version")}
    forms = {} if form is None else {form.do: form}
    return bench(hall, draft, chosen=chosen, answer=Answer(refused.status, refused, forms, stale=changed, again=again))


def _last_change(session: Session, value: DraftValue) -> dict[str, Any]:
    """Who changed the draft last, and what was done, as far as it can be told."""
    step = next((each for each in reversed(value.steps) if not each.undone), None)
    found = journal.page(session, g.exhibition.id, subject=f"layout:{value.revision_id}", limit=1)
    actor = found[0].actor.removeprefix("user:") if found else ""
    person = accounts.person(session, int(actor)) if actor.isdigit() else None
    what = None
    if step is not None and found and found[0].after.get("edit") == step.edit["edit"]:
        what = words.step(step.edit, numbers(value))
    return {
        "name": (person.name or person.email) if person else "",
        "mine": person is not None and person.id == who().user_id,
        "what": what,
    }


def _is_done(value: DraftValue, asked: Sequence[Edit], version: int) -> bool:
    """Whether exactly these edits are what was done since a version, by whoever asks: an answer that got lost."""
    last = [each for each in value.steps if not each.undone][-len(asked) :]
    return (
        value.version == version + len(asked)
        and [each.edit for each in last] == [each.to_json() for each in asked]
        and all(each.made_by == who().user_id for each in last)
    )


def read(hall: str, draft: int) -> DraftValue:
    with db.read() as session:
        return found_draft(session, hall, draft)[0]


def valid(form: DraftForm) -> DraftForm:
    if not form.validate_on_submit():
        abort(400)
    return form
