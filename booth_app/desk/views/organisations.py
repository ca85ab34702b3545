"""Organisations of the exhibition: found by name, and one with everything that concerns it."""

from flask import Response, abort, request

from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.page import page
from booth_app.desk import queries
from booth_app.desk.lines import lines
from booth_app.desk.views.blueprint import bp
from booth_app.exhibitors import queries as exhibitors
from booth_app.exhibitors.models import ApplicationState
from booth_app.exhibitors.words import CATEGORIES, STATE_TAGS, STATES
from booth_app.journal import queries as journal


@bp.get("/organisations")
@may("organisations.read")
def organisations() -> Response:
    """Those that applied, by name in either language, booth or booking number."""
    query = request.args.get("q", "").strip()[:200]
    wanted = request.args.get("state", "")
    if wanted and wanted not in set(ApplicationState):
        abort(400)
    with db.read() as session:
        found = queries.bodies(
            session,
            who(),
            now=clock.now(session),
            query=query,
            state=ApplicationState(wanted) if wanted else None,
        )
    return page(
        "desk/organisations.html",
        "organisations",
        bodies=found,
        query=query,
        state=wanted,
        states=STATES,
        tags=STATE_TAGS,
    )


@bp.get("/organisations/<int:organisation_id>")
@may("organisations.read")
def organisation(organisation_id: int) -> Response:
    """One of them: application, claims, people, what happened."""
    with db.read() as session:
        found = queries.body(session, who(), organisation_id, now=clock.now(session))
        if found is None:
            abort(404)
        application = exhibitors.application_detail(session, who(), found.participant.application_id)
        told = journal.page(session, who().exhibition_id or 0, organisation_id=organisation_id, limit=30)
        history = lines(session, told)
    return page(
        "desk/organisation.html",
        "desk",
        found=found,
        application=application,
        history=history,
        categories=CATEGORIES,
        states=STATES,
        tags=STATE_TAGS,
    )
