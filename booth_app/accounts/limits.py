"""How often passwords and codes may be tried: per account and per address, over all processes when Redis is there.

An account's attempts are counted apart for browsers that have signed in to it before ("device cookies", OWASP): a
stranger who tries passwords shuts out strangers, not the owner at their own desk. On a new desk the owner still has
the reset link: whoever opened it has read the account's mail, and their browser counts as known from then on. A
right password gives back what its account's attempts have used.
"""

import hashlib
import secrets
from contextlib import suppress

from flask import Response, current_app, request, session
from flask_security import current_user
from itsdangerous import BadSignature, URLSafeSerializer
from redis import RedisError

from booth_app.accounts.addresses import normal
from booth_app.base.limits import limiter
from booth_app.text.problems import Unreadable

TRIES_PER_ACCOUNT = "10 per 15 minutes"
FAILURES_PER_ADDRESS = "50 per 15 minutes"
MAILS_PER_ACCOUNT = "5 per hour"
ASKS_PER_ADDRESS = "60 per hour"

DEVICE_DAYS = 365
_MOST_ACCOUNTS = 8
_SALT = "device"


def named_account() -> str:
    """The account that a form names, counted apart for browsers that know it."""
    account = _print(request.form.get("email", ""))
    number, known = _device()
    return f"account:{account}:{number if account in known else 'strangers'}"


def this_account() -> str:
    """The account that is signed in, or that has given its password and owes a code."""
    owing = session.get("tf_user_id")
    return f"account:{owing or (current_user.id if current_user.is_authenticated else 'nobody')}"


def failed(response: Response) -> bool:
    """Whether an answer says that an attempt was made and failed. One that was not let through is none."""
    return response.status_code in (400, 401, 403, 422)


def done(response: Response) -> bool:
    """Whether what was asked for was done; a form with mistakes sends no mail."""
    return response.status_code == 303


def give_back() -> None:
    """A right password: its account's attempts were its owner's."""
    for each in limiter.current_limits:
        if each.request_args[0].startswith("account:"):
            with suppress(RedisError):
                limiter.limiter.clear(each.limit, *each.request_args)


def know_device(response: Response, email: str) -> None:
    """Let this browser count as one that knows the account."""
    number, known = _device()
    account = _print(email)
    accounts = [account, *(each for each in known if each != account)][:_MOST_ACCOUNTS]
    value = _serializer().dumps([number or secrets.token_hex(8), accounts])
    secure = current_app.config["SECURE"]
    response.set_cookie(
        _cookie(), value, max_age=DEVICE_DAYS * 86_400, secure=secure, httponly=True, samesite="Lax", path="/"
    )


def _device() -> tuple[str, list[str]]:
    """This browser's number and the accounts it has signed in to."""
    try:
        number, known = _serializer().loads(request.cookies.get(_cookie(), ""))
    except (BadSignature, ValueError, TypeError):
        return "", []
    return str(number), [str(each) for each in known]


def _cookie() -> str:
    return "__Host-device" if current_app.config["SECURE"] else "device"


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=_SALT)


def _print(email: str) -> str:
    """An address as it is counted: not to be read from the store of the counts."""
    try:
        email = normal(email)
    except Unreadable:
        email = email.strip().lower()
    key = current_app.config["SECRET_KEY"].encode()
    return hashlib.blake2s(email.encode(errors="replace"), key=key[:32], digest_size=12).hexdigest()
