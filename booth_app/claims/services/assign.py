"""Staff give booths to an organisation, on its behalf."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import Invalid, NotFound
from booth_app.claims.checks import IGNORABLE, Asked, check
from booth_app.claims.models import ClaimState
from booth_app.claims.numbers import booking_number
from booth_app.claims.rules import lock_rules
from booth_app.claims.scene import wanted
from booth_app.claims.services import _acquire, _claim, _once
from booth_app.claims.services._locks import lock_booths


@dataclass(frozen=True, slots=True)
class Assigned:
    """A claim that staff made. `number` is its booking number where it is confirmed at once."""

    claim_id: int
    state: ClaimState
    number: str | None
    replayed: bool = False


def assign(
    session: Session,
    who: Who,
    organisation_id: int,
    *,
    booth_ids: Iterable[int],
    confirmed: bool = True,
    ignoring: Collection[str] = (),
    reason: str = "",
    request_key: str | None = None,
    now: datetime,
) -> Assigned:
    """Make a claim for an organisation: confirmed at once, or submitted for whoever approves.

    Args:
        ignoring: rules that staff set aside, of `IGNORABLE`; the journal keeps which.
        reason: why, for the journal.

    Raises:
        NotFound: no booth of this exhibition, or no such organisation.
        Invalid: `ignoring` names no rule that can be set aside.
        What `hold` raises, but for `HoldCap`, and for what `ignoring` sets aside.
    """
    if who.exhibition_id is None:
        raise NotFound
    if not set(ignoring) <= IGNORABLE:
        raise Invalid(ignoring=sorted(set(ignoring) - IGNORABLE))
    booths = wanted(booth_ids)
    content = {
        "organisation": organisation_id,
        "booths": booths,
        "confirmed": confirmed,
        "ignoring": sorted(ignoring),
        "reason": reason,
    }
    once = _once.begin(session, who, "assign", request_key, content, now=now)
    if (made := _once.made(once)) is not None:
        return Assigned(made["claim"], ClaimState(made["state"]), made["number"], replayed=True)
    rules = lock_rules(session, who.exhibition_id, organisation_id)
    scene = lock_booths(session, rules.exhibition_id, booths, organisation_id=organisation_id, now=now)
    asked = Asked(organisation_id, frozenset(ignoring))
    check(session, rules, scene, asked, now=now)
    state = ClaimState.CONFIRMED if confirmed else ClaimState.SUBMITTED
    values = {
        "assigned": True,
        "submitted_at": now,
        "decided_at": now if confirmed else None,
        "decided_by": who.user_id if confirmed else None,
    }
    row = _acquire.make(session, who, rules, scene, asked, state=state, until=None, now=now, values=values)
    number = None
    if confirmed:
        number = booking_number(rules.city_en, rules.slug, rules.first_day, row.id)
        _claim.change(session, row.id, state, number=number)
    _claim.tell(
        session,
        who,
        "assign",
        row,
        at=now,
        before={"state": None},
        after={"state": state, "number": number, "ignored": sorted(ignoring)},
        words={"reason": reason.strip()} if reason.strip() else None,
    )
    _once.end(session, once, {"claim": row.id, "state": state, "number": number})
    return Assigned(row.id, state, number)
