"""Direction of text where there is no markup to say it: mail subjects, titles, `aria-label`, JSON, PDF, pictures.

In HTML the page wraps values in `<bdi>`; here the same is done with the isolating characters of Unicode 6.3.
"""

import re

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"

CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e" + LRI + RLI + FSI + PDI
"""Every character that only steers direction. None of them is ever part of a stored value."""

_STRIP = str.maketrans(dict.fromkeys(CONTROLS))
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")


def ltr(text: object) -> str:
    """A number or code that stays left to right whatever stands around it.

    Marks already inside are dropped first: an unpaired one would end the isolate early.
    """
    return f"{LRI}{strip_controls(str(text))}{PDI}"


def rtl(text: object) -> str:
    """Text whose base direction is right to left; only for renderers that cannot be told so otherwise."""
    return f"{RLI}{strip_controls(str(text))}{PDI}"


def isolate(text: object) -> str:
    """A name of unknown language: its own first strong letter decides, its surroundings are left alone."""
    return f"{FSI}{strip_controls(str(text))}{PDI}"


def strip_controls(text: str) -> str:
    """The text without any character that only steers direction."""
    return text.translate(_STRIP)


def has_arabic(text: str) -> bool:
    """Whether any character is of the Arabic script (its digits and presentation forms too)."""
    return _ARABIC.search(text) is not None
