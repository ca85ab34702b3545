"""An exhibitor's public page: made when it is accepted, written by itself; a guest's by whoever brings it too."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import Forbidden, NotFound, Stale
from booth_app.exhibitors.models import Category, Profile
from booth_app.exhibitors.services.refusals import NameMissing
from booth_app.exhibitors.web import checked
from booth_app.journal.services import record
from booth_app.text.names import clean_name, clean_text, slug

LONGEST_NAME = 160
LONGEST_ABOUT = 2000
_TRIES = 8


@dataclass(frozen=True, slots=True)
class Called:
    """What a guest that is not registered is called, and where it is from."""

    name_ar: str
    name_en: str
    country: str


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
    names = _called(name_ar, name_en)
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
            slug=slug(names["name_ar"], names["name_en"], taken),
            **names,
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
    called: Called | None = None,
    page: int | None = None,
    seen: int | None = None,
    now: datetime,
) -> None:
    """Change what visitors read of an exhibitor. No change is no entry.

    Args:
        called: other names and another country; only for a page without an organisation, whose own say they are.
        page: a page that the caller found to be for whoever asks to write; None is that of the organisation one
            acts for.
        seen: the version that the form showed; None does not ask.

    Raises:
        NotFound: there is no such page in the exhibition at hand; an organisation has one once it is accepted.
        Forbidden: an organisation is to be called otherwise than it says.
        NameMissing: `called` has a name in neither language.
        Stale: somebody else changed the page since `seen`.
        Unreadable: a text cannot be stored, or the address is not one that visitors can be sent to.
    """
    row = page_to_write(session, who, page)
    content: dict[str, str] = {
        "about_ar": clean_text(about_ar, longest=LONGEST_ABOUT) if about_ar.strip() else "",
        "about_en": clean_text(about_en, longest=LONGEST_ABOUT) if about_en.strip() else "",
        "website": checked(website),
        "category": category,
    }
    if called is not None:
        if row.organisation_id is not None:
            raise Forbidden
        content |= _called(called.name_ar, called.name_en) | {"country": called.country}
    changed = [name for name, value in content.items() if getattr(row, name) != value]
    if not changed:
        return
    if seen is not None and seen != row.version:
        raise Stale
    before = {name: getattr(row, name) for name in ("category", "country") if name in changed}
    words = {name: [getattr(row, name), content[name]] for name in ("name_ar", "name_en") if name in changed}
    for name in changed:
        setattr(row, name, content[name])
    told(session, who, row, now=now, before=before, changed=changed, words=words)


def page_to_write(session: Session, who: Who, page: int | None = None) -> Profile:
    """A page of the exhibition at hand, locked: the one given, or that of the organisation one acts for.

    Raises:
        NotFound: there is none.
    """
    which = Profile.id == page if page is not None else Profile.organisation_id == who.organisation_id
    query = (
        select(Profile)
        .where(Profile.exhibition_id == who.exhibition_id, which)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    row = session.scalar(query) if page is not None or who.organisation_id is not None else None
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
    before: Mapping[str, str] | None = None,
    words: Mapping[str, object] | None = None,
) -> None:
    """Count a change of a page and write it down: visitors see it."""
    row.version += 1
    session.flush()
    after: dict[str, object] = {"profile": row.id, "changed": changed, "version": row.version}
    after |= {name: getattr(row, name) for name in before or ()}
    said = dict(words or {})
    if row.organisation_id is None:  # nobody could look up later whose page it is
        said |= {"label_ar": row.name_ar, "label_en": row.name_en}
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
        words=said or None,
        public=True,
    )


def _called(name_ar: str, name_en: str) -> dict[str, str]:
    if not (name_ar.strip() or name_en.strip()):
        raise NameMissing
    names = {"name_ar": name_ar, "name_en": name_en}
    return {key: clean_name(name, longest=LONGEST_NAME) if name.strip() else "" for key, name in names.items()}
