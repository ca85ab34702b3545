"""Any sequence of edits by several users leaves a timetable without a meeting and without a loss."""

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from booth_app.base.access import Who
from booth_app.base.errors import NotFound
from booth_app.demos import services, times
from booth_app.demos.proposals import Person
from booth_app.demos.queries import private
from tests.demos.checker import held, meetings
from tests.demos.conftest import build, key
from tests.kit import make

FIRST = times.tick(datetime(2027, 1, 18, 6, 0, tzinfo=UTC))
CHANGE_OVER = 2
SHOWCASES = (((0,), 3), ((1,), 4), ((0, 1), 2), ((2,), 6))
"""Who presents each, and how many ticks it lasts."""


class Timetable(RuleBasedStateMachine):
    """Two members of staff at one timetable; the model is a dictionary of slots."""

    scene = None
    showcases = ()
    users = ()
    slots = Bundle("slots")

    def __init__(self):
        super().__init__()
        self.model: dict[int, tuple[int, int, int]] = {}

    def fits(self, showcase, stage, start, but=None):
        people, length = SHOWCASES[showcase]
        for slot, (other, at, begins) in self.model.items():
            if slot == but:
                continue
            others, lasts = SHOWCASES[other]
            if at == stage and start < begins + lasts + CHANGE_OVER and begins < start + length + CHANGE_OVER:
                return False
            if set(people) & set(others) and start < begins + lasts and begins < start + length:
                return False
        return True

    @rule(
        target=slots,
        user=st.integers(0, 1),
        showcase=st.integers(0, 3),
        stage=st.integers(0, 1),
        start=st.integers(0, 20),
    )
    def place(self, user, showcase, stage, start):
        fits = self.fits(showcase, stage, start)
        try:
            with self.scene.write() as session:
                slot = services.place(
                    session,
                    self.users[user],
                    self.showcases[showcase],
                    place_id=self.scene.stages[stage],
                    starts_at=times.moment(FIRST + start),
                    request_key=key(),
                    now=self.scene.now,
                )
        except services.Clash as clash:
            assert not fits
            self.told(showcase, stage, start, **clash.values)
            return multiple()
        assert fits
        self.model[slot] = (showcase, stage, start)
        return slot

    def told(self, showcase, stage, start, *, in_the_way, nearest, place_id):
        assert in_the_way
        assert place_id == self.scene.stages[stage]
        offered = times.tick(nearest) - FIRST
        assert self.fits(showcase, stage, offered)
        closer = range(max(0, start - abs(offered - start) + 1), start + abs(offered - start))
        assert not any(self.fits(showcase, stage, each) for each in closer)

    @rule(slot=slots, user=st.integers(0, 1), stage=st.integers(0, 1), start=st.integers(0, 20))
    def move(self, slot, user, stage, start):
        gone = slot not in self.model
        fits = not gone and self.fits(self.model[slot][0], stage, start, but=slot)
        try:
            with self.scene.write() as session:
                services.move(
                    session,
                    self.users[user],
                    slot,
                    place_id=self.scene.stages[stage],
                    starts_at=times.moment(FIRST + start),
                    now=self.scene.now,
                )
        except NotFound:
            assert gone
        except services.Clash:
            assert not gone
            assert not fits
        else:
            assert fits
            self.model[slot] = (self.model[slot][0], stage, start)

    @rule(slot=slots, user=st.integers(0, 1))
    def remove(self, slot, user):
        try:
            with self.scene.write() as session:
                services.unplace(session, self.users[user], slot, request_key=key(), now=self.scene.now)
        except NotFound:
            assert slot not in self.model
        else:
            del self.model[slot]

    @rule(slot=consumes(slots))
    def return_the_showcase_and_accept_it_again(self, slot):
        if slot not in self.model:
            return
        showcase = self.model[slot][0]
        made = self.showcases[showcase]
        with self.scene.write() as session:
            services.return_(session, self.users[0], made, reason="?", request_key=key(), now=self.scene.now)
        with self.scene.write() as session:
            own = private.my_showcase(session, self.scene.ours, made).proposal
            services.edit(session, self.scene.ours, made, own, seen=own.mark, now=self.scene.now)
        self.scene.accept(made)
        self.model = {each: held for each, held in self.model.items() if held[0] != showcase}

    @invariant()
    def what_is_stored_is_the_model_and_nothing_meets(self):
        stored = held(self.scene.database)
        where = {stage: n for n, stage in enumerate(self.scene.stages)}

        assert meetings(stored) == []
        assert {each.slot: (where[each.place], times.tick(each.starts_at) - FIRST) for each in stored} == {
            slot: (stage, start) for slot, (_, stage, start) in self.model.items()
        }
        assert all(
            each.ends_at - each.starts_at == timedelta(minutes=5 * SHOWCASES[self.model[each.slot][0]][1])
            for each in stored
        )
        places, people = self.scene.ticks()
        lengths = {slot: SHOWCASES[showcase] for slot, (showcase, _, _) in self.model.items()}
        assert len(places) == sum(length + CHANGE_OVER for _, length in lengths.values())
        assert len(people) == sum(length * len(presenting) for presenting, length in lengths.values())

    def teardown(self):
        for slot in self.model:
            self.scene.unplace(slot)


def test_F72_no_sequence_of_edits_by_several_users_makes_a_clash_or_loses_a_slot(database, now):
    scene = build(database, now)
    people = [Person(f"م {n}", f"P {n}", f"p{n}@example.org") for n in range(3)]
    Timetable.scene = scene
    Timetable.showcases = tuple(
        scene.accepted(presenters=tuple(people[each] for each in who), length_minutes=ticks * 5)
        for who, ticks in SHOWCASES
    )
    with scene.write() as session:
        second = make.user(session).id
    Timetable.users = (scene.staff, Who(second, None, scene.exhibition_id, frozenset({"administrator"})))

    run_state_machine_as_test(Timetable, settings=settings(max_examples=20, stateful_step_count=15, deadline=None))
