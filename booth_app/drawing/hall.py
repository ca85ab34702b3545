"""A hall's ground (floor, walls, everything that is no booth), and the whole map."""

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from booth_app.drawing.defs import defs, sign
from booth_app.drawing.doors import MARGIN_PX, door_signs
from booth_app.drawing.elements import Svg, element, joined, number
from booth_app.drawing.labels import LABEL_PX, Bands, fit_name, room
from booth_app.drawing.openings import DOORS, Side, hall_sides, nearest_side, openings, room_sides, walls
from booth_app.drawing.paths import mm, path, spot
from booth_app.drawing.sheet import Sheet, at
from booth_app.drawing.words import fixture_name
from booth_app.geometry.plan import Fixture, FixtureKind, Plan

_ROOMS = frozenset({FixtureKind.FACILITY, FixtureKind.STAIRS, FixtureKind.LIFT})
_STANDING = frozenset({FixtureKind.STAGE, FixtureKind.DESK})
_EQUIPMENT = frozenset({FixtureKind.HYDRANT, FixtureKind.PANEL})
_SOLID = frozenset({FixtureKind.COLUMN, FixtureKind.WALL})
_TALL = 1.6
"""How many times higher than wide a stage is when its name is written upwards."""

_SIGN_EM = 1.4
_FROM_WALL_EM = 0.65


def hall_ground(plan: Plan, lang: str, k: float, *, flat: bool = False) -> Svg:
    """Everything under and beside the booths: floor, rooms, stages, columns, walls, doors, safety equipment.

    Exits and equipment stay on every zoom; names come and go with their room.
    """
    sheet = Sheet(lang, k, flat)
    sides = hall_sides(plan.halls)
    by_kind = {kind: [each for each in plan.fixtures if each.kind is kind] for kind in FixtureKind}

    def all_of(kinds: frozenset[FixtureKind]) -> list[Fixture]:
        return [fixture for kind in FixtureKind if kind in kinds for fixture in by_kind[kind]]

    doors = openings(all_of(DOORS), sides)
    placed = {door.fixture.key for door in doors}
    elsewhere = [fixture for fixture in all_of(DOORS) if fixture.key not in placed]
    inner = openings(elsewhere, room_sides(all_of(_ROOMS)))
    placed |= {door.fixture.key for door in inner}
    floor = shapely.union_all([hall.outline for hall in plan.halls])
    return element(
        "g",
        _area("plan-floor", floor),
        _area("plan-backdrop", shapely.GeometryCollection(list(plan.backdrop))),
        *(_room(fixture, sheet) for fixture in all_of(_ROOMS)),
        *(_room(fixture, sheet) for fixture in all_of(_STANDING)),
        *(_solid(fixture) for fixture in all_of(_SOLID)),
        _area("plan-wall", walls(plan.halls, doors)),
        *(_area("plan-gap", door.stretch) for door in inner),
        door_signs([*doors, *inner], plan, sheet),
        *(_area("plan-door", fixture.outline) for fixture in elsewhere if fixture.key not in placed),
        *(_equipment(fixture, sides) for fixture in all_of(_EQUIPMENT)),
        class_="plan-ground",
    )


def map_svg(
    plan: Plan,
    tiles: str,
    *,
    lang: str,
    k: float,
    title: str,
    view: str = "booking",
    overlay: str = "",
    with_defs: bool = True,
    describedby: str | None = None,
    margin_px: float = MARGIN_PX,
    flat: bool = False,
) -> Svg:
    """The whole map. `tiles` and `overlay` are markup, `title` its name, `describedby` the id of a hint on keys.

    A second plan in a page is made without defs: it uses the first one's, which must not be `display: none`.
    """
    return svg(
        joined(
            hall_ground(plan, lang, k, flat=flat),
            element("g", Svg(tiles), class_="plan-booths"),
            element("g", Svg(overlay), class_="plan-overlay"),
        ),
        view_box=view_box(plan, margin_px * k),
        k=k,
        title=title,
        view=view,
        with_defs=with_defs,
        describedby=describedby,
        flat=flat,
    )


def svg(
    scene: Svg,
    *,
    view_box: tuple[int, int, int, int],
    k: float,
    title: str,
    view: str,
    role: str = "group",
    with_defs: bool = True,
    describedby: str | None = None,
    flat: bool = False,
) -> Svg:
    """A drawing of a hall at `k` millimetres a pixel. `role` is `img` for what has nothing to act on."""
    x, y, wide, high = view_box
    return element(
        "svg",
        defs(k) if with_defs else None,
        element("g", scene, class_="plan-scene", font_size=round(LABEL_PX * k, 2), text_anchor="middle"),
        xmlns="http://www.w3.org/2000/svg" if flat else None,
        class_="plan",
        viewBox=f"{x} {y} {wide} {high}",
        role=role,
        aria_label=title,
        aria_describedby=describedby,
        data_view=view,
        data_k=number(float(k)),
        focusable="false",
    )


def view_box(plan: Plan, margin_mm: float) -> tuple[int, int, int, int]:
    """Left, top, width and height in millimetres of all that is drawn, with a margin."""
    drawn = [each.outline for group in (plan.halls, plan.booths, plan.fixtures) for each in group]
    x0, y0, x1, y1 = shapely.total_bounds(shapely.GeometryCollection(drawn)) if drawn else (0, 0, 1, 1)
    margin = round(margin_mm)
    left, top = mm(float(x0)) - margin, mm(float(y0)) - margin
    return left, top, mm(float(x1)) + margin - left, mm(float(y1)) + margin - top


def scale_for(plan: Plan, wide_px: float, high_px: float, margin_px: float = MARGIN_PX) -> float:
    """Millimetres a pixel at which the whole plan, with its margin, fits into so many pixels."""
    _, _, wide, high = view_box(plan, 0)
    return round(max(wide / (wide_px - 2 * margin_px), high / (high_px - 2 * margin_px)), 2)


def _area(kind: str, shape: BaseGeometry) -> Svg:
    d = path(shape)
    return element("path", class_=kind, d=d) if d else Svg()


def _solid(fixture: Fixture) -> Svg:
    return _area(f"plan-{fixture.kind}", fixture.outline)


def _room(fixture: Fixture, sheet: Sheet) -> Svg:
    """A room, stage or desk with its name, which shows from the zoom on at which it fits."""
    kind = "room" if fixture.kind in _ROOMS else fixture.kind
    outline = max(
        (each for each in shapely.get_parts(fixture.outline).tolist() if isinstance(each, Polygon)),
        key=lambda each: each.area,
        default=None,
    )
    if outline is None:
        return Svg()
    where = room(outline)
    name = fixture_name(fixture, sheet.lang)
    x0, y0, x1, y1 = outline.bounds
    turned = fixture.kind is FixtureKind.STAGE and (y1 - y0) > _TALL * (x1 - x0)
    fitted = fit_name(outline, where, name, turned=turned, first_px=where.side / sheet.k)
    label = None
    if fitted:
        least, lines = fitted
        held = Bands((("name", least),), lines)
        label = element(
            "g",
            sheet.lines(lines),
            class_="plan-label",
            transform=at(where.middle, -90 if turned else 0),
            data_side=where.side,
            data_bands=str(held),
            data_label=held.at(where.side / sheet.k),
        )
    return element(
        "g", _area(f"plan-{kind}", fixture.outline), label, data_kind=str(fixture.kind), data_key=fixture.key
    )


def _equipment(fixture: Fixture, sides: list[Side]) -> Svg:
    """A sign at the place of safety equipment, drawn in from the wall so that both are seen."""
    if fixture.outline.is_empty:
        return Svg()
    wall = nearest_side(fixture.outline, sides)
    x, y = wall.out if wall else (0.0, 0.0)
    return element(
        "g",
        element("title", fixture.label) if fixture.label else None,
        sign(str(fixture.kind), _SIGN_EM, -_SIGN_EM / 2 - x * _FROM_WALL_EM, -_SIGN_EM / 2 - y * _FROM_WALL_EM),
        class_=f"plan-{fixture.kind}",
        transform=at(spot(fixture.outline.centroid)),
        data_key=fixture.key,
    )
