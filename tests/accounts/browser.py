"""A person with a browser that has no scripts: opens pages, fills in forms, reads the journal for mails owed."""

import html
import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from booth_app.accounts import services
from booth_app.accounts.models import User
from booth_app.journal.models import Entry

PASSWORD = "a-sentence-to-remember"
ORGANISATION = {"name_ar": "جمعية سند", "name_en": "Sanad Association", "kind": "public_body", "country": "SA"}
REGISTRATION = {"name": "هدى القاسم", "email": "huda@sanad.example", "password": PASSWORD, **ORGANISATION}


def token(page: TestResponse) -> str:
    """The token of the first form."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert found, page.text[:400]
    return found.group(1)


def send(client: FlaskClient, path: str, opened: str = "", **fields: str) -> TestResponse:
    """Open a page and send its form."""
    page = client.get(opened or path)
    return client.post(path, data={"csrf_token": token(page), **fields})


def person(app: Flask, now, email: str = "huda@sanad.example", **options) -> int:
    """A confirmed person with `PASSWORD`."""
    with app.app_context(), app.extensions["database"].write() as session:
        given = {"name": "هدى", "password": PASSWORD, "language": "en"} | options
        return services.create_person(session, email=email, now=now, **given)


def sign_in(client: FlaskClient, email: str = "huda@sanad.example", password: str = PASSWORD, **fields) -> TestResponse:
    """Sign in through the page."""
    return send(client, "/en/account/sign-in", email=email, password=password, **fields)


def signed_in(client: FlaskClient) -> bool:
    """Whether the browser's session opens a person's page."""
    return client.get("/en/account/").status_code == 200


def journal(app: Flask) -> list[tuple[str, str]]:
    """What was written down, kind and subject."""
    with app.extensions["database"].read() as session:
        return [tuple(row) for row in session.execute(select(Entry.kind, Entry.subject).order_by(Entry.id))]


def user(app: Flask, email: str = "huda@sanad.example") -> User:
    """A person's row."""
    with app.extensions["database"].read() as session:
        return session.scalars(select(User).where(User.email == email)).one()


def path_of(link: str) -> str:
    """A link of a mail as the path to open."""
    return re.sub(r"^https?://[^/]+", "", link)


def said(page: TestResponse) -> list[str]:
    """The sentences of messages and errors on a page."""
    blocks = re.findall(r'role="(?:alert|status)"[^>]*>(.*?)</(?:div|p)>', page.text, re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]+>|\s+", " ", block)).strip() for block in blocks]
