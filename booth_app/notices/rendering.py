"""A letter becomes a mail: in the reader's language, or in both, Arabic first, where that is not known.

What a person typed reaches a header as one visible line (`_in_header`) and a page escaped; links lead to the
installation's own address only.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from typing import cast
from urllib.parse import urlsplit

import email_validator
from flask import current_app, g
from flask_babel import gettext
from markupsafe import Markup

from booth_app.base.languages import DIRECTIONS, Lang
from booth_app.config import Settings
from booth_app.exhibitions.queries import ExhibitionValue
from booth_app.notices.letter import Letter, Named, Said, Value
from booth_app.notices.outbox import Taken

_ALIGN = {"ar": "right", "en": "left"}
_AUTO = '<span dir="auto">'
_JOINERS = "\u200c\u200d"
"""Invisible, and part of the spelling of words in Arabic script."""


@dataclass(frozen=True, slots=True)
class _Action:
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A letter in one language, every word ready, for one of the two templates."""

    lang: str
    dir: str
    align: str
    greeting: str
    said: list[str]
    facts: list[tuple[str, str]]
    action: _Action | None
    after: list[str]
    closing: str
    sender: str


@contextmanager
def reading(language: str, exhibition: ExhibitionValue | None) -> Iterator[None]:
    """A context in which words, days and times are those of a reader."""
    with current_app.app_context():
        g.lang = language
        g.exhibition = exhibition
        yield


def mail(letter: Letter, taken: Taken, *, exhibition: ExhibitionValue | None, now: datetime) -> EmailMessage:
    """The whole mail, ready to be handed over."""
    settings: Settings = current_app.config["SETTINGS"]
    languages = _languages(taken)
    texts = [_part(letter, each, exhibition, _as_text) for each in languages]
    pages = [_part(letter, each, exhibition, _as_html) for each in languages]
    with reading(languages[0], exhibition):
        subject = _in_header(letter.subject.plain())
        from_name = _in_header(_sender(exhibition))
    made = EmailMessage(policy=policy.SMTP)
    made["Subject"] = subject
    made["From"] = Address(from_name, addr_spec=settings.booth_mail_from)
    made["To"] = Address(addr_spec=_on_the_wire(taken.recipient))
    if exhibition is not None and exhibition.contact_email:
        made["Reply-To"] = Address(addr_spec=_on_the_wire(exhibition.contact_email))
    made["Date"] = format_datetime(now)
    made["Message-ID"] = taken.message_id
    made["List-Id"] = f"<{exhibition.slug if exhibition else 'accounts'}.{own_host()}>"
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    environment = current_app.jinja_env
    text = environment.get_template("notices/mail.txt").render(parts=texts)
    html = environment.get_template("notices/mail.html").render(parts=pages, subject=subject, css=_style())
    # Base64: half the size of the other encoding for Arabic, and no line is ever too long.
    made.set_content(text, charset="utf-8", cte="base64")
    made.add_alternative(html, subtype="html", charset="utf-8", cte="base64")
    made["Content-Language"] = ", ".join(languages)  # last: headers so named move into the first part
    return made


def own_host() -> str:
    """The name under which this installation writes: right side of Message-IDs and list names."""
    settings: Settings = current_app.config["SETTINGS"]
    return urlsplit(settings.booth_public_url).hostname or "localhost"


def style() -> str:
    """The style sheet that stands inside each mail."""
    return current_app.jinja_env.get_template("notices/mail.css").render()


@cache
def _style() -> Markup:
    return Markup(style())  # noqa: S704 - our own file


def _languages(taken: Taken) -> Sequence[Lang]:
    return (cast(Lang, taken.language),) if taken.language in DIRECTIONS else ("ar", "en")


def _part(
    letter: Letter, language: Lang, exhibition: ExhibitionValue | None, form: Callable[[Said | Value], str]
) -> _Part:
    with reading(language, exhibition):
        if letter.to is not None:
            greeting = form(Said(gettext("Dear %(organisation)s,"), organisation=letter.to))
        else:
            greeting = gettext("Hello,")
        return _Part(
            lang=language,
            dir=DIRECTIONS[language],
            align=_ALIGN[language],
            greeting=greeting,
            said=[form(each) for each in letter.said],
            facts=[(str(label), form(value)) for label, value in letter.facts],
            action=_Action(str(letter.action.words), letter.action.link(language)) if letter.action else None,
            after=[form(each) for each in letter.after],
            closing=gettext("Kind regards,"),
            sender=_sender(exhibition),
        )


def _sender(exhibition: ExhibitionValue | None) -> str:
    return Named.of(exhibition, "short_name").plain() if exhibition else gettext("Exhibition booths")


def _as_text(value: Said | Value) -> str:
    return value.text()


def _as_html(value: Said | Value) -> str:
    """As a page has it, but for `bdi`, which the mail programs that are made of a word processor do not know."""
    html = str(value.html()).replace('<bdi dir="ltr">', '<span class="code" dir="ltr">').replace("<bdi>", _AUTO)
    return Markup(html.replace("</bdi>", "</span>"))  # noqa: S704 - what was typed is escaped in there


def _in_header(text: str) -> str:
    """Text as a header may hold it: one line, nothing invisible, and nothing that looks encoded.

    The `email` package decodes `=?utf-8?q?…?=` wherever it stands in what it is given, line breaks included: a name so
    spelled would else become a header of its own (seen).
    """
    visible = "".join(each if each.isprintable() or each in _JOINERS else " " for each in text)
    return " ".join(visible.replace("=?", "= ?").split())


def _on_the_wire(address: str) -> str:
    """An address as mail servers know it: a domain in another script has an ASCII name there."""
    found = email_validator.validate_email(address, check_deliverability=False)
    return found.ascii_email or found.normalized
