"""An exhibition's settings are changed: all at once, by a form that says what it was filled from."""

import hashlib
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.orm import Session

from booth_app.accounts.addresses import normal
from booth_app.base.access import Who
from booth_app.base.errors import Invalid, NotFound, Stale
from booth_app.exhibitions.models import Approval, Exhibition
from booth_app.exhibitions.queries import ExhibitionValue
from booth_app.journal import services as journal
from booth_app.text.bidi import strip_controls
from booth_app.text.names import clean_name, clean_text
from booth_app.text.problems import Unreadable

LONGEST_HOLD = 7 * 24 * 60
"""Minutes that a hold may last."""

_NAMES = {"name": 200, "short_name": 80}
_LINES = {"motto": 300, "venue": 200, "city": 80, "reporting_name": 120, "help_name": 120}
_TEXTS = {"about": 4000}
_ADDRESSES = {"reporting_address": 300, "help_address": 300}


class BadSetting(Invalid):
    """Settings that do not go together or cannot be; `fields` says which."""

    code: ClassVar[str] = "bad-setting"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an administrator decides about an exhibition, but for its address."""

    name_ar: str
    name_en: str
    short_name_ar: str
    short_name_en: str
    motto_ar: str
    motto_en: str
    about_ar: str
    about_en: str
    venue_ar: str
    venue_en: str
    city_ar: str
    city_en: str
    first_day: date
    last_day: date
    time_zone: str
    hijri_offset: int
    listed: bool
    contact_email: str
    reporting_name_ar: str
    reporting_name_en: str
    reporting_address: str
    help_name_ar: str
    help_name_en: str
    help_address: str
    booking_opens_at: datetime | None
    booking_closes_at: datetime | None
    approval: Approval
    vetting: bool
    hold_minutes: int
    extension_minutes: int
    hold_cap_minutes: int
    quota: int | None

    @classmethod
    def of(cls, exhibition: ExhibitionValue | Exhibition) -> "Settings":
        """Those in force; times to the second, as a form can say them."""
        values = {each.name: getattr(exhibition, each.name) for each in fields(cls)}
        return cls(**{name: _whole(value) for name, value in values.items()})

    @property
    def mark(self) -> str:
        """What a form says it was filled from."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


def change(session: Session, who: Who, wanted: Settings, *, seen: str | None = None, now: datetime) -> bool:
    """Put settings in force; those of the exhibition at hand. Pages that visitors see may change.

    Args:
        seen: the mark of the settings that were looked at; None does not ask.

    Returns:
        Whether anything is different now.

    Raises:
        NotFound: no such exhibition. Stale: somebody else changed them meanwhile.
        BadSetting: a value cannot be, or two contradict each other.
    """
    row = session.get(Exhibition, who.exhibition_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound
    was = Settings.of(row)
    wanted = _cleaned(wanted)
    if wanted == was:
        return False
    if seen is not None and seen != was.mark:
        raise Stale
    changed = [each.name for each in fields(Settings) if getattr(was, each.name) != getattr(wanted, each.name)]
    for name in changed:
        setattr(row, name, getattr(wanted, name))
    session.flush()
    typed = [name for name in changed if name in _TYPED]
    counted = [name for name in changed if name not in _TYPED]
    journal.record(
        session,
        "settings-changed",
        actor=who.actor,
        subject=f"exhibition:{row.id}",
        at=now,
        exhibition_id=row.id,
        before={name: _stored(getattr(was, name)) for name in counted},
        after={name: _stored(getattr(wanted, name)) for name in counted} | {"typed": typed},
        words={name: [getattr(was, name), getattr(wanted, name)] for name in typed} if typed else None,
        public=True,
    )
    return True


def _cleaned(given: Settings) -> Settings:
    """Texts in the spelling in which they are stored, and every contradiction found."""
    bad: list[str] = []
    values = {each.name: _whole(getattr(given, each.name)) for each in fields(Settings)}
    for names, clean in ((_NAMES, clean_name), (_LINES, _line), (_TEXTS, _text)):
        for name, longest in names.items():
            for each in (f"{name}_ar", f"{name}_en"):
                try:
                    values[each] = clean(values[each], longest=longest)
                except Unreadable:
                    bad.append(each)
    for name, longest in _ADDRESSES.items():
        values[name] = strip_controls(values[name]).strip()
        if len(values[name]) > longest:
            bad.append(name)
    if values["contact_email"].strip():
        try:
            values["contact_email"] = normal(values["contact_email"])
        except Unreadable:
            bad.append("contact_email")
    try:
        ZoneInfo(values["time_zone"])
    except (ZoneInfoNotFoundError, ValueError, OSError):
        bad.append("time_zone")
    bad += _contradictions(given)
    if bad:
        raise BadSetting(fields=tuple(dict.fromkeys(bad)))
    return Settings(**values)


def _contradictions(given: Settings) -> list[str]:
    opens, closes = given.booking_opens_at, given.booking_closes_at
    wrong = {
        "last_day": given.last_day < given.first_day,
        "booking_closes_at": opens is not None and closes is not None and closes <= opens,
        "hold_minutes": not 1 <= given.hold_minutes <= LONGEST_HOLD,
        "extension_minutes": not 0 <= given.extension_minutes <= LONGEST_HOLD,
        "hold_cap_minutes": given.hold_cap_minutes < given.hold_minutes,
        "quota": given.quota is not None and given.quota < 1,
        "hijri_offset": given.hijri_offset not in (-1, 0, 1),
    }
    return [name for name, is_wrong in wrong.items() if is_wrong]


def _line(text: str, *, longest: int) -> str:
    return clean_name(text, longest=longest) if text.strip() else ""


def _text(text: str, *, longest: int) -> str:
    return clean_text(text, longest=longest) if text.strip() else ""


def _whole(value: Any) -> Any:
    return value.replace(microsecond=0) if isinstance(value, datetime) else value


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


_TYPED = frozenset(
    [f"{name}_{lang}" for name in (*_NAMES, *_LINES, *_TEXTS) for lang in ("ar", "en")] + [*_ADDRESSES, "contact_email"]
)
"""Settings that are text which somebody typed: their values stand in the journal's words."""
