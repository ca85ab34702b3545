"""Numbers that people type: of booths, and quantities. Both digit sets, every dash.

Source of the booth number's pattern and foldings: `domain.md` §1.3; of the attacks: `reliability.md` U60-U65.
"""

import re
import unicodedata
from decimal import Decimal
from functools import cache

from confusable_homoglyphs.confusables import confusables_data

from booth_app.text.bidi import strip_controls
from booth_app.text.problems import Unreadable

NUMBER = re.compile(r"[A-Z0-9]{1,4}([-.][A-Z0-9]{1,5}){0,2}")
"""A booth's number after folding: `A-101`, `H3-B12`, `3.1`."""

EASTERN_TO_WESTERN = {0x0660 + n: str(n) for n in range(10)} | {0x06F0 + n: str(n) for n in range(10)}
DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-")

# Only ASCII letters are raised: `str.upper` would make a plain "SS" of "ß" and an "I" of a dotless "ı".
_UPPER = {code: chr(code - 32) for code in range(ord("a"), ord("z") + 1)}
_FOLD = EASTERN_TO_WESTERN | DASHES | _UPPER

# Not NFKC here: it would read "3²" as 32.
_PLAIN = EASTERN_TO_WESTERN | DASHES | {0xFF10 + n: str(n) for n in range(10)} | {0x066B: ".", 0x066C: ","}
_DECIMAL = re.compile(r"[+-]?(([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]*)?|\.[0-9]+)")
_LONGEST_DECIMAL = 32


def to_western_digits(text: str) -> str:
    """The text with Arabic-Indic and Persian digits written 0-9; nothing else changes."""
    return text.translate(EASTERN_TO_WESTERN)


def fold_number(text: str) -> str:
    """The one spelling under which booth numbers are compared and stored.

    Compatibility forms, both digit sets and every dash are folded, letters raised, outer space dropped. What is
    not a number stays visibly none: letters of other scripts and marks of direction are left for `valid_number`.
    """
    return unicodedata.normalize("NFKC", text).translate(_FOLD).strip()


def valid_number(number: str) -> bool:
    """Whether a folded number fits the pattern. Cyrillic and Greek twins of Latin letters do not."""
    return NUMBER.fullmatch(number) is not None


def skeleton(text: str) -> str:
    """What the text looks like (UTS #39): `A-1O1` and `A-101` have the same, and so has Cyrillic `А-101`.

    Equal skeletons are a reason to warn, not to refuse. Never shown or stored as a value.
    """
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFD", "".join(map(_prototype, decomposed)))


def last_part(number: str) -> str:
    """What tells a booth from its neighbours: `101` of `A-101`, `B12` of `H3-B12`."""
    return re.split(r"[-.]", number)[-1]


def parse_decimal(text: str) -> Decimal:
    """A quantity as typed in either language: `3.25`, `٣٫٢٥`, `1,250`, `١٬٢٥٠`, `−0.5`.

    Commas and spaces group thousands and nothing else: `3,40` could mean two things, so it is refused, not guessed.

    Raises:
        Unreadable: `not-a-number`.
    """
    plain = re.sub(r"\s", ",", strip_controls(text).strip().translate(_PLAIN))
    if len(plain) > _LONGEST_DECIMAL or not _DECIMAL.fullmatch(plain):
        raise Unreadable("not-a-number")
    return Decimal(plain.replace(",", ""))


@cache
def _prototype(char: str) -> str:
    """The character that stands for all that look like it.

    The table lists, for a look-alike, the one it looks like, and for that one, all its look-alikes. A pair that
    lists only each other is decided by code point.
    """
    looks_like = [strip_controls(entry["c"]) for entry in confusables_data.get(char, ())]
    if len(looks_like) != 1:
        return char
    [other] = looks_like
    back = confusables_data.get(other, ())
    return min(char, other) if len(back) == 1 else other
