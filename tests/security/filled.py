"""Forms as people send them: every field that a form has, filled in; for tests that add to them or spoil them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.kit import routes


@dataclass(frozen=True, slots=True)
class Filled:
    """A form: where it goes, what is in it, which of its fields hold free text."""

    endpoint: str
    fields: Mapping[str, Any]
    text: tuple[str, ...] = ()

    def send(self, app: Flask, client: FlaskClient, given: Mapping[str, Any], **options: Any) -> TestResponse:
        """Send it as it is, or with `data` (or another body) instead."""
        options = options or {"data": dict(self.fields)}
        return client.post(self.address(app, given), **options)

    def address(self, app: Flask, given: Mapping[str, Any]) -> str:
        """Where it goes."""
        route = next(each for each in routes.routes(app, "POST") if each.endpoint == self.endpoint)
        return routes.address(app, route, given)


NAMES = {"name_ar": "اسم جديد", "name_en": "New name"}
ABOUT = {"about_ar": "نبذة جديدة", "about_en": "New text"}
CONTACT = {"contact_name": "Huda", "contact_email": "huda@whole.example", "contact_phone": "+966500000009"}
TEXTS = tuple(f"{name}_{lang}" for name in ("title", "abstract", "tool") for lang in ("ar", "en"))
SHOWCASE = {
    **{name: f"New {name}" for name in TEXTS},
    "category": "filter",
    "length_minutes": "30",
    "audience": "everyone",
    "language": "ar",
    "presenters-0-name_ar": "مقدّمة",
    "presenters-0-name_en": "Presenter",
    "presenters-0-email": "presenter@whole.example",
    "declared_synthetic": "y",
    "declared_harmless": "y",
    "seen": "",
}
DETAILS = {
    "fascia_ar": "لافتة جديدة",
    "fascia_en": "New fascia",
    **CONTACT,
    "power_kw": "4",
    "notes": "New notes",
    "terms_version": "2",
}
BODY = {**NAMES, "country": "SA", "category": "awareness"}
TOOL = {**NAMES, **ABOUT, "category": "filter"}
_SHOWCASE_TEXT = (*TEXTS, "presenters-0-name_ar", "presenters-0-name_en")


def keyed(fields: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The fields with a request's key."""
    return {**fields, "request_key": f"filled-{key}-0001"}


VISITORS = (
    Filled(
        "security.register",
        {
            "name": "Huda",
            "email": "new@whole.example",
            "password": "a-sentence-to-remember",
            **NAMES,
            "kind": "public_body",
            "country": "SA",
            "invitation": "",
        },
        ("name", "name_ar", "name_en"),
    ),
    Filled("security.forgot_password", {"email": "sanad@sample.example"}),
    Filled("security.send_confirmation", {"email": "unconfirmed@whole.example"}),
)
"""A visitor's forms that change something."""

EXHIBITORS = (
    Filled("accounts.person", {"name": "Huda", "language": "en"}, ("name",)),
    Filled(
        "exhibitors.register_organisation",
        keyed({**NAMES, "country": "SA", "kind": "public_body"}, "organisation"),
        ("name_ar", "name_en"),
    ),
    Filled("exhibitors.invite", {"email": "colleague@whole.example"}),
    Filled(
        "exhibitors.edit_profile",
        {**ABOUT, "category": "filter", "website": "https://new.example", "seen": ""},
        (*ABOUT,),
    ),
    Filled("exhibitors.add_tool", keyed(TOOL, "tool"), (*NAMES, *ABOUT)),
    Filled("exhibitors.edit_tool", keyed(TOOL, "edited"), (*NAMES, *ABOUT)),
    Filled("claims.fill", keyed(DETAILS, "fill"), ("fascia_ar", "fascia_en", "contact_name", "notes")),
    Filled("claims.share", keyed(BODY, "share"), (*NAMES,)),
    Filled("demos.propose", keyed(SHOWCASE, "propose"), _SHOWCASE_TEXT),
)
"""An exhibitor's forms that change something, in an order in which all of them can be sent."""
