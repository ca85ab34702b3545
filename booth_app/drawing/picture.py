"""Plans as PNG: the picture that a shared link shows. Drawn by resvg from the same markup as the page.

Traps of the renderer (`deps.md` §7), seen: without `dpi` physical sizes are refused; system fonts would make another
picture on every machine; the base direction is always left to right, so Arabic goes into isolates (`Sheet.flat`).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import resvg_py

from booth_app.drawing.elements import Svg, element, joined, number
from booth_app.drawing.glyphs import width, wrap
from booth_app.drawing.hall import map_svg, scale_for, view_box
from booth_app.drawing.stylesheet import FAMILY, Styles
from booth_app.drawing.tiles import Face, Tiles
from booth_app.geometry.plan import Plan
from booth_app.text.bidi import has_arabic, ltr, rtl

LINK_SIZE = (1200, 630)
"""Pixels of a link's picture, as the large cards of messengers and networks want it."""

MOST_PIXELS = 40_000_000
"""Of one picture: 160 MB while it is drawn."""

_EDGE = 56
_HEADING_PX, _SUBTITLE_PX = 44, 26
_HEADING_LINE = 60
_SHRUNK = 1.5  # cards show the picture smaller than it is: what is on the plan is drawn so much larger
_DPI = 96.0
_MARK = (
    ("M7 7H16V16H7zM18 18H27V27H18zM18 7H27V16H18zM11.500 18L16 27H7z", "--brand"),
    ("M22.500 9L25.500 14H19.500z", "--bg"),
)


class TooManyPixels(ValueError):
    """A picture that would take too much memory; its width and height."""


def render_png(drawing: str, fonts: Path, *, wide_px: int | None = None) -> bytes:
    """A drawing as PNG, with the fonts of a folder and no others. Its size is the drawing's, or `wide_px` across."""
    files = sorted(str(each) for each in fonts.glob("*.ttf"))
    if not files:
        message = f"no fonts in {fonts}: run scripts/fonts.py"
        raise FileNotFoundError(message)
    made = resvg_py.svg_to_bytes(
        svg_string=drawing, skip_system_fonts=True, font_files=files, font_family=FAMILY, dpi=_DPI, width=wide_px
    )
    return bytes(made)


def link_picture(
    plan: Plan,
    faces: Mapping[str, Face],
    *,
    lang: str,
    heading: str,
    subtitle: str,
    fonts: Path,
    styles: Styles,
) -> bytes:
    """The picture of a shared link: a name, a line under it (dates, or a booth's number), the hall as visitors see it.

    Faces with `here` are the booths that the link is about.
    """
    wide, high = LINK_SIZE
    lines = _lines(heading, wide - 2 * _EDGE - 70)
    top = _EDGE + len(lines) * _HEADING_LINE + (46 if subtitle else 0) + 8
    inside = wide - 2 * _EDGE, high - top - 24
    k = scale_for(plan, inside[0] / _SHRUNK, inside[1] / _SHRUNK)
    tiles = Tiles(plan.booths, lang=lang, k=k, view="public", linked=False, flat=True)
    hall = map_svg(plan, tiles.draw(faces), lang=lang, k=k, title=heading, view="public", flat=True)
    drawing = element(
        "svg",
        element("style", Svg(styles.flat(k))),
        element("rect", width=wide, height=high, fill=styles.colour("--bg")),
        _heading(lines, subtitle, lang, styles),
        placed(hall, (_EDGE, top), inside),
        xmlns="http://www.w3.org/2000/svg",
        width=wide,
        height=high,
        viewBox=f"0 0 {wide} {high}",
    )
    return render_png(drawing, fonts)


def hall_picture(
    plan: Plan,
    faces: Mapping[str, Face],
    *,
    lang: str,
    wide_px: int,
    fonts: Path,
    styles: Styles,
    view: str = "public",
) -> bytes:
    """The hall alone, so many pixels wide: as visitors see it, or in another view of `Tiles`.

    Raises:
        TooManyPixels: the hall is so long that the picture would be larger than `MOST_PIXELS`.
    """
    _, _, wide, high = view_box(plan, 0)
    k = round(wide / (wide_px - 80), 2)
    size = wide_px, round(high / k) + 80
    if size[0] * size[1] > MOST_PIXELS:
        raise TooManyPixels(size)
    tiles = Tiles(plan.booths, lang=lang, k=k, view=view, linked=False, flat=True)
    hall = map_svg(plan, tiles.draw(faces), lang=lang, k=k, title="", view=view, flat=True, margin_px=40)
    return render_png(standing(hall, styles, k, size), fonts)


def standing(drawing: Svg, styles: Styles, k: float, size: tuple[int, int]) -> Svg:
    """A drawing of a hall as a file of its own: its look and its size in it, and the ground around the hall."""
    wide, high = size
    return element(
        "svg",
        element("style", Svg(styles.flat(k))),
        element("rect", width=wide, height=high, fill=styles.colour("--outside")),
        placed(drawing, (0, 0), size),
        xmlns="http://www.w3.org/2000/svg",
        width=wide,
        height=high,
        viewBox=f"0 0 {wide} {high}",
    )


def placed(drawing: Svg, at: tuple[float, float], size: tuple[float, float]) -> Svg:
    """A drawing inside another, at a place and in a size of it."""
    (x, y), (wide, high) = at, size
    return Svg(
        drawing.replace(
            "<svg ", f'<svg x="{number(x)}" y="{number(y)}" width="{number(wide)}" height="{number(high)}" ', 1
        )
    )


def _lines(text: str, room_px: float) -> tuple[str, ...]:
    """A heading on as few lines as it needs; where three do not hold it, on three, running into the margin."""
    for count in (1, 2, 3):
        lines = wrap(text, count)
        if lines and max(map(width, lines)) * _HEADING_PX <= room_px:
            return lines
    return wrap(text, min(3, len(text.split()))) or (text,)


def _heading(lines: Sequence[str], subtitle: str, lang: str, styles: Styles) -> Svg:
    wide = LINK_SIZE[0]
    start, anchor = (wide - _EDGE, "end") if lang == "ar" else (_EDGE, "start")
    ink, quiet = styles.colour("--ink"), styles.colour("--ink-2")
    texts = [
        _text(
            line,
            (start, _EDGE + _HEADING_LINE * place + 34),
            _HEADING_PX,
            fill=ink,
            font_weight=600,
            text_anchor=anchor,
        )
        for place, line in enumerate(lines)
    ]
    if subtitle:
        y = _EDGE + _HEADING_LINE * len(lines) + 18
        texts.append(_text(subtitle, (start, y), _SUBTITLE_PX, fill=quiet, font_weight=400, text_anchor=anchor))
    left = _EDGE if lang == "ar" else wide - _EDGE - 68
    frame = element(
        "rect", x=2, y=2, width=30, height=30, rx=4, fill="none", stroke=styles.colour("--brand"), stroke_width=2
    )
    shapes = (element("path", d=d, fill=styles.colour(token)) for d, token in _MARK)
    return joined(*texts, element("g", frame, *shapes, transform=f"translate({left} {_EDGE - 12}) scale(2)"))


def _text(text: str, at: tuple[int, int], size: int, **more: object) -> Svg:
    written = rtl(text) if has_arabic(text) else ltr(text)
    return element("text", written, x=at[0], y=at[1], font_size=size, font_family=FAMILY, **more)
