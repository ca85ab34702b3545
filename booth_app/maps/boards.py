"""The booths of an exhibition as they stand now, kept in memory and brought up to date by the journal.

One board per exhibition and process. Reading it costs two small questions to the database and, for what changed, one
more; what is read is a `Picture`, a value that cannot be changed, so that any number of requests may use it at once.
"""

import hashlib
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from flask import current_app
from sqlalchemy.orm import Session

from booth_app.claims import queries as claims
from booth_app.claims.queries import BoothState
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitions.queries import BoothValue, HallValue
from booth_app.geometry import Names
from booth_app.journal import queries as journal
from booth_app.journal.queries import Change
from booth_app.layouts import queries as layouts
from booth_app.layouts.queries import BoothFacts, PublishedPlan
from booth_app.maps.values import MapBooth, View

RELOADING = frozenset({"layout-published", "settings-changed"})
"""Changes after which plans, numbers or prices may be others."""

RENAMING = frozenset({"profile-changed", "organisation-changed", "application-accepted"})
"""Changes after which an exhibitor may be called otherwise, or have a page."""

MOST_CHANGES = 2000
"""Changes to catch up with one by one; after more, everything is read anew."""


@dataclass(frozen=True, slots=True)
class Floor:
    """A hall with its published plan."""

    hall: HallValue
    published: PublishedPlan


@dataclass(frozen=True, slots=True)
class Picture:
    """All booths at one moment.

    `change` is the journal number that the picture has at least; `booths` is everything that is known, `seen` what each
    view may know of it; `prints` a fingerprint of that, the same in every process; `lapses_at` the first moment at
    which a hold in it ends.
    """

    change: int
    floors: tuple[Floor, ...]
    booths: Mapping[int, MapBooth]
    seen: Mapping[View, Mapping[int, MapBooth]]
    prints: Mapping[View, int]
    lapses_at: datetime | None

    def on(self, hall_id: int, view: View = View.BOOKING) -> list[MapBooth]:
        """The booths of a hall, as a view sees them, in the order of their numbers."""
        return [booth for booth in self.seen[view].values() if booth.hall_id == hall_id]

    def floor(self, hall_key: str) -> Floor | None:
        """A hall by its key."""
        return next((each for each in self.floors if each.hall.key == hall_key), None)

    def numbered(self, number: str) -> MapBooth | None:
        """The booth with a number."""
        return next((each for each in self.booths.values() if each.number == number), None)

    @property
    def revisions(self) -> tuple[int, ...]:
        """The published revisions that are shown."""
        return tuple(each.published.revision_id for each in self.floors)


class Board:
    """The newest picture of one exhibition."""

    def __init__(self, exhibition_id: int) -> None:
        self._exhibition_id = exhibition_id
        self._lock = threading.Lock()
        self._picture: Picture | None = None

    def read(self, session: Session, *, now: datetime) -> Picture:
        """The booths at `now`: every change that is committed, and every hold that has lapsed.

        `session` should be new: on SQLite it sees nothing later than its first question.
        """
        latest = journal.latest(session, self._exhibition_id)
        waiting = journal.unnumbered(session, self._exhibition_id) if _numbers_later(session) else []
        with self._lock:
            if self._picture is None:
                self._picture = self._load(session, latest, now)
            elif latest >= self._picture.change:
                self._picture = self._forward(session, self._picture, latest, waiting, now)
            return self._picture

    def _forward(
        self, session: Session, picture: Picture, latest: int, waiting: list[Change], now: datetime
    ) -> Picture:
        changes = self._changes(session, picture.change) if latest > picture.change else []
        if changes is None:
            return self._load(session, latest, now)
        changes += waiting
        if any(each.kind in RELOADING for each in changes):
            return self._load(session, latest, now)
        touched = {booth for each in changes for booth in booths_of(each, picture)}
        if picture.lapses_at is not None and picture.lapses_at <= now:
            touched |= {booth.id for booth in picture.booths.values() if booth.until and booth.until <= now}
        touched &= picture.booths.keys()
        if not touched:
            return replace(picture, change=latest) if latest != picture.change else picture
        states = claims.states(session, self._exhibition_id, now=now, booths=touched)
        renewed = {key: _standing(picture.booths[key], states[key]) for key in touched if key in states}
        return _changed(picture, latest, renewed)

    def _changes(self, session: Session, number: int) -> list[Change] | None:
        found = journal.since(session, number, exhibition_id=self._exhibition_id, limit=MOST_CHANGES)
        return None if len(found) == MOST_CHANGES else found

    def _load(self, session: Session, latest: int, now: datetime) -> Picture:
        halls = {hall.id: hall for hall in exhibitions.halls(session, self._exhibition_id)}
        plans = layouts.published_halls(session, self._exhibition_id)
        known = {booth.id: booth for booth in exhibitions.booths(session, self._exhibition_id)}
        states = claims.states(session, self._exhibition_id, now=now)
        zones = {plan.hall_id: {zone.label: zone.names for zone in plan.plan.zones} for plan in plans}
        booths = {
            fact.booth_id: _standing(
                _booth(known[fact.booth_id], fact, halls[plan.hall_id], zones[plan.hall_id]), states[fact.booth_id]
            )
            for plan in plans
            for fact in plan.facts.values()
            if fact.booth_id in known and fact.booth_id in states
        }
        empty = Picture(
            change=latest,
            floors=tuple(Floor(halls[plan.hall_id], plan) for plan in plans),
            booths={},
            seen={view: {} for view in View},
            prints=dict.fromkeys(View, 0),
            lapses_at=None,
        )
        return _changed(empty, latest, booths)


class Boards:
    """The boards of a process."""

    def __init__(self) -> None:
        self._boards: dict[int, Board] = {}

    def of(self, exhibition_id: int) -> Board:
        """The board of an exhibition."""
        return self._boards.setdefault(exhibition_id, Board(exhibition_id))


def board(exhibition_id: int) -> Board:
    """The board of an exhibition in the current application."""
    return current_app.extensions["boards"].of(exhibition_id)


def booths_of(change: Change, picture: Picture) -> Collection[int]:
    """Ids of the booths that look otherwise since a change."""
    body = change.organisation_id
    if change.kind in RENAMING:  # a name on the map may be another now: of who is there, or of whom it is kept for
        return [
            each.id
            for each in picture.booths.values()
            if body and (each.organisation_id == body or each.reserved_ar or each.reserved_en)
        ]
    return change.after.get("booths", ())


def _numbers_later(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _changed(picture: Picture, latest: int, renewed: Mapping[int, MapBooth]) -> Picture:
    prints, seen = dict(picture.prints), {}
    for view in View:
        before = picture.seen[view]
        # What looks as before stays the very same value: whoever keeps something made of it need not compare.
        now = {key: each for key, booth in renewed.items() if (each := booth.as_seen(view)) != before.get(key)}
        for key, each in now.items():
            prints[view] ^= _print(each) ^ (_print(before[key]) if key in before else 0)
        seen[view] = MappingProxyType({**before, **now}) if now else before
    booths = {**picture.booths, **renewed}
    return replace(
        picture,
        change=latest,
        booths=MappingProxyType(booths),
        seen=MappingProxyType(seen),
        prints=MappingProxyType(prints),
        lapses_at=min((each.until for each in booths.values() if each.until), default=None),
    )


def _print(booth: MapBooth) -> int:
    return int.from_bytes(hashlib.blake2b(repr(booth).encode(), digest_size=8).digest())


def _booth(booth: BoothValue, fact: BoothFacts, hall: HallValue, zones: Mapping[str, Names]) -> MapBooth:
    zone = zones.get(fact.zone, Names())
    return MapBooth(
        id=booth.id,
        number=booth.number,
        hall_id=hall.id,
        hall=hall.key,
        type=fact.type,
        open_sides=fact.open_sides,
        zone=fact.zone,
        zone_ar=zone.ar or fact.zone,
        zone_en=zone.en or fact.zone,
        area_m2=fact.area_m2,
        price=booth.price,
        price_class=booth.price_class,
        state="free",
    )


def _standing(booth: MapBooth, state: BoothState) -> MapBooth:
    return replace(
        booth,
        state=str(state.state),
        until=state.until,
        organisation_id=state.organisation_id,
        name_ar=state.name_ar,
        name_en=state.name_en,
        slug=state.profile_slug or "",
        category=str(state.category or ""),
        reserved_ar=state.reserved_ar,
        reserved_en=state.reserved_en,
    )
