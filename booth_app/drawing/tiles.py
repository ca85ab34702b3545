"""A booth's tile: its shape, its state, its number, a link. The map is tiles on the hall's ground.

A tile is neutral (`design.md`): made once per change, language and view; the page marks which ones are its reader's
own. What never changes for a booth is written once and kept, so that a change costs some string joining.

    <g class="booth" data-side data-bands data-label data-state [data-unmatched] [data-here] transform id data-number>
      <a href aria-label>
        <path class="tile-shape"> [<path class="tile-over" fill="url(#ink-held)">]
        plates, <text class="tile-number"> [<g class="tile-name">] [<g class="tile-mark" data-category>]

The tile's origin is the place for its label, so that all booths of a size share one path and no text has a position.
`tile-over` is the pattern; on the reader's own booth (`data-state="mine"` or `data-mine`) the style sheet makes it
the inner line. The order of attributes is for the compressor: what varies together stands together.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from shapely import Polygon, box

from booth_app.drawing.blocks import Block, blocks, loose
from booth_app.drawing.defs import CATEGORIES, PATTERNS, PREFIX, sign
from booth_app.drawing.elements import Svg, element, escape, joined, number
from booth_app.drawing.glyphs import width
from booth_app.drawing.labels import LABEL_PX, LINE_EM, Bands, Room, bands, block_px, room
from booth_app.drawing.paths import MM, Spot, mm, path
from booth_app.drawing.sheet import Sheet, at
from booth_app.geometry.plan import BoothShape
from booth_app.text.numbers import last_part

STATES = ("free", "mine", "held", "submitted", "reserved", "confirmed", "closed")
"""In the order of legends and lists."""

PUBLIC_STATES = ("occupied", "empty")
# What lies over the fill: a pattern; nothing yet where a booth may turn out to be the reader's own; else no element.
_OVER = {state: f"url(#{PREFIX}{state})" if state in PATTERNS else "" for state in (*STATES, *PUBLIC_STATES)}
_OVER |= {"mine": "none", "confirmed": "none"}
_NUMBER_DY = 0.35
LEAST_BAND_PX = 26
"""Side from which a booth of an ordinary number shows a part of it; below, its block is named."""

_LOGO_WIDE, _LOGO_HIGH = 10, 3.1
_PLATE_AIR = 0.3
_PLATE_HIGH = 1.3
_PLATE_ROUND = 0.2


@dataclass(frozen=True, slots=True)
class Face:
    """What is to be seen of a booth now. `label` is its name for assistive technology, whole and in the language.

    `name` is the exhibitor's, as far as the viewer may know it; `category` one of `defs.CATEGORIES` or empty.
    `href` overrides the tile's address; `logo` is the address of a picture; `here`: this is what the page is about;
    `labelled` is false where a picture's edge would cut the label.
    """

    state: str
    label: str
    name: str = ""
    category: str = ""
    matched: bool = True
    here: bool = False
    labelled: bool = True
    href: str = ""
    logo: str = ""


@dataclass(frozen=True, slots=True)
class _Fixed:
    """What never changes for a booth in one plan, written out."""

    booth: BoothShape
    room: Room
    place: str
    id: str
    d: str
    href: str
    plates: str
    figures: str
    corner: str


class Tiles:
    """The tiles of a plan's booths in one language, at one first scale, for one view (`booking` or `public`).

    `address` gives a booth's page. `named_by="key"` is for drafts, where numbers may be missing or double. Booths
    that stand together are one `<g class="plan-block">`, and their tiles are placed from its origin: a tile made
    here belongs into the map made here, from the same booths. Not `grouped`, every tile is placed from the hall's.
    Not `linked`, tiles are a picture: no ids, no links, no names.
    """

    def __init__(
        self,
        booths: Iterable[BoothShape],
        *,
        lang: str,
        k: float,
        address: Callable[[BoothShape], str] = lambda _: "#",
        view: str = "booking",
        named_by: str = "number",
        grouped: bool = True,
        linked: bool = True,
        flat: bool = False,
    ) -> None:
        self._sheet = Sheet(lang, k, flat)
        self._public = view == "public"
        self._linked = linked
        self._blocks = blocks(booths, LEAST_BAND_PX) if grouped else (loose(booths),)
        self._fixed = {
            booth.key: _fix(booth, address(booth), named_by, block.origin)
            for block in self._blocks
            for booth in block.booths
        }
        self._bands: dict[tuple[str, str, bool], Bands] = {}

    def tile(self, key: str, face: Face) -> Svg:
        """The tile of one booth."""
        fixed = self._fixed[key]
        state = public_state(face.state) if self._public else face.state
        over = _OVER[state]
        held = self._held(key, face)
        label = held.at(fixed.room.side / self._sheet.k) if face.labelled else "pattern"
        marks = ("" if face.matched else ' data-unmatched=""') + (' data-here=""' if face.here else "")
        begins, ends = fixed.place, "</g>"
        if self._linked:
            href = escape(face.href) if face.href else fixed.href
            begins += f'{fixed.id}><a href="{href}" aria-label="{escape(face.label)}"'
            ends = "</a></g>"
        return Svg(
            f'<g class="booth" data-side="{fixed.room.side}" data-bands="{held}" data-label="{label}"'
            f' data-state="{state}"{marks}{begins}><path class="tile-shape" d="{fixed.d}"/>'
            + (f'<path class="tile-over" d="{fixed.d}" fill="{over}"/>' if over else "")
            + (fixed.plates if state in PATTERNS else fixed.figures)
            + (self._name(fixed, held, state) if held.lines else "")
            + (_logo(face.logo, held) if face.logo and held.lines else "")
            + (fixed.corner.format(face.category) if face.category in CATEGORIES else "")
            + ends
        )

    def draw(self, faces: Mapping[str, Face]) -> Svg:
        """The tiles of all booths that have a face, in natural order of their numbers, block by block."""
        return self.join({key: self.tile(key, face) for key, face in faces.items()})

    def join(self, tiles: Mapping[str, str]) -> Svg:
        """Tiles that were made before, as one map."""
        return joined(*(self._joined(block, tiles) for block in self._blocks))

    def _joined(self, block: Block, tiles: Mapping[str, str]) -> str:
        inside = "".join(tiles[booth.key] for booth in block.booths if booth.key in tiles)
        return f'<g class="plan-block" transform="{at(block.origin)}">{inside}{self._block_name(block)}</g>'

    def _block_name(self, block: Block) -> Svg:
        """The name of a block for when its booths are too small for numbers; hidden from assistive technology."""
        if not block.bands.steps:
            return Svg()
        away = (block.middle[0] - block.origin[0], block.middle[1] - block.origin[1])
        wide = width(block.name) + 2 * _PLATE_AIR
        return element(
            "g",
            _plate("tile-plate", wide, _PLATE_HIGH),
            element("text", self._sheet.code(block.name), class_="tile-number", dy=f"{_NUMBER_DY}em"),
            class_="plan-block-name",
            transform=at(away),
            data_side=block.side,
            data_bands=str(block.bands),
            data_label=block.bands.at(block.side / self._sheet.k),
            aria_hidden="true",
        )

    def _held(self, key: str, face: Face) -> Bands:
        known = (key, face.name, bool(face.logo))
        if known not in self._bands:
            fixed = self._fixed[key]
            name = " ".join(face.name.split())
            self._bands[known] = bands(
                fixed.booth.outline,
                fixed.room,
                fixed.booth.number,
                name,
                logo=known[2],
                first_px=fixed.room.side / self._sheet.k,
            )
        return self._bands[known]

    def _name(self, fixed: _Fixed, held: Bands, state: str) -> Svg:
        """Number and name together, for where both fit."""
        wide, high = (each / LABEL_PX for each in block_px(held.lines, fixed.booth.number))
        return element(
            "g",
            _plate("tile-plate", wide, high) if state in PATTERNS else None,
            element(
                "text",
                fixed.booth.number,
                class_="tile-number",
                dy=f"{number(_NUMBER_DY - len(held.lines) / 2 * LINE_EM)}em",
            ),
            " ",  # not drawn; without it the number and the name are read as one word
            self._sheet.lines(held.lines, first=LINE_EM / 2),
            class_="tile-name",
        )


def tile(
    booth: BoothShape,
    *,
    state: str,
    lang: str,
    href: str,
    label: str,
    k: float,
    name: str = "",
    category: str = "",
    view: str = "booking",
    matched: bool = True,
    logo: str = "",
) -> Svg:
    """One tile by itself, placed from its hall's origin. For more than one, and for a map, keep a `Tiles`."""
    face = Face(state, label, name=name, category=category, matched=matched, logo=logo)
    return Tiles([booth], lang=lang, k=k, address=lambda _: href, view=view, grouped=False).tile(booth.key, face)


def public_state(state: str) -> str:
    """What a visitor may see of a state: who is confirmed is there, and nothing else is told apart."""
    return "occupied" if state in {"confirmed", "occupied"} else "empty"


def tile_id(name: str) -> str:
    """The `id` of a tile in its page. Signs that an id had better not have are spelled out."""
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "-.") else f"_{ord(char):x}" for char in name)
    return f"b-{plain}"


@lru_cache(maxsize=8192)
def _fix(booth: BoothShape, href: str, named_by: str, origin: Spot) -> _Fixed:
    """Kept beyond one `Tiles`: an edit of a draft draws the whole plan anew, and all booths but one stay."""
    where = room(booth.outline)
    away = (where.middle[0] - origin[0], where.middle[1] - origin[1])
    last = last_part(booth.number)
    front = booth.number.removesuffix(last)
    key = f' data-key="{escape(booth.key)}"' if named_by == "key" else ""
    text = element("text", element("tspan", front) if front else None, last, class_="tile-number", dy=f"{_NUMBER_DY}em")
    plates = joined(
        _plate("tile-plate-last", width(last) + 2 * _PLATE_AIR, _PLATE_HIGH),
        _plate("tile-plate-full", width(booth.number) + 2 * _PLATE_AIR, _PLATE_HIGH),
    )
    name = tile_id(booth.key if named_by == "key" else booth.number)
    return _Fixed(
        booth=booth,
        room=where,
        place=f' transform="{at(away)}"',
        id=f' id="{name}" data-number="{escape(booth.number)}"{key}',
        d=path(booth.outline, where.middle),
        href=escape(href),
        plates=f"{plates}{text}",
        figures=text,
        corner=_corner(booth.outline, where),
    )


def _plate(kind: str, wide: float, high: float) -> Svg:
    """A plate of the plain fill behind figures, so that their contrast on a pattern is the one computed."""
    return element(
        "rect",
        class_=kind,
        x=f"{number(-wide / 2)}em",
        y=f"{number(-high / 2)}em",
        width=f"{number(wide)}em",
        height=f"{number(high)}em",
        rx=f"{_PLATE_ROUND}em",
    )


def _corner(outline: Polygon, where: Room) -> str:
    """The mark of a category with a place for its name: in the corner, or over the number where there is none.

    The corner is the drawing's upper left in both languages: the map does not mirror.
    """
    if outline.is_empty:
        return ""
    left, top = min(outline.exterior.coords, key=lambda each: (each[0] + each[1], each[1]))[:2]
    reach = where.side / 3 / MM
    fits = outline.is_valid and outline.buffer(0.002).covers(box(left, top, left + reach, top + reach))
    spot = (mm(left) - where.middle[0], mm(top) - where.middle[1]) if fits else (0, 0)
    mark = sign("{0}", 1, *((0.3, 0.3) if fits else (-0.5, -1.9)))
    return f'<g class="tile-mark" data-category="{{0}}" transform="{at(spot)}">{mark}</g>'


def _logo(address: str, held: Bands) -> Svg:
    top = -(len(held.lines) + 1) / 2 * LINE_EM - _LOGO_HIGH - _PLATE_AIR
    return element(
        "image",
        class_="tile-logo",
        href=address,
        x=f"{-_LOGO_WIDE / 2}em",
        y=f"{number(top)}em",
        width=f"{_LOGO_WIDE}em",
        height=f"{_LOGO_HIGH}em",
    )
