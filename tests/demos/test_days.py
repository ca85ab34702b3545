"""The exhibition's days, its time zone and what stands on the timetable: nothing falls outside in silence."""

import threading
from datetime import date

import pytest

from booth_app.demos import services
from booth_app.exhibitions.models import Exhibition
from tests.demos.conftest import DAY, key

LAST = date(2027, 1, 20)


def change(scene, **values):
    """The exhibition's days or zone become others, and the timetable is asked whether it still fits."""
    with scene.write() as session:
        row = session.get_one(Exhibition, scene.exhibition_id, with_for_update=True)
        for name, value in values.items():
            setattr(row, name, value)
        session.flush()
        return services.keep_days(session, scene.exhibition_id)


def test_days_that_hold_every_slot_may_become_others(scene):
    scene.place(scene.accepted(), "10:00")

    found = change(scene, last_day=DAY)

    assert found == 1


@pytest.mark.parametrize(
    "values",
    [
        {"first_day": date(2027, 1, 19)},  # its day is gone
        {"time_zone": "Africa/Dakar"},  # 07:00 there: the stage is shut
        {"time_zone": "Pacific/Auckland"},  # 20:00 there
    ],
)
def test_a_slot_that_would_lie_outside_is_named_and_nothing_is_changed(scene, values):
    scene.place(scene.accepted(), "10:00", stage=1)

    with pytest.raises(services.SlotsOutside) as refused:
        change(scene, **values)

    [slot] = refused.value.values["slots"]
    assert (slot.title_ar, slot.place_en, slot.starts_at) == ("فرز البلاغات", "Stage 2", scene.at("10:00"))
    with scene.database.read() as session:
        found = session.get_one(Exhibition, scene.exhibition_id)
    assert (found.first_day, found.time_zone) == (DAY, "Asia/Riyadh")


def test_slots_of_all_stages_are_named_in_order_of_time(scene):
    second = scene.place(scene.accepted(), "11:00", stage=0)
    first = scene.place(scene.accepted(), "10:00", stage=1)

    with pytest.raises(services.SlotsOutside) as refused:
        change(scene, first_day=date(2027, 1, 19))

    assert [each.slot_id for each in refused.value.values["slots"]] == [first, second]


def test_a_slot_that_is_placed_while_its_day_is_taken_away_does_not_stay_behind(scene):
    """Whoever is second waits for the first, then sees what it did."""
    showcase = scene.accepted()
    shortened, outcome = threading.Event(), []

    def place_on_the_last_day():
        shortened.wait(10)
        try:
            scene.place(showcase, scene.at("10:00", LAST), request_key=key())
        except services.OutsideOpening as refused:
            outcome.append(refused.code)

    rival = threading.Thread(target=place_on_the_last_day)
    rival.start()
    with scene.write() as session:
        row = session.get_one(Exhibition, scene.exhibition_id, with_for_update=True)
        row.last_day = date(2027, 1, 19)
        session.flush()
        services.keep_days(session, scene.exhibition_id)
        shortened.set()
        rival.join(0.5)
        waits = rival.is_alive()
    rival.join(20)

    assert waits
    assert outcome == ["outside-opening"]
    assert scene.slots() == set()


def test_days_are_not_taken_from_a_slot_that_is_being_placed(scene):
    showcase = scene.accepted()
    placed, outcome = threading.Event(), []

    def shorten():
        placed.wait(10)
        try:
            change(scene, last_day=date(2027, 1, 19))
        except services.SlotsOutside as refused:
            outcome.extend(each.title_en for each in refused.values["slots"])

    rival = threading.Thread(target=shorten)
    rival.start()
    with scene.write() as session:
        services.place(
            session,
            scene.staff,
            showcase,
            place_id=scene.stages[0],
            starts_at=scene.at("10:00", LAST),
            request_key=key(),
            now=scene.now,
        )
        placed.set()
        rival.join(0.5)
        waits = rival.is_alive()
    rival.join(20)

    assert waits
    assert outcome == ["Triage of reports"]
    assert len(scene.slots()) == 1
