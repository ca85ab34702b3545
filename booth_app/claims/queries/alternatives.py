"""The nearest similar booths that are free now: what a loser of a race is shown.

Likeness is that of `geometry.neighbours.unlike`. Another hall comes after all of the same.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from booth_app.claims import adjoining
from booth_app.claims.ground import Ground, ground
from booth_app.claims.queries.states import BoothState, states
from booth_app.geometry import Side
from booth_app.geometry.neighbours import unlike
from booth_app.layouts import queries as layouts
from booth_app.layouts.queries import BoothFacts, PublishedPlan, booth_id, booth_key

_NEAREST = 240
"""Booths that are asked about first, the nearest ones; all of the hall where a farther one might be better."""

_SEEDS = 40
"""Free booths, the nearest first, that a stand of several is grown from."""

_AISLE = 6.0
"""Metres between two fronts that look at each other over one aisle, at most."""
_IN_LINE = 0.5
_FACING = ((Side.BOTTOM, Side.TOP, 1), (Side.RIGHT, Side.LEFT, 0))
_EDGES = ((Side.TOP, 1), (Side.BOTTOM, 3), (Side.LEFT, 0), (Side.RIGHT, 2))


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
    booths: tuple[int, ...]
    whole: BaseGeometry

    @property
    def facts(self) -> tuple[BoothFacts, ...]:
        return tuple(self.published.facts[booth] for booth in self.booths)

    @property
    def sides(self) -> frozenset[Side]:
        return frozenset(side for each in self.facts for side in each.open_sides)

    @property
    def zone(self) -> str:
        return self.facts[0].zone


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

    Args:
        organisation_id: whose reserved booths count as free.
    """
    halls = layouts.published_halls(session, exhibition_id)
    asked_for = set(booths)
    home = next((each for each in halls if not asked_for.isdisjoint(each.facts)), None)
    if home is None:
        return []
    wanted = tuple(sorted(asked_for & home.facts.keys()))
    lost = _Group(home, wanted, ground(session, home).whole(wanted))
    found: list[Alternative] = []
    for published in [home, *(each for each in halls if each is not home)]:

        def free(asked: Collection[int]) -> set[int]:
            standing = states(session, exhibition_id, now=now, booths=asked)
            return {booth for booth, state in standing.items() if _free(state, organisation_id)} - set(wanted)

        best = _best(session, published, lost, free, limit - len(found))
        found += [_alternative(session, each, lost) for each in best]
        if len(found) >= limit:
            break
    return found


def _free(state: BoothState, organisation_id: int | None) -> bool:
    own = state.state == "reserved" and organisation_id is not None and state.reserved_for == organisation_id
    return state.state == "free" or own


def _best(
    session: Session,
    published: PublishedPlan,
    lost: _Group,
    free: Callable[[Collection[int]], set[int]],
    limit: int,
) -> list[_Group]:
    """The best of a hall, as if all its booths had been asked about."""
    floor = ground(session, published)
    far = floor.far(lost.whole) if published is lost.published else np.zeros(len(floor.ids))
    order = np.argsort(far, kind="stable")
    for asked in (order[:_NEAREST], order):
        open_to = free(floor.ids[asked].tolist())
        at = [int(n) for n in asked if int(floor.ids[n]) in open_to]
        ranked = _ranked(session, published, lost, at, far)
        if len(asked) == len(order) or _settled(
            floor, lost, ranked[:limit], limit, far[at], reach=float(far[asked[-1]])
        ):
            return [group for _, group in ranked[:limit]]
    return []


def _settled(
    floor: Ground,
    lost: _Group,
    best: list[tuple[float, _Group]],
    limit: int,
    free: NDArray[np.float64],
    *,
    reach: float,
) -> bool:
    """Whether booths farther than `reach` would change nothing. `free`: how far the free ones are, nearest first."""
    if len(lost.booths) == 1:  # no booth is more alike than it is near
        return len(best) >= limit and best[limit - 1][0] <= reach
    # Stands are grown from the nearest free booths alone, and by one booth's width at each step at most.
    return len(free) >= _SEEDS and free[_SEEDS - 1] + len(lost.booths) * floor.widest < reach


def _ranked(
    session: Session, published: PublishedPlan, lost: _Group, at: list[int], far: NDArray[np.float64]
) -> list[tuple[float, _Group]]:
    """Free booths, alone or grown to as many as were lost, the most alike first."""
    floor = ground(session, published)
    if len(lost.booths) == 1:
        there = np.array(at, dtype=int)
        zones = floor.zones[there] == lost.zone
        costs = _unlike(lost, far[there], floor.areas[there], floor.sides[there], zones)
        best = np.argsort(costs, kind="stable")[:_SEEDS]
        groups = [(float(costs[n]), (int(floor.ids[at[n]]),)) for n in best]
        return [(cost, _Group(published, booths, floor.whole(booths))) for cost, booths in groups]
    found = [_Group(published, booths, floor.whole(booths)) for booths in _grown(session, published, at, lost)]
    if not found:
        return []
    same_hall = published is lost.published
    costs = _unlike(
        lost,
        np.array([each.whole.distance(lost.whole) if same_hall else 0.0 for each in found]),
        np.array([each.whole.area for each in found]),
        np.array([len(each.sides) for each in found]),
        np.array([each.zone == lost.zone for each in found]),
    )
    by_cost = sorted(range(len(found)), key=lambda n: (costs[n], found[n].facts[0].number))
    return [(float(costs[n]), found[n]) for n in by_cost]


def _unlike(
    lost: _Group,
    far: NDArray[np.float64],
    areas: NDArray[np.float64],
    sides: NDArray[np.int64],
    same_zone: NDArray[np.bool_],
) -> NDArray[np.float64]:
    return unlike(far, areas, sides, same_zone, area=lost.whole.area, sides=len(lost.sides))


def _grown(session: Session, published: PublishedPlan, at: list[int], lost: _Group) -> Iterator[tuple[int, ...]]:
    """Stands of as many booths as were lost, grown from the nearest free ones; every stand once."""
    floor = ground(session, published)
    free = {int(floor.ids[n]) for n in at}
    neighbours = adjoining.beside(session, published)
    seen: set[frozenset[int]] = set()
    for seed in at[:_SEEDS]:
        booths = _compact(int(floor.ids[seed]), free, neighbours, floor, len(lost.booths))
        if len(booths) == len(lost.booths) and booths not in seen:
            seen.add(booths)
            yield tuple(sorted(booths, key=floor.at.__getitem__))


def _compact(
    seed: int, free: Collection[int], neighbours: Mapping[str, Iterable[str]], floor: Ground, count: int
) -> frozenset[int]:
    """Booths that adjoin, as compact as they can be had one by one."""
    booths, whole = [seed], floor.outlines[floor.at[seed]].envelope
    while len(booths) < count:
        beside = (booth_id(key) for booth in booths for key in neighbours.get(booth_key(booth), ()))
        ahead = {booth for booth in beside if booth is not None and booth in free and booth not in booths}
        if not ahead:
            break
        grown = {booth: shapely.union(whole, floor.outlines[floor.at[booth]]).envelope for booth in ahead}
        best = min(ahead, key=lambda booth: (grown[booth].area, floor.at[booth]))
        booths.append(best)
        whole = grown[best]
    return frozenset(booths)


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
    touching = {key for booth in lost.booths for key in neighbours.get(booth_key(booth), ())}
    if touching & {booth_key(booth) for booth in group.booths}:
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
    common = one.sides & other.sides
    return any(side in common and abs(both[0][0][at] - both[1][0][at]) <= _IN_LINE for side, at in _EDGES)
