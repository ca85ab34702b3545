"""A new exhibition, and its halls."""

import re
from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import Invalid, Refused
from booth_app.exhibitions.models import Exhibition, Hall
from booth_app.journal import services as journal

RESERVED = frozenset({"account", "my", "staff"})
USUAL_QUOTA = 2
"""Booths that an organisation may hold or have, until staff set another number or none."""
_SLUG = re.compile(r"[a-z][a-z0-9-]{1,39}")


class SlugTaken(Refused):
    """Another exhibition, or another hall of this one, has that name in its address."""

    code: ClassVar[str] = "slug-taken"


class BadValue(Invalid):
    """A value that cannot be one; `field` says which."""

    code: ClassVar[str] = "bad-value"


def create(
    session: Session,
    who: Who,
    slug: str,
    *,
    name_ar: str,
    name_en: str,
    first_day: date,
    last_day: date,
    time_zone: str = "Asia/Riyadh",
    now: datetime,
) -> int:
    """Make an exhibition with the house's defaults; it is listed once somebody switches that on.

    Returns:
        Its id.

    Raises:
        BadValue: the slug, the days or the zone cannot be.
        SlugTaken: the slug is in use.
    """
    if not _SLUG.fullmatch(slug) or slug in RESERVED:
        raise BadValue(field="slug")
    if last_day < first_day:
        raise BadValue(field="last_day")
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadValue(field="time_zone") from error
    if session.scalar(select(Exhibition.id).where(Exhibition.slug == slug)):
        raise SlugTaken(slug=slug)
    made = Exhibition(
        slug=slug,
        name_ar=name_ar,
        name_en=name_en,
        short_name_ar=name_ar[:80],
        short_name_en=name_en[:80],
        first_day=first_day,
        last_day=last_day,
        time_zone=time_zone,
        quota=USUAL_QUOTA,
        listed=False,
    )
    session.add(made)
    session.flush()
    journal.record(
        session, "exhibition-created", actor=who.actor, subject=f"exhibition:{made.id}", at=now, exhibition_id=made.id
    )
    return made.id


def add_hall(
    session: Session,
    who: Who,
    exhibition_id: int,
    key: str,
    *,
    name_ar: str,
    name_en: str,
    level: int = 0,
    now: datetime,
) -> int:
    """Add a hall, after the others.

    Returns:
        Its id.

    Raises:
        BadValue: the key cannot be part of an address.
        SlugTaken: another hall has it.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", key):
        raise BadValue(field="key")
    if session.scalar(select(Hall.id).where(Hall.exhibition_id == exhibition_id, Hall.key == key)):
        raise SlugTaken(slug=key)
    position = session.scalar(select(func.count()).select_from(Hall).where(Hall.exhibition_id == exhibition_id))
    made = Hall(
        exhibition_id=exhibition_id, key=key, name_ar=name_ar, name_en=name_en, level=level, position=position or 0
    )
    session.add(made)
    session.flush()
    journal.record(
        session, "hall-added", actor=who.actor, subject=f"hall:{made.id}", at=now, exhibition_id=exhibition_id
    )
    return made.id
