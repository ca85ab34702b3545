"""Whom the organiser turns to: told with the application, and told anew whenever it is somebody else."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.accounts.addresses import normal
from booth_app.base.access import Who
from booth_app.base.errors import NotFound, Stale
from booth_app.exhibitors.models import Application, ApplicationState
from booth_app.exhibitors.services.refusals import WrongState
from booth_app.journal.services import record
from booth_app.text.names import clean_name
from booth_app.text.numbers import to_western_digits


def contact_of(name: str, email: str, phone: str) -> dict[str, str]:
    """A contact person as it is stored.

    Raises:
        Unreadable: the name or the address cannot be.
    """
    return {
        "contact_name": clean_name(name),
        "contact_email": normal(email),
        "contact_phone": to_western_digits(" ".join(phone.split())),
    }


def change_contact(
    session: Session, who: Who, *, name: str, email: str, phone: str = "", seen: int | None = None, now: datetime
) -> None:
    """Name another contact person in the exhibition at hand, whatever was decided but a rejection. No change, no entry.

    Args:
        seen: the version of the application that the form showed; None does not ask.

    Raises:
        NotFound: the organisation one acts for has not applied.
        WrongState: it was rejected.
        Stale: the application was changed or decided since `seen`.
        Unreadable: the name or the address cannot be stored.
    """
    row = session.scalar(
        select(Application)
        .where(Application.exhibition_id == who.exhibition_id, Application.organisation_id == who.organisation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    content = contact_of(name, email, phone)
    was = {each: getattr(row, each) for each in content}
    changed = [each for each, value in content.items() if was[each] != value]
    if not changed:
        return
    if row.state is ApplicationState.REJECTED:
        raise WrongState(state=row.state)
    if seen is not None and seen != row.version:
        raise Stale
    for each in changed:
        setattr(row, each, content[each])
    row.version += 1
    session.flush()
    record(
        session,
        "contact-changed",
        actor=who.actor,
        subject=f"application:{row.id}",
        at=now,
        exhibition_id=row.exhibition_id,
        organisation_id=row.organisation_id,
        after={"changed": changed, "version": row.version},
        # One word for all: what stands here under a field's own name is shown to everyone who reads the journal.
        words={"contact": [{each: was[each] for each in changed}, {each: content[each] for each in changed}]},
    )
