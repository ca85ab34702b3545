"""Names and longer texts as typed: what is silently put right, and what is refused by name.

Put right: composition (NFC), runs of space, marks of direction, invisible characters. Refused: control characters,
broken Unicode, heaps of combining marks, nothing left, too long. What it says is never judged: `null`, `<script>`
and `{{7*7}}` are names like others (`reliability.md` U62-U66).
"""

import re
import unicodedata
from collections.abc import Container
from hashlib import blake2s

from booth_app.text.bidi import has_arabic
from booth_app.text.problems import Unreadable
from booth_app.text.transliteration import latin

LONGEST_NAME = 120
LONGEST_TEXT = 4000
LONGEST_SLUG = 60

RESERVED_SLUGS = frozenset({"account", "my", "staff"})
"""First steps of addresses that are pages of their own (`design.md`, "Addresses")."""

_MOST_MARKS = 4  # in a row; vowelled Arabic needs two
_ZWNJ, _ZWJ = "\u200c", "\u200d"
# Format characters that are seen: Arabic number signs, end of ayah, and their like.
_VISIBLE_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
# Letters, marks and symbols that draw nothing: fillers of Hangul and Khmer, the joiner of graphemes, blank braille.
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u17b4\u17b5\u034f\u2800")
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\s*\n\s*\n\s*")
_NOT_SLUG = re.compile("[^a-z0-9]+")


def clean_name(text: str, *, longest: int = LONGEST_NAME) -> str:
    """A name on one line, as it is stored and shown. Line breaks and tabs become a space.

    Raises:
        Unreadable: `empty`, `too-long` (with its limit), `control-characters` or `too-many-marks`.
    """
    return _checked(" ".join(_visible(_LINE_ENDS.sub("\n", text)).split()), longest)


def clean_text(text: str, *, longest: int = LONGEST_TEXT) -> str:
    """A text of several lines: one space between words, one empty line between paragraphs at most.

    Raises:
        Unreadable: as `clean_name`.
    """
    visible = _SPACES.sub(" ", _visible(_LINE_ENDS.sub("\n", text)))
    lines = "\n".join(line.strip() for line in _BLANK_LINES.sub("\n\n", visible).split("\n"))
    return _checked(lines.strip(), longest)


def slug(ar: str, en: str, taken: Container[str] = ()) -> str:
    """An address part for something with these names: ASCII, readable, the same whenever it is asked for.

    English if there is any, else Arabic spelled in Latin letters, else (other scripts) a sign made from the name.
    Never one of `RESERVED_SLUGS` and none of `taken`: then with a number behind it. Made once and stored: a later
    change of name leaves the address alone.
    """
    base = _ascii(en) or _ascii(ar) or "n-" + blake2s(f"{ar}\n{en}".encode(), digest_size=4).hexdigest()
    candidate, number = base, 1
    while candidate in RESERVED_SLUGS or candidate in taken:
        number += 1
        candidate = f"{base[: LONGEST_SLUG - len(str(number)) - 1].rstrip('-')}-{number}"
    return candidate


def _visible(text: str) -> str:
    """The text without what cannot be seen, composed.

    Raises:
        Unreadable: `control-characters` for what is no text at all.
    """
    if any(_is_broken(char) for char in text):
        raise Unreadable("control-characters")
    composed = unicodedata.normalize("NFC", text)
    kept = (char for at, char in enumerate(composed) if not _is_hidden(composed, at))
    return unicodedata.normalize("NFC", "".join(kept))


def _is_broken(char: str) -> bool:
    """Control characters other than line break and tab, half surrogates, and code points that are no character."""
    code = ord(char)
    return (
        (unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t")
        or code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
    )


def _is_hidden(text: str, at: int) -> bool:
    char = text[at]
    if char in (_ZWNJ, _ZWJ):  # part of the spelling inside an Arabic word, and nowhere else
        return not (0 < at < len(text) - 1 and has_arabic(text[at - 1]) and has_arabic(text[at + 1]))
    return char in _BLANKS or (unicodedata.category(char) == "Cf" and char not in _VISIBLE_FORMATS)


def _checked(text: str, longest: int) -> str:
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
        if marks > _MOST_MARKS:
            raise Unreadable("too-many-marks", limit=_MOST_MARKS)
    if not any(unicodedata.category(char)[0] in "LNSP" for char in text):
        raise Unreadable("empty")
    if len(text) > longest:
        raise Unreadable("too-long", limit=longest)
    return text


def _ascii(name: str) -> str:
    whole = _NOT_SLUG.sub("-", latin(name).lower().replace("'", "")).strip("-")
    if len(whole) <= LONGEST_SLUG:
        return whole
    cut = whole[: LONGEST_SLUG + 1]
    return (cut.rpartition("-")[0] or cut[:LONGEST_SLUG]).strip("-")
