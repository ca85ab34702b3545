"""Comparing a draft with the published plan, deciding about the bookings it concerns, publishing it."""

from collections.abc import Mapping
from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from booth_app.base import clock, db, idempotency
from booth_app.base.access import allowed, may, who
from booth_app.base.errors import Refused, Stale
from booth_app.base.languages import both, lang
from booth_app.base.page import go, page
from booth_app.claims import refusals as claiming
from booth_app.editor import services, words
from booth_app.editor.concern import Concern, concern
from booth_app.editor.decisions import Decision, Decisions, Kind
from booth_app.editor.forms import PublishForm
from booth_app.editor.scene import scene
from booth_app.editor.views.bench import links
from booth_app.editor.views.blueprint import bp, found_draft, found_hall
from booth_app.editor.worktable import worktable
from booth_app.edits import Restore
from booth_app.exhibitions.services.booths import NumbersRefused
from booth_app.layouts import services as laying
from booth_app.text import bidi

REFUSED = (
    services.Undecided,
    services.TargetUnknown,
    Stale,
    laying.LayoutHasErrors,
    laying.LayoutOutdated,
    laying.WarningsUnanswered,
    NumbersRefused,
    claiming.BoothTaken,
    claiming.BoothClosed,
    claiming.BoothReserved,
    claiming.BoothRemoved,
    claiming.NotAdjoining,
    claiming.HoldOver,
    claiming.WrongState,
)
"""What publishing may be refused for, each with its sentence on the page."""


@bp.get("/<hall>/drafts/<int:draft>/compare")
@may("layouts.read")
def compare(hall: str, draft: int) -> Response:
    """What the draft would change, drawn and listed."""
    with db.read() as session:
        value, found = found_draft(session, hall, draft)
        table = worktable(session, value, found, chosen="", now=clock.now(session))
    drawing = scene(
        table,
        lang=lang(),
        title=gettext("Plan of %(hall)s", hall=bidi.isolate(both(found, "name"))),
        address=links(table),
        editable=False,
        compared=True,
    )
    return page("editor/compare.html", "compare", table=table, drawing=drawing, words=words, link=_links(hall, draft))


@bp.get("/<hall>/drafts/<int:draft>/publish")
@may("layouts.publish")
def publishing(hall: str, draft: int) -> Response:
    """What publishing would do, and whom it concerns."""
    return _page(hall, draft, PublishForm(formdata=None))


@bp.post("/<hall>/drafts/<int:draft>/publish")
@may("layouts.publish")
def publish(hall: str, draft: int) -> Response:
    """Publish, with what was decided about each booking."""
    form, decisions = PublishForm(), read_decisions(request.form)
    with db.read() as session:
        found = found_hall(session, hall)
    if not form.validate_on_submit():
        return _page(hall, draft, form, 422)
    changing = any(each.kind != Kind.KEEP for each in decisions.bookings.values())
    if changing and not (form.reason.data or "").strip():
        form.reason.errors = [gettext("Say why: the exhibitors are told.")]
        return _page(hall, draft, form, 422)
    try:
        _publish(draft, form, decisions)
    except laying.NotADraft:
        flash(gettext("This draft was published or discarded meanwhile."), "info")
        return go(url_for("editor.halls"))
    except REFUSED as refused:
        return _page(hall, draft, form, refused.status, refusal=refused)
    told = gettext(
        "The plan is published (%(hall)s); those affected were told.", hall=bidi.isolate(both(found, "name"))
    )
    flash(told, "success")
    return go(url_for("editor.halls"))


@bp.post("/<hall>/drafts/<int:draft>/restore")
@may("layouts.edit")
def restore(hall: str, draft: int) -> Response:
    """Take back what the draft changes of one booth: it is as it is published again."""
    key, version = request.form.get("restore", ""), request.form.get("version", type=int)
    with db.read() as session:
        value, _ = found_draft(session, hall, draft)
    was = value.base.booth(key)
    if was is None:
        raise laying.EditRefused(reason="no-such-booth")
    form = PublishForm()
    try:
        with db.write() as session:
            laying.edit(session, who(), draft, Restore(was).to_json(), version=version or 0, now=clock.now(session))
    except Stale as refused:
        return _page(hall, draft, form, refused.status, refusal=refused)
    return (
        _page(hall, draft, form) if form.reason.data or _content(request.form) else go(_links(hall, draft)["publish"])
    )


def _publish(draft: int, form: PublishForm, decisions: Decisions) -> None:
    """In one transaction; a second press of the same form finds that it is done."""
    version, key, whose = form.version.data or 0, form.request_key.data or "", f"user:{who().user_id}:publish"
    content = {"draft": draft, "version": version, "form": sorted(_content(request.form))}
    for attempt in db.attempts():
        with attempt as session:
            laying.hold_still(session, draft)
            now = clock.now(session)
            first = idempotency.once(session, whose, key, content, now=now)
            if first.outcome is not None:
                return
            done = services.publish(
                session,
                who(),
                draft,
                version=version,
                decisions=decisions,
                reason=form.reason.data or "",
                now=now,
                ticked=request.form.getlist("tick"),
            )
            idempotency.made(session, first, {"revision": done.published.revision_id})


def read_decisions(given: "MultiDict[str, str]") -> Decisions:
    """The decisions of a form: `decision-12=move` and `target-12-7=B-104`, `end-9=yes` for a reservation."""
    bookings: dict[int, Decision] = {}
    for name, value in given.items():
        verb, _, rest = name.partition("-")
        if verb == "decision" and rest.isascii() and rest.isdigit() and value in set(Kind):
            bookings[int(rest)] = Decision(Kind(value), _targets(given, rest))
    ended = {int(name[4:]) for name in given if name.startswith("end-") and name[4:].isascii() and name[4:].isdigit()}
    return Decisions(bookings, frozenset(ended))


def _targets(given: Mapping[str, str], claim: str) -> dict[int, str]:
    prefix = f"target-{claim}-"
    typed = {name.removeprefix(prefix): value.strip() for name, value in given.items() if name.startswith(prefix)}
    return {int(booth): number for booth, number in typed.items() if number and booth.isascii() and booth.isdigit()}


def _content(given: "MultiDict[str, str]") -> list[tuple[str, str]]:
    kinds = ("decision-", "target-", "end-", "reason", "tick")
    return [(name, value) for name, value in given.items(multi=True) if name.startswith(kinds)]


def _page(hall: str, draft: int, form: PublishForm, status: int = 200, *, refusal: Refused | None = None) -> Response:
    with db.read() as session:
        value, found = found_draft(session, hall, draft)
        now = clock.now(session)
        table = worktable(session, value, found, chosen="", now=now)
        seen: Concern = concern(session, value, now=now)
    form.version.raw_data = None
    form.version.data = value.version
    return page(
        "editor/publish.html",
        "publish",
        status,
        table=table,
        seen=seen,
        form=form,
        given=request.form,
        refusal=refusal,
        editable=allowed("layouts.edit"),
        words=words,
        link=_links(hall, draft),
    )


def _links(hall: str, draft: int) -> dict[str, Any]:
    return {
        name: url_for(f"editor.{endpoint}", hall=hall, draft=draft)
        for name, endpoint in (
            ("draft", "draft"),
            ("publish", "publishing"),
            ("compare", "compare"),
            ("restore", "restore"),
        )
    }
