"""Staff say what an exhibition allows one visitor, and what share of the seats is kept for people who just come."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import NotFound
from booth_app.demos.models import Place
from booth_app.demos.seats.models import SeatRules
from booth_app.demos.seats.rules import Rules, rules
from booth_app.demos.seats.services.follow import resized
from booth_app.journal import services as journal


def set_rules(session: Session, who: Who, given: Rules, *, now: datetime) -> None:
    """Set an exhibition's rules of seats. Seats that are taken stay; another share of walk-ins is made of free ones.

    Raises:
        NotFound: no exhibition is at hand.
    """
    if who.exhibition_id is None:
        raise NotFound
    # Whoever sets rules or places has the places' rows, as whoever comes first to a slot does.
    query = select(Place).where(Place.exhibition_id == who.exhibition_id).order_by(Place.id)
    places = session.scalars(query.with_for_update(key_share=True).execution_options(populate_existing=True)).all()
    before = rules(session, who.exhibition_id)
    if given == before:
        return
    row = session.get(SeatRules, who.exhibition_id)
    if row is None:
        session.add(SeatRules(exhibition_id=who.exhibition_id, **asdict(given)))
    else:
        for name, value in asdict(given).items():
            setattr(row, name, value)
    session.flush()
    journal.record(
        session,
        "seat-rules-changed",
        actor=who.actor,
        subject=f"exhibition:{who.exhibition_id}",
        at=now,
        exhibition_id=who.exhibition_id,
        before=asdict(before),
        after=asdict(given),
    )
    if given.walk_in_percent != before.walk_in_percent:
        for place in places:
            resized(session, place, now=now)
