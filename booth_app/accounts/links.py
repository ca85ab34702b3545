"""The links of account mails, made when the mail is sent: no token lies in a database or an outbox.

They lead to the address that the installation is known by and to nothing a request brought (`reliability.md` S40).
All need an application context and no request.
"""

from flask import current_app
from flask_security.confirmable import generate_confirmation_token
from flask_security.recoverable import generate_reset_password_token
from sqlalchemy import select

from booth_app.accounts.models import User
from booth_app.base import db


def confirmation_link(user_id: int, language: str = "") -> str:
    """Where a person confirms their e-mail address; without a `language`, in the one they chose.

    Raises:
        LookupError: nobody has this id.
    """
    person = _person(user_id)
    return absolute("security.confirm_email", language or person.language, token=generate_confirmation_token(person))


def reset_link(user_id: int, language: str = "") -> str:
    """Where a person chooses another password; without a `language`, in the one they chose.

    Raises:
        LookupError: nobody has this id.
    """
    person = _person(user_id)
    return absolute("security.reset_password", language or person.language, token=generate_reset_password_token(person))


def sign_in_link(language: str) -> str:
    """Where people sign in."""
    return absolute("security.login", language)


def absolute(endpoint: str, language: str, **values: object) -> str:
    """The address of a page, under the installation's public address."""
    path = current_app.url_map.bind("").build(endpoint, {"lang": language, **values})
    return f"{current_app.config['SETTINGS'].booth_public_url}{path}"


def _person(user_id: int) -> User:
    with db.read() as session:
        person = session.scalar(select(User).where(User.id == user_id))
    if person is None:
        raise LookupError(f"user:{user_id}")
    return person
