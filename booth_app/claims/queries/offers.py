"""What whoever looks at a booth may do with it, and if not, why not: for buttons and the words beside them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import Refused
from booth_app.claims import adjoining
from booth_app.claims.checks import Asked, check, series
from booth_app.claims.models import ClaimState
from booth_app.claims.queries.claims import ClaimValue, claim
from booth_app.claims.queries.running import RunningHold, running_holds
from booth_app.claims.queries.states import BoothState, states
from booth_app.claims.rules import rules_now
from booth_app.claims.scene import Place, scene_now
from booth_app.claims.states import By, verbs
from booth_app.exhibitors.models import ApplicationState
from booth_app.layouts import queries as layouts
from booth_app.layouts.queries import booth_id, booth_key

SIGNED_OUT = "signed-out"
NO_ORGANISATION = "no-organisation"


@dataclass(frozen=True, slots=True)
class Offer:
    """One booth for one viewer.

    `may_hold`, or `why` not: the code of the refusal that holding it would meet (or `signed-out`,
    `no-organisation`), with its `values`. `own` is the viewer's own active claim on it, `running` its clock if it is
    a hold, `verbs` what may be done with it (`states.py`). `used` of `quota` booths are the organisation's.
    `joinable`: numbers of the adjoining booths that may be held together with this one.
    """

    booth_id: int
    number: str
    state: BoothState
    may_hold: bool
    why: str
    values: dict[str, Any]
    hold_minutes: int
    used: int
    quota: int | None
    application: ApplicationState | None
    own: ClaimValue | None
    running: RunningHold | None
    verbs: tuple[str, ...]
    joinable: tuple[str, ...]


def offer(session: Session, who: Who, booth_id: int, *, now: datetime) -> Offer:
    """What whoever asks may do with a booth of the exhibition at hand.

    Nobody is bound by it: a moment later it may be another's.

    Raises:
        NotFound: it is none of this exhibition's.
    """
    exhibition_id = who.exhibition_id or 0
    rules = rules_now(session, exhibition_id, who.organisation_id)
    scene = scene_now(session, exhibition_id, (booth_id,), organisation_id=who.organisation_id, now=now)
    [place] = scene.places
    state = states(session, exhibition_id, now=now, booths=[booth_id])[booth_id]
    own, running, why, values = None, None, "", {}
    if who.organisation_id is None:
        why = NO_ORGANISATION if who.user_id else SIGNED_OUT
    elif place.taken(now) and place.owner_id == who.organisation_id and place.claim_id is not None:
        own = claim(session, who, place.claim_id, now=now)
        running = next((each for each in running_holds(session, who, now=now) if each.claim_id == place.claim_id), None)
        why, values = "already-yours", {"claim_id": place.claim_id}
    else:
        try:
            check(session, rules, scene, Asked(who.organisation_id), now=now)
            series(rules, scene, now)
        except Refused as refused:
            why, values = refused.code, refused.values
    allowed = verbs(own.state, By.EXHIBITOR) if own else ()
    if own and own.state == ClaimState.HELD and not (running and running.may_extend):
        allowed = tuple(each for each in allowed if each != "extend")
    return Offer(
        booth_id=booth_id,
        number=place.number,
        state=state,
        may_hold=not why,
        why=why,
        values=values,
        hold_minutes=rules.hold_minutes,
        used=scene.used,
        quota=rules.quota,
        application=rules.application,
        own=own,
        running=running,
        verbs=allowed,
        joinable=() if why else _joinable(session, who, place, now, room=_room(rules.quota, scene.used)),
    )


def _room(quota: int | None, used: int) -> bool:
    """Whether a second booth would still be within the limit."""
    return quota is None or used + 2 <= quota


def _joinable(session: Session, who: Who, place: Place, now: datetime, *, room: bool) -> tuple[str, ...]:
    published = layouts.published(session, place.hall_id) if room else None
    if published is None:
        return ()
    keys = adjoining.beside(session, published).get(booth_key(place.booth_id), ())
    around = [booth for key in keys if (booth := booth_id(key)) is not None]
    standing = states(session, place.exhibition_id, now=now, booths=around)
    return tuple(
        published.facts[booth].number
        for booth, state in standing.items()
        if state.state == "free" or (state.state == "reserved" and state.reserved_for == who.organisation_id)
    )
