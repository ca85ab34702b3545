"""Ticks, local times across a change of clocks, and the nearest free time against trying every one."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booth_app.demos import times

BERLIN = ZoneInfo("Europe/Berlin")
BACK, FORWARD = date(2027, 10, 31), date(2027, 3, 28)


def test_a_tick_is_five_minutes_of_utc():
    at = datetime(2027, 1, 18, 7, 0, tzinfo=UTC)

    assert times.moment(times.tick(at)) == at
    assert len(times.ticks(at, at + timedelta(minutes=45))) == 9
    assert times.on_grid(at)
    assert not times.on_grid(at + timedelta(minutes=3))
    assert not times.on_grid(at + timedelta(microseconds=1))


def test_the_local_grid_is_the_grid_of_ticks_in_every_zone():
    for name in sorted(available_timezones()):
        for month in (1, 7):
            [*found] = times.moments(date(2027, month, 5), time(10, 5), ZoneInfo(name))
            assert all(times.on_grid(each) for each in found), name


def test_an_hour_that_comes_twice_has_two_moments_and_one_that_is_skipped_none():
    assert times.moments(BACK, time(2, 30), BERLIN) == (
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
        datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
    )
    assert times.moments(FORWARD, time(2, 30), BERLIN) == ()
    assert times.moments(date(2027, 1, 18), time(10), ZoneInfo("Asia/Riyadh")) == (
        datetime(2027, 1, 18, 7, 0, tzinfo=UTC),
    )


def test_only_the_day_on_which_clocks_go_back_says_so():
    assert times.clocks_go_back(BACK, BERLIN)
    assert not times.clocks_go_back(FORWARD, BERLIN)
    assert not times.clocks_go_back(BACK, ZoneInfo("Asia/Riyadh"))


@pytest.mark.parametrize(("day", "hours"), [(BACK, 25), (FORWARD, 23), (date(2027, 6, 1), 24)])
def test_a_day_open_around_the_clock_is_as_long_as_it_really_is(day, hours):
    whole = times.window(day, time(0), time(0), BERLIN)

    assert whole.closes - whole.opens == timedelta(hours=hours)


def test_a_window_holds_what_touches_its_ends():
    whole = times.window(date(2027, 1, 18), time(9), time(18), ZoneInfo("Asia/Riyadh"))

    assert whole.holds(whole.opens, whole.closes)
    assert not whole.holds(whole.opens - timedelta(minutes=5), whole.closes)
    assert not whole.holds(whole.opens, whole.closes + timedelta(minutes=5))


@given(
    wanted=st.integers(-5, 30),
    length=st.integers(1, 6),
    tail=st.integers(0, 3),
    place_busy=st.frozensets(st.integers(0, 30), max_size=20),
    people_busy=st.frozensets(st.integers(0, 30), max_size=10),
    earliest=st.one_of(st.none(), st.integers(0, 25)),
)
def test_the_nearest_free_time_is_what_trying_every_time_finds(
    *, wanted, length, tail, place_busy, people_busy, earliest
):
    base = times.tick(datetime(2027, 1, 18, 6, 0, tzinfo=UTC))
    windows = [times.Window(times.moment(base + a), times.moment(base + b)) for a, b in ((0, 12), (16, 28))]

    found = times.nearest(
        times.moment(base + wanted),
        minutes=length * 5,
        change_over=tail * 5,
        windows=windows,
        place_busy={base + each for each in place_busy},
        people_busy={base + each for each in people_busy},
        not_before=None if earliest is None else times.moment(base + earliest),
    )

    fits = [
        start
        for start in range(-10, 40)
        if any(a <= start and start + length <= b for a, b in ((0, 12), (16, 28)))
        and not place_busy & set(range(start, start + length + tail))
        and not people_busy & set(range(start, start + length))
        and (earliest is None or start >= earliest)
    ]
    if not fits:
        assert found is None
    else:
        least = min(abs(start - wanted) for start in fits)
        assert times.tick(found) - base == max(start for start in fits if abs(start - wanted) == least)
