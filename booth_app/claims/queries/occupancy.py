"""How full halls and zones are."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType

from sqlalchemy.orm import Session

from booth_app.claims.queries.states import states
from booth_app.layouts import queries as layouts


@dataclass(frozen=True, slots=True)
class Occupancy:
    """Booths of one zone of a hall (`zone` empty: those in none; `whole`: all of the hall), by state.

    `taken` counts held, submitted and confirmed ones; areas in m².
    """

    hall_id: int
    zone: str
    whole: bool
    booths: int
    by_state: Mapping[str, int]
    taken: int
    area_m2: Decimal
    taken_area_m2: Decimal


_TAKEN = frozenset({"held", "submitted", "confirmed"})


def occupancy(session: Session, exhibition_id: int, *, now: datetime) -> list[Occupancy]:
    """Each hall as a whole, then its zones by name; halls in the organiser's order."""
    standing = states(session, exhibition_id, now=now)
    groups: defaultdict[tuple[int, bool, str], list[tuple[str, Decimal]]] = defaultdict(list)
    for booth_id, fact in layouts.facts(session, exhibition_id).items():
        if booth_id in standing:
            entry = (standing[booth_id].state, fact.area_m2)
            groups[fact.hall_id, True, ""].append(entry)
            groups[fact.hall_id, False, fact.zone].append(entry)
    order = {hall: at for at, hall in enumerate(dict.fromkeys(hall for hall, _, _ in groups))}
    return [
        _summed(hall, zone, whole, groups[hall, whole, zone])
        for hall, whole, zone in sorted(groups, key=lambda each: (order[each[0]], not each[1], each[2]))
    ]


def _summed(hall_id: int, zone: str, whole: bool, entries: list[tuple[str, Decimal]]) -> Occupancy:
    counted = Counter(state for state, _ in entries)
    return Occupancy(
        hall_id=hall_id,
        zone=zone,
        whole=whole,
        booths=len(entries),
        by_state=MappingProxyType(dict(counted)),
        taken=sum(counted[state] for state in _TAKEN),
        area_m2=sum((area for _, area in entries), Decimal(0)),
        taken_area_m2=sum((area for state, area in entries if state in _TAKEN), Decimal(0)),
    )
