"""What is refused early and by name, before anything is taken. Who has a booth is decided by its key, not here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from booth_app.claims import adjoining
from booth_app.claims.refusals import (
    AlreadyYours,
    BookingClosed,
    BoothClosed,
    BoothRemoved,
    BoothReserved,
    BoothTaken,
    HoldCap,
    NotAccepted,
    NotAdjoining,
    QuotaReached,
)
from booth_app.claims.rules import Rules
from booth_app.claims.scene import Place, Scene
from booth_app.exhibitors.models import ApplicationState

IGNORABLE = frozenset({"window", "vetting", "quota", "reservation", "apart"})
"""What staff may set aside when they assign a booth; the journal says that they did."""

LEAST = timedelta(minutes=1)
"""A hold that would be shorter is refused: nobody could use it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who a claim is to be for, and what is set aside for it."""

    organisation_id: int
    ignoring: Collection[str] = ()


def may_claim(rules: Rules, asked: Asked, now: datetime) -> None:
    """Refuse an organisation that is not accepted, and whoever comes outside the booking window.

    Raises:
        NotAccepted, BookingClosed: as said.
    """
    if rules.vetting and rules.application != ApplicationState.ACCEPTED and "vetting" not in asked.ignoring:
        raise NotAccepted(state=rules.application)
    if not rules.open_at(now) and "window" not in asked.ignoring:
        ahead = rules.opens_at is not None and now < rules.opens_at
        raise BookingClosed(opens_at=rules.opens_at, closes_at=rules.closes_at, ahead=ahead)


def check(session: Session, rules: Rules, scene: Scene, asked: Asked, *, now: datetime) -> None:
    """Refuse early, by name, what would not be let in or should not be.

    Rules are read under the application's lock and booths under theirs, so none of this can change before the end of
    the transaction; who has a booth can, and is decided by `take`.
    """
    may_claim(rules, asked, now)
    for place in scene.places:
        may_have(place, asked, now)
    if "quota" not in asked.ignoring and rules.quota is not None and scene.used + len(scene.places) > rules.quota:
        raise QuotaReached(quota=rules.quota, used=scene.used)
    if len(scene.places) > 1 and "apart" not in asked.ignoring:
        halls = {each.hall_id for each in scene.places}
        if len(halls) > 1 or not adjoining.together(session, halls.pop(), [each.booth_id for each in scene.places]):
            raise NotAdjoining(numbers=scene.numbers)


def may_have(place: Place, asked: Asked, now: datetime) -> None:
    """Refuse a booth that this organisation cannot have now.

    Raises:
        BoothRemoved, AlreadyYours, BoothTaken, BoothClosed, BoothReserved: as said.
    """
    known = {"booth_id": place.booth_id, "number": place.number}
    if place.removed_at is not None:
        raise BoothRemoved(**known)
    if place.taken(now):
        if place.owner_id == asked.organisation_id:
            raise AlreadyYours(**known, claim_id=place.claim_id)
        raise BoothTaken(**known, until=place.held_until)
    if place.closed:
        raise BoothClosed(**known)
    if "reservation" not in asked.ignoring and place.kept_from(asked.organisation_id, now):
        raise BoothReserved(**known, until=place.reserved_until)


def series(rules: Rules, scene: Scene, now: datetime) -> dict[int, datetime]:
    """When the series that this hold belongs to began, by booth.

    Holds of an organisation on a booth that follow each other within one hold time are one series, and one cap is
    over all of it: else releasing and taking again would keep a booth for ever.

    Raises:
        HoldCap: a series has used up its time, and the booth was not open to others for one hold time since.
    """
    pause = timedelta(minutes=rules.hold_minutes)
    cap = timedelta(minutes=rules.hold_cap_minutes)
    began: dict[int, datetime] = {}
    for place in scene.places:
        goes_on = place.last_until is not None and now < place.last_until + pause
        first = place.first_at if goes_on and place.first_at is not None else now
        if first + cap < now + LEAST:
            raise HoldCap(booth_id=place.booth_id, number=place.number, until=(place.last_until or now) + pause)
        began[place.booth_id] = first
    return began
