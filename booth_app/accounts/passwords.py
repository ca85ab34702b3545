"""What a password must be: long enough, and none of those that are tried first. Nothing about its characters.

Rules of ASVS 5.0.0 (6.2.1, 6.2.4 to 6.2.9) as `reliability.md` S13 reads them: eight characters at least, long ones
welcome, taken as typed, compared with a list. The list is the password corpus of zxcvbn, by rank.
"""

from typing import Any

from flask import Flask
from flask_babel import gettext
from flask_security import PasswordUtil
from zxcvbn.frequency_lists import FREQUENCY_LISTS

SHORTEST = 8
LONGEST = 256
"""A bound on the work of hashing, far beyond every phrase and manager."""

_COMMON = frozenset(each for each in FREQUENCY_LISTS["passwords"] if len(each) >= SHORTEST)


class Passwords(PasswordUtil):
    """The library's rules, replaced by ours."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)

    def validate(self, password: str, is_register: bool, **kwargs: Any) -> tuple[list[str] | None, str]:
        """What is wrong with a new password, in the reader's language, and its normalised spelling."""
        normal = self.normalize(password)
        person = kwargs if is_register else {"email": kwargs["user"].email, "name": kwargs["user"].name}
        return wrong(normal, person), normal


def wrong(password: str, person: dict[str, Any]) -> list[str] | None:
    """What is wrong with a password for a person (`email`, `name`), in the reader's language."""
    if len(password) < SHORTEST:
        return [gettext("Use %(least)s characters or more.", least=str(SHORTEST))]
    if len(password) > LONGEST:
        return [
            gettext("Use at most %(most)s characters. You have %(given)s.", most=str(LONGEST), given=str(len(password)))
        ]
    folded = password.casefold()
    if folded in _COMMON or len(set(folded)) == 1:
        return [gettext("This password is among those that are tried first. Choose another one.")]
    email = str(person.get("email") or "").casefold()
    name = "".join(str(person.get("name") or "").casefold().split())
    if folded in {email, email.partition("@")[0], name}:
        return [gettext("Your name or address is no password. Choose another one.")]
    return None
