"""The timetable: one thing at a time at a place and for a person, change-over counted once, real minutes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from booth_app.base.errors import Invalid, NotFound
from booth_app.base.idempotency import KeyReused
from booth_app.demos import queries, services
from booth_app.demos.models import Place, PlaceTick, PresenterTick
from booth_app.demos.proposals import Person
from booth_app.journal.models import Entry
from tests.demos.conftest import key
from tests.kit import make

SARA = (Person("سارة", "Sarah", "sara@example.org"),)


def journal(scene):
    with scene.database.read() as session:
        query = select(Entry.kind, Entry.before, Entry.after, Entry.public).where(Entry.kind.like("slot-%"))
        return [tuple(row) for row in session.execute(query.order_by(Entry.id))]


def test_a_slot_holds_its_place_until_the_change_over_is_done_and_its_presenter_until_the_end(scene):
    slot = scene.place(scene.accepted(), "10:00")

    begins = int(scene.at("10:00").timestamp()) // 300
    places, people = scene.ticks()
    assert scene.slots() == {(slot, scene.stages[0], scene.at("10:00"), scene.at("10:30"))}
    assert places == {(scene.stages[0], begins + n, slot) for n in range(8)}
    assert people == {(scene.presenters()[0].id, begins + n, slot) for n in range(6)}
    [(kind, before, after, public)] = journal(scene)
    assert (kind, before, after["slot"], after["place"], public) == ("slot-placed", {}, slot, scene.stages[0], True)


def test_the_next_slot_may_begin_when_the_change_over_is_done_and_not_earlier(scene):
    scene.place(scene.accepted(), "10:00")
    second = scene.accepted(scene.theirs, presenters=SARA)

    with pytest.raises(services.Clash) as refused:
        scene.place(second, "10:35")
    scene.place(second, "10:40")

    [obstacle] = refused.value.values["in_the_way"]
    assert (obstacle.starts_at, obstacle.until) == (scene.at("10:00"), scene.at("10:40"))
    assert (obstacle.title_en, obstacle.place_en, obstacle.presenter_en) == ("Triage of reports", "Stage 1", "")
    assert refused.value.values["nearest"] == scene.at("10:40")


def test_a_slots_own_change_over_must_be_free_too(scene):
    scene.place(scene.accepted(), "10:00")
    second = scene.accepted(scene.theirs, presenters=SARA)

    with pytest.raises(services.Clash):
        scene.place(second, "09:25")
    scene.place(second, "09:20")


def test_a_presenter_is_in_one_place_at_a_time_and_may_walk_over_without_change_over(scene):
    scene.place(scene.accepted(), "10:00")
    second = scene.accepted(title_en="Another")

    with pytest.raises(services.Clash) as refused:
        scene.place(second, "10:15", stage=1)
    scene.place(second, "10:30", stage=1)

    [obstacle] = refused.value.values["in_the_way"]
    assert (obstacle.presenter_en, obstacle.place_en) == ("Hala Al-Omari", "Stage 1")
    assert (obstacle.starts_at, obstacle.until) == (scene.at("10:00"), scene.at("10:30"))
    assert refused.value.values["nearest"] == scene.at("10:30")


def test_a_person_whom_two_organisations_name_is_still_one_person(scene):
    scene.place(scene.accepted(), "10:00")
    theirs = scene.accepted(scene.theirs)

    with pytest.raises(services.Clash) as refused:
        scene.place(theirs, "10:00", stage=1)

    assert len(scene.presenters()) == 2
    assert [each.presenter_en for each in refused.value.values["in_the_way"]] == ["Hala Al-Omari"]


def test_a_refused_slot_leaves_nothing_behind(scene):
    scene.place(scene.accepted(), "10:00")
    before = scene.slots(), scene.ticks(), journal(scene)

    with pytest.raises(services.Clash):
        scene.place(scene.accepted(scene.theirs, presenters=SARA), "10:10")

    assert (scene.slots(), scene.ticks(), journal(scene)) == before


def test_nearest_is_none_when_the_place_is_full(scene):
    with scene.write() as session:
        for stage in scene.stages:
            session.get_one(Place, stage).closes = time(9, 30)
    for n in range(3):
        scene.place(scene.accepted(title_en=f"Day {n}"), scene.at("09:00", date(2027, 1, 18 + n)))

    with pytest.raises(services.Clash) as refused:
        scene.place(scene.accepted(scene.theirs, presenters=SARA), "09:00")

    assert refused.value.values["nearest"] is None


def test_the_time_that_is_offered_can_be_had(scene):
    scene.place(scene.accepted(), "10:00")
    scene.place(scene.accepted(title_en="Second"), "10:40")
    third = scene.accepted(scene.theirs, presenters=(*SARA, Person("هالة", "Hala", "hala@example.org")))

    with pytest.raises(services.Clash) as refused:
        scene.place(third, "10:20")
    nearest = refused.value.values["nearest"]
    scene.place(third, nearest)

    assert nearest == scene.at("11:20")  # as near as 09:20, and later


@pytest.mark.parametrize("clock", ["08:55", "17:35", "18:00"])
def test_outside_opening_hours_is_refused(scene, clock):
    with pytest.raises(services.OutsideOpening) as refused:
        scene.place(scene.accepted(), clock)

    assert (refused.value.values["opens"], refused.value.values["closes"]) == (time(9), time(18))


def test_the_last_slot_may_end_when_the_place_closes_and_days_are_the_exhibitions(scene):
    made = scene.accepted()

    scene.place(made, "17:30")
    with pytest.raises(services.OutsideOpening):
        scene.place(made, scene.at("10:00", date(2027, 1, 21)))
    with pytest.raises(services.OutsideOpening):
        scene.place(made, scene.at("10:00", date(2027, 1, 17)))


@pytest.mark.parametrize("off", [timedelta(minutes=1), timedelta(seconds=1)])
def test_a_time_off_the_grid_is_refused(scene, off):
    with pytest.raises(services.OffGrid):
        scene.place(scene.accepted(), scene.at("10:00") + off)


def test_only_an_accepted_showcase_gets_a_time(scene):
    with pytest.raises(services.WrongState):
        scene.place(scene.propose(), "10:00")

    assert scene.slots() == set()


def test_one_request_sent_twice_is_one_slot_and_the_key_serves_no_other_time(scene):
    made, twice = scene.accepted(), key()

    first = scene.place(made, "10:00", request_key=twice)
    second = scene.place(made, "10:00", request_key=twice)

    assert first == second
    assert len(scene.slots()) == 1
    with pytest.raises(KeyReused):
        scene.place(made, "12:00", request_key=twice)


def test_a_showcase_may_be_shown_again_at_another_time(scene):
    made = scene.accepted()

    slots = {scene.place(made, "10:00"), scene.place(made, "14:00", stage=1)}

    assert {slot for slot, *_ in scene.slots()} == slots
    with pytest.raises(services.Clash):
        scene.place(made, "14:00")


def test_a_move_frees_the_old_time_and_takes_the_new_one(scene):
    slot = scene.place(scene.accepted(), "10:00")
    other = scene.accepted(scene.theirs, presenters=SARA)

    scene.move(slot, "10:10", stage=1)
    scene.place(other, "10:00")

    places, _people = scene.ticks()
    assert {(place, tick) for place, tick, who in places if who == slot} == {
        (scene.stages[1], int(scene.at("10:10").timestamp()) // 300 + n) for n in range(8)
    }
    moved = [entry for entry in journal(scene) if entry[0] == "slot-moved"]
    [(_, before, after, _)] = moved
    assert (before["place"], after["place"], after["sequence"]) == (*scene.stages, 1)
    assert before["uid"] == after["uid"]


def test_a_slot_moves_by_five_minutes_over_its_own_time(scene):
    slot = scene.place(scene.accepted(), "10:00")

    scene.move(slot, "10:05")
    scene.move(slot, "10:00")

    assert scene.slots() == {(slot, scene.stages[0], scene.at("10:00"), scene.at("10:30"))}


def test_a_move_that_cannot_be_had_keeps_the_old_time_whole(scene):
    first = scene.place(scene.accepted(), "10:00")
    scene.place(scene.accepted(scene.theirs, presenters=SARA), "11:00")
    before = scene.slots(), scene.ticks(), journal(scene)

    with pytest.raises(services.Clash):
        scene.move(first, "10:50")

    assert (scene.slots(), scene.ticks(), journal(scene)) == before


def test_a_move_to_where_it_is_changes_nothing(scene):
    slot = scene.place(scene.accepted(), "10:00")

    scene.move(slot, "10:00")

    assert [entry[0] for entry in journal(scene)] == ["slot-placed"]


def test_a_removed_slot_frees_its_time_and_its_showcase_stays_accepted(scene):
    made, once = scene.accepted(), key()
    slot = scene.place(made, "10:00")

    scene.unplace(slot, once)
    scene.unplace(slot, once)

    assert (scene.slots(), scene.ticks()) == (set(), (set(), set()))
    assert [entry[0] for entry in journal(scene)] == ["slot-placed", "slot-removed"]
    with pytest.raises(NotFound):
        scene.unplace(slot)
    scene.place(made, "10:00")


def test_things_of_another_exhibition_are_not_found(scene):
    made = scene.accepted()
    slot = scene.place(made, "10:00")
    with scene.write() as session:
        other = make.exhibition(session, slug="other")
        elsewhere = make.place(session, other, make.hall(session, other)).id
    scene_stages = scene.stages

    scene.stages = (elsewhere, elsewhere)
    with pytest.raises(NotFound):
        scene.place(made, "12:00")
    with pytest.raises(NotFound):
        scene.move(slot, "12:00")
    scene.stages, scene.staff = scene_stages, type(scene.staff)(1, None, other.id, frozenset({"programme"}))
    with pytest.raises(NotFound):
        scene.place(made, "12:00")
    with pytest.raises(NotFound):
        scene.move(slot, "12:00")
    with pytest.raises(NotFound):
        scene.unplace(slot)


def test_the_database_itself_refuses_a_second_slot_in_a_tick(scene):
    slot = scene.place(scene.accepted(), "10:00")
    places, people = scene.ticks()

    for table, rows in ((PlaceTick, places), (PresenterTick, people)):
        owner, tick, _slot = next(iter(rows))
        name = "place_id" if table is PlaceTick else "presenter_id"
        with pytest.raises(IntegrityError), scene.write() as session:
            session.execute(
                text(f"INSERT INTO {table.__tablename__} ({name}, tick, slot_id) VALUES (:a, :b, :c)"),
                {"a": owner, "b": tick, "c": slot},
            )


def test_F73_a_slot_across_the_change_of_clocks_lasts_its_real_minutes(make_scene):
    back = date(2027, 10, 31)
    scene = make_scene(time_zone="Europe/Berlin", first_day=back, last_day=back)
    with scene.write() as session:
        row = session.get_one(Place, scene.stages[0])
        row.opens, row.closes = time(0), time(0)
    night = scene.accepted(length_minutes=120)

    slot = scene.place(night, scene.at("01:30", back))

    utc = datetime(2027, 10, 30, 23, 30, tzinfo=UTC)
    assert scene.slots() == {(slot, scene.stages[0], utc, utc + timedelta(hours=2))}
    with scene.database.read() as session:
        [entry] = queries.programme(session, scene.exhibition_id, day=back)
    assert entry.slot.ends_at == utc + timedelta(hours=2)
    # The second 02:30 comes when it ends, so the change-over is still running at 02:35 and done at 02:40.
    other = scene.accepted(scene.theirs, presenters=SARA)
    with pytest.raises(services.Clash) as refused:
        scene.place(other, datetime(2027, 10, 31, 1, 35, tzinfo=UTC))
    assert refused.value.values["nearest"] == datetime(2027, 10, 31, 1, 40, tzinfo=UTC)


def test_an_exhibition_over_the_change_keeps_its_opening_hours_by_the_clock(make_scene):
    scene = make_scene(time_zone="Europe/Berlin", first_day=date(2027, 3, 27), last_day=date(2027, 3, 28))
    made = scene.accepted()

    before = scene.place(made, scene.at("09:00", date(2027, 3, 27)))
    after = scene.place(made, scene.at("09:00", date(2027, 3, 28)))

    starts = {slot: starts_at for slot, _place, starts_at, _ends in scene.slots()}
    assert starts[before] == datetime(2027, 3, 27, 8, 0, tzinfo=UTC)
    assert starts[after] == datetime(2027, 3, 28, 7, 0, tzinfo=UTC)


def change(scene, **values):
    given = {"name_ar": "المسرح", "name_en": "Stage", "capacity": 50, "change_over_minutes": 10}
    given |= {"opens": time(9), "closes": time(18)}
    with scene.write() as session:
        place = services.PlaceChange(**(given | values))
        services.edit_place(session, scene.staff, scene.stages[0], place, now=scene.now)


def test_a_longer_change_over_counts_for_slots_that_are_there_already(scene):
    scene.place(scene.accepted(), "10:00")
    other = scene.accepted(scene.theirs, presenters=SARA)

    change(scene, change_over_minutes=20)

    with pytest.raises(services.Clash):
        scene.place(other, "10:40")
    scene.place(other, "10:50")
    change(scene, change_over_minutes=0)
    assert len(scene.ticks()[0]) == 12


def test_a_change_over_that_does_not_fit_between_two_slots_is_refused_by_name(scene):
    scene.place(scene.accepted(), "10:00")
    scene.place(scene.accepted(scene.theirs, presenters=SARA), "10:45")
    before = scene.ticks()

    with pytest.raises(services.ChangeOverTooLong) as refused:
        change(scene, change_over_minutes=20)

    [(one, following)] = refused.value.values["slots"]
    assert (one.ends_at, following.starts_at) == (scene.at("10:30"), scene.at("10:45"))
    assert (one.title_en, following.place_en) == ("Triage of reports", "Stage 1")
    assert scene.ticks() == before


def test_new_hours_that_leave_a_slot_outside_are_refused_by_name(scene):
    scene.place(scene.accepted(), "09:00")

    with pytest.raises(services.SlotsOutside) as refused:
        change(scene, opens=time(10))

    [slot] = refused.value.values["slots"]
    assert (slot.starts_at, slot.ends_at) == (scene.at("09:00"), scene.at("09:30"))
    assert (slot.title_en, slot.place_en) == ("Triage of reports", "Stage 1")


@pytest.mark.parametrize(
    "wrong",
    [
        {"change_over_minutes": 7},
        {"change_over_minutes": -5},
        {"capacity": 0},
        {"opens": time(18), "closes": time(9)},
        {"opens": time(9, 2)},
        {"name_ar": ""},
    ],
)
def test_a_place_that_makes_no_sense_is_refused(scene, wrong):
    with pytest.raises(Invalid):
        change(scene, **wrong)


def test_places_are_made_of_the_stages_on_the_published_plan_once(scene):
    with scene.write() as session:
        exhibition = make.exhibition(session, slug="drawn")
        hall = make.hall(session, exhibition)
        make.plan(session, hall)
        who = type(scene.staff)(scene.staff.user_id, None, exhibition.id, frozenset({"programme"}))

        first = services.sync_places(session, who, exhibition.id, now=scene.now)
        again = services.sync_places(session, who, exhibition.id, now=scene.now)

        [found] = queries.places(session, exhibition.id)
    assert (first, again) == ([found.id], [])
    assert (found.fixture_key, found.name_en, found.kind, found.hall_id) == ("stage-1", "stage-1", "stage", hall.id)
    assert found.capacity == 4  # 2.5 × 2.5 m
