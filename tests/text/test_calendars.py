"""Both calendars, in both languages (domain §5.2, glossary §10)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booth_app.text.calendars import (
    Day,
    both_dates,
    clock_time,
    date_span,
    gregorian_text,
    hijri,
    hijri_text,
    local_day,
    weekday,
)

RIYADH = ZoneInfo("Asia/Riyadh")


@pytest.mark.parametrize(
    ("gregorian", "expected"),
    [
        ("2024-03-11", (1445, 9, 1)),
        ("2024-04-10", (1445, 10, 1)),
        ("2025-03-01", (1446, 9, 1)),
        ("2025-03-30", (1446, 10, 1)),
        ("2025-06-26", (1447, 1, 1)),
        ("2026-02-18", (1447, 9, 1)),
        ("2026-03-20", (1447, 10, 1)),
        ("2026-06-16", (1448, 1, 1)),
        ("2026-09-23", (1448, 4, 12)),
        ("2026-11-24", (1448, 6, 14)),
        ("2027-02-08", (1448, 9, 1)),
        ("2027-03-09", (1448, 10, 1)),
        ("2077-11-16", (1500, 12, 30)),
        ("1924-08-01", (1343, 1, 1)),
    ],
)
def test_days_have_their_umm_al_qura_date(gregorian, expected):
    assert hijri(date.fromisoformat(gregorian)) == Day(*expected)


def test_months_of_1448_have_their_lengths():
    first = date(2026, 6, 16)
    days = [found for n in range(400) if (found := hijri(first + timedelta(days=n))) and found.year == 1448]

    lengths = [sum(day.month == month for day in days) for month in range(1, 13)]

    assert lengths == [29, 30, 29, 30, 30, 29, 30, 30, 29, 30, 29, 30]


def test_a_date_is_written_in_both_calendars():
    day = date(2026, 11, 24)

    assert both_dates(day, "ar") == "الثلاثاء 14 جمادى الآخرة 1448هـ الموافق 24 نوفمبر 2026م"
    assert both_dates(day, "en") == "Tuesday 24 November 2026 (14 Jumada al-Akhirah 1448)"
    assert both_dates(date(2026, 12, 22), "en", with_weekday=False) == "22 December 2026 (13 Rajab 1448)"


def test_short_forms_are_parts_of_the_long_one():
    day = date(2027, 1, 18)

    assert hijri_text(day, "ar") == "10 شعبان 1448هـ"
    assert gregorian_text(day, "ar") == "18 يناير 2027م"
    assert gregorian_text(day, "en") == "18 January 2027"
    assert (weekday(day, "ar"), weekday(day, "en")) == ("الاثنين", "Monday")


@pytest.mark.parametrize(
    ("first", "last", "ar", "en"),
    [
        (
            "2027-01-18",
            "2027-01-20",
            "من 10 إلى 12 شعبان 1448هـ الموافق 18 إلى 20 يناير 2027م",
            "18–20 January 2027 (10–12 Shaʿban 1448)",
        ),
        (  # both months end
            "2027-01-30",
            "2027-02-09",
            "من 22 شعبان إلى 2 رمضان 1448هـ الموافق 30 يناير إلى 9 فبراير 2027م",
            "30 January – 9 February 2027 (22 Shaʿban – 2 Ramadan 1448)",
        ),
        (  # the Gregorian year ends
            "2026-12-30",
            "2027-01-02",
            "من 21 إلى 24 رجب 1448هـ الموافق 30 ديسمبر 2026م إلى 2 يناير 2027م",
            "30 December 2026 – 2 January 2027 (21–24 Rajab 1448)",
        ),
        (  # the Hijri year ends, and «ذو» is governed by «من»
            "2026-06-14",
            "2026-06-18",
            "من 28 ذي الحجة 1447هـ إلى 3 محرم 1448هـ الموافق 14 إلى 18 يونيو 2026م",
            "14–18 June 2026 (28 Dhu al-Hijjah 1447 – 3 Muharram 1448)",
        ),
        (
            "2027-01-18",
            "2027-01-18",
            "10 شعبان 1448هـ الموافق 18 يناير 2027م",
            "18 January 2027 (10 Shaʿban 1448)",
        ),
    ],
)
def test_a_span_says_once_what_both_ends_share(first, last, ar, en):
    ends = date.fromisoformat(first), date.fromisoformat(last)

    assert date_span(*ends, "ar") == ar
    assert date_span(*ends, "en") == en


def test_a_span_that_ends_before_it_begins_is_an_error():
    with pytest.raises(ValueError, match="before it begins"):
        date_span(date(2027, 1, 2), date(2027, 1, 1), "en")


def test_outside_the_calendar_only_the_gregorian_date_is_written():
    assert hijri(date(1924, 7, 31)) is None
    assert hijri(date(2077, 11, 17)) is None
    assert both_dates(date(2080, 5, 1), "ar") == "الأربعاء 1 مايو 2080م"
    assert date_span(date(2077, 11, 16), date(2077, 11, 17), "en") == "16–17 November 2077"


def test_the_offset_moves_only_the_hijri_date():
    eve = date(2027, 2, 7)

    assert hijri_text(eve, "en") == "30 Shaʿban 1448"
    assert both_dates(eve, "en", hijri_offset=1) == "Sunday 7 February 2027 (1 Ramadan 1448)"
    assert hijri_text(eve, "en", hijri_offset=-1) == "29 Shaʿban 1448"


@given(st.dates(date(1924, 8, 2), date(2077, 11, 15)), st.integers(0, 400))
def test_no_arabic_span_holds_a_dash(first, days):
    last = min(first + timedelta(days=days), date(2077, 11, 15))

    written = date_span(first, last, "ar")

    assert not set("-–—") & set(written)
    assert "ذو" not in written or first == last


def test_the_time_is_the_zones_and_has_24_hours():
    moment = datetime(2027, 1, 18, 21, 5, tzinfo=UTC)

    assert clock_time(moment, RIYADH) == "00:05"
    assert local_day(moment, RIYADH) == date(2027, 1, 19)


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        clock_time(datetime(2027, 1, 18), RIYADH)  # noqa: DTZ001 - it is the mistake
