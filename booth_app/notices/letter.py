"""What a mail says, before anyone knows in which language it is read.

A letter is sentences with values in them. Each value knows how it stands in a page (isolated by markup), in plain
text (isolated by characters) and in a subject (as it is: mail programs do unforeseeable things with marks there).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from flask_babel import gettext
from markupsafe import Markup, escape

from booth_app.base import languages
from booth_app.text import bidi


class Value(Protocol):
    """Something to put into a sentence, in the language of the moment."""

    def plain(self) -> str:
        """For a subject: no marks."""
        ...

    def text(self) -> str:
        """For plain text: isolated by characters where it must be."""
        ...

    def html(self) -> Markup:
        """For a page: isolated by markup."""
        ...


@dataclass(frozen=True, slots=True)
class Code:
    """A number or code, or several; left to right whatever stands around it."""

    codes: tuple[str, ...]

    def plain(self) -> str:
        return gettext(", ").join(self.codes)

    def text(self) -> str:
        return gettext(", ").join(bidi.ltr(each) for each in self.codes)

    def html(self) -> Markup:
        return languages.listed(self.codes)


@dataclass(frozen=True, slots=True)
class Named:
    """A name in both languages; the reader's, or the other one where that is empty."""

    ar: str
    en: str

    @classmethod
    def of(cls, values: object, name: str = "name") -> "Named":
        """`name_ar` and `name_en` of a value."""
        return cls(getattr(values, f"{name}_ar"), getattr(values, f"{name}_en"))

    def plain(self) -> str:
        chosen = (self.ar or self.en) if languages.lang() == "ar" else (self.en or self.ar)
        return _one_line(chosen)

    def text(self) -> str:
        return bidi.isolate(self.plain())

    def html(self) -> Markup:
        return languages.name(self.plain())


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person wrote, inside a sentence that has its own full stop."""

    words: str

    def plain(self) -> str:
        return _one_line(self.words).rstrip(" .،؛")

    def text(self) -> str:
        return bidi.isolate(self.plain())

    def html(self) -> Markup:
        return languages.name(self.plain())


@dataclass(frozen=True, slots=True)
class Day:
    """A day in both calendars."""

    day: date | datetime

    def plain(self) -> str:
        return languages.day(self.day)

    def text(self) -> str:
        return self.plain()

    def html(self) -> Markup:
        return escape(self.plain())


@dataclass(frozen=True, slots=True)
class Moment:
    """A day in both calendars and a time of day."""

    at: datetime

    @classmethod
    def parsed(cls, text: str) -> "Moment":
        """From the journal's spelling."""
        return cls(datetime.fromisoformat(text))

    def plain(self) -> str:
        return gettext("%(day)s, %(time)s") % {"day": languages.day(self.at), "time": languages.clock(self.at)}

    def text(self) -> str:
        values = {"day": languages.day(self.at), "time": bidi.ltr(languages.clock(self.at))}
        return gettext("%(day)s, %(time)s") % values

    def html(self) -> Markup:
        return languages.moment(self.at)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day."""

    at: datetime

    def plain(self) -> str:
        return languages.clock(self.at)

    def text(self) -> str:
        return bidi.ltr(self.plain())

    def html(self) -> Markup:
        return languages.ltr(self.plain())


@dataclass(frozen=True, slots=True)
class Word:
    """A word of ours from the catalogue: a role, a state."""

    word: object

    def plain(self) -> str:
        return str(self.word)

    def text(self) -> str:
        return self.plain()

    def html(self) -> Markup:
        return escape(self.plain())


@dataclass(frozen=True, slots=True)
class Words:
    """Words of ours, one after the other."""

    words: tuple[object, ...]

    def plain(self) -> str:
        return gettext(", ").join(str(each) for each in self.words)

    def text(self) -> str:
        return self.plain()

    def html(self) -> Markup:
        return escape(self.plain())


class Said:
    """One sentence of the catalogue, with its values."""

    __slots__ = ("message", "values")

    def __init__(self, message: object, **values: Value) -> None:
        self.message = message
        self.values = values

    def plain(self) -> str:
        """For a subject."""
        return _filled(str(self.message), {name: value.plain() for name, value in self.values.items()})

    def text(self) -> str:
        """For plain text."""
        return _filled(str(self.message), {name: value.text() for name, value in self.values.items()})

    def html(self) -> Markup:
        """For a page."""
        sentence = escape(str(self.message))
        return sentence % {name: value.html() for name, value in self.values.items()} if self.values else sentence


@dataclass(frozen=True, slots=True)
class Action:
    """The one thing to do next: a button's words, and where it leads in each language."""

    words: object
    link: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail, in no language yet.

    `to` is the body that is addressed (None: a person, who is only greeted); `facts` stand below the sentences as
    label and value.
    """

    subject: Said
    said: tuple[Said, ...]
    to: Named | None = None
    facts: tuple[tuple[object, Value], ...] = ()
    action: Action | None = None
    after: tuple[Said, ...] = field(default=())


def _filled(sentence: str, values: Mapping[str, str]) -> str:
    return sentence % values if values else sentence


def _one_line(text: str) -> str:
    """Typed text in one line, without marks of direction of its own."""
    return " ".join(bidi.strip_controls(text).split())
