"""An organisation is registered, and says later that it is called otherwise."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import NotFound, Stale
from booth_app.base.idempotency import made, once
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitors.models import Application, Member, MemberRole, Organisation, OrganisationKind, Profile
from booth_app.exhibitors.queries.organisations import as_value
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
    name_ar, name_en = _names(name_ar, name_en)
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


def edit_organisation(
    session: Session,
    who: Who,
    organisation_id: int,
    *,
    name_ar: str,
    name_en: str,
    country: str,
    kind: OrganisationKind,
    seen: str | None = None,
    now: datetime,
) -> None:
    """Change what an organisation is called, where it is from and what it is; any of its members may.

    Its pages in exhibitions that are not over follow, at the addresses they have; what is over stays as it was read.
    No change is no entry.

    Args:
        seen: the `stamp` of what the form showed; None does not ask.

    Raises:
        NotFound: whoever asks is no member.
        NameMissing: a name is given in neither language.
        Unreadable: a name cannot be stored.
        Stale: a colleague changed it since `seen`.
    """
    body = session.get(Organisation, organisation_id, with_for_update=True, populate_existing=True)
    if body is None or session.get(Member, (organisation_id, who.user_id or 0)) is None:
        raise NotFound  # that an organisation exists is none of a stranger's business
    name_ar, name_en = _names(name_ar, name_en)
    content = {"name_ar": name_ar, "name_en": name_en, "country": country, "kind": kind}
    was = {name: getattr(body, name) for name in content}
    changed = [name for name, value in content.items() if was[name] != value]
    if not changed:
        return
    if seen is not None and seen != as_value(body).stamp:
        raise Stale
    for name in changed:
        setattr(body, name, content[name])
    shown = _follow(session, body, now)
    there = list(
        session.scalars(
            select(Application.exhibition_id)
            .where(Application.organisation_id == body.id)
            .order_by(Application.exhibition_id)
        )
    )
    session.flush()
    for exhibition_id in there or [None]:
        record(
            session,
            "organisation-changed",
            actor=who.actor,
            subject=f"organisation:{body.id}",
            at=now,
            exhibition_id=exhibition_id,
            organisation_id=body.id,
            before={name: was[name] for name in changed if name in ("country", "kind")},
            after={"changed": changed} | {name: content[name] for name in changed if name in ("country", "kind")},
            words={name: [was[name], content[name]] for name in changed if name in ("name_ar", "name_en")},
            public=exhibition_id in shown,
        )


def _follow(session: Session, body: Organisation, now: datetime) -> set[int]:
    """Its pages say what it says, where an exhibition is not over; gives those exhibitions."""
    rows = session.scalars(
        select(Profile).where(Profile.organisation_id == body.id).order_by(Profile.id).with_for_update()
    ).all()
    shown: set[int] = set()
    for row in rows:
        exhibition = exhibitions.exhibition_by_id(session, row.exhibition_id)
        if exhibition is None or exhibition.last_day < now.date():
            continue
        row.name_ar, row.name_en, row.country = body.name_ar, body.name_en, body.country
        row.version += 1
        shown.add(row.exhibition_id)
    return shown


def _names(name_ar: str, name_en: str) -> tuple[str, str]:
    if not (name_ar.strip() or name_en.strip()):
        raise NameMissing
    first, second = (clean_name(each, longest=LONGEST_NAME) if each.strip() else "" for each in (name_ar, name_en))
    return first, second


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
