"""A small plan round a booth: where it stands, what is beside it, which sides are open. Nothing in it acts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import hypot

import shapely
from shapely import LineString, MultiLineString, Polygon
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from booth_app.drawing import overlay
from booth_app.drawing.defs import sign
from booth_app.drawing.doors import MARGIN_PX
from booth_app.drawing.elements import Svg, element, joined, number
from booth_app.drawing.glyphs import width
from booth_app.drawing.hall import hall_ground, svg
from booth_app.drawing.labels import LABEL_PX, room
from booth_app.drawing.paths import MM, path
from booth_app.drawing.sheet import at
from booth_app.drawing.tiles import Face, Tiles, tile_id
from booth_app.geometry.plan import BoothShape, Plan, Side

AROUND = 1.6
"""How many times the stand's own extent is shown, so that its neighbours are seen."""

LEAST_WIDE, LEAST_HIGH = 9.0, 7.5
"""Metres that are shown at least."""

_OPEN_AWAY_PX = 7
_SAME_EDGE = 0.02
_HALF_RIGHT_ANGLE = 0.7
_NORTH_EM = 1.6
_NORTH_LETTER = {"ar": "ش", "en": "N"}
_TOWARDS = {Side.TOP: (0, -1), Side.RIGHT: (1, 0), Side.BOTTOM: (0, 1), Side.LEFT: (-1, 0)}
_WHITE = Face("empty", "")


def extract(
    plan: Plan,
    keys: Sequence[str],
    faces: Mapping[str, Face],
    *,
    lang: str,
    title: str,
    wide_px: float = 300,
    high_px: float = 190,
    view: str = "booking",
    name: str = "",
    with_north: bool = False,
    with_defs: bool = False,
    flat: bool = False,
) -> Svg:
    """The stand of these booths and what surrounds it, in so many pixels.

    `faces` by key: booths without one are left white. `name` tells several extracts of a page apart. Its patterns
    are the page's (`with_defs` where it is the first).
    """
    stand = [booth for key in keys if (booth := plan.booth(key))]
    if not stand:
        raise LookupError(", ".join(keys))
    outline = shapely.union_all([booth.outline for booth in stand])
    box, k = frame(plan, outline, wide_px, high_px)
    window = shapely.box(box[0] / MM, box[1] / MM, (box[0] + box[2]) / MM, (box[1] + box[3]) / MM)
    seen = [booth for booth in plan.booths if booth.outline.intersects(window)]
    tiles = Tiles(seen, lang=lang, k=k, view=view, grouped=False, linked=False, flat=flat)
    shown = {booth.key: _uncut(faces.get(booth.key, _WHITE), booth, window, k) for booth in seen}
    open_edges = path(open_sides(stand, _OPEN_AWAY_PX * k / MM))
    scene = joined(
        hall_ground(_near(plan, window), lang, k, flat=flat),
        element("g", tiles.draw(shown), class_="plan-booths"),
        element("path", class_="plan-open-side", d=open_edges) if open_edges else Svg(),
        overlay.selection(outline, name=f"plan-stand-{name or tile_id(stand[0].key)}"),
        _north(plan.north, box, lang, k) if with_north else Svg(),
    )
    return svg(scene, view_box=box, k=k, title=title, view=view, role="img", with_defs=with_defs, flat=flat)


def frame(plan: Plan, outline: BaseGeometry, wide_px: float, high_px: float) -> tuple[tuple[int, int, int, int], float]:
    """What to show round an outline (left, top, width, height in millimetres), and the millimetres a pixel.

    The outline is in the middle unless that would show more of the outside than the names of doors need.
    """
    x0, y0, x1, y1 = outline.bounds
    wide, high = max((x1 - x0) * AROUND, LEAST_WIDE), max((y1 - y0) * AROUND, LEAST_HIGH)
    k = round(max(wide * MM / wide_px, high * MM / high_px), 2)
    hall = next((each.outline for each in plan.halls if each.outline.intersects(outline)), outline)
    left, right = hall.bounds[0] * MM - MARGIN_PX * k, hall.bounds[2] * MM + MARGIN_PX * k
    top, bottom = hall.bounds[1] * MM - MARGIN_PX * k, hall.bounds[3] * MM + MARGIN_PX * k
    x = _within((x0 + x1) / 2 * MM - wide_px * k / 2, left, right - wide_px * k)
    y = _within((y0 + y1) / 2 * MM - high_px * k / 2, top, bottom - high_px * k)
    return (round(x), round(y), round(wide_px * k), round(high_px * k)), k


def open_sides(stand: Sequence[BoothShape], away: float) -> MultiLineString:
    """The edges of a stand that are open to an aisle, moved `away` metres outwards.

    A side of a booth is open as its `open` says; where two booths of one stand meet there is no side.
    """
    edges: list[BaseGeometry] = []
    for booth in stand:
        others = shapely.union_all([each.outline for each in stand if each is not booth]).buffer(_SAME_EDGE)
        for edge, out in _edges(booth.outline):
            if any(_faces(out, side) for side in booth.open):
                shown = edge.difference(others)
                edges += shapely.get_parts(translate(shown, out[0] * away, out[1] * away)).tolist()
    return MultiLineString([each for each in edges if isinstance(each, LineString) and not each.is_empty])


def _edges(outline: Polygon) -> list[tuple[LineString, tuple[float, float]]]:
    """The straight edges of an outline, each with the unit vector that leads out of it."""
    corners = list(orient(outline).exterior.coords)  # anticlockwise as seen with y up: the outside is to the right
    found = []
    for (x, y, *_), (nx, ny, *_) in pairwise(corners):
        length = hypot(nx - x, ny - y)
        if length:
            found.append((LineString([(x, y), (nx, ny)]), ((ny - y) / length, (x - nx) / length)))
    return found


def _faces(out: tuple[float, float], side: Side) -> bool:
    """Whether a way out leads to that side of the drawing rather than to another."""
    dx, dy = _TOWARDS[side]
    return out[0] * dx + out[1] * dy >= _HALF_RIGHT_ANGLE


def _within(value: float, least: float, most: float) -> float:
    return (least + most) / 2 if most < least else min(max(value, least), most)


def _uncut(face: Face, booth: BoothShape, window: Polygon, k: float) -> Face:
    """The face without its label where the picture's edge would run through it."""
    x, y = (each / MM for each in room(booth.outline).middle)
    half_wide, half_high = (width(booth.number) + 1) * LABEL_PX * k / MM / 2, LABEL_PX * k / MM
    label = shapely.box(x - half_wide, y - half_high, x + half_wide, y + half_high)
    return replace(face, labelled=window.covers(label))


def _near(plan: Plan, window: Polygon) -> Plan:
    """The plan without fixtures that would not be seen: a picture of a stand should not be searched for its hall."""
    kept = tuple(each for each in plan.fixtures if each.outline.intersects(window))
    return replace(plan, fixtures=kept, backdrop=())


def _north(turn: float, box: tuple[int, int, int, int], lang: str, k: float) -> Svg:
    """An arrow to the north in the upper right corner, on a plate with its letter."""
    x, y, wide, _ = box
    return element(
        "g",
        element("rect", x="-1.1em", y="-1.3em", width="2.2em", height="3.1em", rx=".3em"),
        element("g", sign("north", _NORTH_EM), transform=f"rotate({number(turn)})"),
        element("text", _NORTH_LETTER[lang], dy="1.45em"),
        class_="plan-north",
        transform=at((round(x + wide - 18 * k), round(y + 20 * k))),
    )
