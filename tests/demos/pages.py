"""People at the pages of this room, and forms as browsers send them."""

import re
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from booth_app.accounts.models import User
from booth_app.exhibitors.models import Organisation
from tests.demos.conftest import Scene, build
from tests.kit import make

TYPED = {
    "title_ar": "بوصلة الأسرة",
    "title_en": "Family compass",
    "abstract_ar": "خطوات عملية للأسرة.",
    "abstract_en": "Practical steps for a family.",
    "tool_ar": "بوصلة",
    "tool_en": "Compass",
    "category": "parental",
    "length_minutes": "30",
    "audience": "families",
    "language": "ar",
    "presenters-0-name_ar": "نورة القحطاني",
    "presenters-0-name_en": "Noura Al-Qahtani",
    "presenters-0-email": "Noura@Example.org",
    "presenters-1-name_ar": "",
    "presenters-1-name_en": "",
    "presenters-1-email": "",
    "declared_synthetic": "y",
    "declared_harmless": "y",
    "request_key": "key-of-this-form-0001",
}


class Stage:
    """An application with the scene in its database."""

    def __init__(self, app: Flask, now, **values):
        self.app = app
        self.scene: Scene = build(app.extensions["database"], now, **values)

    def visitor(self) -> FlaskClient:
        return self.app.test_client()

    def member(self, who=None) -> FlaskClient:
        """Somebody of an exhibitor."""
        who = who or self.scene.ours
        with self.scene.database.read() as session:
            person, body = session.get_one(User, who.user_id), session.get_one(Organisation, who.organisation_id)
        return make.sign_in(self.app.test_client(), person, body)

    def staff(self, role: str = "programme") -> FlaskClient:
        """Somebody with a role."""
        with self.scene.write() as session:
            exhibition = session.get_one(make.Exhibition, self.scene.exhibition_id)
            person = make.staff(session, exhibition, role)
        return make.sign_in(self.app.test_client(), person)


def text(answer: TestResponse) -> str:
    """What a reader sees of a page, on one line, without marks of direction."""
    body = re.sub(r"<(script|style|svg|template)\b.*?</\1>", " ", answer.text, flags=re.DOTALL)
    plain = unescape(re.sub(r"<[^>]+>", " ", body))
    return re.sub(r"\s+", " ", re.sub(r"[\u2066-\u2069\u200e\u200f]", "", plain)).strip()


def value(answer: TestResponse, name: str, *, after: str = "") -> str:
    """The value of the first input with a name, behind a piece of the page."""
    part = answer.text[answer.text.index(after) :] if after else answer.text
    tag = re.search(rf'<input[^>]*\bname="{re.escape(name)}"[^>]*>', part)
    found = re.search(r'\bvalue="([^"]*)"', tag[0]) if tag else None
    return unescape(found[1]) if found else ""
