"""The order of names and numbers, as a string to store beside them.

Neither database can be relied on for Arabic or natural order, so the order is made here and compared by code point
(`COLLATE "C"` on PostgreSQL, SQLite's default). Source: `domain.md` §6, "Collation".
"""

import re
import unicodedata

from booth_app.text.search import search_key

VERSION = 1
"""Raise it when the same text would get another key: keys that do not begin with it are rebuilt."""

LONGEST = 120
"""Characters of a text that count for its place."""

_DIGITS = re.compile("[0-9]+")
_MARKS = re.compile("[\u0300-\u036f\u02b9-\u02bf']")
_ARABIC = re.compile("[\u0620-\u06ff]")
_AFTER = "\u06ff"  # behind every Arabic letter: puts a borrowed letter right behind the one it is written like
_BORROWED = str.maketrans(
    {"پ": f"ب{_AFTER}", "چ": f"ج{_AFTER}", "ژ": f"ز{_AFTER}", "ڤ": f"ف{_AFTER}", "گ": f"ك{_AFTER}"}
)


def sort_key(text: str, lang: str) -> str:
    """Where a text stands: numbers by value (A-2 before A-10), alef forms alike, the page's own script first.

    `lang` is `ar` or `en`: digits come before letters in both, Arabic before Latin in the first, after it in the
    second. Equal texts have equal keys; a leading «ال» counts, as Saudi lists keep it.
    """
    key = search_key(text[:LONGEST])
    plain = _MARKS.sub("", unicodedata.normalize("NFD", key)).translate(_BORROWED)
    return f"{VERSION}.{_group(plain, lang)}{_DIGITS.sub(_padded, plain)}"


def is_current(key: str) -> bool:
    """Whether a stored key was made by this version."""
    return key.startswith(f"{VERSION}.")


def _group(plain: str, lang: str) -> int:
    """0: no letter to begin with. Then the page's own script, then the other."""
    first = next((char for char in plain if char.isalnum()), "")
    if not first.isalpha():
        return 0
    return 1 if bool(_ARABIC.match(first)) == (lang == "ar") else 2


def _padded(digits: re.Match[str]) -> str:
    """A number so that longer ones come after shorter ones: its length in two digits, then itself."""
    value = digits[0].lstrip("0")
    return f"{len(value):02}{value}"
