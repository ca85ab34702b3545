"""Several members of staff at one timetable at once; and the same without the keys, to see that it can go wrong."""

import random
import threading
import time
from datetime import time as clock
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from booth_app.base.db import Database
from booth_app.base.errors import NotFound
from booth_app.demos import services
from booth_app.demos.proposals import Person
from booth_app.demos.services import ticks
from tests.demos.checker import held, meetings
from tests.demos.conftest import build, key

WORKERS = 6
SECONDS = 4.0


class Staff(threading.Thread):
    """Places, moves and removes at random; remembers what was acknowledged. No attempt is ever repeated."""

    def __init__(self, scene, showcases, seed, *, until):
        super().__init__(daemon=True)
        self.scene, self.showcases, self.until = scene, showcases, until
        self.random = random.Random(seed)
        self.acknowledged: dict[int, tuple[int, object]] = {}
        self.removed: set[int] = set()
        self.won = self.refused = 0
        self.failure: BaseException | None = None

    def run(self):
        try:
            while time.monotonic() < self.until():
                try:
                    self.act()
                    self.won += 1
                except (services.Clash, NotFound):
                    self.refused += 1
        except BaseException as error:
            self.failure = error

    def act(self):
        begins = self.scene.at("10:00") + timedelta(minutes=5 * self.random.randrange(24))
        stage = self.random.randrange(2)
        mine = list(self.acknowledged)
        choice = self.random.random()
        if not mine or choice < 0.4:
            showcase = self.random.choice(self.showcases)
            with self.scene.write() as session:
                slot = services.place(
                    session,
                    self.scene.staff,
                    showcase,
                    place_id=self.scene.stages[stage],
                    starts_at=begins,
                    request_key=key(),
                    now=self.scene.now,
                )
            self.acknowledged[slot] = (self.scene.stages[stage], begins)
        elif choice < 0.75:
            slot = self.random.choice(mine)
            self.scene.move(slot, begins, stage)
            self.acknowledged[slot] = (self.scene.stages[stage], begins)
        else:
            slot = self.random.choice(mine)
            self.scene.unplace(slot)
            del self.acknowledged[slot]
            self.removed.add(slot)


def prepare(scene):
    """Six showcases of four people, two of them at two showcases."""
    people = [Person(f"م {n}", f"P {n}", f"p{n}@example.org") for n in range(4)]
    sets = [(0,), (1,), (2,), (3,), (0, 1), (2, 3)]
    return [
        scene.accepted(title_en=f"S {n}", presenters=tuple(people[each] for each in who), length_minutes=15 + n % 3 * 5)
        for n, who in enumerate(sets)
    ]


def race(scene, showcases, *, until):
    workers = [Staff(scene, showcases, seed, until=until) for seed in range(WORKERS)]
    for each in workers:
        each.start()
    for each in workers:
        each.join(60)
    return workers


def test_no_two_slots_meet_and_none_is_lost_whoever_presses_at_once(scene):
    showcases = prepare(scene)
    end = time.monotonic() + SECONDS

    workers = race(scene, showcases, until=lambda: end)

    assert [each.failure for each in workers if each.failure] == []  # no deadlock, no error: refusals only
    stored = held(scene.database)
    assert meetings(stored) == []
    expected = {slot: where for each in workers for slot, where in each.acknowledged.items()}
    assert {each.slot: (each.place, each.starts_at) for each in stored} == expected
    places, people = scene.ticks()
    assert {slot for _, _, slot in places} == {slot for _, _, slot in people} == set(expected)
    assert sum(each.won for each in workers) > 50
    assert sum(each.refused for each in workers) > 50


def without_keys(database):
    """The same tables, their primary keys taken away."""
    with database.write() as session:
        for table, owner in (("place_tick", "place_id"), ("presenter_tick", "presenter_id")):
            if database.dialect == "postgresql":
                session.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT pk_{table}"))
            else:
                session.execute(text(f"DROP TABLE {table}"))
                session.execute(text(f"CREATE TABLE {table} ({owner} INTEGER, tick BIGINT, slot_id INTEGER)"))


def test_without_the_keys_the_same_race_goes_wrong(scene):
    showcases = prepare(scene)
    without_keys(scene.database)
    end = time.monotonic() + 30
    met = threading.Event()

    def watch():
        while time.monotonic() < end and not met.is_set():
            if meetings(held(scene.database)):
                met.set()
            time.sleep(0.05)

    watcher = threading.Thread(target=watch)
    watcher.start()
    race(scene, showcases, until=lambda: 0 if met.is_set() else end)
    watcher.join()

    assert met.is_set()


def change_back_and_forth(scene, *, until):
    """Somebody sets the change-over of the first stage now to 5, now to 25 minutes."""
    place = {"name_ar": "م", "name_en": "S", "capacity": 9, "opens": clock(9), "closes": clock(18)}
    minutes, changed = 5, 0
    while time.monotonic() < until():
        minutes = 30 - minutes
        try:
            with scene.write() as session:
                value = services.PlaceChange(**place, change_over_minutes=minutes)
                services.edit_place(session, scene.staff, scene.stages[0], value, now=scene.now)
            changed += 1
        except services.ChangeOverTooLong:
            continue
    return changed


def test_a_change_over_that_changes_meanwhile_is_kept_by_every_slot(scene):
    showcases = prepare(scene)
    end = time.monotonic() + SECONDS
    changes = []
    editor = threading.Thread(target=lambda: changes.append(change_back_and_forth(scene, until=lambda: end)))

    editor.start()
    workers = race(scene, showcases, until=lambda: end)
    editor.join(30)

    assert [each.failure for each in workers if each.failure] == []
    stored = held(scene.database)
    assert meetings(stored) == []
    places, _people = scene.ticks()
    lengths = {each.slot: (each.ends_at - each.starts_at + each.change_over) // timedelta(minutes=5) for each in stored}
    assert {slot: len([1 for _, _, who in places if who == slot]) for slot in lengths} == lengths
    assert {slot for _, _, slot in places} == set(lengths)
    assert changes[0] > 3


@pytest.fixture
def crossing(postgres_url, now):
    """Two slots on PostgreSQL, and two threads that move each into the other's time again and again."""
    scene = build(Database(postgres_url), now)
    sara, noura = (Person(name, name, f"{name}@example.org") for name in ("sara", "noura"))
    slots = [
        scene.place(scene.accepted(presenters=(sara,)), "10:00"),
        scene.place(scene.accepted(presenters=(noura,)), "11:00"),
    ]

    def swap(slot, clocks, end, errors):
        n = 0
        while time.monotonic() < end and not errors:
            n += 1
            try:
                scene.move(slot, clocks[n % 3])
            except services.Clash:
                continue
            except DBAPIError as error:
                errors.append(error.orig)

    def run(seconds):
        end, errors = time.monotonic() + seconds, []
        times = (("11:00", "10:00", "12:00"), ("10:00", "12:00", "11:00"))
        threads = [threading.Thread(target=swap, args=(*each, end, errors)) for each in zip(slots, times, strict=True)]
        for each in threads:
            each.start()
        for each in threads:
            each.join(60)
        return errors

    yield scene, set(slots), run
    scene.database.dispose()


@pytest.mark.service
def test_two_moves_into_each_others_time_never_wait_for_each_other(crossing):
    scene, slots, run = crossing

    errors = run(SECONDS)

    assert errors == []
    assert meetings(held(scene.database)) == []
    assert {slot for slot, *_ in scene.slots()} == slots


@pytest.mark.service
def test_freeing_before_taking_would_be_a_deadlock(crossing, monkeypatch):
    _scene, _slots, run = crossing
    take = ticks.take

    def free_first(session, slot_id, wanted):
        ticks.free(session, [slot_id])
        return take(session, slot_id, wanted)

    monkeypatch.setattr(ticks, "take", free_first)

    assert [error.sqlstate for error in run(30)][:1] == ["40P01"]
