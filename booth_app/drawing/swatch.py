"""Small drawings for legends, lists and bars. In pixels, and whole in themselves: a legend needs no map beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from booth_app.drawing.bands import PATTERN
from booth_app.drawing.defs import CATEGORIES
from booth_app.drawing.elements import Svg, element, joined, number
from booth_app.drawing.sheet import Sheet

_WIDE, _HIGH = 26, 18
_BAR_WIDE, _BAR_HIGH = 240, 14


def swatch(state: str) -> Svg:
    """How a booth of a state looks, 26 by 18 pixels. Decoration: the word stands beside it."""
    return element(
        "svg",
        element("g", *_filled(state, 1, 1, _WIDE - 2, _HIGH - 2), class_="booth", data_state=state),
        class_="plan plan-swatch",
        viewBox=f"0 0 {_WIDE} {_HIGH}",
        aria_hidden="true",
        focusable="false",
    )


def band_swatch(look: int) -> Svg:
    """How a look of `bands` looks, 26 by 18 pixels. Decoration: the words stand beside it."""
    wide, high = _WIDE - 2, _HIGH - 2
    fill = element("path", class_="band-fill", d=_box(1, 1, wide, high))
    state = PATTERN.get(look, "")
    if state == "error":
        d = _slanted(1, 1, wide, high, 9.9, rising=True)
        inside = [element("path", class_="pattern-error", d=d, stroke_width=1.5)]
    else:
        inside = _filled(state, 1, 1, wide, high)[1:]
    return element(
        "svg",
        element("g", fill, *inside, class_="plan-band", data_band=look),
        class_="plan plan-swatch",
        viewBox=f"0 0 {_WIDE} {_HIGH}",
        aria_hidden="true",
        focusable="false",
    )


def category_mark(category: str) -> Svg:
    """The shape of a category, 12 pixels, for lists and legends; empty for a category without one."""
    if category not in CATEGORIES:
        return Svg()
    return element(
        "svg",
        element("path", d=CATEGORIES[category]),
        class_="plan plan-category",
        data_category=category,
        viewBox="-6 -6 12 12",
        aria_hidden="true",
        focusable="false",
    )


@dataclass(frozen=True, slots=True)
class Share:
    """So much of a bar in the look of a state."""

    state: str
    amount: float


def occupancy_bar(shares: Sequence[Share], total: float, title: str) -> Svg:
    """A bar of shares side by side, each with its state's pattern; `title` says the figures."""
    parts, x = [], 0.0
    for share in shares:
        wide = _BAR_WIDE * share.amount / total if total else 0.0
        if wide > 0:
            parts.append(
                element("g", *_filled(share.state, x, 0, wide, _BAR_HIGH), class_="booth", data_state=share.state)
            )
        x += wide
    edge = element("rect", class_="plan-bar-edge", x=0.5, y=0.5, width=_BAR_WIDE - 1, height=_BAR_HIGH - 1, fill="none")
    return element(
        "svg",
        joined(*parts),
        edge,
        class_="plan plan-occupancy",
        viewBox=f"0 0 {_BAR_WIDE} {_BAR_HIGH}",
        preserveAspectRatio="xMinYMid meet",
        role="img",
        aria_label=title,
        focusable="false",
    )


def scale_bar(k: float, lang: str) -> Svg:
    """A scale bar of some 40 to 110 pixels with its length in metres, for `k` millimetres a pixel."""
    metres, px = scale_length(k)
    unit = {"ar": "م", "en": "m"}[lang]
    wide = px + 46
    return element(
        "svg",
        element("path", d=f"M1 4V9.5H{number(px + 1)}V4"),
        element(
            "text",
            f"{number(metres)}\u00a0{unit}",
            x=number(px + 8),
            y=10.5,
            font_size=12,
            text_anchor=Sheet(lang, k).anchor("right"),
        ),
        class_="plan-scale-bar",
        viewBox=f"0 0 {number(wide)} 14",
        width=number(wide),
        height=14,
        role="img",
        aria_label=f"{number(metres)}\u00a0{unit}",
        data_metres=number(metres),
    )


def scale_length(k: float) -> tuple[float, float]:
    """A round length in metres and its pixels on the screen, the longest of at most 110 pixels."""
    lengths = [step * 10**power for power in range(-2, 4) for step in (1, 2, 5)]
    metres = max((each for each in lengths if each * 1000 / k <= 110), default=lengths[0])
    return metres, round(metres * 1000 / k, 1)


def _filled(state: str, x: float, y: float, wide: float, high: float) -> list[Svg]:
    """A rectangle in the look of a state, its pattern drawn out: no definitions needed."""
    parts = [element("path", class_="tile-shape", d=_box(x, y, wide, high))]
    if state == "mine":
        parts.append(element("path", class_="swatch-inner", d=_box(x + 3, y + 3, max(0, wide - 6), high - 6)))
    elif state == "submitted":
        dots = "".join(
            f"M{number(cx)} {number(cy)}m-1.15 0a1.15 1.15 0 1 0 2.3 0a1.15 1.15 0 1 0-2.3 0"
            for row in range(ceil(high / 3))
            for column in range(ceil(wide / 6))
            for cx, cy in [(x + 1.7 + 6 * column + 3 * (row % 2), y + 1.9 + 3 * row)]
            if cx + 1.2 <= x + wide and cy + 1.2 <= y + high
        )
        parts.append(element("path", class_="pattern-submitted", d=dots or None))
    elif state == "reserved":
        lines = "".join(f"M{number(x + at)} {number(y)}v{number(high)}" for at in _steps(3, wide, 6))
        parts.append(element("path", class_="pattern-reserved", d=lines or None, stroke_width=1.3))
    elif state == "held":
        parts.append(element("path", class_="pattern-held", d=_slanted(x, y, wide, high, 8.5), stroke_width=1.5))
    elif state == "closed":
        net = _slanted(x, y, wide, high, 9.9) + _slanted(x, y, wide, high, 9.9, rising=True)
        parts.append(element("path", class_="pattern-closed", d=net or None, stroke_width=1, fill="none"))
    return parts


def _box(x: float, y: float, wide: float, high: float) -> str:
    return f"M{number(x)} {number(y)}h{number(wide)}v{number(high)}h{number(-wide)}z"


def _steps(start: float, end: float, step: float) -> list[float]:
    return [start + step * at for at in range(max(0, ceil((end - start) / step)))]


def _slanted(x: float, y: float, wide: float, high: float, step: float, *, rising: bool = False) -> str:
    """Lines at 45 degrees, `step` apart along the edge, ending at the rectangle's edges."""
    lines = []
    for at in _steps(-high + step / 2, wide, step):
        left, right = max(at, 0.0), min(at + high, wide)
        top, bottom = left - at, right - at
        if rising:
            top, bottom = high - top, high - bottom
        lines.append(f"M{number(x + left)} {number(y + top)}L{number(x + right)} {number(y + bottom)}")
    return "".join(lines)
