"""The dashboard and its queue."""

from typing import Any

from flask import Flask, Response, current_app, flash, request, url_for
from flask_babel import gettext, ngettext
from markupsafe import Markup

from booth_app.base import clock, db, languages
from booth_app.base.access import may, who
from booth_app.base.keys import row_number
from booth_app.base.page import page, wants_part
from booth_app.claims import queries as claims
from booth_app.claims import services
from booth_app.claims.queries import ClaimValue
from booth_app.desk import deciding, queries
from booth_app.desk.deciding import Outcome
from booth_app.desk.forms import ReasonForm
from booth_app.desk.queries.today import Watching
from booth_app.desk.views.blueprint import bp

WATCHING = "desk.watching"


def init_app(app: Flask, *watching: Watching) -> None:
    """Let rooms that this one may not import tell staff what waits in them."""
    app.extensions[WATCHING] = watching


@bp.get("/")
@may("staff.read")
def today() -> Response:
    """What waits for a decision, and how full it is."""
    return _today()


@bp.post("/requests")
@may("claims.decide")
def decide() -> Response:
    """Approve or reject one request or many; those that cannot be are listed one by one and stay checked."""
    ids = request.form.getlist("claim", type=row_number)
    verb = request.form.get("verb", "")
    form = ReasonForm()
    if not ids:
        return _today(422, problem=gettext("Select at least one request."), form=form)
    if verb == "approve":
        outcome = deciding.each(ids, lambda session, one, now: services.approve(session, who(), one, now=now))
        said = ngettext(
            "%(n)s request approved; the organisation is told.",
            "%(n)s requests approved; the organisations are told.",
            len(outcome.done),
            n=len(outcome.done),
        )
    elif verb == "reject":
        if not form.validate_on_submit():
            return _today(422, checked=ids, form=form)
        reason = form.reason.data or ""
        outcome = deciding.each(
            ids, lambda session, one, now: services.reject(session, who(), one, reason=reason, now=now)
        )
        said = ngettext(
            "%(n)s request rejected; the organisation is told why.",
            "%(n)s requests rejected; the organisations are told why.",
            len(outcome.done),
            n=len(outcome.done),
        )
    else:
        return _today(422, checked=ids, problem=gettext("Choose what to do with the selected requests."), form=form)
    return _decided(outcome, said if outcome.done else "", form)


def _decided(outcome: Outcome, said: str, form: ReasonForm) -> Response:
    if outcome.failed:
        return _today(409, checked=outcome.failed_ids, outcome=outcome, said=said, form=form)
    if wants_part():
        return _today(said=said)
    flash(said, "success")
    return Response(status=303, headers={"Location": url_for(".today")})


def _today(status: int = 200, *, checked: Any = (), form: ReasonForm | None = None, **values: Any) -> Response:
    outcome: Outcome | None = values.get("outcome")
    with db.read() as session:
        now = clock.now(session)
        shown = queries.today(session, who(), now=now, watching=current_app.extensions.get(WATCHING, ()))
        failed = [claims.claim(session, who(), each.id, now=now) for each in outcome.failed] if outcome else []
    names = {each.id: _label(each) for each in failed if each}
    given: dict[str, Any] = {"problem": "", "outcome": None, "said": ""} | values
    return page(
        "desk/today.html",
        "desk",
        status,
        shown=shown,
        checked=frozenset(checked),
        form=form or ReasonForm(),
        names=names,
        **given,
    )


def _label(claim: ClaimValue) -> Markup:
    return Markup("{} ({})").format(languages.name(languages.both(claim, "name")), languages.listed(claim.numbers))
