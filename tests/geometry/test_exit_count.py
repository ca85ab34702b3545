"""Exits enough, and not all in one place."""

from itertools import combinations
from math import ceil, hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from booth_app.geometry import Hall, Plan, check
from tests.geometry.halls import booth, exit_at, fixture, hall
from tests.geometry.plans import ANGLES, SHIFTS, moved, turned_back


def counted(plan: Plan, **settings: object) -> list:
    return check(plan, {"*": False, "exit-count": settings or True})


def with_exits(count: int, across: float = 30, deep: float = 20, spread: float | None = None) -> Plan:
    """A hall with exits of 2 m in its upper wall, evenly over `spread` metres of it (its whole width)."""
    spread = across - 2 if spread is None else spread
    step = spread / max(count - 1, 1)
    return hall(*(exit_at(f"exit-{n + 1}", step * n) for n in range(count)), outline=box(0, 0, across, deep))


@pytest.mark.parametrize(
    ("square_metres", "required"), [(1400, 2), (1402, 3), (2800, 3), (2802, 4), (20_000, 4), (10, 2)]
)
def test_more_people_ask_for_more_exits(square_metres, required):
    enough = with_exits(required, across=square_metres / 20, deep=20)
    few = with_exits(required - 1, across=square_metres / 20, deep=20)

    assert counted(enough, apart=None, joined=None) == []
    [found] = counted(few, apart=None, joined=None)
    assert (found.measured, found.required, found.unit) == (required - 1, required, None)
    assert found.things == tuple(f"exit-{n + 1}" for n in range(required - 1))


def test_a_hall_without_exits_has_none():
    [found] = counted(hall())

    assert (found.things, found.measured, found.required) == ((), 0, 2)
    assert "occupant load of 215 (2.8 m² per person" in found.message("en")


def test_one_number_holds_for_any_load_and_null_for_none():
    assert counted(with_exits(1), min=1) == []
    assert [each.required for each in counted(with_exits(2), min=3)] == [3]
    assert counted(with_exits(0), min=None) == []
    assert counted(with_exits(2), min=[[500, 2], [1000, 3]]) == []
    assert [each.required for each in counted(with_exits(2, across=300), min=[[500, 2], [1000, 3]], apart=None)] == [3]


def test_the_figure_for_a_person_changes_the_load():
    [found] = counted(with_exits(2), m2_per_person=1.0)

    assert found.required == 3
    assert found.message("en").startswith("Exits: 2; at least required for an occupant load of 600 (1 m²")


def test_doors_side_by_side_are_one_exit():
    plan = hall(exit_at("exit-1", 0), exit_at("exit-2", 2.5), exit_at("exit-3", 28))

    assert counted(plan) == []
    assert [each.measured for each in counted(plan, min=3)] == [2]
    assert counted(plan, min=3, joined=None) == counted(plan, min=3, joined=0.4) == []


def test_doors_a_metre_apart_are_two_exits():
    assert counted(hall(exit_at("exit-1", 0), exit_at("exit-2", 3), exit_at("exit-3", 28)), min=3) == []


@given(spread=st.floats(4, 26), angle=ANGLES, dx=SHIFTS, dy=SHIFTS)
def test_exits_are_half_the_diagonal_apart_wherever_the_plan_lies(spread, angle, dx, dy):
    required = hypot(30, 20) / 2
    apart = spread - 2  # between the openings, each 2 m wide
    if abs(apart - required) < 0.01:
        return

    found = counted(turned_back(moved(with_exits(2, spread=spread), angle, dx, dy)))

    assert len(found) == (apart < required)
    for each in found:
        assert each.things == ("exit-1", "exit-2")
        assert each.measured == pytest.approx(apart, abs=3e-3)
        assert each.required == pytest.approx(required, abs=3e-3)
        assert each.unit == "m"


def test_of_many_exits_two_far_apart_are_enough():
    assert counted(hall(*(exit_at(f"exit-{n}", x) for n, x in enumerate((0, 4, 8, 28))))) == []


def test_where_one_exit_is_enough_none_need_be_apart():
    assert counted(with_exits(2, spread=5), min=1) == []


def test_each_part_of_the_floor_has_its_own_exits():
    plan = hall(
        exit_at("exit-1", 0), exit_at("exit-2", 10), exit_at("exit-3", 20), fixture("w", "wall", box(14, 0, 14.2, 20))
    )

    [found] = counted(plan, apart=None)

    assert (found.things, found.measured, found.required) == (("exit-3",), 1, 2)
    assert found.where.bounds == pytest.approx((14.2, 0, 30, 20), abs=0.01)


def test_a_lift_is_no_exit_and_an_entrance_is_none():
    plan = hall(
        exit_at("exit-1", 0), fixture("e", "entrance", box(20, -0.2, 24, 0.2)), fixture("l", "lift", box(27, 0, 30, 3))
    )

    assert [(each.measured, each.things) for each in counted(plan)] == [(1, ("exit-1",))]


@given(
    places=st.lists(st.tuples(st.sampled_from("abcd"), st.floats(0, 0.9)), min_size=2, max_size=5),
    across=st.floats(15, 60),
    deep=st.floats(10, 40),
)
def test_exits_are_counted_and_measured_as_by_hand_in_a_plain_hall(places, across, deep):
    """Walls a, b, c, d are top, right, bottom, left; a door of 1 m lies so far along its wall."""
    spans = []
    for wall, share in places:
        length = across if wall in "ac" else deep
        start = share * (length - 1)
        spans.append((wall, start, start + 1))
    at = {"a": lambda t: (t, 0), "b": lambda t: (across, t), "c": lambda t: (t, deep), "d": lambda t: (0, t)}
    ends = [[at[wall](t) for t in (low + 0.0, high)] for wall, low, high in spans]
    exits = tuple(
        fixture(
            f"exit-{n}",
            "exit",
            box(min(a[0], b[0]) - 0.1, min(a[1], b[1]) - 0.1, max(a[0], b[0]) + 0.1, max(a[1], b[1]) + 0.1),
            width=1,
        )
        for n, (a, b) in enumerate(ends)
    )
    apart = max(_between(one, other) for one, other in combinations(ends, 2))
    load = ceil(across * deep / 2.8 - 1e-6)
    required = 2 if load <= 500 else 3 if load <= 1000 else 4

    found = counted(Plan(halls=(Hall("h", box(0, 0, across, deep)),), fixtures=exits), joined=None)

    if len(exits) < required:
        assert [(each.measured, each.required) for each in found] == [(len(exits), required)]
    elif apart < hypot(across, deep) / 2 - 0.15:
        assert [each.measured for each in found] == [pytest.approx(apart, abs=0.15)]
    elif apart > hypot(across, deep) / 2 + 0.15:
        assert found == []


def _between(one: list, other: list) -> float:
    """The distance of two segments along a rectangle's walls: sampled, a point each 2 cm."""
    points = [
        [tuple(a + (b - a) * n / 50 for a, b in zip(*ends, strict=True)) for n in range(51)] for ends in (one, other)
    ]
    return min(hypot(p[0] - q[0], p[1] - q[1]) for p in points[0] for q in points[1])


def test_booths_count_to_the_floor_they_serve():
    plan = hall(exit_at("exit-1", 0), exit_at("exit-2", 28), booths=(booth("A-101", box(0, 5, 30, 20)),))

    [found] = counted(plan, min=5)

    assert "occupant load of 215" in found.message("en")
    assert counted(plan, apart=0.7) == []
    [near] = counted(plan, apart=0.75)
    assert near.required == pytest.approx(0.75 * hypot(30, 20), abs=0.01)
