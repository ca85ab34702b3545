"""What is done about findings: cured, the whole draft repaired, a warning accepted."""

from flask import Response, abort, make_response, render_template, request
from flask_babel import gettext

from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.costly import costly
from booth_app.base.errors import Stale
from booth_app.base.page import go, wants_part
from booth_app.editor import curing
from booth_app.editor.curing import Mending, Proposed
from booth_app.editor.forms import AcceptForm, DraftForm, RepairForm
from booth_app.editor.views.bench import Answer, bench, draft_address
from booth_app.editor.views.blueprint import bp, found_draft
from booth_app.editor.views.draft import read, stale, valid
from booth_app.editor.worktable import addresses
from booth_app.edits import Edit
from booth_app.layouts import queries as layouts
from booth_app.layouts import services
from booth_app.layouts.queries import DraftValue


@bp.get("/<hall>/drafts/<int:draft>/health")
@may("layouts.read")
@costly
def health(hall: str, draft: int) -> Response:
    """How many errors, warnings and accepted warnings a draft has, in one line; for a browser, its page."""
    with db.read() as session:
        value, _ = found_draft(session, hall, draft)
        if not wants_part():
            return go(draft_address(hall, draft))
        findings = layouts.findings(session, value)
    return make_response(render_template("editor/parts/health.html", table={"findings": findings}))


@bp.get("/<hall>/drafts/<int:draft>/cure")
@may("layouts.edit")
@costly
def cure(hall: str, draft: int) -> Response:
    """The smallest edit that cures a finding, drawn and said; or that there is none."""
    key = request.args.get("finding", "")
    _, proposed = _proposed(hall, draft, key)
    return bench(hall, draft, chosen="", answer=Answer(finding=key, proposed=proposed))


@bp.post("/<hall>/drafts/<int:draft>/cure")
@may("layouts.edit")
@costly
def apply_cure(hall: str, draft: int) -> Response:
    """Make that edit: one step, which can be undone."""
    form, key = valid(DraftForm()), request.form.get("finding", "")
    value, proposed = _proposed(hall, draft, key)
    if form.version.data != value.version:
        return stale(hall, draft, Stale(version=value.version))
    if proposed is None or proposed.cure is None:
        return bench(hall, draft, chosen="", answer=Answer(409, finding=key, proposed=proposed))
    return _make(hall, value, [proposed.cure.edit], gettext("The cure is applied."))


@bp.get("/<hall>/drafts/<int:draft>/repair")
@may("layouts.edit")
@costly
def repair(hall: str, draft: int) -> Response:
    """All edits that would cure the draft's errors, as a list, before any of them is made."""
    _, mending = _mending(hall, draft, claimed=bool(request.args.get("claimed")))
    return bench(hall, draft, chosen="", answer=Answer(mending=mending))


@bp.post("/<hall>/drafts/<int:draft>/repair")
@may("layouts.edit")
@costly
def apply_repair(hall: str, draft: int) -> Response:
    """Make them, a step each."""
    form = RepairForm()
    if not form.validate_on_submit():
        abort(400)
    value, mending = _mending(hall, draft, claimed=form.claimed.data)
    if form.version.data != value.version:
        return stale(hall, draft, Stale(version=value.version))
    if not mending.repair.edits:
        return bench(hall, draft, chosen="", answer=Answer(409, mending=mending))
    return _make(hall, value, list(mending.repair.edits), gettext("The draft is repaired as far as it can be."))


@bp.post("/<hall>/drafts/<int:draft>/accept")
@may("layouts.edit")
def accept(hall: str, draft: int) -> Response:
    """Accept a warning, with the reason."""
    form = AcceptForm()
    key, reason = form.finding.data or "", form.reason.data or ""
    if not form.validate_on_submit():
        return bench(hall, draft, chosen="", answer=Answer(422, _missing(key), finding=key, reason=reason))
    read(hall, draft)
    try:
        with db.write() as session:
            version = form.version.data or 0
            services.accept_warning(session, who(), draft, key, reason=reason, version=version, now=clock.now(session))
    except Stale as refused:
        return stale(hall, draft, refused)
    except (services.NoSuchWarning, services.ReasonMissing) as refused:
        return bench(hall, draft, chosen="", answer=Answer(refused.status, refused, finding=key, reason=reason))
    return _look_at(hall, draft, key, gettext("The warning is accepted."))


@bp.post("/<hall>/drafts/<int:draft>/reopen")
@may("layouts.edit")
def reopen(hall: str, draft: int) -> Response:
    """Take an acceptance back."""
    valid(DraftForm())
    key = request.form.get("finding", "")
    read(hall, draft)
    try:
        with db.write() as session:
            services.withdraw_acceptance(session, who(), draft, key, now=clock.now(session))
    except services.NoSuchWarning as refused:
        return bench(hall, draft, chosen="", answer=Answer(refused.status, refused, finding=key))
    return _look_at(hall, draft, key, gettext("The warning is open again."))


def _proposed(hall: str, draft: int, key: str) -> tuple[DraftValue, Proposed | None]:
    with db.read() as session:
        value, _ = found_draft(session, hall, draft)
        return value, curing.propose(session, value, key, now=clock.now(session))


def _mending(hall: str, draft: int, *, claimed: bool) -> tuple[DraftValue, Mending]:
    with db.read() as session:
        value, _ = found_draft(session, hall, draft)
        return value, curing.propose_repair(session, value, claimed=claimed, now=clock.now(session))


def _make(hall: str, value: DraftValue, asked: list[Edit], said: str) -> Response:
    """Make edits, all or none, as steps of the draft."""
    draft, version = value.revision_id, value.version
    try:
        with db.write() as session:
            now = clock.now(session)
            for each in asked:
                version = services.edit(session, who(), draft, each.to_json(), version=version, now=now)
    except Stale as refused:
        return stale(hall, draft, refused)
    except services.EditRefused as refused:
        return bench(hall, draft, chosen="", answer=Answer(refused.status, refused))
    after, [first, *_] = read(hall, draft).plan, asked[0].touched(value.plan)
    chosen = addresses(after).get(first, "")
    if not wants_part():
        return go(draft_address(hall, draft, booth=chosen))
    shown = bench(hall, draft, chosen=chosen, answer=Answer(said=said))
    return _replaced(shown, draft_address(hall, draft, booth=chosen))


def _look_at(hall: str, draft: int, key: str, said: str) -> Response:
    if not wants_part():
        return go(draft_address(hall, draft, finding=key))
    shown = bench(hall, draft, chosen="", answer=Answer(said=said, finding=key))
    return _replaced(shown, draft_address(hall, draft, finding=key))


def _replaced(response: Response, address: str) -> Response:
    """The answer to a form, at the address that shows the same when it is opened again."""
    response.headers["HX-Replace-Url"] = address
    return response


def _missing(key: str) -> services.ReasonMissing:
    return services.ReasonMissing(finding=key)
