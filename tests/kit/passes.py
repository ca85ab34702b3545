"""Signed-in sessions and form tokens made without the sign-in page: for load and races, with a thousand people."""

import hashlib
import secrets
import time
from dataclasses import dataclass

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


@dataclass(frozen=True, slots=True)
class Pass:
    """What a client of one person sends: a cookie, and the token that belongs in every form."""

    cookie: str
    csrf: str


def issue(secret: str, uniquifier: str, organisation_id: int | None = None) -> Pass:
    """A pass for the person with this `fs_uniquifier`, acting for an organisation."""
    raw = hashlib.sha1(secrets.token_bytes(64), usedforsecurity=False).hexdigest()
    now = time.time()
    values = {
        "_user_id": uniquifier,
        "_fresh": True,
        "fs_cc": "set",
        "fs_paa": now,
        "seen": int(now),
        "csrf_token": raw,
    }
    if organisation_id is not None:
        values["acting"] = organisation_id
    app = Flask("passes")
    app.secret_key = secret
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    token = URLSafeTimedSerializer(secret, salt="wtf-csrf-token").dumps(raw)
    return Pass(f"session={serializer.dumps(values)}", str(token))
