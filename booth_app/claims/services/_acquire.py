"""Taking booths for a new claim: the one way in, for holds, for submitting anew after a hold's end, for staff."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from booth_app.base.access import SYSTEM, Who
from booth_app.claims import adjoining
from booth_app.claims.models import ClaimState
from booth_app.claims.refusals import (
    AlreadyYours,
    BookingClosed,
    BoothClosed,
    BoothRemoved,
    BoothReserved,
    BoothTaken,
    NotAccepted,
    NotAdjoining,
    QuotaReached,
)
from booth_app.claims.services import _claim, _expiry, _taking
from booth_app.claims.services._claim import Row
from booth_app.claims.services._rules import Rules
from booth_app.claims.services._scene import Place, Scene
from booth_app.exhibitors.models import ApplicationState

IGNORABLE = frozenset({"window", "vetting", "quota", "reservation", "apart"})
"""What staff may set aside when they assign a booth; the journal says that they did."""

_CLAIM = insert(_claim.claim).returning(_claim.claim.c.id)
_BOOTHS = insert(_claim.claim_booth)


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
        raise BookingClosed(opens_at=rules.opens_at, closes_at=rules.closes_at)


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


def make(
    session: Session,
    who: Who,
    rules: Rules,
    scene: Scene,
    asked: Asked,
    *,
    state: ClaimState,
    until: datetime | None,
    now: datetime,
    values: Mapping[str, Any],
) -> Row:
    """Make the claim and take its booths. Holds that had lapsed on them are written off, in the same transaction.

    Raises:
        BoothTaken: a booth was another's after all: the key decided.
    """
    booths = tuple(each.booth_id for each in scene.places)
    row = {
        "exhibition_id": rules.exhibition_id,
        "organisation_id": asked.organisation_id,
        "state": state,
        "made_by": who.user_id,
        "made_at": now,
        "held_until": until,
        **values,
    }
    claim_id = session.execute(_CLAIM, row).scalar_one()
    session.execute(_BOOTHS, [{"claim_id": claim_id, "booth_id": booth} for booth in booths])
    for missed in _taking.take(session, claim_id, booths, until=until, now=now):
        raise _taken(scene, missed)
    for lapsed in scene.lapsed(now):
        _expiry.write(session, SYSTEM, lapsed, now=now)
    return Row(
        id=claim_id,
        exhibition_id=rules.exhibition_id,
        organisation_id=asked.organisation_id,
        state=state,
        held_until=until,
        cap_at=values.get("cap_at"),
        extensions=0,
        assigned=values.get("assigned", False),
        terms_id=values.get("terms_id"),
        booths=booths,
    )


def _taken(scene: Scene, booth_id: int) -> BoothTaken:
    [place] = [each for each in scene.places if each.booth_id == booth_id]
    return BoothTaken(booth_id=booth_id, number=place.number, until=None)
