"""Holds over midnight, over the end of a month in either calendar and of a year: they end when they were to, and what
is said of them has the right day in both calendars. And an application whose own clock is not the database's."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from booth_app.accounts.models import User
from booth_app.base import clock
from tests.claims.world import build
from tests.kit import make

MIDNIGHTS = {
    "month": ("2026-11-30T21:00", "Tuesday 1 December 2026 (21 Jumada al-Akhirah 1448)", "21 جمادى الآخرة 1448هـ"),
    "lunar month": ("2026-12-09T21:00", "Thursday 10 December 2026 (1 Rajab 1448)", "1 رجب 1448هـ"),
    "year": ("2026-12-31T21:00", "Friday 1 January 2027 (23 Rajab 1448)", "23 رجب 1448هـ"),
}
"""Midnights in Riyadh, and what the day after them is called."""


def fair(app, **settings):
    """A fair of now: two organisations' clients."""
    given = {"booking_opens_at": None, "booking_closes_at": None, "hold_minutes": 15} | settings
    world = build(app.extensions["database"], datetime.now(UTC), booths=2, **given)
    with world.database.read() as session:
        return [
            make.sign_in(app.test_client(), session.get_one(User, user), session.get_one(make.Organisation, body))
            for user, body in zip(world.people[:2], world.organisations, strict=False)
        ]


def hold(person, number="A-101", key="key-of-the-form"):
    return person.post(f"/en/forum/booths/{number}/hold", data={"request_key": key})


def said(page):
    """The words of a page."""
    return " ".join(re.sub("[\u2066-\u2069\u200e\u200f]", "", re.sub(r"<[^>]+>", " ", page.text)).split())


@pytest.mark.parametrize("kind", MIDNIGHTS)
def test_F53_a_hold_over_midnight_ends_in_time_and_its_day_is_said_in_both_calendars(app, kind):
    at, english, arabic = MIDNIGHTS[kind]
    midnight = datetime.fromisoformat(at).replace(tzinfo=UTC)
    with time_machine.travel(midnight - timedelta(minutes=10), tick=False) as travel:
        first, rival = fair(app)

        assert hold(first).status_code == 303
        before = {lang: said(first.get(f"/{lang}/forum/")) for lang in ("en", "ar")}
        travel.move_to(midnight)
        after = said(first.get("/en/forum/"))
        travel.move_to(midnight + timedelta(minutes=5) - timedelta(milliseconds=1))
        last = hold(rival).status_code
        travel.move_to(midnight + timedelta(minutes=5))
        taken = hold(rival).status_code

    assert f"on hold for you until {english}, 00:05" in before["en"]
    assert arabic in before["ar"]
    assert "on hold for you until 00:05" in after
    assert (last, taken) == (409, 303)


def test_F53_booking_that_closes_at_midnight_is_open_until_then(app):
    midnight = datetime(2026, 12, 9, 21, tzinfo=UTC)
    with time_machine.travel(midnight - timedelta(milliseconds=1), tick=False) as travel:
        first, second = fair(app, booking_closes_at=midnight)

        statuses = [hold(first).status_code]
        travel.move_to(midnight)
        statuses.append(hold(second, "A-102").status_code)

    assert statuses == [303, 409]


@pytest.mark.parametrize("apart", [90, -90])
def test_F53_the_time_left_is_told_by_the_databases_clock_alone(app, monkeypatch, apart):
    real = clock.now
    with time_machine.travel("2026-12-09T20:58:30+00:00", tick=False):
        first, rival = fair(app)
        monkeypatch.setattr(clock, "now", lambda session: real(session) + timedelta(seconds=apart))

        assert hold(first).status_code == 303
        left = re.findall(r'data-left="(-?\d+)"', first.get("/en/forum/").text)
        monkeypatch.setattr(clock, "now", lambda session: real(session) + timedelta(seconds=apart, minutes=15))
        gone = re.findall(r'data-left="(-?\d+)"', first.get("/en/forum/").text)
        taken = hold(rival).status_code

    assert (left, gone, taken) == (["900"], [], 303)
