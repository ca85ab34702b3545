"""An organisation asks to exhibit."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import NotFound, Stale
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitors.models import Application, ApplicationState, Category
from booth_app.exhibitors.services import decide
from booth_app.exhibitors.services.contact import contact_of
from booth_app.exhibitors.services.refusals import ExhibitionOver, NoOrganisation, WrongState
from booth_app.exhibitors.states import TRANSITIONS, Verb, allowed
from booth_app.journal.services import record
from booth_app.text.names import clean_text

LONGEST_ABOUT = 600


def apply(
    session: Session,
    who: Who,
    *,
    category: Category,
    about_ar: str,
    about_en: str,
    contact_name: str,
    contact_email: str,
    contact_phone: str = "",
    seen: int | None = None,
    now: datetime,
) -> int:
    """Apply to the exhibition at hand for the organisation one acts for; that the declaration was made is implied.

    An application that waits or was returned is corrected by it and waits (again). The same content sent twice
    does nothing twice. Where an exhibition vets nobody, applying is being accepted.

    Args:
        seen: the version that the form showed; None does not ask.

    Returns:
        The application's id.

    Raises:
        NoOrganisation, ExhibitionOver: as they say.
        WrongState: it was rejected, or accepted with other content.
        Stale: it was changed or decided since `seen`.
        Unreadable: a text cannot be stored.
    """
    if who.organisation_id is None:
        raise NoOrganisation
    exhibition = exhibitions.exhibition_by_id(session, who.exhibition_id or 0)
    if exhibition is None:
        raise NotFound
    content = {
        "category": category,
        "about_ar": _about(about_ar),
        "about_en": _about(about_en),
        **contact_of(contact_name, contact_email, contact_phone),
    }
    row, made = _row(session, who, content, now)
    if not made and row.state in (ApplicationState.APPLIED, ApplicationState.ACCEPTED) and _same(row, content):
        return row.id
    if exhibition.last_day < now.date():
        raise ExhibitionOver
    before = None if made else row.state
    if not allowed(Verb.APPLY, before):
        raise WrongState(state=row.state)
    if not made:
        if seen is not None and seen != row.version:
            raise Stale
        for name, value in content.items():
            setattr(row, name, value)
        row.version += 1
    row.state, row.reason, row.decided_at, row.decided_by = TRANSITIONS[Verb.APPLY].target, "", None, None
    row.declared_at = row.submitted_at = now
    row.declared_by = who.user_id
    session.flush()
    record(
        session,
        "application-submitted",
        actor=who.actor,
        subject=f"application:{row.id}",
        at=now,
        exhibition_id=row.exhibition_id,
        organisation_id=row.organisation_id,
        before={"state": before},
        after={"state": row.state, "category": category, "version": row.version},
    )
    if not exhibition.vetting:
        decide.accept(session, Who(exhibition_id=exhibition.id), row.id, now=now)
    return row.id


def _row(session: Session, who: Who, content: dict[str, Any], now: datetime) -> tuple[Application, bool]:
    """The organisation's application, locked, and whether it was made just now."""
    find = (
        select(Application)
        .where(Application.exhibition_id == who.exhibition_id, Application.organisation_id == who.organisation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row := session.scalar(find):
        return row, False
    row = Application(
        exhibition_id=who.exhibition_id,
        organisation_id=who.organisation_id,
        state=ApplicationState.APPLIED,
        declared_at=now,
        submitted_at=now,
        **content,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        if earlier := session.scalar(find):  # the other half of a double click came first
            return earlier, False
        raise
    return row, True


def _same(row: Application, content: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in content.items())


def _about(text: str) -> str:
    return clean_text(text, longest=LONGEST_ABOUT) if text.strip() else ""
