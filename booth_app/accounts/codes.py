"""The second factor: one-time codes that are spent by use, recovery codes that are kept only as hashes."""

import hashlib
import hmac
import re
from typing import Any, ClassVar

from flask import current_app
from flask_security import MfRecoveryCodesUtil, Totp
from passlib.exc import TokenError
from passlib.totp import TotpMatch
from sqlalchemy import or_, select, update

from booth_app.accounts import store
from booth_app.accounts.models import User
from booth_app.base.errors import Invalid
from booth_app.text.bidi import strip_controls
from booth_app.text.numbers import DASHES, to_western_digits

_BETWEEN = re.compile(r"[\s\-]+")


class CodeSpent(Invalid):
    """Another request used the recovery code a moment before."""

    code: ClassVar[str] = "code-spent"


class OneTimeCodes(Totp):
    """Codes of an authenticator app. One that was taken is spent, and so are all before it.

    The same code with spaces or in Arabic digits is the same code. That it is spent is one statement on the
    account's row: of two requests with it at one moment one is refused.
    """

    def verify_totp(self, token: str, totp_secret: str, user: Any, window: int = 0) -> bool:
        """Whether a typed code is right and unspent; it is spent by that."""
        typed = _plain(str(token))
        return typed.isascii() and typed.isdigit() and super().verify_totp(typed, totp_secret, user, window)

    def get_last_counter(self, user: Any) -> int | None:
        """The half minute of the last code that was taken."""
        return user.tf_last_counter

    def set_last_counter(self, user: Any, tmatch: TotpMatch) -> None:
        """Spend a code.

        Raises:
            TokenError: another request was first.
        """
        spent = (
            update(User)
            .where(User.id == user.id)
            .where(or_(User.tf_last_counter.is_(None), User.tf_last_counter < tmatch.counter))
            .values(tf_last_counter=tmatch.counter)
            .returning(User.id)
            .execution_options(synchronize_session=False)
        )
        if store.current().execute(spent).scalar() is None:
            raise TokenError("the code is spent")


class RecoveryCodes(MfRecoveryCodesUtil):
    """Codes for the day the authenticator is lost. What is stored cannot be shown again, and not be guessed from."""

    def get_recovery_codes(self, user: Any) -> list[str]:  # noqa: ARG002
        """None: they were shown once, when they were made."""
        return []

    def check_recovery_code(self, user: Any, code: str) -> bool:
        """Whether a typed code is one of the person's unused ones."""
        return _hash(code) in (user.mf_recovery_codes or [])

    def delete_recovery_code(self, user: Any, code: str) -> bool:
        """Use a code up, under a lock on the account's row.

        Raises:
            CodeSpent: another request used it a moment before.
        """
        session = store.current()
        row = session.execute(
            select(User).where(User.id == user.id).with_for_update().execution_options(populate_existing=True)
        ).scalar_one()
        kept = list(row.mf_recovery_codes or [])
        if _hash(code) not in kept:
            raise CodeSpent
        kept.remove(_hash(code))
        row.mf_recovery_codes = kept
        return True

    def _encrypt_codes(self, codes: list[str]) -> list[str]:
        return [_hash(code) for code in codes]


def left(user: Any) -> int:
    """How many recovery codes a person has left."""
    return len(user.mf_recovery_codes or [])


def _hash(code: str) -> str:
    # Twelve hexadecimal digits could be searched through; not without the installation's secret.
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, b"recovery:" + _plain(code).lower().encode(), hashlib.sha256).hexdigest()


def _plain(code: str) -> str:
    return _BETWEEN.sub("", to_western_digits(strip_controls(code).translate(DASHES)))
