"""Answers about what exhibitors show of themselves. All of it is public once the exhibition names them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from booth_app.exhibitors.models import Category, Profile, Tool


@dataclass(frozen=True, slots=True)
class ToolValue:
    """A tool that an exhibitor shows at its booth."""

    id: int
    category: Category
    name_ar: str
    name_en: str
    about_ar: str
    about_en: str


@dataclass(frozen=True, slots=True)
class ProfileValue:
    """What an exhibition's visitors read of an exhibitor. `organisation_id` is None for a guest of a pavilion
    that never registered.
    """

    id: int
    exhibition_id: int
    organisation_id: int | None
    slug: str
    name_ar: str
    name_en: str
    country: str
    category: Category
    about_ar: str
    about_en: str
    website: str
    version: int
    tools: tuple[ToolValue, ...]


def profile(session: Session, exhibition_id: int, slug: str) -> ProfileValue | None:
    """The exhibitor at an address."""
    return _one(session, select(Profile).where(Profile.exhibition_id == exhibition_id, Profile.slug == slug))


def profile_of(session: Session, exhibition_id: int, organisation_id: int) -> ProfileValue | None:
    """An organisation's page in an exhibition; None until it is accepted."""
    query = select(Profile).where(Profile.exhibition_id == exhibition_id, Profile.organisation_id == organisation_id)
    return _one(session, query)


def profile_by_id(session: Session, profile_id: int) -> ProfileValue | None:
    """A page by its id (a claim's co-exhibitors are kept by it)."""
    return _one(session, select(Profile).where(Profile.id == profile_id))


def profiles(session: Session, exhibition_id: int) -> list[ProfileValue]:
    """Every exhibitor's page, in the order they came; who of them is named yet is for the claims to say.

    Two queries, however many there are.
    """
    rows = session.scalars(select(Profile).where(Profile.exhibition_id == exhibition_id).order_by(Profile.id)).all()
    tools = _tools(session, [row.id for row in rows])
    return [_profile(row, tools[row.id]) for row in rows]


def _one(session: Session, query: Select[Profile]) -> ProfileValue | None:
    row = session.scalar(query)
    return _profile(row, _tools(session, [row.id])[row.id]) if row else None


def _tools(session: Session, profile_ids: Iterable[int]) -> defaultdict[int, list[ToolValue]]:
    found: defaultdict[int, list[ToolValue]] = defaultdict(list)
    query = select(Tool).where(Tool.profile_id.in_(list(profile_ids))).order_by(Tool.position, Tool.id)
    for row in session.scalars(query):
        found[row.profile_id].append(
            ToolValue(row.id, row.category, row.name_ar, row.name_en, row.about_ar, row.about_en)
        )
    return found


def _profile(row: Profile, tools: list[ToolValue]) -> ProfileValue:
    return ProfileValue(
        id=row.id,
        exhibition_id=row.exhibition_id,
        organisation_id=row.organisation_id,
        slug=row.slug,
        name_ar=row.name_ar,
        name_en=row.name_en,
        country=row.country,
        category=row.category,
        about_ar=row.about_ar,
        about_en=row.about_en,
        website=row.website,
        version=row.version,
        tools=tuple(tools),
    )
