"""The people of one organisation: invited, accepted, made owners, removed."""

from flask import Response, flash, session, url_for
from flask_babel import gettext

from booth_app.accounts import queries as accounts
from booth_app.accounts.limits import MAILS_PER_ACCOUNT, done, named_account
from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.errors import NotFound
from booth_app.base.languages import both, lang
from booth_app.base.limits import limiter, person
from booth_app.base.page import go, page
from booth_app.exhibitors import links, queries, services
from booth_app.exhibitors.access import ACTING
from booth_app.exhibitors.countries import country
from booth_app.exhibitors.forms import InviteForm
from booth_app.exhibitors.models import MemberRole
from booth_app.exhibitors.views.blueprint import bp
from booth_app.exhibitors.words import KINDS, ROLES
from booth_app.text.bidi import isolate


@bp.get("/my/organisations/<int:organisation_id>")
@may("account")
def people(organisation_id: int) -> Response:
    """The people of an organisation of one's own, and who is invited."""
    return _people(organisation_id, InviteForm())


@bp.post("/my/organisations/<int:organisation_id>")
@may("account")
@limiter.limit("30 per hour", key_func=person, methods=["POST"])
@limiter.limit(MAILS_PER_ACCOUNT, key_func=named_account, methods=["POST"], deduct_when=done)
def invite(organisation_id: int) -> Response:
    """Invite somebody by their address."""
    form = InviteForm()
    if not form.validate_on_submit():
        return _people(organisation_id, form, 422)
    try:
        with db.write() as writing:
            services.invite(
                writing,
                who(),
                organisation_id,
                form.email.data or "",
                sign=links.invitation_token,
                now=clock.now(writing),
            )
    except services.AlreadyMember:
        form.email.errors = [gettext("This person acts for the organisation already.")]
        return _people(organisation_id, form, 409)
    flash(gettext("The invitation is on its way to %(email)s.", email=isolate(form.email.data)), "success")
    return go(url_for(".people", organisation_id=organisation_id))


@bp.post("/my/organisations/<int:organisation_id>/invitations/<int:invitation_id>/end")
@may("account")
def take_back(organisation_id: int, invitation_id: int) -> Response:
    """End an invitation."""
    with db.write() as writing:
        services.take_back(writing, who(), organisation_id, invitation_id, now=clock.now(writing))
    flash(gettext("The invitation is ended; its link opens nothing any more."), "success")
    return go(url_for(".people", organisation_id=organisation_id))


@bp.post("/my/organisations/<int:organisation_id>/members/<int:user_id>/<any(owner,member):role>")
@may("account")
def change_role(organisation_id: int, user_id: int, role: str) -> Response:
    """Make a member an owner, or an owner a member."""

    try:
        with db.write() as writing:
            services.change_role(writing, who(), organisation_id, user_id, MemberRole(role), now=clock.now(writing))
        flash(gettext("Saved."), "success")
    except services.LastOwner:
        _last_owner()
    return go(url_for(".people", organisation_id=organisation_id))


@bp.post("/my/organisations/<int:organisation_id>/members/<int:user_id>/end")
@may("account")
def remove_member(organisation_id: int, user_id: int) -> Response:
    """End a membership; one's own too."""

    try:
        with db.write() as writing:
            services.remove_member(writing, who(), organisation_id, user_id, now=clock.now(writing))
        flash(gettext("The membership has ended."), "success")
    except services.LastOwner:
        _last_owner()
        return go(url_for(".people", organisation_id=organisation_id))
    left = user_id == who().user_id
    return go(url_for(".organisations") if left else url_for(".people", organisation_id=organisation_id))


@bp.get("/account/invitations/<token>")
@may("public")
def invitation(token: str) -> Response:
    """What an invitation is for; accepted by a button, since mail scanners open every link in a mail."""
    number = links.invitation_of(token)
    with db.read() as reading:
        found = queries.invitation(reading, number) if number is not None else None
        open_ = found is not None and found.open(clock.now(reading))
        me = accounts.person(reading, who().user_id or 0)
    if found is None:
        raise NotFound
    return page("exhibitors/invitation.html", "main", invitation=found, open=open_, me=me, token_value=token)


@bp.post("/account/invitations/<token>")
@may("account")
def join(token: str) -> Response:
    """Accept an invitation."""
    number = links.invitation_of(token)
    if number is None:
        raise NotFound
    try:
        with db.write() as writing:
            joined = services.join(writing, who(), number, token, now=clock.now(writing))
    except (services.InvitationOver, services.NotForYou) as refused:
        answer = invitation(token)
        answer.status_code = refused.status
        return answer
    session[ACTING] = joined
    with db.read() as reading:
        body = queries.organisation(reading, joined)
    flash(gettext("You act for %(organisation)s now.", organisation=isolate(both(body, "name"))), "success")
    return go(url_for(".home"))


def _last_owner() -> None:
    flash(gettext("An organisation keeps one owner at least. Make somebody else an owner first."), "error")


def _people(organisation_id: int, form: InviteForm, status: int = 200) -> Response:
    with db.read() as reading:
        role = queries.role_of(reading, organisation_id, who().user_id or 0)
        if role is None:
            raise NotFound  # that an organisation exists is none of a stranger's business
        body = queries.organisation(reading, organisation_id)
        if body is None:
            raise NotFound
        members = queries.members(reading, who(), organisation_id)
        invitations = queries.invitations(reading, who(), organisation_id, now=clock.now(reading))
    return page(
        "exhibitors/people.html",
        "main",
        status,
        organisation=body,
        country=country(body.country, lang()),
        kinds=KINDS,
        members=members,
        invitations=invitations,
        form=form,
        owner=role is MemberRole.OWNER,
        roles=ROLES,
    )
