"""How the wanted booths stand, seen by one organisation: what an early refusal and a hold's length are judged by.

Nobody gets in by it: the statement that takes a booth decides by the key (`services/_taking.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from booth_app.base.errors import NotFound
from booth_app.claims.models import Claim, HoldSeries, Reservation, TakenBooth
from booth_app.claims.refusals import TooManyBooths
from booth_app.exhibitions.models import Booth

MOST_BOOTHS = 24
"""Booths in one claim; a pavilion of 200 m² has as many."""


@dataclass(frozen=True, slots=True)
class Place:
    """One wanted booth: as the organiser has it, who has it, for whom it is kept, the asker's earlier holds on it."""

    booth_id: int
    number: str
    exhibition_id: int
    hall_id: int
    closed: bool
    removed_at: datetime | None
    claim_id: int | None
    owner_id: int | None
    held_until: datetime | None
    reserved: bool
    reserved_for: int | None
    reserved_until: datetime | None
    first_at: datetime | None
    last_until: datetime | None

    def taken(self, now: datetime) -> bool:
        """Whether an active claim is on it."""
        return self.claim_id is not None and (self.held_until is None or self.held_until > now)

    def lapsed(self, now: datetime) -> bool:
        """Whether a hold is on it whose time is over."""
        return self.claim_id is not None and not self.taken(now)

    def kept_from(self, organisation_id: int, now: datetime) -> bool:
        """Whether it is reserved for somebody else."""
        running = self.reserved and (self.reserved_until is None or self.reserved_until > now)
        return running and self.reserved_for != organisation_id


@dataclass(frozen=True, slots=True)
class Scene:
    """The wanted booths in ascending order of id, and how many the organisation has in the exhibition."""

    places: tuple[Place, ...]
    used: int

    @property
    def numbers(self) -> list[str]:
        """The booths' numbers, for sentences."""
        return [each.number for each in self.places]

    def lapsed(self, now: datetime) -> list[int]:
        """Claims whose holds are over and still lie on the wanted booths, ascending."""
        return sorted({each.claim_id for each in self.places if each.claim_id is not None and each.lapsed(now)})


_USED = (
    select(func.count())
    .select_from(TakenBooth)
    .join(Claim, Claim.id == TakenBooth.claim_id)
    .where(
        Claim.exhibition_id == bindparam("exhibition"),
        Claim.organisation_id == bindparam("organisation"),
        or_(TakenBooth.held_until.is_(None), TakenBooth.held_until > bindparam("now")),
    )
    .scalar_subquery()
)
_SCENE = (
    select(
        Booth.id,
        Booth.number,
        Booth.exhibition_id,
        Booth.hall_id,
        Booth.closed,
        Booth.removed_at,
        TakenBooth.claim_id,
        Claim.organisation_id,
        TakenBooth.held_until,
        Reservation.booth_id.is_not(None),
        Reservation.organisation_id,
        Reservation.until,
        HoldSeries.first_at,
        HoldSeries.last_until,
        _USED,
    )
    .outerjoin(TakenBooth, TakenBooth.booth_id == Booth.id)
    .outerjoin(Claim, Claim.id == TakenBooth.claim_id)
    .outerjoin(Reservation, Reservation.booth_id == Booth.id)
    .outerjoin(
        HoldSeries, (HoldSeries.booth_id == Booth.id) & (HoldSeries.organisation_id == bindparam("organisation"))
    )
    .where(Booth.id.in_(bindparam("booths", expanding=True)))
    .order_by(Booth.id)
)


def wanted(booth_ids: Iterable[int]) -> tuple[int, ...]:
    """The booths of a request, each once, in the order in which everything is locked.

    Raises:
        NotFound: none is named.
        TooManyBooths: more than `MOST_BOOTHS`.
    """
    booths = tuple(sorted(set(booth_ids)))
    if not booths:
        raise NotFound
    if len(booths) > MOST_BOOTHS:
        raise TooManyBooths(most=MOST_BOOTHS)
    return booths


def scene_now(
    session: Session, exhibition_id: int, booths: tuple[int, ...], *, organisation_id: int | None, now: datetime
) -> Scene:
    """How the booths stand, without a lock.

    Raises:
        NotFound: a booth that is none of this exhibition's.
    """
    asked = {"booths": booths, "organisation": organisation_id, "exhibition": exhibition_id, "now": now}
    rows: list[tuple[Any, ...]] = [tuple(row) for row in session.execute(_SCENE, asked)]
    places = tuple(Place(*values) for *values, _ in rows)
    if len(places) != len(booths) or any(each.exhibition_id != exhibition_id for each in places):
        raise NotFound
    return Scene(places, rows[0][-1])
