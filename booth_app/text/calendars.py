"""Dates in both calendars and both languages, and times of day. Made here and never by `Intl` in a browser.

Hijri dates are Umm al-Qura's (`domain.md` §5.2): 1924-08-01 to 2077-11-16; outside, only the Gregorian date is
written. Official notices may follow the moon's sighting: `hijri_offset` (-1, 0, 1) moves the Hijri date by a day.
Words: `glossary.md` §10. Digits are Western in both languages.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from hijridate import Gregorian

WEEKDAYS = {
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "ar": (
        "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
        "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
HIJRI_MONTHS = {
    "ar": (
        "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة",
        "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة",
    ),
    "en": (
        "Muharram", "Safar", "Rabiʿ al-Awwal", "Rabiʿ al-Akhir", "Jumada al-Ula", "Jumada al-Akhirah",
        "Rajab", "Shaʿban", "Ramadan", "Shawwal", "Dhu al-Qaʿdah", "Dhu al-Hijjah",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Day:
    """A day of some calendar: what a date is written from."""

    year: int
    month: int
    day: int


def hijri(day: date, offset: int = 0) -> Day | None:
    """The Hijri date, or None outside the calendar's range. `offset` 1: the official date is a day further on."""
    try:
        found = Gregorian.fromdate(day + timedelta(days=offset)).to_hijri()
    except OverflowError:
        return None
    return Day(found.year, found.month, found.day)


def weekday(day: date, lang: str) -> str:
    """The day of the week in words."""
    return WEEKDAYS[lang][day.weekday()]


def gregorian_text(day: date, lang: str) -> str:
    """«24 نوفمبر 2026م», "24 November 2026"."""
    return _gregorian.one(_plain(day), lang)


def hijri_text(day: date, lang: str, hijri_offset: int = 0) -> str:
    """«14 جمادى الآخرة 1448هـ», "14 Jumada al-Akhirah 1448"; empty outside the calendar's range."""
    found = hijri(day, hijri_offset)
    return _hijri.one(found, lang) if found else ""


def both_dates(day: date, lang: str, hijri_offset: int = 0, *, with_weekday: bool = True) -> str:
    """A date in both calendars, the Hijri one first in Arabic.

    «الثلاثاء 14 جمادى الآخرة 1448هـ الموافق 24 نوفمبر 2026م»;
    "Tuesday 24 November 2026 (14 Jumada al-Akhirah 1448)".
    """
    written = _joined(hijri_text(day, lang, hijri_offset), gregorian_text(day, lang), lang)
    return f"{weekday(day, lang)} {written}" if with_weekday else written


def date_span(first: date, last: date, lang: str, hijri_offset: int = 0) -> str:
    """Days from `first` to `last`, both included, in both calendars; what is the same at both ends is said once.

    «من 10 إلى 12 شعبان 1448هـ الموافق 18 إلى 20 يناير 2027م»; "18–20 January 2027 (10–12 Shaʿban 1448)".
    """
    if last < first:
        message = f"a span ends on {last}, before it begins on {first}"
        raise ValueError(message)
    if first == last:
        return both_dates(first, lang, hijri_offset, with_weekday=False)
    start, end = hijri(first, hijri_offset), hijri(last, hijri_offset)
    lunar = _hijri.span(start, end, lang) if start and end else ""
    written = _joined(lunar, _gregorian.span(_plain(first), _plain(last), lang), lang)
    return f"من {written}" if lang == "ar" else written


def clock_time(at: datetime, zone: tzinfo) -> str:
    """The time of day in the zone, 24 hours: `14:05`. `at` is aware."""
    return _local(at, zone).strftime("%H:%M")


def local_day(at: datetime, zone: tzinfo) -> date:
    """The day it is in the zone at that moment. `at` is aware."""
    return _local(at, zone).date()


@dataclass(frozen=True, slots=True)
class _Calendar:
    """How the days of one calendar are written. `era` is joined to the year in Arabic."""

    months: dict[str, tuple[str, ...]]
    era: str

    def one(self, day: Day, lang: str) -> str:
        return f"{day.day} {self.months[lang][day.month - 1]} {self._year(day, lang)}"

    def span(self, first: Day, last: Day, lang: str) -> str:
        """Two days. In Arabic «إلى» stands between, never a dash (it reads backwards); «ذو» becomes «ذي»."""
        if lang == "ar":
            start, to = str(first.day), " إلى "
        else:
            start, to = str(first.day), "–"
        same_year = first.year == last.year
        if not (same_year and first.month == last.month):
            start = f"{start} {self.months[lang][first.month - 1]}"
            to = to if lang == "ar" else " – "
        if not same_year:
            start = f"{start} {self._year(first, lang)}"
        written = f"{start}{to}{self.one(last, lang)}"
        return written.replace("ذو ", "ذي ") if lang == "ar" else written

    def _year(self, day: Day, lang: str) -> str:
        return f"{day.year}{self.era}" if lang == "ar" else str(day.year)


_gregorian = _Calendar(MONTHS, "م")
_hijri = _Calendar(HIJRI_MONTHS, "هـ")


def _plain(day: date) -> Day:
    return Day(day.year, day.month, day.day)


def _joined(lunar: str, solar: str, lang: str) -> str:
    if not lunar:
        return solar
    return f"{lunar} الموافق {solar}" if lang == "ar" else f"{solar} ({lunar})"


def _local(at: datetime, zone: tzinfo) -> datetime:
    if at.tzinfo is None:
        message = "a time without a zone says nothing about a place"
        raise ValueError(message)
    return at.astimezone(zone)
