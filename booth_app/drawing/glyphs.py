"""How wide a line of text is, without a font at hand: for wrapping, for plates, for deciding what fits.

Widths in em of IBM Plex Sans Arabic, measured with fontTools in the files of `@ibm/plex-sans-arabic` 1.1.0 (the
wider of medium and semi-bold). Arabic letters are counted in the form they take in their word.
"""

import unicodedata
from functools import lru_cache
from itertools import combinations

_LATIN_WIDTHS = (
    (0.24, " "), (0.28, "ijl|'"), (0.3, ".,،؛"), (0.35, "fI:;()[]!"), (0.4, 'rt/-"*'), (0.52, "JLcsvxyz"),
    (0.56, "aegk«»“”"), (0.6, "0123456789bdhnopquEFTZ+=<>~–"), (0.65, "BCKPRSVXY&"), (0.7, "ADGU"), (0.72, "HNOQ"),
    (0.82, "wM"), (0.9, "m—"), (0.95, "W%@"),
)  # fmt: skip
_LATIN = {char: width for width, chars in _LATIN_WIDTHS for char in chars}
# Letter: width joined to the next one, width at the end of a run. No first width: it never joins to the next.
_ARABIC: dict[str, tuple[float | None, float]] = {
    **dict.fromkeys("اأإآٱ", (None, 0.28)),
    **dict.fromkeys("بتثپ", (0.32, 0.94)),
    **dict.fromkeys("جحخچ", (0.67, 0.65)),
    **dict.fromkeys("دذ", (None, 0.56)),
    **dict.fromkeys("رزژ", (None, 0.33)),
    **dict.fromkeys("سش", (0.84, 1.22)),
    **dict.fromkeys("صض", (0.89, 1.29)),
    **dict.fromkeys("طظ", (0.71, 0.79)),
    **dict.fromkeys("عغ", (0.52, 0.64)),
    **dict.fromkeys("فڤ", (0.46, 1.0)),
    "ق": (0.46, 0.74),
    **dict.fromkeys("كگک", (0.47, 0.97)),
    "ل": (0.32, 0.72),
    "م": (0.56, 0.68),
    "ن": (0.32, 0.73),
    "ه": (0.64, 0.5),
    "ة": (None, 0.5),
    **dict.fromkeys("وؤ", (None, 0.47)),
    **dict.fromkeys("يئىی", (0.32, 0.77)),
    "ء": (None, 0.44),
    "ـ": (0.3, 0.3),
}
_UNKNOWN_NARROW, _UNKNOWN_WIDE = 0.62, 1.0


@lru_cache(maxsize=16384)
def width(text: str) -> float:
    """The width of a line in em, some hundredths more rather than less. Marks have none."""
    seen = [char for char in text if unicodedata.category(char) not in {"Mn", "Me", "Cf"}]
    total = 0.0
    for at, char in enumerate(seen):
        if char in _ARABIC:
            joins, ends = _ARABIC[char]
            goes_on = joins is not None and at + 1 < len(seen) and seen[at + 1] in _ARABIC and seen[at + 1] != "ء"
            total += joins if goes_on and joins is not None else ends
        elif char in _LATIN:
            total += _LATIN[char]
        else:
            total += _UNKNOWN_WIDE if unicodedata.east_asian_width(char) in {"W", "F"} else _UNKNOWN_NARROW
    return round(total, 2)


@lru_cache(maxsize=16384)
def wrap(text: str, lines: int) -> tuple[str, ...] | None:
    """The text on exactly so many lines, broken at spaces so that the widest is as narrow as can be.

    None if it has too few words. Of equal ways the one with the fuller first lines is taken.
    """
    words = text.split()
    if len(words) < lines:
        return None
    ways = (
        tuple(" ".join(words[start:end]) for start, end in zip((0, *breaks), (*breaks, len(words)), strict=True))
        for breaks in reversed(list(combinations(range(1, len(words)), lines - 1)))
    )
    return min(ways, key=lambda way: max(map(width, way)))
