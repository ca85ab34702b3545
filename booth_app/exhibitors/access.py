"""Who asks: the person, the organisation they act for, their roles in the exhibition at hand. And what that allows."""

from typing import Any

from flask import Flask, abort, current_app, g, request, session, url_for
from flask_security import current_user
from sqlalchemy.orm import Session

from booth_app.accounts import security
from booth_app.base import access, db
from booth_app.base.access import Who
from booth_app.base.page import go, wants_part
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitions.permissions import ANYONE, MEMBER, PERMISSIONS, SIGNED_IN
from booth_app.exhibitions.queries import ExhibitionValue
from booth_app.exhibitors import queries

_PAGES_OF_PEOPLE = frozenset({"security", "accounts", "exhibitors"})

ACTING = "acting"
"""Key in the browser's session: the organisation a person chose to act for."""


def init_app(app: Flask, endpoints: dict[str, str]) -> None:
    """Load exhibition and person before each request, and check its permission."""

    @app.url_value_preprocessor
    def take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        slug = (values or {}).pop("exhibition", None)
        g.exhibition = None
        if slug is not None:
            with db.read() as reading:
                g.exhibition = exhibitions.exhibition(reading, slug)
                known = g.exhibition is not None
                g.exhibition = g.exhibition or _only(reading)
            if not known:
                abort(404)

    @app.url_defaults
    def give(endpoint: str, values: dict[str, Any]) -> None:
        if (
            "exhibition" not in values
            and g.get("exhibition")
            and endpoint in app.view_functions  # an address that leads nowhere has none
            and app.url_map.is_endpoint_expecting(endpoint, "exhibition")
        ):
            values["exhibition"] = g.exhibition.slug

    @app.before_request
    def know() -> None:
        g.who = Who(exhibition_id=g.exhibition.id if g.get("exhibition") else None)
        g.organisations = []
        if "_user_id" not in session or not current_user.is_authenticated:
            return
        g.user_known = True
        with db.read() as reading:
            g.who = _who(reading, current_user.id)

    @app.before_request
    def show() -> None:
        # Rights are settled above; this only lets a page that is of no exhibition carry the name, and the reporting and
        # help lines, of the one that its address names, or of the only one there is.
        if g.get("exhibition") is None and (request.url_rule is None or request.blueprint in _PAGES_OF_PEOPLE):
            with db.read() as reading:
                g.exhibition = _named(reading) or _only(reading)

    access.install(app, allows, security.ENDPOINTS | endpoints)


def _named(reading: Session) -> ExhibitionValue | None:
    """The exhibition below which an address lies that leads nowhere."""
    for part in request.path.split("/")[2:4] if request.url_rule is None else ():
        if found := exhibitions.exhibition(reading, part):
            return found
    return None


def _only(reading: Session) -> ExhibitionValue | None:
    listed = exhibitions.listed(reading)
    return listed[0] if len(listed) == 1 else None


def _who(reading: Session, user_id: int) -> Who:
    exhibition_id = g.exhibition.id if g.get("exhibition") else None
    g.organisations = queries.organisations_of(reading, user_id)
    ids = [each.id for each in g.organisations]
    chosen = session.get(ACTING)
    acting = chosen if chosen in ids else (ids[0] if ids else None)
    roles = exhibitions.roles(reading, user_id, exhibition_id) if exhibition_id else frozenset()
    return Who(user_id=user_id, organisation_id=acting, exhibition_id=exhibition_id, roles=roles)


def allows(permission: str) -> bool:
    """Whether whoever asks may. Someone signed out is sent to sign in, and back afterwards."""
    rule = PERMISSIONS[permission]
    if rule == ANYONE:
        return True
    who: Who = g.who
    if who.user_id is None:
        if _is_asked(permission):
            abort(go(url_for("security.login", next=_back())))
        return False
    if rule == SIGNED_IN:
        return True
    if rule == MEMBER:
        return who.organisation_id is not None
    return bool(who.roles & {str(role) for role in rule}) and _second_factor(permission)


def _second_factor(permission: str) -> bool:
    """Whether whoever has a role signed in as those with a role must; else they are sent to set it up.

    Signing in asks for it already. This is for the session that was there before the role.
    """
    if current_user.tf_primary_method is not None or not current_user.check_tf_required_setup():
        return True
    if _is_asked(permission):
        abort(go(url_for("security.two_factor_setup")))
    return False


def _is_asked(permission: str) -> bool:
    """Whether it is this page that needs the permission, and not a menu that asks whether to show another one."""
    if g.get("failed"):
        return False
    return request.endpoint is not None and access.permission_of(current_app, request.endpoint) == permission


def _back() -> str:
    """Where to return after signing in: this page, or the page that a form stood on."""
    if request.method == "GET" and not wants_part():
        return request.full_path.rstrip("?")
    return request.args.get("from") or (f"/{g.lang}/{g.exhibition.slug}/" if g.get("exhibition") else f"/{g.lang}/")
