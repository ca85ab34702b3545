"""The link of an invitation, made when the mail is sent: from its number and the installation's secret."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from booth_app.accounts.links import absolute

SALT = "invitation"


def invitation_token(invitation_id: int) -> str:
    """What the link of an invitation holds. Always the same for the same number and secret."""
    return _serializer().dumps(invitation_id)


def invitation_of(token: str) -> int | None:
    """The invitation that a link names; None when the link is none of ours."""
    try:
        found = _serializer().loads(token)
    except BadSignature:
        return None
    return found if isinstance(found, int) else None


def invitation_link(invitation_id: int, language: str) -> str:
    """Where an invitation is accepted. Needs an application context and no request."""
    return absolute("exhibitors.invitation", language, token=invitation_token(invitation_id))


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=SALT)
