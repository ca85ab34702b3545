"""An organisation is registered."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.idempotency import made, once
from booth_app.exhibitors.models import Member, MemberRole, Organisation, OrganisationKind
from booth_app.exhibitors.services.refusals import NameMissing
from booth_app.journal.services import record
from booth_app.text.names import clean_name

LONGEST_NAME = 160


def register_organisation(
    session: Session,
    who: Who,
    *,
    name_ar: str,
    name_en: str,
    country: str,
    kind: OrganisationKind,
    request_key: str | None = None,
    now: datetime,
) -> int:
    """Register an organisation; whoever asks is its first owner.

    Args:
        request_key: of the form, where one was sent: the same request makes one organisation.

    Returns:
        The organisation's id.

    Raises:
        NameMissing: a name is given in neither language.
        Unreadable: a name cannot be stored.
    """
    if not (name_ar.strip() or name_en.strip()):
        raise NameMissing
    name_ar, name_en = (clean_name(each, longest=LONGEST_NAME) if each.strip() else "" for each in (name_ar, name_en))
    first = None
    if request_key is not None:
        content = {"name_ar": name_ar, "name_en": name_en, "country": country, "kind": kind}
        first = once(session, f"{who.actor}:organisation", request_key, content, now=now)
        if first.outcome is not None:
            return first.outcome["organisation"]
    body = Organisation(
        name_ar=name_ar, name_en=name_en, country=country, kind=kind, created_at=now, created_by=who.user_id
    )
    session.add(body)
    session.flush()
    session.add(Member(organisation_id=body.id, user_id=who.user_id, role=MemberRole.OWNER, since=now))
    session.flush()
    tell(session, who, "organisation-registered", body.id, now, after={"country": country, "kind": kind})
    if first is not None:
        made(session, first, {"organisation": body.id})
    return body.id


def tell(
    session: Session,
    who: Who,
    kind: str,
    organisation_id: int,
    now: datetime,
    *,
    after: Mapping[str, object],
    before: Mapping[str, object] | None = None,
    subject: str = "",
) -> None:
    """Write down what happened to an organisation."""
    record(
        session,
        kind,
        actor=who.actor,
        subject=subject or f"organisation:{organisation_id}",
        at=now,
        organisation_id=organisation_id,
        before=before,
        after=after,
    )
