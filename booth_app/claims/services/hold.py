"""Holding: a booth, or several adjoining ones as one stand, for some minutes. All or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, bindparam, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import NotFound
from booth_app.claims import checks
from booth_app.claims.models import ClaimState, HoldSeries
from booth_app.claims.rules import lock_rules
from booth_app.claims.scene import Scene, wanted
from booth_app.claims.services import _acquire, _claim, _once
from booth_app.claims.services._locks import lock_booths

_series = cast(Table, HoldSeries.__table__)


@dataclass(frozen=True, slots=True)
class Held:
    """A hold. `already`: the organisation had it before this request; `replayed`: this very request made it before."""

    claim_id: int
    booths: tuple[int, ...]
    until: datetime | None
    already: bool = False
    replayed: bool = False


def hold(session: Session, who: Who, booth_ids: Iterable[int], *, request_key: str, now: datetime) -> Held:
    """Hold booths for the organisation that asks, for as long as the exhibition grants.

    The same `request_key` for the same booths finds the hold it made. Booths that the organisation has in one claim
    already are that claim: a second tab is told what the first one did.

    Raises:
        NotFound: no booth of this exhibition. TooManyBooths, NotAdjoining: no stand.
        NotAccepted, BookingClosed, QuotaReached: not for this organisation, not now, no more.
        BoothTaken, BoothClosed, BoothReserved, BoothRemoved, AlreadyYours: this booth cannot be had.
        HoldCap: held again and again for as long as is fair.
        KeyReused, BadKey: see `base.idempotency`.
    """
    if who.organisation_id is None or who.exhibition_id is None:
        raise NotFound
    booths = wanted(booth_ids)
    once = _once.begin(session, who, "hold", request_key, {"booths": booths}, now=now)
    if (made := _once.made(once)) is not None:
        return _earlier(session, made["claim"], replayed=True)
    rules = lock_rules(session, who.exhibition_id, who.organisation_id)
    scene = lock_booths(session, rules.exhibition_id, booths, organisation_id=who.organisation_id, now=now)
    if (mine := _already(scene, who.organisation_id, now)) is not None:
        _once.end(session, once, {"claim": mine})
        return _earlier(session, mine, already=True)
    asked = checks.Asked(who.organisation_id)
    checks.check(session, rules, scene, asked, now=now)
    first_at = checks.series(rules, scene, now)
    cap_at = min(first_at.values()) + timedelta(minutes=rules.hold_cap_minutes)
    until = min(now + timedelta(minutes=rules.hold_minutes), cap_at)
    made_now = _acquire.make(
        session, who, rules, scene, asked, state=ClaimState.HELD, until=until, now=now, values={"cap_at": cap_at}
    )
    keep_series(session, who.organisation_id, first_at, until)
    _claim.tell(session, who, "hold", made_now, at=now, before={"state": None}, after={"until": until.isoformat()})
    _once.end(session, once, {"claim": made_now.id})
    return Held(made_now.id, booths, until)


def keep_series(session: Session, organisation_id: int, first_at: dict[int, datetime], until: datetime) -> None:
    """Remember since when, and until when, an organisation holds these booths."""
    rows = [
        {"organisation_id": organisation_id, "booth_id": booth, "first_at": first, "last_until": until}
        for booth, first in sorted(first_at.items())
    ]
    session.execute(_SERIES[session.get_bind().dialect.name], rows)


def series_ends(session: Session, organisation_id: int, booths: Iterable[int], *, at: datetime) -> None:
    """Remember that an organisation's claim on these booths ended: holding again soon goes on with the same series."""
    rows = [{"organisation": organisation_id, "booth": booth, "at": at} for booth in sorted(booths)]
    session.execute(_END, rows)


def _already(scene: Scene, organisation_id: int, now: datetime) -> int | None:
    """The organisation's own claim that has all the wanted booths."""
    mine = {each.claim_id for each in scene.places if each.taken(now) and each.owner_id == organisation_id}
    if len(mine) != 1 or not all(each.claim_id in mine for each in scene.places):
        return None
    return mine.pop()


def _earlier(session: Session, claim_id: int, *, already: bool = False, replayed: bool = False) -> Held:
    row = _claim.find(session, claim_id)
    if row is None:
        raise NotFound
    return Held(row.id, row.booths, row.held_until, already=already, replayed=replayed)


def _keeping(insert: Any) -> Any:
    row = insert(_series)
    return row.on_conflict_do_update(
        index_elements=[_series.c.organisation_id, _series.c.booth_id],
        set_={"first_at": row.excluded.first_at, "last_until": row.excluded.last_until},
    )


_SERIES = {"sqlite": _keeping(sqlite.insert), "postgresql": _keeping(postgresql.insert)}
_END = (
    update(_series)
    .where(_series.c.organisation_id == bindparam("organisation"), _series.c.booth_id == bindparam("booth"))
    .values(last_until=bindparam("at"))
)
