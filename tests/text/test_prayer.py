"""Prayer times against a reference of another family, published times, and what may be laid over them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booth_app.text.calendars import hijri
from booth_app.text.prayer import Lengths, Method, NotATable, Prayer, pauses, read_table, times

RIYADH = Method(24.7136, 46.6753, ZoneInfo("Asia/Riyadh"))
MAKKAH = Method(21.4225, 39.8262, ZoneInfo("Asia/Riyadh"))
MINUTE = timedelta(minutes=1)

# Made with PyEphem 4.2.1 (VSOP87), which shares no code with what is tested: domain.md §5.1.
REFERENCE = """
2025-06-21 03:33:11 11:55:07 15:16:08 18:45:18 20:15:18
2025-12-21 05:09:32 11:51:25 14:49:51 17:09:33 18:39:33
2026-02-18 05:06:33 12:07:10 15:23:22 17:49:26 19:49:26
2026-04-01 04:26:20 11:57:10 15:25:15 18:09:27 19:39:27
2026-06-21 03:33:09 11:55:05 15:16:05 18:45:15 20:15:15
2026-09-23 04:24:06 11:45:43 15:11:42 17:48:50 19:18:50
2026-11-24 04:53:32 11:39:56 14:43:20 17:04:04 18:34:04
2027-01-19 05:17:20 12:03:54 15:07:46 17:28:42 18:58:42
2027-02-08 05:12:26 12:07:25 15:19:17 17:43:02 19:43:02
"""
PUBLISHED = [
    (RIYADH, "2023-03-24 04:36 12:00 15:27 18:06 20:06"),
    (RIYADH, "2025-12-01 04:57 11:42 14:43 17:04 18:34"),
    (MAKKAH, "2019-05-09 04:23 12:17 15:36 18:49 -"),
]


def at(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo("Asia/Riyadh"))


@pytest.mark.parametrize("line", REFERENCE.strip().splitlines())
def test_within_a_minute_of_an_independent_computation(line):
    day, *clocks = line.split()

    found = times(RIYADH, date.fromisoformat(day))

    off = {prayer: found[prayer] - at(day, clock) for prayer, clock in zip(Prayer, clocks, strict=True)}
    assert {prayer: by for prayer, by in off.items() if abs(by) > MINUTE} == {}


@pytest.mark.parametrize(("where", "line"), PUBLISHED)
def test_within_a_minute_of_what_newspapers_printed(where, line):
    day, *clocks = line.split()

    found = times(where, date.fromisoformat(day))

    said = {prayer: at(day, clock) for prayer, clock in zip(Prayer, clocks, strict=True) if clock != "-"}
    assert {prayer: found[prayer] for prayer, clock in said.items() if abs(found[prayer] - clock) > MINUTE} == {}


def test_in_ramadan_the_night_prayer_is_later_and_only_then_and_where_it_is_wanted():
    plain = Method(RIYADH.latitude, RIYADH.longitude, RIYADH.zone, ramadan_isha=False)
    eve, first = date(2027, 2, 7), date(2027, 2, 8)

    waits = [times(RIYADH, day)[Prayer.ISHA] - times(RIYADH, day)[Prayer.MAGHRIB] for day in (eve, first)]
    without = times(plain, first)[Prayer.ISHA] - times(plain, first)[Prayer.MAGHRIB]

    assert [round(each / MINUTE) for each in waits] == [90, 120]
    assert round(without / MINUTE) == 90


def test_ramadan_begins_with_the_official_day_where_it_differs_from_the_calendar():
    a_day_ahead = Method(RIYADH.latitude, RIYADH.longitude, RIYADH.zone, hijri_offset=1)
    eve = date(2027, 2, 7)

    wait = times(a_day_ahead, eve)[Prayer.ISHA] - times(a_day_ahead, eve)[Prayer.MAGHRIB]

    assert hijri(eve).month == 8
    assert round(wait / MINUTE) == 120


def test_offsets_move_their_prayer_and_a_table_goes_before_the_computation():
    day = date(2027, 1, 19)
    moved = Method(RIYADH.latitude, RIYADH.longitude, RIYADH.zone, offsets={Prayer.ASR: 2, Prayer.DHUHR: 3})
    with_table = Method(
        RIYADH.latitude,
        RIYADH.longitude,
        RIYADH.zone,
        offsets={Prayer.DHUHR: 3},
        table={day: {Prayer.DHUHR: time(12, 1)}},
    )

    plain, shifted, said = times(RIYADH, day), times(moved, day), times(with_table, day)

    assert shifted[Prayer.ASR] - plain[Prayer.ASR] == 2 * MINUTE
    assert shifted[Prayer.FAJR] == plain[Prayer.FAJR]
    assert said[Prayer.DHUHR] == at("2027-01-19", "12:01")
    assert said[Prayer.ASR] == plain[Prayer.ASR]


def test_a_place_with_daylight_saving_keeps_its_clock():
    london = Method(51.5074, -0.1278, ZoneInfo("Europe/London"))

    winter, summer = (times(london, day)[Prayer.DHUHR] for day in (date(2027, 1, 19), date(2027, 7, 19)))

    assert (winter.hour, summer.hour) == (12, 13)


@given(st.dates(date(1990, 1, 1), date(2070, 1, 1)), st.floats(-60, 60), st.floats(-180, 180))
def test_prayers_come_in_their_order_on_every_day_and_everywhere_people_live(day, latitude, longitude):
    there = Method(latitude, longitude, ZoneInfo("UTC"))

    found = list(times(there, day).values())

    assert found == sorted(found)
    assert found[-1] - found[0] < timedelta(days=1)


def test_pauses_as_proposed_and_the_friday_prayer_longer():
    thursday, friday = date(2027, 1, 21), date(2027, 1, 22)

    plain = {each.prayer: each for each in pauses(RIYADH, thursday)}
    long = {each.prayer: each for each in pauses(RIYADH, friday)}
    noon = times(RIYADH, friday)[Prayer.DHUHR]

    assert (plain[Prayer.ASR].until - plain[Prayer.ASR].begins) == 30 * MINUTE
    assert (plain[Prayer.MAGHRIB].until - plain[Prayer.MAGHRIB].begins) == 25 * MINUTE
    assert (noon - long[Prayer.DHUHR].begins, long[Prayer.DHUHR].until - noon) == (45 * MINUTE, 60 * MINUTE)
    assert long[Prayer.ASR].until - long[Prayer.ASR].begins == 30 * MINUTE


def test_the_length_of_a_pause_is_the_venues():
    brief = Lengths(before=0, after=dict.fromkeys(Prayer, 10))

    found = pauses(RIYADH, date(2027, 1, 19), brief)

    assert {each.until - each.begins for each in found} == {10 * MINUTE}


def test_a_table_is_read_in_any_order_of_columns_and_with_arabic_digits():
    table = read_table("\ufeffDate,Isha,Dhuhr\n2027-01-19,١٨:٥٩,12:04\n\n2027-01-20,,12:05\n")

    assert table == {
        date(2027, 1, 19): {Prayer.DHUHR: time(12, 4), Prayer.ISHA: time(18, 59)},
        date(2027, 1, 20): {Prayer.DHUHR: time(12, 5)},
    }


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "no-heading", 1),
        ("date,noon\n", "no-heading", 1),
        ("date,asr,asr\n", "no-heading", 1),
        ("date,asr\n", "no-days", 0),
        ("date,asr\n19 January,15:00\n", "wrong-day", 2),
        ("date,asr\n2027-01-19,3 pm\n", "wrong-time", 2),
        ("date,asr\n2027-01-19,15:00\n2027-01-19,15:01\n", "day-twice", 3),
        ("date,dhuhr,asr\n2027-01-19,15:00,12:00\n", "out-of-order", 2),
    ],
)
def test_a_file_that_is_no_table_says_where_and_why(text, code, line):
    with pytest.raises(NotATable) as refused:
        read_table(text)

    assert (refused.value.code, refused.value.line) == (code, line)
