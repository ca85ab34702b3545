"""Staff accept a showcase, return it with what to change, or reject it with a reason. Its organisation withdraws it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.base import idempotency
from booth_app.base.access import Who
from booth_app.base.errors import Stale
from booth_app.demos.models import Showcase, ShowcasePresenter, ShowcaseState
from booth_app.demos.services import rows
from booth_app.demos.services.place import leave_timetable
from booth_app.demos.services.refusals import NoReason
from booth_app.demos.states import TRANSITIONS
from booth_app.journal import services as journal


def accept(session: Session, who: Who, showcase_id: int, *, seen: str, request_key: str, now: datetime) -> None:
    """Make a proposed showcase public.

    Args:
        seen: the mark of the proposal that was read; another text is not accepted by it.

    Raises:
        NotFound: no such showcase in this exhibition.
        WrongState: it is not proposed (any more).
        Stale: its text has changed since it was read.
    """
    scope = f"user:{who.user_id}:showcase-accept:{showcase_id}"
    first = idempotency.once(session, scope, request_key, {"seen": seen}, now=now)
    if first.outcome is not None:
        return
    row = rows.staff_showcase(session, who, showcase_id)
    before = rows.step(row, "accept", who=who, now=now)
    presenting = session.scalars(
        select(ShowcasePresenter.presenter_id).where(ShowcasePresenter.showcase_id == row.id)
    ).all()
    # Names stand in rows that other showcases may share: nobody may change them between this reading and our commit.
    rows.presenters(session, presenting, writes=False)
    if rows.proposal(row, rows.presenters_of(session, row.id)).mark != seen:
        raise Stale(showcase_id=row.id)
    _record(session, who, row, "accept", before=before, now=now)
    idempotency.made(session, first, {"showcase": row.id})


def return_(session: Session, who: Who, showcase_id: int, *, reason: str, request_key: str, now: datetime) -> None:
    """Ask for changes: `reason` says which. An accepted showcase is public no more, its times are freed.

    Raises:
        NotFound, WrongState: as in `accept`.
        NoReason: it does not say what to change.
    """
    _against(session, who, "return", showcase_id, reason=reason, request_key=request_key, now=now)


def reject(session: Session, who: Who, showcase_id: int, *, reason: str, request_key: str, now: datetime) -> None:
    """Say no for good, with the reason. An accepted showcase is public no more, its times are freed.

    Raises:
        NotFound, WrongState, NoReason: as in `return_`.
    """
    _against(session, who, "reject", showcase_id, reason=reason, request_key=request_key, now=now)


def withdraw(session: Session, who: Who, showcase_id: int, *, now: datetime) -> None:
    """The organisation takes its showcase back; its times are freed. A second time does nothing.

    Raises:
        NotFound: no such showcase of this organisation.
        WrongState: it was rejected.
    """
    row = rows.own_showcase(session, who, showcase_id)
    if row.state == ShowcaseState.WITHDRAWN:
        return
    before = rows.step(row, "withdraw", who=who, now=now)
    leave_timetable(session, who, row, now=now)
    _record(session, who, row, "withdraw", before=before, now=now)


def _against(
    session: Session, who: Who, verb: str, showcase_id: int, *, reason: str, request_key: str, now: datetime
) -> None:
    scope = f"user:{who.user_id}:showcase-{verb}:{showcase_id}"
    first = idempotency.once(session, scope, request_key, {"reason": reason}, now=now)
    if first.outcome is not None:
        return
    if not reason.strip():
        raise NoReason
    row = rows.staff_showcase(session, who, showcase_id)
    before = rows.step(row, verb, who=who, now=now, reason=reason)
    leave_timetable(session, who, row, now=now)
    _record(session, who, row, verb, before=before, now=now, reason=reason)
    idempotency.made(session, first, {"showcase": row.id})


def _record(
    session: Session, who: Who, row: Showcase, verb: str, *, before: str, now: datetime, reason: str = ""
) -> None:
    words = {"title_ar": row.title_ar, "title_en": row.title_en}
    journal.record(
        session,
        TRANSITIONS[verb].kind,
        actor=who.actor,
        subject=f"showcase:{row.id}",
        at=now,
        exhibition_id=row.exhibition_id,
        organisation_id=row.organisation_id,
        before={"state": before},
        after={"state": str(row.state), "showcase": row.id},
        words=words | {"reason": reason} if reason else words,
        public=ShowcaseState.ACCEPTED in (before, row.state),
    )
