"""Pauses as others see them, and the settings that computed ones come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from booth_app.text.prayer import Lengths, Prayer

DEGREE = 10_000
"""Stored units in a degree: about eleven metres."""
RIYADH = (24.7136, 46.6753)


@dataclass(frozen=True, slots=True)
class PauseValue:
    """A pause; half open. `prayer` is None for one set by hand, which has names."""

    id: int
    begins_at: datetime
    ends_at: datetime
    prayer: Prayer | None
    name_ar: str
    name_en: str

    def meets(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether a slot would run into it."""
        return starts_at < self.ends_at and self.begins_at < ends_at


@dataclass(frozen=True, slots=True)
class PrayerTimes:
    """What staff set: degrees, minutes before and after each prayer, minutes to move it by, a table of their own."""

    latitude: float = RIYADH[0]
    longitude: float = RIYADH[1]
    ramadan_isha: bool = True
    lengths: Lengths = field(default_factory=Lengths)
    offsets: Mapping[Prayer, int] = field(default_factory=dict)
    table: str = ""
