"""What a page's plans share: the patterns of the states, and signs that keep their size on the screen.

Written once a page, by its first plan. Strokes inside have widths of their own, as attributes: they are scaled with
the pattern and must not be touched by what the style sheet says in pixels. Colours come by class and `color`.
"""

from dataclasses import dataclass

from booth_app.drawing.elements import Svg, element, joined, number

PREFIX = "ink-"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern in pixels of the screen: side of its square, turn in degrees, and what is in it."""

    side: int
    turn: int
    inside: Svg


def _lines(name: str, d: str, width: float) -> Svg:
    return element("path", class_=f"pattern-{name}", d=d, stroke_width=width, fill="none")


PATTERNS = {
    "held": Pattern(6, 45, _lines("held", "M0 3H6", 1.5)),
    "submitted": Pattern(
        6,
        0,
        joined(*(element("circle", class_="pattern-submitted", cx=c, cy=c, r=1.15) for c in (1.6, 4.6))),
    ),
    "reserved": Pattern(6, 0, _lines("reserved", "M3 0V6", 1.3)),
    "closed": Pattern(7, 45, _lines("closed", "M0 3.5H7M3.5 0V7", 1)),
    "error": Pattern(7, -45, _lines("error", "M0 3.5H7", 1.5)),
    "warning": Pattern(7, -45, _lines("warning", "M0 3.5H7", 1.5)),
}

CATEGORIES = {
    "parental": "M0-4.6A4.6 4.6 0 1 1 0 4.6A4.6 4.6 0 1 1 0-4.6z",
    "filter": "M-4.2-4.2H4.2V4.2H-4.2z",
    "hotline": "M0-5L5.2 4.4H-5.2z",
    "forensics": "M0-5.8L5.8 0L0 5.8L-5.8 0z",
    "awareness": "M-2-5.2H2V-2H5.2V2H2V5.2H-2V2H-5.2V-2H-2z",
}
"""Shapes of the exhibitors' categories about their middle, in a square of 12."""

_SIGNS = {
    # Points along +x; turned to the way out or in.
    "arrow": joined(
        element("path", d="M-6.5 0H3", stroke="currentColor", stroke_width=1.75),
        element("path", d="M2-3.2L7 0L2 3.2z", fill="currentColor"),
    ),
    "hydrant": joined(
        element("path", d="M-5.5-5.5H5.5V5.5H-5.5z", fill="currentColor"),
        element("path", class_="sign-letter", d="M-3-3.2h1.6v2.4h2.8v-2.4h1.6v6.4h-1.6v-2.4h-2.8v2.4h-1.6z"),
    ),
    "panel": joined(
        element("path", d="M-5.5-5.5H5.5V5.5H-5.5z", fill="currentColor"),
        element("path", class_="sign-letter", d="M1-4.2L-3 .8H-.4L-1.200 4.2L3-.9H.4z"),
    ),
    "north": joined(
        element("path", d="M0-7L4.500 6L0 3.400z", fill="currentColor"),
        element("path", d="M0-7L-4.500 6L0 3.400z", fill="none", stroke="currentColor", stroke_width=1),
    ),
}


def defs(k: float) -> Svg:
    """The `<defs>` of a page, for `k` millimetres a pixel.

    At another zoom the script writes `patternTransform` anew, from `data-turn`.
    """
    patterns = (
        element(
            "pattern",
            pattern.inside,
            id=f"{PREFIX}{name}",
            width=pattern.side,
            height=pattern.side,
            patternUnits="userSpaceOnUse",
            patternTransform=f"scale({number(float(k))}) rotate({pattern.turn})",
            data_turn=pattern.turn,
        )
        for name, pattern in PATTERNS.items()
    )
    categories = (_symbol(name, element("path", d=d), 6) for name, d in CATEGORIES.items())
    signs = (_symbol(name, sign, 8) for name, sign in _SIGNS.items())
    return element("defs", *patterns, *categories, *signs)


def sign(name: str, em: float, x: float | None = None, y: float | None = None) -> Svg:
    """A sign `em` wide, its middle at the origin; or its corner at (x, y) em."""
    left, top = (-em / 2 if x is None else x), (-em / 2 if y is None else y)
    return element(
        "use",
        href=f"#{PREFIX}{name}",
        x=f"{number(left)}em",
        y=f"{number(top)}em",
        width=f"{number(em)}em",
        height=f"{number(em)}em",
    )


def _symbol(name: str, inside: Svg, half: int) -> Svg:
    return element("symbol", inside, id=f"{PREFIX}{name}", viewBox=f"{-half} {-half} {2 * half} {2 * half}")
