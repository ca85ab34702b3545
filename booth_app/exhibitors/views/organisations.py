"""The organisations a person may act for: list, register another, choose which one to act for."""

from flask import Response, flash, g, session, url_for
from flask_babel import gettext

from booth_app.accounts.forms import own_page
from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.errors import NotFound, Stale
from booth_app.base.languages import both
from booth_app.base.limits import limiter, person
from booth_app.base.page import go, page
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitors import links, queries, services
from booth_app.exhibitors.access import ACTING
from booth_app.exhibitors.forms import ActForm, EditOrganisationForm, OrganisationForm
from booth_app.exhibitors.models import OrganisationKind
from booth_app.exhibitors.views.blueprint import bp
from booth_app.exhibitors.words import STATE_TAGS, STATES
from booth_app.text.bidi import isolate


@bp.get("/my/organisations")
@may("account")
def organisations() -> Response:
    """One's organisations, what each has to do with the coming exhibitions, and a form for another one."""
    return _list(OrganisationForm())


@bp.post("/my/organisations")
@may("account")
@limiter.limit("20 per hour", key_func=person, methods=["POST"])
def register_organisation() -> Response:
    """Register another organisation and act for it."""
    form = OrganisationForm()
    if not form.validate_on_submit():
        return _list(form, 422)
    for attempt in db.attempts():
        with attempt as writing:
            session[ACTING] = services.register_organisation(
                writing,
                who(),
                name_ar=form.name_ar.data or "",
                name_en=form.name_en.data or "",
                country=form.country.data,
                kind=OrganisationKind(form.kind.data),
                request_key=form.request_key.data or "",
                now=clock.now(writing),
            )
    flash(gettext("The organisation is registered. Next: apply to exhibit."), "success")
    return go(url_for(".organisations"))


@bp.route("/my/organisations/<int:organisation_id>/edit", methods=["GET", "POST"])
@may("account")
@limiter.limit("60 per hour", key_func=person, methods=["POST"])
def edit_organisation(organisation_id: int) -> Response:
    """Say that an organisation of one's own is called otherwise."""
    with db.read() as reading:
        body = queries.organisation(reading, organisation_id)
        role = queries.role_of(reading, organisation_id, who().user_id or 0)
    if body is None or role is None:
        raise NotFound  # that an organisation exists is none of a stranger's business
    form = EditOrganisationForm(obj=body, data={"seen": body.stamp})
    refusal = ""
    if form.validate_on_submit():
        try:
            with db.write() as writing:
                services.edit_organisation(
                    writing,
                    who(),
                    organisation_id,
                    name_ar=form.name_ar.data or "",
                    name_en=form.name_en.data or "",
                    country=form.country.data,
                    kind=OrganisationKind(form.kind.data),
                    seen=form.seen.data or None,
                    now=clock.now(writing),
                )
            flash(gettext("Saved. Visitors see it at once."), "success")
            return go(url_for(".people", organisation_id=organisation_id))
        except Stale as refused:
            refusal = refused.code
            with db.read() as reading:
                body = queries.organisation(reading, organisation_id) or body
            form.seen.data, form.seen.raw_data = body.stamp, None  # what is sent next knows what stands there now
    status = 409 if refusal else 422 if form.errors else 200
    return page("exhibitors/organisation.html", "main", status, form=form, organisation=body, refusal=refusal)


@bp.post("/my/organisations/act")
@may("account")
def act() -> Response:
    """Choose the organisation to act for, and go on where one was."""
    form = ActForm()
    wanted = form.organisation.data if form.validate_on_submit() else None
    chosen = next((each for each in g.organisations if each.id == wanted), None)
    if chosen is not None:
        session[ACTING] = chosen.id
        flash(gettext("You act for %(organisation)s now.", organisation=isolate(both(chosen, "name"))), "success")
    return go(own_page(form.on.data) or url_for(".organisations"))


def _list(form: OrganisationForm, status: int = 200) -> Response:
    with db.read() as reading:
        today = clock.now(reading).date()
        coming = [each for each in exhibitions.listed(reading) if each.last_day >= today]
        invitations = queries.invitations_to(reading, who(), now=clock.now(reading))
        standings = {
            (each.id, exhibition.id): queries.application(reading, exhibition.id, each.id)
            for each in g.organisations
            for exhibition in coming
        }
    return page(
        "exhibitors/organisations.html",
        "main",
        status,
        form=form,
        organisations=g.organisations,
        coming=coming,
        invitations=[(each, links.invitation_token(each.id)) for each in invitations],
        states=STATES,
        tags=STATE_TAGS,
        standings=standings,
    )
