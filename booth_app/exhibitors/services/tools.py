"""The tools on an exhibitor's page: added, changed, taken away, put in order.

As in `profile.edit_profile`, `page` is a page that the caller found to be for whoever asks to write; None is that of
the organisation one acts for.
"""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import NotFound
from booth_app.base.idempotency import made, once
from booth_app.exhibitors.models import Category, Profile, Tool
from booth_app.exhibitors.services.profile import page_to_write, told
from booth_app.exhibitors.services.refusals import NameMissing, TooMany
from booth_app.text.names import clean_name, clean_text

MOST_TOOLS = 24
LONGEST_NAME = 120
LONGEST_ABOUT = 600


def add_tool(
    session: Session,
    who: Who,
    *,
    category: Category,
    name_ar: str,
    name_en: str,
    about_ar: str = "",
    about_en: str = "",
    page: int | None = None,
    request_key: str,
    now: datetime,
) -> int:
    """Put a tool at the end of a page.

    Returns:
        The tool's id: the same one for the same request.

    Raises:
        NotFound: there is no such page in the exhibition at hand.
        NameMissing: a name is given in neither language.
        TooMany: the page holds `MOST_TOOLS`.
        KeyReused, BadKey: see `idempotency.once`.
        Unreadable: a text cannot be stored.
    """
    sheet = page_to_write(session, who, page)
    content = _content(category, name_ar, name_en, about_ar, about_en)
    first = once(session, f"profile:{sheet.id}:tool", request_key, content, now=now)
    if first.outcome is not None:
        return first.outcome["tool"]
    held = session.scalar(select(func.count()).where(Tool.profile_id == sheet.id)) or 0
    if held >= MOST_TOOLS:
        raise TooMany(most=MOST_TOOLS)
    last = session.scalar(select(func.max(Tool.position)).where(Tool.profile_id == sheet.id)) or 0
    row = Tool(profile_id=sheet.id, position=last + 1, **content)
    session.add(row)
    session.flush()
    made(session, first, {"tool": row.id})
    told(session, who, sheet, now=now, changed=["tools"])
    return row.id


def edit_tool(
    session: Session,
    who: Who,
    tool_id: int,
    *,
    category: Category,
    name_ar: str,
    name_en: str,
    about_ar: str = "",
    about_en: str = "",
    page: int | None = None,
    now: datetime,
) -> None:
    """Change a tool. No change is no entry.

    Raises:
        NotFound: it is not on the page.
        NameMissing, Unreadable: as for `add_tool`.
    """
    sheet = page_to_write(session, who, page)
    row = _tool(session, sheet, tool_id)
    content = _content(category, name_ar, name_en, about_ar, about_en)
    if all(getattr(row, name) == value for name, value in content.items()):
        return
    for name, value in content.items():
        setattr(row, name, value)
    told(session, who, sheet, now=now, changed=["tools"])


def remove_tool(session: Session, who: Who, tool_id: int, *, page: int | None = None, now: datetime) -> None:
    """Take a tool off the page. One that is not on it (any more) is off it, and whose it may be is not told.

    Raises:
        NotFound: there is no such page.
    """
    sheet = page_to_write(session, who, page)
    row = session.get(Tool, tool_id)
    if row is None or row.profile_id != sheet.id:
        return
    session.delete(row)
    told(session, who, sheet, now=now, changed=["tools"])


def move_tool(
    session: Session, who: Who, tool_id: int, *, before: int | None, page: int | None = None, now: datetime
) -> None:
    """Put a tool before another one, or at the end. Asked twice, it stands where it stands.

    Raises:
        NotFound: one of them is not on the page.
    """
    sheet = page_to_write(session, who, page)
    rows = list(session.scalars(select(Tool).where(Tool.profile_id == sheet.id).order_by(Tool.position, Tool.id)))
    moved = _tool(session, sheet, tool_id)
    order = [row for row in rows if row is not moved]
    at = len(order) if before is None else order.index(_tool(session, sheet, before)) if before != tool_id else None
    if at is None:
        return
    order.insert(at, moved)
    if order == rows:
        return
    for position, row in enumerate(order, 1):
        row.position = position
    told(session, who, sheet, now=now, changed=["tools"])


def _content(category: Category, name_ar: str, name_en: str, about_ar: str, about_en: str) -> dict[str, str]:
    if not (name_ar.strip() or name_en.strip()):
        raise NameMissing
    names = {"name_ar": name_ar, "name_en": name_en}
    texts = {"about_ar": about_ar, "about_en": about_en}
    return {
        "category": category,
        **{key: clean_name(text, longest=LONGEST_NAME) if text.strip() else "" for key, text in names.items()},
        **{key: clean_text(text, longest=LONGEST_ABOUT) if text.strip() else "" for key, text in texts.items()},
    }


def _tool(session: Session, sheet: Profile, tool_id: int) -> Tool:
    row = session.get(Tool, tool_id)
    if row is None or row.profile_id != sheet.id:
        raise NotFound
    return row
