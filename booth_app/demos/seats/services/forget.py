"""What is personal is erased: when its owner asks, and some weeks after the exhibition by itself."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from booth_app.base.errors import NotFound
from booth_app.demos.seats.models import Visitor, VisitorContact
from booth_app.demos.seats.rules import rules
from booth_app.demos.seats.services._told import tell_visitor
from booth_app.demos.seats.services.answer import give_up_all
from booth_app.exhibitions.models import Exhibition
from booth_app.journal import services as journal


def erase(session: Session, visitor_id: int, *, now: datetime) -> None:
    """Erase a visitor: seats to come are given up, address, name and mark are gone for good. No mail follows.

    Raises:
        NotFound: there is no such visitor (any more).
    """
    query = select(Visitor).where(Visitor.id == visitor_id).with_for_update(key_share=True)
    visitor = session.scalar(query.execution_options(populate_existing=True))
    if visitor is None or visitor.mark is None:
        raise NotFound
    give_up_all(session, visitor_id, now=now)
    session.execute(delete(VisitorContact).where(VisitorContact.visitor_id == visitor_id))
    visitor.mark = None
    session.flush()
    tell_visitor(session, "visitor-erased", visitor_id, None, exhibition_id=visitor.exhibition_id, now=now)


def forget(session: Session, *, now: datetime) -> int:
    """Erase the visitors of exhibitions that ended longer ago than they keep them. Says how many."""
    there = exists().where(Visitor.exhibition_id == Exhibition.id, Visitor.mark.is_not(None))
    forgotten = 0
    for exhibition in session.scalars(select(Exhibition).where(there).order_by(Exhibition.id)).all():
        if now < _until(exhibition.last_day, exhibition.time_zone, rules(session, exhibition.id).keep_days):
            continue
        ours = select(Visitor.id).where(Visitor.exhibition_id == exhibition.id)
        session.execute(delete(VisitorContact).where(VisitorContact.visitor_id.in_(ours)))
        erased = session.execute(
            update(Visitor)
            .where(Visitor.exhibition_id == exhibition.id, Visitor.mark.is_not(None))
            .values(mark=None)
            .returning(Visitor.id)
            .execution_options(synchronize_session=False)
        ).all()
        journal.record(
            session,
            "visitors-forgotten",
            actor="system",
            subject=f"exhibition:{exhibition.id}",
            at=now,
            exhibition_id=exhibition.id,
            after={"visitors": len(erased)},
        )
        forgotten += len(erased)
    return forgotten


def _until(last_day: date, time_zone: str, keep_days: int) -> datetime:
    """The end of the last day on which visitors are kept."""
    return datetime.combine(last_day + timedelta(days=keep_days + 1), datetime.min.time(), ZoneInfo(time_zone))
