from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from booth_app.edits import Move, NoCure, Remove, repair, replay
from booth_app.edits.joint import joint
from booth_app.edits.verdict import harm
from booth_app.geometry import BoothShape, Fixture, FixtureKind, Hall, Plan, Severity, check
from booth_app.geometry.checking import checked
from tests.edits.wandering import small_hall, wander

FLOOR = {"*": False} | dict.fromkeys(["overlap", "outside-hall", "obstacle", "duplicate-number", "invalid-shape"], True)


def tilted(*shifts: float) -> Plan:
    """Booths of 3 m in a row with 3 m between them, each shifted by so much to the right."""
    booths = [BoothShape(f"{n}", f"A-{n}", box(6 * n + by, 5, 6 * n + by + 3, 8)) for n, by in enumerate(shifts)]
    columns = [Fixture(f"c{n}", FixtureKind.COLUMN, f"c-{n}", box(6 * n + 3, 6, 6 * n + 3.5, 7)) for n in range(3)]
    return Plan((Hall("hall", box(-5, 0, 60, 20)),), tuple(booths), tuple(columns))


@pytest.mark.parametrize("seed", range(12))
def test_a_repair_never_adds_an_error_and_never_touches_claimed_booths(seed):
    plan = [small_hall(), *wander(small_hall(), 10 + seed, seed)][-1]
    pinned = frozenset(booth.key for booth in plan.booths[seed % 3 :: 3])
    before = check(plan, FLOOR)

    found = repair(plan, FLOOR, pinned=pinned)

    made = replay(plan, found.edits)
    after = check(made, FLOOR)
    assert after == list(found.after.violations)
    assert not harm(before, after, Severity.ERROR, renumbered(plan, made))
    assert len(after) == len(found.left) < len(before) or not found.edits
    assert [each for each in plan.booths if each.key in pinned] == [each for each in made.booths if each.key in pinned]
    assert all(isinstance(reason, NoCure) for _, reason in found.left)


def renumbered(plan: Plan, made: Plan) -> dict[str, str]:
    was = {each.key: each.number for each in plan.booths}
    return {each.number: was[each.key] for each in made.booths if was[each.key] != each.number}


def row(*places: float, room: float = 16.0) -> Plan:
    """Booths of 3 m in a corridor as deep as they are: they can go along it and nowhere else."""
    booths = [BoothShape(f"{n}", f"A-{n}", box(x, 0, x + 3, 3)) for n, x in enumerate(places)]
    return Plan((Hall("hall", box(0, 0, room, 3)),), tuple(booths))


def test_a_row_shifts_so_that_each_makes_room_for_the_next():
    """The first stands at the wall and the second 20 cm in it; one by one none of them could go anywhere."""
    found = repair(row(0.0, 2.8, 5.7, 8.8, 12.0), FLOOR)

    assert set(found.edits) == {Move(("1", "3"), 0.2, 0.0), Move(("2",), 0.3, 0.0)}
    assert found.way == pytest.approx(0.7)
    assert found.left == ()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(-250, 250), min_size=2, max_size=5))
def test_the_ways_of_a_row_are_the_least_that_there_are(shifted):
    """Beside the answer that is known: of points on a line kept apart, by dynamic programming over millimetres."""
    places = [3.0 * n + 1 + by / 1000 for n, by in enumerate(shifted)]
    plan = row(*places, room=3.0 * len(shifted) + 2)
    if not check(plan, FLOOR):
        return

    found = joint(checked(plan, FLOOR), frozenset())

    assert found is not None
    assert not found.after.violations
    assert found.way == pytest.approx(least(shifted) / 1000, abs=0.0021 + 0.004 * len(shifted))


def least(shifted: list[int]) -> int:
    """The least sum of ways so that each stands 3 m or more after the one before: a monotone fit to the shifts."""
    reach = range(-300, 301)
    best = dict.fromkeys(reach, 0)
    for by in shifted:
        lowest, running = {}, 10**9
        for place in reach:
            running = min(running, best[place])
            lowest[place] = running + abs(place - by)
        best = lowest
    return min(best.values())


def test_booths_that_are_claimed_do_not_shift():
    behind_a_claimed_one = repair(row(0.0, 2.8, 5.7, 8.8, 12.0), FLOOR, pinned={"3"})
    before_two_claimed = repair(row(0.2, 3.0, 6.2, room=10), FLOOR, pinned={"1", "2"})

    assert all("3" not in edit.touched(Plan()) for edit in behind_a_claimed_one.edits)
    assert behind_a_claimed_one.lost == pytest.approx(0.6)  # there is too little room before it: floor has to go
    assert before_two_claimed.edits == (Move(("0",), -0.2, 0.0),)


def test_a_shift_never_closes_an_aisle():
    """To part the two on the left by going right would leave 2.9 m to the next; so the other one goes left."""
    booths = [BoothShape(f"{n}", f"A-{n}", box(x, 5, x + 3, 8)) for n, x in enumerate((6.0, 8.9, 14.9))]
    plan = Plan((Hall("hall", box(0, 0, 24, 12)),), tuple(booths))

    found = repair(plan, FLOOR | {"aisle-width": True})

    assert found.edits == (Move(("0",), -0.1, 0.0),)
    assert found.left == ()


def test_each_booth_is_pushed_back_by_what_it_was_shifted():
    plan = tilted(0.2, 0.0, 0.45)

    found = repair(plan, FLOOR)

    assert found.edits == (Move(("0",), -0.2, 0.0), Move(("2",), -0.45, 0.0))
    assert found.way == pytest.approx(0.65)
    assert found.lost == 0
    assert found.left == ()


def test_what_cannot_be_cured_is_told_with_the_reason():
    plan = tilted(0.2, 0.0, 0.45)

    found = repair(plan, FLOOR, pinned={"0"})

    assert found.edits == (Move(("2",), -0.45, 0.0),)
    [(violation, reason)] = found.left
    assert violation.things == ("A-0", "c-0")
    assert reason == NoCure("claimed")


def test_a_repair_stops_where_it_may_ask_no_more_and_says_so():
    plan = tilted(0.2, 0.0, 0.45)

    found = repair(plan, FLOOR, asks=0, pinned={"2"})

    assert found.edits == (Move(("0",), -0.2, 0.0),)  # by the one shift of all, which asks for no cure
    assert [reason for _, reason in found.left] == [NoCure("not-asked")]


def test_no_booth_is_taken_out_where_that_is_not_wanted():
    plan = replace(tilted(0.0), fixtures=(Fixture("c", FixtureKind.COLUMN, "c-0", box(1, 6, 2, 7)),))
    plan = replace(plan, halls=(Hall("hall", box(0, 5, 3, 8)),))

    assert repair(plan, FLOOR).edits == (Remove(("0",)),)
    assert repair(plan, FLOOR, removing=False).edits == ()


def test_a_cure_that_frees_the_room_for_another_is_followed_by_it():
    """The second booth can go left only when the first has gone."""
    booths = (
        BoothShape("1", "A-1", box(0.3, 0, 3.3, 3)),
        BoothShape("2", "A-2", box(3.3, 0, 6.4, 3)),
        BoothShape("3", "A-3", box(3, 3, 6.4, 12)),
    )
    columns = (
        Fixture("c1", FixtureKind.COLUMN, "c-1", box(3.2, 0, 3.3, 0.2)),
        Fixture("c2", FixtureKind.COLUMN, "c-2", box(6.1, 0, 6.4, 3)),
    )
    plan = Plan((Hall("hall", box(0, 0, 6.4, 12)),), booths, columns)

    found = repair(plan, FLOOR, pinned={"3"})

    assert found.left == ()
    assert not check(replay(plan, found.edits), FLOOR)


def test_the_repair_of_a_plan_is_the_same_each_time():
    *_, plan = wander(small_hall(17.3), 30, 4)

    assert repair(plan, FLOOR).edits == repair(plan, FLOOR).edits
