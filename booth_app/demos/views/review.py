"""Staff read what was proposed, and decide."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext

from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.errors import Refused, Stale
from booth_app.base.idempotency import KeyReused
from booth_app.base.languages import both
from booth_app.base.page import go, page
from booth_app.demos import services
from booth_app.demos.forms import AcceptForm, ReasonForm
from booth_app.demos.models import ShowcaseState
from booth_app.demos.queries import FullShowcase, private
from booth_app.demos.states import verbs
from booth_app.demos.views.blueprint import bp
from booth_app.text import bidi

ALL = "all"
EXPECTED = (services.WrongState, services.NoReason, Stale, KeyReused)


@bp.get("/staff/<exhibition>/showcases")
@may("programme.read")
def review() -> Response:
    """What waits for review; or those in another state, or all."""
    wanted = request.args.get("state", str(ShowcaseState.PROPOSED))
    if wanted not in (ALL, *ShowcaseState):
        abort(400)
    state = None if wanted == ALL else ShowcaseState(wanted)
    with db.read() as session:
        found = private.review(session, who(), state=state)
        counts = private.counts(session, who())
    return page("demos/review.html", "review", showcases=found, counts=counts, state=state)


@bp.get("/staff/<exhibition>/showcases/<int:showcase_id>")
@may("programme.read")
def reviewed(showcase_id: int) -> Response:
    """One showcase, whole."""
    return _one(showcase_id)


@bp.post("/staff/<exhibition>/showcases/<int:showcase_id>/accept")
@may("programme.edit")
def accept(showcase_id: int) -> Response:
    """Make it public as it was read."""
    form = AcceptForm()
    if not form.validate_on_submit():
        return _one(showcase_id, 422)

    def act(session: Any) -> None:
        services.accept(
            session,
            who(),
            showcase_id,
            seen=form.seen.data or "",
            request_key=form.request_key.data or "",
            now=clock.now(session),
        )

    return _decided(showcase_id, act, gettext("“%(title)s” is accepted; its time will follow."))


@bp.post("/staff/<exhibition>/showcases/<int:showcase_id>/return")
@may("programme.edit")
def return_(showcase_id: int) -> Response:
    """Ask for changes."""
    return _against(showcase_id, "return", services.return_, gettext("“%(title)s” is returned with what to change."))


@bp.post("/staff/<exhibition>/showcases/<int:showcase_id>/reject")
@may("programme.edit")
def reject(showcase_id: int) -> Response:
    """Say no."""
    return _against(showcase_id, "reject", services.reject, gettext("“%(title)s” is rejected."))


def _against(showcase_id: int, verb: str, service: Callable[..., None], said: str) -> Response:
    form = ReasonForm(prefix=verb)
    if not form.validate_on_submit():
        return _one(showcase_id, 422, forms={verb: form})

    def act(session: Any) -> None:
        key, reason = form.request_key.data or "", form.reason.data or ""
        service(session, who(), showcase_id, reason=reason, request_key=key, now=clock.now(session))

    return _decided(showcase_id, act, said, {verb: form})


def _decided(
    showcase_id: int, act: Callable[[Any], None], said: str, forms: Mapping[str, ReasonForm] = MappingProxyType({})
) -> Response:
    """Run a decision; on to the queue, or the same page with why not."""
    try:
        for attempt in db.attempts():
            with attempt as session:
                act(session)
    except EXPECTED as refused:
        return _one(showcase_id, refused.status, refusal=refused, forms=forms)
    found = _found(showcase_id)
    flash(said % {"title": bidi.isolate(both(found.showcase, "title"))}, "success")
    return go(url_for("demos.review"))


def _one(
    showcase_id: int,
    status: int = 200,
    *,
    refusal: Refused | None = None,
    forms: Mapping[str, ReasonForm] = MappingProxyType({}),
) -> Response:
    found = _found(showcase_id)
    return page(
        "demos/reviewed.html",
        "reviewed",
        status,
        found=found,
        verbs=verbs(found.state, "programme.edit"),
        refusal=refusal.code if refusal else "",
        accept_form=AcceptForm(formdata=None, seen=found.mark),
        return_form=forms.get("return") or ReasonForm(formdata=None, prefix="return"),
        reject_form=forms.get("reject") or ReasonForm(formdata=None, prefix="reject"),
    )


def _found(showcase_id: int) -> FullShowcase:
    with db.read() as session:
        found = private.reviewed(session, who(), showcase_id)
    return found or abort(404)
