"""An exhibition's settings: changed whole, never unseen, never into what cannot be."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from booth_app.base.access import Who
from booth_app.base.errors import NotFound, Stale
from booth_app.exhibitions import queries
from booth_app.exhibitions.models import Approval, Exhibition
from booth_app.exhibitions.services import halls
from booth_app.exhibitions.services.settings import BadSetting, Settings, change
from booth_app.journal import queries as journal
from booth_app.journal import services as journaling
from tests.kit import make


@pytest.fixture
def exhibition(database):
    with database.write() as session:
        return make.exhibition(session).id


def current(database, exhibition):
    with database.read() as session:
        return Settings.of(queries.exhibition_by_id(session, exhibition))


def put(database, exhibition, wanted, *, now, seen=None):
    with database.write() as session:
        return change(session, Who(user_id=3, exhibition_id=exhibition), wanted, seen=seen, now=now)


def entries(database, exhibition):
    with database.write() as session:
        journaling.give_numbers(session)
        return journal.page(session, exhibition)


def test_settings_are_changed_and_the_journal_has_both_sides(database, exhibition, now):
    was = current(database, exhibition)
    wanted = replace(was, quota=5, approval=Approval.NONE, name_en="  The   Forum ", last_day=date(2027, 1, 21))

    changed = put(database, exhibition, wanted, now=now)

    [entry] = entries(database, exhibition)
    assert changed
    assert current(database, exhibition) == replace(wanted, name_en="The Forum")
    assert (entry.kind, entry.actor, entry.public) == ("settings-changed", "user:3", True)
    assert entry.before == {"quota": 2, "approval": "staff", "last_day": "2027-01-20"}
    assert entry.after == {"quota": 5, "approval": "none", "last_day": "2027-01-21", "typed": ["name_en"]}
    assert entry.words == {"name_en": [was.name_en, "The Forum"]}


def test_the_same_settings_change_nothing(database, exhibition, now):
    changed = put(database, exhibition, current(database, exhibition), now=now)

    assert not changed
    assert entries(database, exhibition) == []


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(database, exhibition, now):
    seen = current(database, exhibition)
    put(database, exhibition, replace(seen, quota=7), now=now, seen=seen.mark)

    with pytest.raises(Stale):
        put(database, exhibition, replace(seen, city_en="Jeddah"), now=now, seen=seen.mark)

    assert (current(database, exhibition).quota, current(database, exhibition).city_en) == (7, seen.city_en)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("last_day", date(2027, 1, 17)),
        ("hold_minutes", 0),
        ("hold_minutes", 20_000),
        ("extension_minutes", -1),
        ("hold_cap_minutes", 5),
        ("quota", 0),
        ("hijri_offset", 2),
        ("time_zone", "Mars/Phobos"),
        ("time_zone", "../etc/passwd"),
        ("contact_email", "nobody"),
        ("name_ar", " "),
        ("short_name_en", "x" * 81),
        ("motto_en", "a\x00b"),
        ("help_address", "x" * 301),
    ],
)
def test_what_cannot_be_is_refused_by_name(database, exhibition, now, name, value):
    was = current(database, exhibition)

    with pytest.raises(BadSetting) as refused:
        put(database, exhibition, replace(was, **{name: value}), now=now)

    expected = {"hold_minutes", "hold_cap_minutes"} if value == 20_000 else {name}
    assert set(refused.value.values["fields"]) == expected
    assert current(database, exhibition) == was


def test_a_booking_window_ends_after_it_begins(database, exhibition, now):
    was = current(database, exhibition)

    with pytest.raises(BadSetting) as refused:
        put(database, exhibition, replace(was, booking_closes_at=was.booking_opens_at), now=now)

    assert refused.value.values["fields"] == ("booking_closes_at",)


def test_an_unknown_exhibition_has_no_settings(database, exhibition, now):
    with pytest.raises(NotFound):
        put(database, exhibition + 1, current(database, exhibition), now=now)


def test_a_hall_is_renamed_by_its_own_exhibition_only(database, now):
    with database.write() as session:
        exhibition = make.exhibition(session)
        hall = make.hall(session, exhibition)
        other = make.exhibition(session, "other")
    values = {"name_ar": "القاعة الكبرى", "name_en": "Great Hall", "level": 1, "position": 3}

    with database.write() as session:
        changed = halls.change(session, Who(user_id=3, exhibition_id=exhibition.id), hall.id, **values, now=now)
    with pytest.raises(NotFound), database.write() as session:
        halls.change(session, Who(user_id=3, exhibition_id=other.id), hall.id, **values, now=now)

    [entry] = entries(database, exhibition.id)
    with database.read() as session:
        [found] = queries.halls(session, exhibition.id)
    assert changed
    assert (found.name_ar, found.name_en, found.level) == ("القاعة الكبرى", "Great Hall", 1)
    assert (entry.kind, entry.words["name_en"]) == ("hall-changed", ["Hall A", "Great Hall"])


def test_a_mark_tells_any_two_settings_apart(database, exhibition):
    was = current(database, exhibition)

    assert was.mark == current(database, exhibition).mark
    assert was.mark != replace(was, booking_closes_at=was.booking_closes_at + timedelta(minutes=1)).mark


def test_an_exhibition_made_without_a_limit_of_booths_has_none(database):
    with database.write() as session:
        unlimited = make.exhibition(session, "unlimited", quota=None).id

    with database.read() as session:
        assert session.get_one(Exhibition, unlimited).quota is None
