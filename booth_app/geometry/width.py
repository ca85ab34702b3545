"""Where aisles are too narrow, by how much, and what stands on both sides.

The clear width at a place is the diameter of the largest disc that has room there. An aisle is too narrow where its
floor leads on, between wide places or to an open side, an entrance or an exit, and a disc of the required width
cannot follow. Source: the definitions that `docs/geometry.md` gathers under "Clear width".
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely

from booth_app.geometry.free import SERVICE_GAP, SHORT, FreeSpace, called, free, walkable
from booth_app.geometry.fronts import far_doors, far_sides
from booth_app.geometry.gaps import Gaps
from booth_app.geometry.passages import Passages, Stretch, passages, stretches
from booth_app.geometry.plan import BoothShape, FixtureKind, Names, Plan
from booth_app.geometry.survey import Survey
from booth_app.geometry.validity import mended
from booth_app.geometry.violation import Word

HALL = "hall"
"""What a stretch's side is called where it is the hall's own outline."""

OUTLINE = Names("حدود القاعة", "the hall’s outline")

_HAIR = 0.006
_CONTACT = 0.05
_MOUTH = 0.35
_MOSTLY = 0.8
_DRAWN = 0.15
_RIM = 0.2
_SLIVER = 0.05


@dataclass(frozen=True, slots=True)
class Narrow:
    """A maximal narrow stretch: its least clear width, what is required there, what stands beside it, its floor.

    `between` are the things at the two ends of its narrowest gap, as a sentence calls them. `parted` says that a
    column parts an aisle that is wide enough without it.
    """

    things: tuple[str, ...]
    measured: float
    required: float
    where: Any
    between: tuple[Word, Word]
    parted: bool = False


def narrow(survey: Survey, least: float, service_gap: float, split: float | None) -> list[Narrow]:
    """The stretches narrower than `least` metres (by more than 5 mm) and wider than a service gap.

    Where a column parts an aisle, leaving `split` metres at least on this side and `least` on both together, the
    stretch is `parted`.
    """
    of = _passages(survey, least, service_gap)
    found = stretches(of, far_doors(survey, of), far_sides(survey, of, _beside(survey, of)))
    return [_told(survey, each, least, split) for each in found]


def narrow_main(survey: Survey, least: float, service_gap: float, split: float | None) -> list[Narrow]:
    """The same in the zones that are marked as main aisles, where `least` is theirs."""
    zones = main_zones(survey.plan)
    if zones is None:
        return []
    floor = walkable_floor(survey, service_gap)
    marked = shapely.buffer(zones, _HAIR)  # a zone's rim is drawn along the corners of what stands beside it
    of = passages(floor, least - SHORT, lambda across: within(across, marked))
    # What is not mostly main aisle is where the main aisle leads to.
    outside = shapely.area(shapely.intersection(of.pieces, zones)) < shapely.area(of.pieces) / 2
    found = stretches(replace(of, wide=of.wide | outside))
    # A gap along the zone's rim is the mouth of another aisle, unless narrow floor of the zone hangs on it.
    inner = shapely.buffer(zones, -_RIM)
    found = [
        each
        for each in found
        if shapely.intersection(each.floor, inner).area > _SLIVER or within(each.across, inner).any()
    ]
    return [_told(survey, each, least, split) for each in found]


def main_zones(plan: Plan) -> Any:
    """The floor of all zones that are marked as main aisles, or None."""
    marked = [mended(zone.outline) for zone in plan.zones if zone.main]
    whole = shapely.union_all([outline for outline in marked if outline.area > 0])
    return None if whole.is_empty else whole


def within(across: Gaps, zone: Any) -> Any:
    """Which gaps lie in a zone with most of their length."""
    return shapely.length(shapely.intersection(across.lines, zone)) >= _MOSTLY * across.length


def walkable_floor(survey: Survey, service_gap: float) -> Any:
    """The survey's floor closed at its service gaps, worked out once for each width of them."""
    if service_gap == SERVICE_GAP:
        return free(survey).walkable
    return survey.once(("walkable", service_gap), lambda: walkable(free(survey).floor, service_gap))


def _passages(survey: Survey, least: float, service_gap: float) -> Passages:
    return survey.once(
        ("passages", least, service_gap), lambda: passages(walkable_floor(survey, service_gap), least - SHORT)
    )


def _beside(survey: Survey, of: Passages) -> list[BoothShape]:
    """Booths at narrow pieces: of the others no side can lie behind a gap."""
    tight = of.pieces[~of.wide]
    if not len(tight):
        return []
    space = free(survey)
    _, at = space.tree.query(tight, predicate="dwithin", distance=_HAIR)
    return [thing for thing in (space.things[one] for one in np.unique(at)) if isinstance(thing, BoothShape)]


def _told(survey: Survey, stretch: Stretch, least: float, split: float | None) -> Narrow:
    space = free(survey)
    parted = split is not None and stretch.width >= split - SHORT and _parted(survey, stretch, least)
    things = things_beside(space, stretch)
    return Narrow(
        things, round(stretch.width, 3), least, _drawn(space, stretch), _between(space, stretch, things), parted
    )


def _between(space: FreeSpace, stretch: Stretch, things: tuple[str, ...]) -> tuple[Word, Word]:
    if not len(stretch.across):  # a corridor without corners
        first, last = (things[0], things[-1]) if things else (HALL, HALL)
        return _word(first), _word(last)
    narrowest = int(np.argmin(stretch.across.length))
    ends = stretch.across.start[narrowest], stretch.across.end[narrowest]
    a, b = sorted(min(_at(space, shapely.Point(end)) or {HALL}) for end in ends)
    return _word(a), _word(b)


def _word(name: str) -> Word:
    return OUTLINE if name == HALL else name


def _drawn(space: FreeSpace, stretch: Stretch) -> Any:
    """The stretch's floor; of a mere gap a band across the floor that can be seen."""
    if stretch.floor.area > _DRAWN * stretch.width:
        return stretch.floor
    bands = shapely.buffer(stretch.across.lines, _DRAWN, cap_style="flat")
    return shapely.intersection(shapely.union_all([stretch.floor, *bands]), space.floor)


def things_beside(space: FreeSpace, stretch: Stretch) -> tuple[str, ...]:
    """What stands on both sides of a stretch, sorted: booths' numbers, fixtures' labels, `hall` for the outline.

    All that have an edge along the stretch's floor; and at the ends of its gaps, where nothing has, what is there.
    """
    along = _along(space, stretch.floor)
    names = {called(space.things[at]) for at in along}
    if not stretch.floor.is_empty:
        edge = shapely.intersection(shapely.boundary(space.halls), shapely.buffer(stretch.floor, _HAIR))
        if edge.length >= _CONTACT:
            names.add(HALL)
    ends: Any = shapely.points(np.concatenate([stretch.across.start, stretch.across.end]))
    end, body = space.tree.query(ends, predicate="dwithin", distance=_HAIR)
    told = np.zeros(len(ends), dtype=bool)
    told[end[np.isin(body, along)]] = True
    names |= {called(space.things[at]) for at in body[~told[end]].tolist()}
    told[end] = True
    for point in ends[~told]:
        names |= _at(space, point)
    return tuple(sorted(names))


def _at(space: FreeSpace, point: Any) -> set[str]:
    """What a gap ends at: bodies, else the hall's outline, else what stands at the mouth of a service gap."""
    at = space.tree.query(point, predicate="dwithin", distance=_HAIR)
    if not len(at):
        if shapely.dwithin(shapely.boundary(space.halls), point, _HAIR):
            return {HALL}
        at = space.tree.query(point, predicate="dwithin", distance=_MOUTH)
    return {called(space.things[one]) for one in at}


def _along(space: FreeSpace, floor: Any) -> list[int]:
    if floor.is_empty:
        return []
    near = np.unique(space.tree.query(floor, predicate="dwithin", distance=_HAIR))
    edge = shapely.intersection(shapely.boundary(space.bodies[near]), shapely.buffer(floor, _HAIR))
    return near[shapely.length(edge) >= _CONTACT].tolist()


def _parted(survey: Survey, stretch: Stretch, least: float) -> bool:
    """Whether all gaps of a stretch stand on one column with enough floor on its other side."""
    columns = survey.once("islands of columns", lambda: _columns(free(survey)))
    if not columns.any() or not len(stretch.across):
        return False
    space = free(survey)
    ends: Any = shapely.points(np.concatenate([stretch.across.start, stretch.across.end]))
    end, body = space.tree.query(ends, predicate="dwithin", distance=_HAIR)
    island, gap = space.island_of[body], end % len(stretch.across)
    missing = least - SHORT - stretch.width
    return any(
        len(np.unique(gap[island == one])) == len(stretch.across)
        and _behind(space, stretch, one, missing + SHORT) >= missing
        for one in np.unique(island[columns[island]]).tolist()
    )


def _columns(space: FreeSpace) -> Any:
    """Which islands are made of columns alone."""
    other = [getattr(thing, "kind", None) is not FixtureKind.COLUMN for thing in space.things]
    return np.bincount(space.island_of, weights=other, minlength=len(space.islands)) == 0


def _behind(space: FreeSpace, stretch: Stretch, island: int, far_enough: float) -> float:
    """Metres from a column to what stands beyond it as seen from the stretch's narrowest gap, 45° to both sides.

    Nothing farther than `far_enough` is looked at.
    """
    column = space.islands[island]
    narrowest = int(np.argmin(stretch.across.length))
    a, b = stretch.across.start[narrowest], stretch.across.end[narrowest]
    far = b if shapely.distance(column, shapely.Point(a)) < shapely.distance(column, shapely.Point(b)) else a
    near = a if far is b else b
    away = (near - far) / np.hypot(*(near - far))
    aside = np.array([-away[1], away[0]])
    middle = shapely.get_coordinates(shapely.centroid(column))[0]
    reach = far_enough + 2 * float(shapely.hausdorff_distance(column, shapely.centroid(column)))
    cone = shapely.Polygon([middle, middle + reach * (away + aside), middle + reach * (away - aside)])
    at = space.tree.query(cone, predicate="intersects")
    bodies = shapely.intersection(space.bodies[at[space.island_of[at] != island]], cone)
    edge = shapely.intersection(shapely.boundary(space.halls), cone)
    apart = shapely.distance(column, np.append(bodies, edge))
    return float(np.min(apart[np.isfinite(apart)], initial=np.inf))  # an empty shape is no number away
