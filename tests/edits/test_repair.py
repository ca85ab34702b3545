from dataclasses import replace
from itertools import pairwise

import pytest
from shapely import box

from booth_app.edits import Move, NoCure, Remove, repair, replay
from booth_app.geometry import BoothShape, Fixture, FixtureKind, Hall, Plan, check
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

    found = repair(plan, FLOOR, pinned=pinned)

    after = replay(plan, found.edits)
    assert check(after, FLOOR) == list(found.after.violations)
    counts = [len(check(each, FLOOR)) for each in (plan, *steps(plan, found.edits))]
    assert all(less < more for more, less in pairwise(counts))
    assert len(found.left) == counts[-1]
    assert [each for each in plan.booths if each.key in pinned] == [each for each in after.booths if each.key in pinned]
    assert all(isinstance(reason, NoCure) for _, reason in found.left)


def steps(plan: Plan, edits) -> list[Plan]:
    return [replay(plan, edits[: n + 1]) for n in range(len(edits))]


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
