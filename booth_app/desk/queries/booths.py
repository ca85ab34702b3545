"""Booths as staff manage them: found by a number as it is typed, with everything that is known."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from booth_app.claims import queries as claims
from booth_app.claims.queries import BoothState
from booth_app.desk.queries.zones import zone_names
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitions.queries import BoothValue, HallValue
from booth_app.exhibitors import queries as exhibitors
from booth_app.layouts import queries as layouts
from booth_app.layouts.queries import BoothFacts
from booth_app.text.numbers import fold_number, last_part

_BETWEEN = re.compile(r"[\s,،;؛+/]+")
_SIGNS = re.compile(r"[^A-Z0-9]")
MOST = 500
"""Booths on one page of the list."""


@dataclass(frozen=True, slots=True)
class BoothLine:
    """A booth: what the plan says, how it stands, and whose it is (staff read names before they are public)."""

    booth: BoothValue
    hall: HallValue
    facts: BoothFacts | None
    state: BoothState
    name_ar: str
    name_en: str
    zone_ar: str = ""
    zone_en: str = ""


def find(session: Session, exhibition_id: int, typed: str) -> BoothValue | None:
    """The booth that a number means, as people type it: either kind of digits, any dash, small letters, old numbers."""
    number = fold_number(typed)
    if (found := exhibitions.booth(session, exhibition_id, number)) is not None:
        return found
    # "a101" and "a 101" are clear as well, as long as they can mean one booth only.
    bare = _SIGNS.sub("", number)
    alike = [
        each for each in exhibitions.booths(session, exhibition_id) if bare and _SIGNS.sub("", each.number) == bare
    ]
    return alike[0] if len(alike) == 1 else exhibitions.booth_formerly(session, exhibition_id, number)


def find_all(session: Session, exhibition_id: int, typed: str) -> tuple[list[BoothValue], list[str]]:
    """Several numbers in one field, and those among them that mean no booth."""
    found: dict[int, BoothValue] = {}
    unknown = []
    for each in filter(None, _BETWEEN.split(typed.strip())):
        booth = find(session, exhibition_id, each)
        if booth is None:
            unknown.append(each)
        else:
            found.setdefault(booth.id, booth)
    return list(found.values()), unknown


def booth_line(session: Session, booth: BoothValue, *, now: datetime) -> BoothLine:
    """One booth with all that is known of it."""
    return _lines(session, booth.exhibition_id, [booth], now=now)[0]


def booth_lines(
    session: Session,
    exhibition_id: int,
    *,
    now: datetime,
    state: str = "",
    hall_id: int | None = None,
    number: str = "",
    limit: int | None = MOST,
) -> list[BoothLine]:
    """Booths in the order of their numbers: of a hall, in a state, with a number (or its last part) begun as typed."""
    begins = fold_number(number)
    booths = [
        each
        for each in exhibitions.booths(session, exhibition_id)
        if (hall_id is None or each.hall_id == hall_id)
        and (each.number.startswith(begins) or last_part(each.number).startswith(begins))
    ]
    lines = _lines(session, exhibition_id, booths, now=now)
    return [each for each in lines if not state or each.state.state == state][:limit]


def _lines(session: Session, exhibition_id: int, booths: Iterable[BoothValue], *, now: datetime) -> list[BoothLine]:
    booths = list(booths)
    if not booths:
        return []
    states = claims.states(session, exhibition_id, now=now, booths=[each.id for each in booths])
    names = {each.id: (each.name_ar, each.name_en) for each in exhibitors.organisations(session, exhibition_id)}
    halls = {each.id: each for each in exhibitions.halls(session, exhibition_id)}
    facts = layouts.facts(session, exhibition_id)
    zones = zone_names(session, exhibition_id)
    lines = []
    for each in booths:
        state = states[each.id]
        # An assigned organisation need not have applied: its name is then the one that stands at the booth.
        named = names.get(state.organisation_id or 0, (state.name_ar, state.name_en))
        fact = facts.get(each.id)
        zone = zones.get((each.hall_id, fact.zone), (fact.zone, fact.zone)) if fact else ("", "")
        lines.append(BoothLine(each, halls[each.hall_id], fact, state, *named, *zone))
    return lines
