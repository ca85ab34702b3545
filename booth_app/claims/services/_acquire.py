"""Taking booths for a new claim: the one way in, for holds, for submitting anew after a hold's end, for staff."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from booth_app.base.access import SYSTEM, Who
from booth_app.claims.checks import Asked
from booth_app.claims.models import ClaimState
from booth_app.claims.refusals import BoothTaken
from booth_app.claims.rules import Rules
from booth_app.claims.scene import Scene
from booth_app.claims.services import _claim, _expiry, _taking
from booth_app.claims.services._claim import Row

_CLAIM = insert(_claim.claim).returning(_claim.claim.c.id)
_BOOTHS = insert(_claim.claim_booth)


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
