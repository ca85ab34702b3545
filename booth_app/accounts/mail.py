"""Mail of the sign-in library: none is sent here. What happened is written down, and the outbox writes the mail.

The entry stands in the library's own transaction: an account and the mail that confirms it are kept or lost together,
and a dead mail server keeps nobody from registering.
"""

from typing import Any

from flask import after_this_request
from flask_security import MailUtil
from flask_security.mail_util import EmailValidateException
from flask_security.utils import _view_commit, get_message

from booth_app.accounts import store
from booth_app.accounts.addresses import normal
from booth_app.accounts.models import User
from booth_app.accounts.services import new_uniquifier
from booth_app.journal.services import record
from booth_app.text.problems import Unreadable

UNKNOWN = "address-unknown"
"""Somebody asked for mail to an address that has no account, or none that may have it. Which one is not written."""

CONTESTED = "account-contested"
"""An address that nobody has confirmed was registered again: whoever reads its mail chooses a password."""

KINDS = {
    "welcome": ("account-registered", "confirmation-asked"),
    "welcome_existing": ("account-registered-again",),
    "confirmation_instructions": ("confirmation-asked",),
    "reset_instructions": ("reset-asked",),
    "reset_notice": ("password-changed",),
    "change_notice": ("password-changed",),
}
"""The library's mail, by the name of its template, and what it means in the journal."""


class Letters(MailUtil):
    """Writes the journal in the place of sending mail, and reads addresses as the rest of the house does."""

    def send_mail(  # noqa: PLR0917 - the library's
        self,
        template: str,
        subject: str,
        recipient: Any,
        sender: Any,
        body: str | None,
        html: str | None,
        **kwargs: Any,
    ) -> None:
        """Note that a mail is owed to a person."""
        del subject, recipient, sender, body, html
        person: User = kwargs["user"]
        kinds = KINDS[template.rpartition("/")[2]]
        if kinds == ("account-registered-again",) and person.confirmed_at is None:
            _contest(person)
            kinds = (CONTESTED,)
        store.current().flush()
        for kind in kinds:
            _note(kind, f"user:{person.id}")

    def normalize(self, email: str) -> str:
        """The one spelling of an address."""
        try:
            return normal(email)
        except Unreadable:
            raise EmailValidateException(get_message("INVALID_EMAIL_ADDRESS")[0]) from None

    def validate(self, email: str) -> str:
        """The same: no name server is asked."""
        return self.normalize(email)


def note_unknown(what: str) -> None:
    """Do for an address without an account what is done for one that has it, so that both take as long."""
    _note(UNKNOWN, "address:unknown", asked=what)


def _contest(person: User) -> None:
    """Two have registered one address that nobody has confirmed: whoever reads its mail chooses the password.

    Else someone who registers a stranger's address first would know the password of the account that the stranger
    confirms later.
    """
    person.password = None
    person.fs_uniquifier = new_uniquifier()


def _note(kind: str, subject: str, **after: Any) -> None:
    session = store.current()
    record(session, kind, actor="system", subject=subject, at=store.now(), after=after)
    commit_later()


def commit_later() -> None:
    """Keep what the library's session holds once the request is done; some of its views do not."""
    after_this_request(_view_commit)
