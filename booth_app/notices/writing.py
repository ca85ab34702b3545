"""From a message to its mail: what is said is looked up at the moment of sending, so it is true then."""

from dataclasses import replace
from email.message import EmailMessage

from flask import Flask
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from booth_app.base import clock, db
from booth_app.demos.seats import queries as seats
from booth_app.journal import queries as journal
from booth_app.notices import rendering, routing
from booth_app.notices.audience import visitor_of
from booth_app.notices.letters.occasion import occasion
from booth_app.notices.mails import WRITINGS
from booth_app.notices.outbox import Taken
from booth_app.notices.sending import Writer


def writer(app: Flask) -> Writer:
    """What makes mails in an application."""

    def write(taken: Taken) -> EmailMessage | None:
        with app.app_context():
            return _write(taken)

    return write


def _write(taken: Taken) -> EmailMessage | None:
    if taken.kind == routing.UNADDRESSED:
        _address_again(taken)
        return None
    with db.read() as session:
        change = journal.entry(session, taken.entry_id)
        if change is None:
            raise NoResultFound(f"journal entry {taken.entry_id}")
        about = occasion(session, change, taken, now=clock.now(session))
        letter = WRITINGS[taken.kind](about)
        addressed = _with_address(session, taken, change.exhibition_id)
        if letter is None or addressed is None:
            return None
        return rendering.mail(letter, addressed, exhibition=about.exhibition, now=about.now)


def _with_address(session: Session, taken: Taken, exhibition_id: int | None) -> Taken | None:
    """A message with its visitor's address in it; None once the visitor was erased."""
    visitor_id = visitor_of(taken.recipient)
    if visitor_id is None:
        return taken
    known = seats.person(session, exhibition_id or 0, visitor_id)
    return replace(taken, recipient=known.email) if known else None


def _address_again(taken: Taken) -> None:
    """Staff ask again for an entry whose readers could not be found out: this time an error is the message's own."""
    with db.write() as session:
        change = journal.entry(session, taken.entry_id)
        if change is not None:
            routing.address(session, change, host=rendering.own_host(), now=clock.now(session), strict=True)
