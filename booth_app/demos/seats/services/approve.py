"""Staff let a person into what is for vetted people only, or do not; once for the whole exhibition."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import NotFound
from booth_app.demos.seats.models import Approval, SeatReservation, SeatState, Visitor
from booth_app.demos.seats.services import _line, _scene, _time
from booth_app.demos.seats.services._told import tell, tell_visitor
from booth_app.demos.seats.services.reserve import seat
from booth_app.demos.seats.states import TRANSITIONS


def approve(session: Session, who: Who, visitor_id: int, *, now: datetime) -> None:
    """Approve a person: what they asked for becomes seats, or places in line, in the order of their asking.

    Approved already: nothing happens. A request whose slot has begun, or at whose time the person has seats by now,
    stays as it is.

    Raises:
        NotFound: no such visitor in this exhibition.
    """
    visitor = _decided(session, who, visitor_id, Approval.APPROVED, now=now)
    if visitor is None:
        return
    tell_visitor(
        session, "visitor-approved", visitor.id, None, exhibition_id=visitor.exhibition_id, now=now, actor=who.actor
    )
    for row in _requests(session, visitor_id):
        if row.slot_id is None or row.starts_at <= now or _time.busy(session, visitor_id, row.starts_at, row.ends_at):
            continue
        scene = _scene.locked(session, row.exhibition_id, row.slot_id)
        _line.settle(session, scene, now=now)
        row.changed_at = now
        seat(session, scene, row, now=now, actor=who.actor)


def refuse(session: Session, who: Who, visitor_id: int, *, now: datetime) -> None:
    """Do not let a person in; what they asked for ends, and what they have from an earlier approval is given up.

    Refused already: nothing happens.

    Raises:
        NotFound: no such visitor in this exhibition.
    """
    visitor = _decided(session, who, visitor_id, Approval.REFUSED, now=now)
    if visitor is None:
        return
    tell_visitor(
        session, "visitor-refused", visitor.id, None, exhibition_id=visitor.exhibition_id, now=now, actor=who.actor
    )
    for row in _requests(session, visitor_id):
        if row.slot_id is None:
            continue
        scene = _scene.locked(session, row.exhibition_id, row.slot_id)
        row.state, row.changed_at = TRANSITIONS["refuse"][1], now
        session.flush()
        tell(session, "seats-refused", row, scene.titles, now=now, actor=who.actor)


def _decided(session: Session, who: Who, visitor_id: int, verdict: Approval, *, now: datetime) -> Visitor | None:
    query = select(Visitor).where(Visitor.id == visitor_id, Visitor.exhibition_id == who.exhibition_id)
    visitor = session.scalar(query.with_for_update(key_share=True).execution_options(populate_existing=True))
    if visitor is None or visitor.mark is None:
        raise NotFound
    if visitor.approval == verdict:
        return None
    visitor.approval, visitor.decided_by, visitor.decided_at = verdict, who.user_id, now
    session.flush()
    return visitor


def _requests(session: Session, visitor_id: int) -> list[SeatReservation]:
    query = select(SeatReservation).where(
        SeatReservation.visitor_id == visitor_id, SeatReservation.state == SeatState.REQUESTED
    )
    return list(session.scalars(query.order_by(SeatReservation.slot_id, SeatReservation.id)))
