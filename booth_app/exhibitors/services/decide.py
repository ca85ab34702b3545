"""Staff decide an application: accept it, return it to be completed, reject it."""

from datetime import datetime

from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import NotFound, Stale
from booth_app.exhibitors.models import Application, Organisation
from booth_app.exhibitors.services.profile import introduce
from booth_app.exhibitors.services.refusals import ReasonNeeded, WrongState
from booth_app.exhibitors.states import TRANSITIONS, Verb, allowed
from booth_app.journal.services import record
from booth_app.text.names import clean_text

LONGEST_REASON = 1000
_KINDS = {
    Verb.ACCEPT: "application-accepted",
    Verb.RETURN: "application-returned",
    Verb.REJECT: "application-rejected",
}


def accept(session: Session, who: Who, application_id: int, *, seen: int | None = None, now: datetime) -> None:
    """Let an organisation exhibit: it may hold booths now and has a page of its own.

    The same decision twice does nothing twice.

    Args:
        seen: the version that was looked at; None does not ask.

    Raises:
        NotFound: no such application in the exhibition at hand.
        Stale: it was changed or decided otherwise since `seen`.
        WrongState: it is in no state for this.
    """
    row = _decide(session, who, Verb.ACCEPT, application_id, reason="", seen=seen, now=now)
    if row is None:
        return
    body = session.get_one(Organisation, row.organisation_id)
    introduce(
        session,
        who,
        organisation_id=body.id,
        name_ar=body.name_ar,
        name_en=body.name_en,
        country=body.country,
        category=row.category,
        about_ar=row.about_ar,
        about_en=row.about_en,
        website=body.website,
    )


def return_(
    session: Session, who: Who, application_id: int, *, reason: str, seen: int | None = None, now: datetime
) -> None:
    """Send an application back to be completed; what was entered is kept, and the reason is shown with it.

    Raises:
        ReasonNeeded: no reason is given.
        NotFound, Stale, WrongState: as for `accept`.
    """
    _decide(session, who, Verb.RETURN, application_id, reason=reason, seen=seen, now=now)


def reject(
    session: Session, who: Who, application_id: int, *, reason: str, seen: int | None = None, now: datetime
) -> None:
    """Refuse an application, with the reason.

    Raises:
        ReasonNeeded: no reason is given.
        NotFound, Stale, WrongState: as for `accept`.
    """
    _decide(session, who, Verb.REJECT, application_id, reason=reason, seen=seen, now=now)


def _decide(
    session: Session, who: Who, verb: Verb, application_id: int, *, reason: str, seen: int | None, now: datetime
) -> Application | None:
    """The application in its new state; None when that decision stands already."""
    step = TRANSITIONS[verb]
    if step.reason:
        if not reason.strip():
            raise ReasonNeeded
        reason = clean_text(reason, longest=LONGEST_REASON)
    row = session.get(Application, application_id, with_for_update=True, populate_existing=True)
    if row is None or row.exhibition_id != who.exhibition_id:
        raise NotFound
    if row.state is step.target and row.reason == reason:
        return None
    if seen is not None and seen != row.version:
        raise Stale
    if not allowed(verb, row.state):
        raise WrongState(state=row.state)
    before = row.state
    row.state, row.reason, row.decided_at, row.decided_by = step.target, reason, now, who.user_id
    row.version += 1
    session.flush()
    record(
        session,
        _KINDS[verb],
        actor=who.actor,
        subject=f"application:{row.id}",
        at=now,
        exhibition_id=row.exhibition_id,
        organisation_id=row.organisation_id,
        before={"state": before},
        after={"state": row.state, "version": row.version},
        words={"reason": reason} if reason else None,
    )
    return row
