"""The nearest similar booths that are free now: what a loser of a race is shown."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import log2

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from booth_app.claims import adjoining
from booth_app.claims.queries.states import BoothState, states
from booth_app.geometry import BoothShape, Side
from booth_app.layouts import queries as layouts
from booth_app.layouts.queries import BoothFacts, PublishedPlan, booth_id, booth_key

_PER_AREA = 20.0
_PER_SIDE = 5.0
_OTHER_ZONE = 10.0
_SEEDS = 40
"""Free booths, the nearest first, that a stand of several is grown from."""

_AISLE = 6.0
"""Metres between two fronts that look at each other over one aisle, at most."""
_IN_LINE = 0.5
_FACING = ((Side.BOTTOM, Side.TOP, 1), (Side.RIGHT, Side.LEFT, 0))


@dataclass(frozen=True, slots=True)
class Alternative:
    """A booth, or a stand of as many adjoining ones as were wanted, that is free now.

    `distance_m`: between the middles, None in another hall. `place`: `beside`, `same-aisle`, `same-zone`,
    `same-hall`, `other-hall`. `open_sides`: of the booths together, at most 4.
    """

    booths: tuple[BoothFacts, ...]
    published: PublishedPlan
    area_m2: Decimal
    open_sides: int
    distance_m: int | None
    place: str

    @property
    def numbers(self) -> tuple[str, ...]:
        """The booths' numbers."""
        return tuple(each.number for each in self.booths)

    @property
    def keys(self) -> list[str]:
        """The booths' keys in the plan."""
        return [booth_key(each.booth_id) for each in self.booths]


@dataclass(frozen=True, slots=True)
class _Group:
    """Booths of one hall taken together."""

    published: PublishedPlan
    shapes: tuple[BoothShape, ...]
    whole: BaseGeometry

    @property
    def facts(self) -> tuple[BoothFacts, ...]:
        return tuple(self.published.facts[key] for each in self.shapes if (key := booth_id(each.key)) is not None)

    @property
    def sides(self) -> frozenset[Side]:
        return frozenset(side for each in self.facts for side in each.open_sides)

    @property
    def zone(self) -> str:
        return self.shapes[0].zone


def alternatives(
    session: Session,
    exhibition_id: int,
    booths: Iterable[int],
    *,
    now: datetime,
    limit: int = 3,
    organisation_id: int | None = None,
) -> list[Alternative]:
    """The free booths most like the wanted ones, best first; for a stand, as many adjoining ones.

    Likeness is metres between them, and as metres what is different: 20 for twice or half the floor (and so on by
    doublings), 5 for each open side more or less, 10 for another zone. Another hall comes after all of the same.

    Args:
        organisation_id: whose reserved booths count as free.
    """
    wanted = sorted(set(booths))
    halls = layouts.published_halls(session, exhibition_id)
    home = next((each for each in halls if any(booth in each.facts for booth in wanted)), None)
    lost = _group(home, [booth_key(each) for each in wanted]) if home else None
    if home is None or lost is None:
        return []
    known = states(session, exhibition_id, now=now)
    found: list[Alternative] = []
    for published in [home, *(each for each in halls if each is not home)]:
        free = _free(published, known, organisation_id) - set(wanted)
        groups = sorted(_groups(session, published, free, lost), key=lambda each: _unlike(each, lost))
        found += [_alternative(session, each, lost) for each in groups[: limit - len(found)]]
        if len(found) >= limit:
            break
    return found


def _free(published: PublishedPlan, known: Mapping[int, BoothState], organisation_id: int | None) -> set[int]:
    return {
        booth
        for booth in published.facts
        if (state := known.get(booth))
        and (
            state.state == "free"
            or (state.state == "reserved" and organisation_id is not None and state.reserved_for == organisation_id)
        )
    }


def _groups(session: Session, published: PublishedPlan, free: Collection[int], lost: _Group) -> Iterator[_Group]:
    """Free booths of a hall, each alone or as many adjoining ones as were lost; every group once."""
    count = len(lost.shapes)
    if count == 1:
        yield from (made for booth in free if (made := _group(published, [booth_key(booth)])))
        return
    neighbours = adjoining.beside(session, published)
    shapes = {each.key: each for each in published.plan.booths if booth_id(each.key) in free}
    if published is lost.published:
        nearest = sorted(shapes.values(), key=lambda each: (each.outline.distance(lost.whole), each.key))
    else:
        nearest = list(shapes.values())
    seen: set[frozenset[str]] = set()
    for seed in nearest[:_SEEDS]:
        keys = _grown(seed, shapes, neighbours, count)
        if len(keys) == count and keys not in seen and (made := _group(published, sorted(keys))):
            seen.add(keys)
            yield made


def _grown(
    seed: BoothShape, shapes: Mapping[str, BoothShape], neighbours: Mapping[str, Iterable[str]], count: int
) -> frozenset[str]:
    """Booths that adjoin, as compact as they can be had one by one."""
    keys, whole = [seed.key], seed.outline.envelope
    while len(keys) < count:
        ahead = {other for key in keys for other in neighbours.get(key, ()) if other in shapes and other not in keys}
        if not ahead:
            break
        best = min(ahead, key=lambda key: (_together(whole, shapes[key]).area, key))
        keys.append(best)
        whole = _together(whole, shapes[best])
    return frozenset(keys)


def _together(whole: BaseGeometry, shape: BoothShape) -> BaseGeometry:
    return shapely.union(whole, shape.outline).envelope


def _group(published: PublishedPlan, keys: Collection[str]) -> _Group | None:
    shapes = tuple(each for each in published.plan.booths if each.key in keys)
    if not shapes:
        return None
    return _Group(published, shapes, shapely.union_all([each.outline for each in shapes]))


def _unlike(group: _Group, lost: _Group) -> tuple[float, str]:
    far = group.whole.distance(lost.whole) if group.published is lost.published else 0.0
    doublings = abs(log2(max(group.whole.area, 1e-6) / max(lost.whole.area, 1e-6)))
    apart = abs(len(group.sides) - len(lost.sides))
    zone = 0.0 if group.zone == lost.zone else _OTHER_ZONE
    return far + _PER_AREA * doublings + _PER_SIDE * apart + zone, group.shapes[0].number


def _alternative(session: Session, group: _Group, lost: _Group) -> Alternative:
    same_hall = group.published is lost.published
    facts = group.facts
    return Alternative(
        booths=facts,
        published=group.published,
        area_m2=sum((each.area_m2 for each in facts), Decimal(0)),
        open_sides=len(group.sides),
        distance_m=round(group.whole.centroid.distance(lost.whole.centroid)) if same_hall else None,
        place=_place(session, group, lost),
    )


def _place(session: Session, group: _Group, lost: _Group) -> str:
    if group.published is not lost.published:
        return "other-hall"
    neighbours = adjoining.beside(session, lost.published)
    touching = {other for each in lost.shapes for other in neighbours.get(each.key, ())}
    if touching & {each.key for each in group.shapes}:
        return "beside"
    if _share_an_aisle(group, lost):
        return "same-aisle"
    return "same-zone" if group.zone and group.zone == lost.zone else "same-hall"


def _share_an_aisle(one: _Group, other: _Group) -> bool:
    """Whether fronts lie in one line, or look at each other over an aisle. Of halls drawn along the axes."""
    both = (one.whole.bounds, one.sides), (other.whole.bounds, other.sides)
    for first, second in (both, both[::-1]):
        for near, far, axis in _FACING:
            gap = second[0][axis] - first[0][axis + 2]
            if near in first[1] and far in second[1] and 0 < gap <= _AISLE:
                return True
    for side, at in ((Side.TOP, 1), (Side.BOTTOM, 3), (Side.LEFT, 0), (Side.RIGHT, 2)):
        if side in one.sides & other.sides and abs(both[0][0][at] - both[1][0][at]) <= _IN_LINE:
            return True
    return False
