"""Applications to exhibit: read, accept, return, reject; one or many."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from booth_app.base import db, languages
from booth_app.base.access import may, who
from booth_app.base.errors import Refused
from booth_app.base.keys import row_number
from booth_app.base.page import page, wants_part
from booth_app.desk import deciding, words
from booth_app.desk.deciding import Outcome
from booth_app.desk.forms import ReasonForm
from booth_app.desk.lines import lines
from booth_app.desk.views.answers import done
from booth_app.desk.views.blueprint import bp
from booth_app.exhibitors import queries, services
from booth_app.exhibitors.models import ApplicationState
from booth_app.exhibitors.states import Verb, verbs
from booth_app.exhibitors.words import CATEGORIES, STATE_TAGS, STATES
from booth_app.journal import queries as journal

ALL = "all"


@bp.get("/applications")
@may("applications.decide")
def applications() -> Response:
    """Applications in a state, found by name."""
    return _list()


@bp.post("/applications")
@may("applications.decide")
def decide_applications() -> Response:
    """Accept, return or reject many; those that cannot be are listed one by one and stay checked."""
    ids = request.form.getlist("application", type=row_number)
    verb, form = request.form.get("verb", ""), ReasonForm()
    if verb not in words.APPLICATION_VERBS:
        return _list(422, checked=ids, problem=gettext("Choose what to do with the selected applications."), form=form)
    if not ids:
        return _list(422, problem=gettext("Select at least one application."), form=form)
    if verb != Verb.ACCEPT and not form.validate_on_submit():
        return _list(422, checked=ids, form=form, asked=verb)
    act = _act(verb, form.reason.data or "", seen=None)
    outcome = deciding.each(ids, act)
    n = len(outcome.done)
    said = {
        Verb.ACCEPT: ngettext("%(n)s application accepted.", "%(n)s applications accepted.", n, n=n),
        Verb.RETURN: ngettext("%(n)s application returned.", "%(n)s applications returned.", n, n=n),
        Verb.REJECT: ngettext("%(n)s application rejected.", "%(n)s applications rejected.", n, n=n),
    }[Verb(verb)]
    return _decided(outcome, said if n else "", form)


@bp.get("/applications/<int:application_id>")
@may("applications.decide")
def application(application_id: int) -> Response:
    """One application, whole."""
    return _one(application_id)


@bp.post("/applications/<int:application_id>/<any(accept,return,reject):verb>")
@may("applications.decide")
def decide_application(application_id: int, verb: str) -> Response:
    """Decide on one, as it was read."""
    form = ReasonForm(prefix=verb)
    if verb != Verb.ACCEPT and not form.validate_on_submit():
        return _one(application_id, 422, forms={verb: form})
    act = _act(verb, form.reason.data or "", seen=request.form.get("seen", type=row_number))
    try:
        deciding.run(lambda session, now: act(session, application_id, now))
    except Refused as refused:
        if refused.status == 404:
            raise
        return _one(application_id, refused.status, refusal=refused, forms={verb: form})
    return done(url_for(".applications"), words.APPLICATION_VERBS[verb])


def _act(verb: str, reason: str, *, seen: int | None) -> Callable[[Session, int, datetime], Any]:
    if verb == Verb.ACCEPT:
        return lambda session, one, now: services.accept(session, who(), one, seen=seen, now=now)
    service = services.return_ if verb == Verb.RETURN else services.reject
    return lambda session, one, now: service(session, who(), one, reason=reason, seen=seen, now=now)


def _decided(outcome: Outcome, said: str, form: ReasonForm) -> Response:
    if outcome.failed:
        return _list(409, checked=outcome.failed_ids, outcome=outcome, said=said, form=form)
    if wants_part():
        return _list(said=said)
    flash(said, "success")
    return Response(status=303, headers={"Location": url_for(".applications")})


def _list(status: int = 200, *, checked: Any = (), form: ReasonForm | None = None, **values: Any) -> Response:
    wanted = request.values.get("state", ApplicationState.APPLIED)
    if wanted not in (ALL, *ApplicationState):
        abort(400)
    states = () if wanted == ALL else (ApplicationState(wanted),)
    query = request.values.get("q", "").strip()[:200]
    outcome: Outcome | None = values.get("outcome")
    with db.read() as session:
        found = queries.queue(session, who(), states=states, query=query)
        failed = [queries.application_detail(session, who(), one) for one in (outcome.failed_ids if outcome else ())]
        counts = queries.counts(session, who().exhibition_id or 0)
    given: dict[str, Any] = {"problem": "", "outcome": None, "said": "", "asked": ""} | values
    names = {each.id: languages.name(languages.both(each, "name")) for each in failed if each}
    return page(
        "desk/applications.html",
        "desk",
        status,
        applications=found,
        counts=counts,
        state=wanted,
        query=query,
        checked=frozenset(checked),
        names=names,
        form=form or ReasonForm(),
        categories=CATEGORIES,
        states=STATES,
        tags=STATE_TAGS,
        **given,
    )


def _one(
    application_id: int,
    status: int = 200,
    *,
    refusal: Refused | None = None,
    forms: dict[str, ReasonForm] | None = None,
) -> Response:
    with db.read() as session:
        found = queries.application_detail(session, who(), application_id)
        if found is None:
            abort(404)
        told = journal.page(session, found.exhibition_id, subject=f"application:{application_id}")
        history = lines(session, told)
    given = {verb: ReasonForm(prefix=verb, formdata=None) for verb in (Verb.RETURN, Verb.REJECT)} | (forms or {})
    return page(
        "desk/application.html",
        "desk",
        status,
        found=found,
        forms=given,
        verbs=verbs(found.state, by_staff=True),
        refusal=refusal,
        history=history,
        categories=CATEGORIES,
        states=STATES,
        tags=STATE_TAGS,
    )
