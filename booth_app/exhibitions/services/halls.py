"""What a hall is called, and in which order halls stand."""

from datetime import datetime

from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import NotFound
from booth_app.exhibitions.models import Hall
from booth_app.journal import services as journal
from booth_app.text.names import clean_name

LONGEST_NAME = 80


def change(
    session: Session, who: Who, hall_id: int, *, name_ar: str, name_en: str, level: int, position: int, now: datetime
) -> bool:
    """Rename a hall or put it elsewhere in the order; gives whether anything is different now.

    Raises:
        NotFound: no hall of this exhibition.
        Unreadable: a name is missing or cannot be stored.
    """
    row = session.get(Hall, hall_id, with_for_update=True, populate_existing=True)
    if row is None or row.exhibition_id != who.exhibition_id:
        raise NotFound
    names = {
        "name_ar": clean_name(name_ar, longest=LONGEST_NAME),
        "name_en": clean_name(name_en, longest=LONGEST_NAME),
    }
    wanted = {**names, "level": level, "position": position}
    was = {name: getattr(row, name) for name in wanted}
    if was == wanted:
        return False
    for name, value in wanted.items():
        setattr(row, name, value)
    session.flush()
    renamed = {name: [was[name], value] for name, value in names.items() if was[name] != value}
    journal.record(
        session,
        "hall-changed",
        actor=who.actor,
        subject=f"hall:{hall_id}",
        at=now,
        exhibition_id=row.exhibition_id,
        before={"level": was["level"], "position": was["position"]},
        after={"level": level, "position": position},
        words=renamed or None,
        public=True,
    )
    return True
