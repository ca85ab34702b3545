"""Who works on the exhibition."""

from flask import Response, abort, request, url_for

from booth_app.accounts import queries as accounts
from booth_app.base import db
from booth_app.base.access import may, who
from booth_app.base.errors import Refused
from booth_app.base.page import page
from booth_app.desk import deciding
from booth_app.desk.forms import RoleForm
from booth_app.desk.views.answers import done
from booth_app.desk.views.blueprint import bp
from booth_app.exhibitions import queries
from booth_app.exhibitions.models import Role
from booth_app.exhibitions.services.roles import grant, revoke
from booth_app.exhibitions.words import ROLES


@bp.get("/roles")
@may("settings.edit")
def roles() -> Response:
    """Everybody with a role."""
    return _show()


@bp.post("/roles")
@may("settings.edit")
def grant_role() -> Response:
    """Give a person a role, by their address."""
    form = RoleForm()
    if not form.validate_on_submit():
        return _show(422, form)
    try:
        deciding.run(lambda session, now: grant(session, who(), form.email.data or "", form.granted, now=now))
    except Refused as refused:
        if refused.status == 404:
            raise
        return _show(refused.status, form, refused)
    return done(url_for(".roles"), "granted")


@bp.post("/roles/<int:user_id>/revoke")
@may("settings.edit")
def revoke_role(user_id: int) -> Response:
    """Take a role away."""
    role = request.form.get("role", "")
    if role not in set(Role):
        abort(422)
    try:
        deciding.run(lambda session, now: revoke(session, who(), user_id, Role(role), now=now))
    except Refused as refused:
        if refused.status == 404:
            raise
        return _show(refused.status, refusal=refused)
    return done(url_for(".roles"), "revoked")


def _show(status: int = 200, form: RoleForm | None = None, refusal: Refused | None = None) -> Response:
    with db.read() as session:
        assigned = queries.assigned(session, who().exhibition_id or 0)
        people = accounts.people(session, [user_id for user_id, _ in assigned])
    staff = {person: [role for user_id, role in assigned if user_id == person.id] for person in people.values()}
    return page("desk/roles.html", "desk", status, staff=staff, form=form or RoleForm(), refusal=refusal, roles=ROLES)
