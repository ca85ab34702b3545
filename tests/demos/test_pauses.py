"""Pauses: for prayers by the settings, others by hand; nobody places a slot over one without being asked."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from booth_app.base.errors import Invalid, NotFound
from booth_app.demos import services as demos
from booth_app.demos.pauses import queries, services
from booth_app.demos.pauses.values import PrayerTimes
from booth_app.journal.models import Entry
from booth_app.text.prayer import Lengths, NotATable, Prayer
from tests.demos.conftest import build, key


@pytest.fixture
def scene(database, now):
    return build(database, now)


def set_prayers(scene, wanted=None):
    with scene.write() as session:
        return services.set_prayers(session, scene.staff, scene.exhibition_id, wanted or PrayerTimes(), now=scene.now)


def add(scene, begins_at, minutes=30, names=("استراحة", "Break")):
    with scene.write() as session:
        ends_at = begins_at + timedelta(minutes=minutes)
        given = {"begins_at": begins_at, "ends_at": ends_at, "names": names}
        return services.add(session, scene.staff, scene.exhibition_id, **given, now=scene.now)


def there(scene, **window):
    with scene.database.read() as session:
        return queries.pauses(session, scene.exhibition_id, **window)


def place(scene, showcase, at, *, over_pause=False):
    with scene.write() as session:
        where = {"place_id": scene.stages[0], "starts_at": at, "over_pause": over_pause}
        return demos.place(session, scene.staff, showcase, **where, request_key=key(), now=scene.now)


def test_every_day_has_its_five_pauses_and_a_second_time_changes_nothing(scene):
    first, before = set_prayers(scene), there(scene)
    again, after = set_prayers(scene), there(scene)

    assert first == again == 15
    assert [(each.prayer, each.begins_at) for each in after] == [(each.prayer, each.begins_at) for each in before]
    assert [each.prayer for each in after[:5]] == list(Prayer)
    asr = after[2]
    assert asr.ends_at - asr.begins_at == timedelta(minutes=30)
    assert abs(asr.begins_at + timedelta(minutes=5) - datetime(2027, 1, 18, 12, 7, tzinfo=UTC)) < timedelta(minutes=2)


def test_settings_come_back_as_they_were_kept(scene):
    wanted = PrayerTimes(
        latitude=21.4225,
        longitude=39.8262,
        ramadan_isha=False,
        lengths=Lengths(before=0, after=dict.fromkeys(Prayer, 15), friday_before=30, friday_after=45),
        offsets={Prayer.ASR: 2},
        table="date,dhuhr\n2027-01-19,12:01\n",
    )

    set_prayers(scene, wanted)

    with scene.database.read() as session:
        assert queries.settings(session, scene.exhibition_id) == wanted
    noon = next(each for each in there(scene) if each.prayer == Prayer.DHUHR and each.begins_at.day == 19)
    assert noon.begins_at == datetime.combine(date(2027, 1, 19), time(9, 1), UTC)


def test_a_table_that_is_none_leaves_everything_as_it_was(scene):
    set_prayers(scene)

    with pytest.raises(NotATable):
        set_prayers(scene, PrayerTimes(table="no table"))

    assert len(there(scene)) == 15


def test_a_slot_over_a_pause_is_asked_about_and_made_when_it_is_wanted(scene):
    add(scene, scene.at("12:00"))
    showcase = scene.accepted()

    with pytest.raises(services.InPause) as refused:
        place(scene, showcase, scene.at("11:45"))
    before = scene.slots()
    place(scene, showcase, scene.at("11:45"), over_pause=True)

    assert before == set()
    assert [each.name_en for each in refused.value.values["pauses"]] == ["Break"]
    assert len(scene.slots()) == 1


def test_a_slot_that_touches_a_pause_is_free_and_moving_into_one_is_asked_about_too(scene):
    add(scene, scene.at("12:00"))
    slot = place(scene, scene.accepted(), scene.at("11:30"))

    with pytest.raises(services.InPause), scene.write() as session:
        demos.move(session, scene.staff, slot, place_id=scene.stages[0], starts_at=scene.at("12:15"), now=scene.now)

    assert {starts for _, _, starts, _ in scene.slots()} == {scene.at("11:30")}


def test_slots_that_are_there_stay_when_a_pause_is_set_over_them(scene):
    place(scene, scene.accepted(), scene.at("12:00"))
    before = scene.slots()

    add(scene, scene.at("12:00"))

    assert scene.slots() == before


def test_pauses_by_hand_stay_when_prayers_are_set_again_and_can_be_taken_away(scene):
    mine = add(scene, scene.at("13:00"))
    set_prayers(scene)

    kept = [each.id for each in there(scene) if each.prayer is None]
    with scene.write() as session:
        services.remove(session, scene.staff, scene.exhibition_id, mine, now=scene.now)

    assert kept == [mine]
    assert all(each.prayer for each in there(scene))
    with pytest.raises(NotFound), scene.write() as session:
        services.remove(session, scene.staff, scene.exhibition_id, mine, now=scene.now)


@pytest.mark.parametrize(("minutes", "names"), [(0, ("أ", "a")), (-5, ("أ", "a")), (1000, ("أ", "a")), (30, ("", "a"))])
def test_a_pause_without_length_or_name_is_none(scene, minutes, names):
    with pytest.raises(Invalid):
        add(scene, scene.at("12:00"), minutes, names)

    assert there(scene) == []


def test_the_same_pause_twice_is_refused_and_every_change_stands_in_the_journal(scene):
    add(scene, scene.at("12:00"))

    with pytest.raises(services.PauseTwice):
        add(scene, scene.at("12:00"))

    with scene.database.read() as session:
        kinds = session.scalars(select(Entry.kind).where(Entry.kind == "pauses-changed")).all()
    assert len(kinds) == 1
