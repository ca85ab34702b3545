"""E-mail addresses: one spelling per mailbox, whatever case or script its domain is typed in."""

import email_validator

from booth_app.text.bidi import strip_controls
from booth_app.text.problems import Unreadable

LONGEST = 254


def normal(typed: str) -> str:
    """The spelling under which an address is stored and looked up: lower case, domain in its own script.

    Names of mailboxes may differ by case in the standard; no mail service in use lets them, and people type either.
    No name server is asked: an installation without one registers people too, and the confirmation mail is the test.

    Raises:
        Unreadable: `not-an-address`.
    """
    try:
        found = email_validator.validate_email(strip_controls(typed).strip(), check_deliverability=False, strict=True)
    except email_validator.EmailNotValidError:
        raise Unreadable("not-an-address") from None
    address = found.normalized.lower()
    if len(address) > LONGEST:
        raise Unreadable("not-an-address", limit=LONGEST)
    return address
