"""An exhibitor's public page: made when it is accepted, written by itself."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import NotFound, Stale
from booth_app.exhibitors.models import Category, Profile
from booth_app.exhibitors.services.refusals import NameMissing
from booth_app.exhibitors.web import checked
from booth_app.journal.services import record
from booth_app.text.names import clean_name, clean_text, slug

LONGEST_NAME = 160
LONGEST_ABOUT = 2000
_TRIES = 8


def introduce(
    session: Session,
    who: Who,
    *,
    name_ar: str,
    name_en: str,
    country: str,
    category: Category,
    organisation_id: int | None = None,
    about_ar: str = "",
    about_en: str = "",
    website: str = "",
) -> int:
    """Make a page in the exhibition at hand, at an address of its own; an organisation's page is made once.

    Without an organisation it is the page of a pavilion's guest that need not register.

    Returns:
        The page's id.

    Raises:
        NameMissing: a name is given in neither language.
        Unreadable: a name cannot be stored.
    """
    if not (name_ar.strip() or name_en.strip()):
        raise NameMissing
    name_ar, name_en = (clean_name(each, longest=LONGEST_NAME) if each.strip() else "" for each in (name_ar, name_en))
    mine = select(Profile.id).where(
        Profile.exhibition_id == who.exhibition_id, Profile.organisation_id == organisation_id
    )
    for _ in range(_TRIES):
        if organisation_id is not None and (earlier := session.scalar(mine)):
            return earlier
        taken = set(session.scalars(select(Profile.slug).where(Profile.exhibition_id == who.exhibition_id)))
        made = Profile(
            exhibition_id=who.exhibition_id,
            organisation_id=organisation_id,
            slug=slug(name_ar, name_en, taken),
            name_ar=name_ar,
            name_en=name_en,
            country=country,
            category=category,
            about_ar=about_ar,
            about_en=about_en,
            website=website,
        )
        try:
            with session.begin_nested():
                session.add(made)
        except IntegrityError:  # another one took the address, or made this page, a moment before
            continue
        return made.id
    raise Stale


def edit_profile(
    session: Session,
    who: Who,
    *,
    about_ar: str,
    about_en: str,
    website: str,
    category: Category,
    seen: int | None = None,
    now: datetime,
) -> None:
    """Change what visitors read of the organisation one acts for. No change is no entry.

    Args:
        seen: the version that the form showed; None does not ask.

    Raises:
        NotFound: the organisation is not accepted in the exhibition at hand.
        Stale: a colleague changed the page since `seen`.
        Unreadable: a text cannot be stored, or the address is not one that visitors can be sent to.
    """
    row = own_page(session, who)
    content = {
        "about_ar": clean_text(about_ar, longest=LONGEST_ABOUT) if about_ar.strip() else "",
        "about_en": clean_text(about_en, longest=LONGEST_ABOUT) if about_en.strip() else "",
        "website": checked(website),
        "category": category,
    }
    changed = [name for name, value in content.items() if getattr(row, name) != value]
    if not changed:
        return
    if seen is not None and seen != row.version:
        raise Stale
    before = {"category": row.category} if "category" in changed else {}
    for name in changed:
        setattr(row, name, content[name])
    told(session, who, row, now=now, before=before, changed=changed)


def own_page(session: Session, who: Who) -> Profile:
    """The page of the organisation one acts for, locked.

    Raises:
        NotFound: there is none in the exhibition at hand.
    """
    query = (
        select(Profile)
        .where(Profile.exhibition_id == who.exhibition_id, Profile.organisation_id == who.organisation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    row = session.scalar(query) if who.organisation_id is not None else None
    if row is None:
        raise NotFound
    return row


def told(
    session: Session,
    who: Who,
    row: Profile,
    *,
    now: datetime,
    changed: list[str],
    before: Mapping[str, object] | None = None,
) -> None:
    """Count a change of a page and write it down: visitors see it."""
    row.version += 1
    session.flush()
    after: dict[str, object] = {"profile": row.id, "changed": changed, "version": row.version}
    if before:
        after["category"] = row.category
    record(
        session,
        "profile-changed",
        actor=who.actor,
        subject=f"profile:{row.id}",
        at=now,
        exhibition_id=row.exhibition_id,
        organisation_id=row.organisation_id,
        before=before,
        after=after,
        public=True,
    )
