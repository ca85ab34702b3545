"""The link by which a visitor comes back to their seats, and the mark by which we know an address again.

Both are made of the installation's secret: no link lies in a database, and from a mark nobody finds an address.
"""

import hashlib
import hmac

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from booth_app.accounts.links import absolute

SALT = "seats"


def mark(exhibition_id: int, email: str) -> str:
    """What stands for a (normal) address in one exhibition."""
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, f"visitor:{exhibition_id}:{email}".encode(), hashlib.sha256).hexdigest()


def token(visitor_id: int) -> str:
    """What the link of a visitor holds. Always the same for the same number and secret."""
    return _serializer().dumps(visitor_id)


def visitor_of(given: str) -> int | None:
    """The visitor that a link names; None when the link is none of ours."""
    try:
        found = _serializer().loads(given)
    except BadSignature:
        return None
    return found if isinstance(found, int) else None


def link(slug: str, visitor_id: int, language: str) -> str:
    """Where a visitor's seats are. Needs an application context and no request."""
    return absolute("demos.my_seats", language, exhibition=slug, seats_link=token(visitor_id))


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=SALT)
