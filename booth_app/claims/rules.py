"""What an exhibition lets an organisation do now. Read under the lock that its claims are counted under, or just so."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CTE, Executable, bindparam, select, true
from sqlalchemy.orm import Session

from booth_app.base.errors import NotFound
from booth_app.exhibitions.models import Approval, Exhibition
from booth_app.exhibitors.models import Application, ApplicationState, Organisation


@dataclass(frozen=True, slots=True)
class Rules:
    """An exhibition's settings for claims, and where the organisation's application stands (None: there is none)."""

    exhibition_id: int
    slug: str
    city_en: str
    first_day: date
    approval: Approval
    vetting: bool
    hold_minutes: int
    extension_minutes: int
    hold_cap_minutes: int
    quota: int | None
    opens_at: datetime | None
    closes_at: datetime | None
    application: ApplicationState | None

    def open_at(self, now: datetime) -> bool:
        """Whether booths may be claimed at `now`."""
        return (self.opens_at is None or self.opens_at <= now) and (self.closes_at is None or now < self.closes_at)


_APPLICATION = select(Application.state).where(
    Application.exhibition_id == bindparam("exhibition"), Application.organisation_id == bindparam("organisation")
)
_ORGANISATION = select(Organisation.id).where(Organisation.id == bindparam("organisation"))


def _rules(application: CTE) -> Executable:
    return (
        select(
            Exhibition.id,
            Exhibition.slug,
            Exhibition.city_en,
            Exhibition.first_day,
            Exhibition.approval,
            Exhibition.vetting,
            Exhibition.hold_minutes,
            Exhibition.extension_minutes,
            Exhibition.hold_cap_minutes,
            Exhibition.quota,
            Exhibition.booking_opens_at,
            Exhibition.booking_closes_at,
            application.c.state,
        )
        .select_from(Exhibition)
        .outerjoin(application, true())
        .where(Exhibition.id == bindparam("exhibition"))
    )


# FOR NO KEY UPDATE: nobody else may count or decide meanwhile, while rows that only point here may be written.
_LOCK = _rules(_APPLICATION.with_for_update(key_share=True).cte("mine"))
_LOCK_ORGANISATION = _ORGANISATION.with_for_update(key_share=True)
_LOOK = _rules(_APPLICATION.cte("mine"))


def lock_rules(session: Session, exhibition_id: int | None, organisation_id: int | None) -> Rules:
    """The rules, with the organisation's claims in this exhibition locked until the transaction ends.

    The application's row is the lock. Where an exhibition does without applications there may be none: then the
    organisation's own row.

    Raises:
        NotFound: no such exhibition or organisation.
    """
    asked = {"exhibition": exhibition_id, "organisation": organisation_id}
    rules = _read(session, _LOCK, asked)
    if not rules.vetting and session.execute(_LOCK_ORGANISATION, asked).first() is None:
        raise NotFound
    return rules


def rules_now(session: Session, exhibition_id: int, organisation_id: int | None) -> Rules:
    """The rules as they are at this moment: for showing, not for deciding.

    Raises:
        NotFound: no such exhibition.
    """
    return _read(session, _LOOK, {"exhibition": exhibition_id, "organisation": organisation_id})


def _read(session: Session, statement: Executable, asked: dict[str, int | None]) -> Rules:
    row = session.execute(statement, asked).first()
    if row is None:
        raise NotFound
    return Rules(*row)
