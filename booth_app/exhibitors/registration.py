"""An account and its first organisation are opened together, or neither is.

The sign-in library says when an account is new; what is done here happens in its transaction. An address that is known
gets another mail and makes nothing.
"""

from typing import Any

from flask import Flask
from flask_security import user_not_registered, user_registered
from sqlalchemy import select, update

from booth_app.accounts import store
from booth_app.accounts.models import User
from booth_app.base.access import Who
from booth_app.base.languages import lang
from booth_app.exhibitors.models import Organisation, OrganisationKind
from booth_app.exhibitors.services import register_organisation

_FIELDS = ("name_ar", "name_en", "country")


def init_app(app: Flask) -> None:
    """Listen to the library."""
    user_registered.connect(_new, app)
    user_not_registered.connect(_again, app)


def _new(_app: Flask, *, user: User, form_data: dict[str, Any], **_rest: Any) -> None:
    session = store.current()
    user.language = lang()
    session.flush()
    if "name_ar" not in form_data:  # invited to an organisation that is there already
        return
    register_organisation(
        session,
        Who(user.id),
        **{name: form_data[name] for name in _FIELDS},
        kind=OrganisationKind(form_data["kind"]),
        now=store.now(),
    )


def _again(_app: Flask, *, user: User | None, form_data: dict[str, Any], **_rest: Any) -> None:
    """Somebody registers an address that nobody has confirmed: what is said last holds, for it may be its owner."""
    if user is None or user.confirmed_at is not None:
        return
    user.name, user.language = form_data["name"], lang()
    session = store.current()
    session.flush()
    if "name_ar" not in form_data:
        return
    first = select(Organisation.id).where(Organisation.created_by == user.id).order_by(Organisation.id).limit(1)
    said = {name: form_data[name] for name in _FIELDS} | {"kind": OrganisationKind(form_data["kind"])}
    session.execute(
        update(Organisation)
        .where(Organisation.id == first.scalar_subquery())
        .values(said)
        .execution_options(synchronize_session=False)
    )
