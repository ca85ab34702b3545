"""An exhibitor's own showcases: propose, write, take back."""

from collections.abc import Sequence
from typing import Any

from flask import Response, abort, flash, g, request, url_for
from flask_babel import gettext

from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.errors import Stale
from booth_app.base.languages import both
from booth_app.base.page import go, page
from booth_app.demos import services
from booth_app.demos.forms import KeyForm, ProposalForm
from booth_app.demos.proposals import MOST_PRESENTERS, Person
from booth_app.demos.queries import FullShowcase, private
from booth_app.demos.states import OPEN, verbs
from booth_app.demos.views.blueprint import bp
from booth_app.exhibitors import queries as exhibitors
from booth_app.exhibitors.models import ApplicationState
from booth_app.text import bidi


@bp.get("/my/<exhibition>/showcases")
@may("member")
def mine() -> Response:
    """Everything one's organisation has proposed here, and where it stands."""
    asker = who()
    with db.read() as session:
        found = private.mine(session, asker)
        application = exhibitors.application(session, g.exhibition.id, asker.organisation_id or 0)
        now = clock.now(session)
    accepted = application is not None and application.state == ApplicationState.ACCEPTED
    return page(
        "demos/mine.html",
        "mine",
        showcases=found,
        may_propose=accepted or not g.exhibition.vetting,
        now=now,
    )


@bp.get("/my/<exhibition>/showcases/new")
@may("member")
def new() -> Response:
    """The empty form."""
    form = ProposalForm(language="ar")
    form.rows(2)
    return _form(form)


@bp.post("/my/<exhibition>/showcases/new")
@may("member")
def propose() -> Response:
    """Send it in."""
    form = ProposalForm()
    if "more" in request.form:
        return _another_row(form)
    if not form.validate_on_submit():
        return _form(form, 422)
    try:
        for attempt in db.attempts():
            with attempt as session:
                now = clock.now(session)
                services.propose(session, who(), form.proposal, request_key=form.request_key.data or "", now=now)
    except services.PresenterFixed as refused:
        return _form(_named_otherwise(form, refused), 422)
    except services.NotAccepted as refused:
        return _form(form, refused.status, refusal=refused.code)
    flash(gettext("Your showcase “%(title)s” is proposed and under review.", title=_title(form)), "success")
    return go(url_for("demos.mine"))


@bp.get("/my/<exhibition>/showcases/<int:showcase_id>")
@may("member")
def showcase_of_mine(showcase_id: int) -> Response:
    """One of them: to write in while it is open, to read afterwards."""
    found = _found(showcase_id)
    if found.state not in OPEN:
        return page(
            "demos/my_showcase.html", "showcase", own=found, keyed=KeyForm(), verbs=verbs(found.state, "member")
        )
    form = ProposalForm(data=_values(found))
    form.rows(len(found.proposal.presenters) + 1)
    return _form(form, own=found)


@bp.post("/my/<exhibition>/showcases/<int:showcase_id>")
@may("member")
def edit(showcase_id: int) -> Response:
    """Keep what was written; one that was returned goes in again."""
    form = ProposalForm()
    found = _found(showcase_id)
    if "more" in request.form:
        return _another_row(form, own=found)
    if not form.validate_on_submit():
        return _form(form, 422, own=found)
    try:
        for attempt in db.attempts():
            with attempt as session:
                services.edit(
                    session,
                    who(),
                    showcase_id,
                    form.proposal,
                    seen=form.seen.data or "",
                    now=clock.now(session),
                )
    except services.PresenterFixed as refused:
        return _form(_named_otherwise(form, refused), 422, own=found)
    except (Stale, services.WrongState) as refused:
        # What was typed stays; whoever sends it again has now seen what it replaces.
        form.seen.data = found.mark
        return _form(form, refused.status, own=found, refusal=refused.code)
    flash(gettext("Your showcase “%(title)s” is proposed and under review.", title=_title(form)), "success")
    return go(url_for("demos.mine"))


@bp.post("/my/<exhibition>/showcases/<int:showcase_id>/withdraw")
@may("member")
def withdraw(showcase_id: int) -> Response:
    """Take it back."""
    found = _found(showcase_id)
    try:
        for attempt in db.attempts():
            with attempt as session:
                services.withdraw(session, who(), showcase_id, now=clock.now(session))
    except services.WrongState:
        flash(gettext("This showcase was decided meanwhile; it stands as you see it here."), "error")
        return go(url_for("demos.showcase_of_mine", showcase_id=showcase_id))
    title = bidi.isolate(both(found.showcase, "title"))
    flash(gettext("The showcase “%(title)s” is withdrawn.", title=title), "success")
    return go(url_for("demos.mine"))


def _found(showcase_id: int) -> FullShowcase:
    with db.read() as session:
        found = private.my_showcase(session, who(), showcase_id)
    return found or abort(404)


def _form(form: ProposalForm, status: int = 200, *, own: FullShowcase | None = None, refusal: str = "") -> Response:
    form.rows(1)
    with db.read() as session:
        known: Sequence[Person] = private.my_presenters(session, who())
    return page(
        "demos/propose.html",
        "propose",
        status,
        form=form,
        own=own,
        known=known,
        refusal=refusal,
        keyed=KeyForm(formdata=None),
        most_presenters=MOST_PRESENTERS,
    )


def _another_row(form: ProposalForm, own: FullShowcase | None = None) -> Response:
    """Room for one presenter more; everything typed stays, nothing is judged yet."""
    form.rows(len(form.presenters) + 1)
    return _form(form, own=own)


def _values(found: FullShowcase) -> dict[str, Any]:
    return found.proposal.content | {"length_minutes": str(found.proposal.length_minutes), "seen": found.mark}


def _named_otherwise(form: ProposalForm, refused: services.PresenterFixed) -> ProposalForm:
    name = bidi.isolate(both(_Named(**refused.values), "name"))
    text = gettext(
        "In an accepted showcase this person is called %(name)s. Write both names as there, or contact the organiser.",
        name=name,
    )
    for row in form.presenters:
        if row.form.email.data == refused.values["email"]:
            row.form.name_en.errors = [text]
    return form


class _Named:
    """Names of a refusal, as `both` reads them."""

    def __init__(self, *, name_ar: str, name_en: str, email: str) -> None:
        self.name_ar, self.name_en, self.email = name_ar, name_en, email


def _title(form: ProposalForm) -> str:
    return bidi.isolate(both(form.proposal, "title"))
