"""Bodies that share a stand: a pavilion's lead body adds and removes them, and so may staff.

A co-exhibitor is a page of the exhibition under the stand's number: one made for a body that need not register, or
(by staff) that of an organisation that is accepted itself.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import NotFound
from booth_app.claims.access import decides
from booth_app.claims.models import ClaimState, CoExhibitor
from booth_app.claims.refusals import HoldOver, TooManyBodies, WrongState
from booth_app.claims.services import _claim, _once
from booth_app.claims.services._claim import Row
from booth_app.claims.states import sources
from booth_app.exhibitors import queries as exhibitors
from booth_app.exhibitors import services as introducing
from booth_app.exhibitors.models import Category

MOST_BODIES = 60
"""Co-exhibitors of one claim; more than any pavilion of the trade."""

_SHARED = (
    select(CoExhibitor.profile_id, CoExhibitor.position)
    .where(CoExhibitor.claim_id == bindparam("claim"))
    .order_by(CoExhibitor.position, CoExhibitor.profile_id)
)
_ADD = insert(CoExhibitor)
_DROP = delete(CoExhibitor).where(
    CoExhibitor.claim_id == bindparam("claim"), CoExhibitor.profile_id == bindparam("profile")
)


@dataclass(frozen=True, slots=True)
class Body:
    """A body that shares the stand; a name in one language at least."""

    name_ar: str
    name_en: str
    country: str
    category: Category


@dataclass(frozen=True, slots=True)
class Shared:
    """A co-exhibitor that was added: its page."""

    claim_id: int
    profile_id: int
    replayed: bool = False


def share(
    session: Session, who: Who, claim_id: int, body: Body | int, *, request_key: str | None = None, now: datetime
) -> Shared:
    """Add a co-exhibitor to an active claim.

    Args:
        body: its name and what it is about; or, for staff, the id of an accepted organisation.

    Raises:
        NotFound: no claim that the asker may share, or no such accepted organisation.
        HoldOver: its time has passed. WrongState: it is no active claim (any more).
        TooManyBodies: `MOST_BODIES` share it already.
        NameMissing, Unreadable: see `exhibitors.services.introduce`.
    """
    named = {"organisation": body} if isinstance(body, int) else _content(body)
    once = _once.begin(session, who, "share", request_key, {"claim": claim_id, **named}, now=now)
    row = _shareable(session, who, claim_id, now, done=_once.made(once) is not None)
    if (made := _once.made(once)) is not None:
        return Shared(claim_id, made["profile"], replayed=True)
    if not _claim.change(session, claim_id, row.state, state=row.state):  # one change of the list at a time
        raise _claim.refuse(session, claim_id)
    before = _profiles(session, claim_id)
    if len(before) >= MOST_BODIES:
        raise TooManyBodies(most=MOST_BODIES)
    profile_id = _page(session, who, row, body)
    if profile_id not in before:
        position = max(before.values(), default=-1) + 1
        session.execute(_ADD, {"claim_id": claim_id, "profile_id": profile_id, "position": position})
        _tell(session, who, row, [*before], [*before, profile_id], at=now)
    _once.end(session, once, {"profile": profile_id})
    return Shared(claim_id, profile_id)


def unshare(session: Session, who: Who, claim_id: int, profile_id: int, *, now: datetime) -> None:
    """Remove a co-exhibitor from an active claim; nothing happens where it is gone already.

    Raises:
        NotFound: no claim that the asker may share.
        HoldOver: its time has passed. WrongState: it is no active claim (any more).
    """
    row = _shareable(session, who, claim_id, now)
    if not _claim.change(session, claim_id, row.state, state=row.state):
        raise _claim.refuse(session, claim_id)
    before = _profiles(session, claim_id)
    if profile_id in before:
        session.execute(_DROP, {"claim": claim_id, "profile": profile_id})
        _tell(session, who, row, [*before], [each for each in before if each != profile_id], at=now)


def _shareable(session: Session, who: Who, claim_id: int, now: datetime, *, done: bool = False) -> Row:
    row = _claim.here(session, who, claim_id) if decides(who) else _claim.own(session, who, claim_id)
    state = row.now_in(now)
    if state not in sources("share") and not done:
        raise (HoldOver if state == ClaimState.EXPIRED else WrongState)(claim_id=claim_id, state=state)
    return row


def _page(session: Session, who: Who, row: Row, body: Body | int) -> int:
    if isinstance(body, int):
        page = exhibitors.profile_of(session, row.exhibition_id, body) if decides(who) else None
        if page is None or body == row.organisation_id:
            raise NotFound
        return page.id
    return introducing.introduce(
        session, who, name_ar=body.name_ar, name_en=body.name_en, country=body.country, category=body.category
    )


def _content(body: Body) -> dict[str, str]:
    return {
        "name_ar": body.name_ar,
        "name_en": body.name_en,
        "country": body.country,
        "category": body.category,
    }


def _profiles(session: Session, claim_id: int) -> dict[int, int]:
    """Who shares the claim, in order: page → position."""
    return {row.profile_id: row.position for row in session.execute(_SHARED, {"claim": claim_id})}


def _tell(session: Session, who: Who, row: Row, before: list[int], after: list[int], *, at: datetime) -> None:
    _claim.tell(session, who, "share", row, at=at, before={"profiles": before}, after={"profiles": after})
