"""Exits wide enough for the people of a floor."""

from math import ceil, hypot

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from booth_app.geometry import Plan, Severity, check
from booth_app.geometry.load import Factors, parts
from booth_app.geometry.rules.exit_capacity import catchments
from booth_app.geometry.survey import Survey
from tests.geometry.halls import booth, exit_at, fixture, hall
from tests.geometry.plans import ANGLES, SHIFTS, moved, turned_back


def capacities(plan: Plan, **settings: object) -> list:
    return check(plan, {"*": False, "exit-capacity": settings or True})


def wide(*widths: float, across: float = 60, deep: float = 40) -> Plan:
    """A hall with exits of these declared widths, spread over its upper wall."""
    step = (across - 4) / max(len(widths) - 1, 1)
    doors = (
        fixture(f"exit-{n}", "exit", box(step * n, -0.2, step * n + 3, 0.2), width=w) for n, w in enumerate(widths)
    )
    return hall(*doors, outline=box(0, 0, across, deep))


LOAD = ceil(2400 / 2.8)


@settings(max_examples=30)
@given(widths=st.lists(st.floats(0.9, 3), min_size=1, max_size=4), angle=ANGLES, dx=SHIFTS, dy=SHIFTS)
def test_widths_add_up_and_the_widest_is_thought_lost_wherever_the_plan_lies(widths, angle, dx, dy):
    found = [each for each in capacities(turned_back(moved(wide(*widths), angle, dx, dy))) if each.severity == "error"]

    every, rest = (int(1000 * sum(w) / 6 + 1e-6) for w in (widths, sorted(widths)[:-1]))
    if every < LOAD - 1:
        assert [each.measured for each in found] == [every]
        assert found[0].required == pytest.approx(LOAD, abs=1)
        assert found[0].unit is None
    elif every > LOAD + 1 and rest > LOAD / 2 + 1:
        assert found == []
    elif every > LOAD + 1 and rest < LOAD / 2 - 1:
        assert [each.measured for each in found] == [rest]
        assert found[0].required == pytest.approx(LOAD / 2, abs=1)


def test_one_wide_exit_is_enough_only_as_long_as_it_is_not_lost():
    plan = wide(6.0, 1.2)

    [lost] = [each for each in capacities(plan) if each.severity is Severity.ERROR]

    assert lost.message("en") == (
        "Exit capacity without the widest (exit-0): 200; at least 429 is required (persons, half of the occupant load"
        " of 858; 2.8 m² per person on the floor)."
    )
    assert [each for each in capacities(plan, largest_lost=False) if each.severity is Severity.ERROR] == []
    assert [each for each in capacities(plan, largest_lost=None) if each.severity is Severity.ERROR] == []


def test_a_floor_without_exits_lets_nobody_out():
    [found] = capacities(hall(outline=box(0, 0, 60, 40)))

    assert (found.measured, found.required, found.things) == (0, LOAD, ())


def test_figures_are_settings():
    plan = wide(3.0, 3.0)

    assert capacities(plan) == []
    assert capacities(plan, mm_per_person=None) == []
    assert [each.measured for each in capacities(plan, mm_per_person=10)] == [600]
    assert [each.required for each in capacities(plan, m2_per_person=1)] == [2400]


def test_the_nearest_exit_of_too_many_is_a_warning():
    # Both doors at the right end, but one of them in the corner: nearly everybody is nearer to the other.
    plan = hall(
        fixture("exit-1", "exit", box(40, -0.2, 43, 0.2), width=3),
        fixture("exit-2", "exit", box(56, -0.2, 59, 0.2), width=3),
        outline=box(0, 0, 60, 40),
    )

    [found] = capacities(plan)

    assert found.severity is Severity.WARNING
    assert found.things == ("exit-1",)
    assert found.measured == 500
    # Nearer to the left door: all of the hall left of the line midway between the two, at x = 49.5.
    assert found.required == pytest.approx(49.5 * 40 / 2.8, rel=0.02)
    assert found.where.area == pytest.approx(49.5 * 40, rel=0.02)


def test_a_catchment_goes_by_the_way_on_foot_and_not_through_walls():
    wall = fixture("wall-1", "wall", box(20, 0, 20.2, 35))
    plan = hall(exit_at("exit-1", 18, 1.8), exit_at("exit-2", 57), wall, outline=box(0, 0, 60, 40))
    survey = Survey(plan)
    [part] = parts(survey)

    near, far = catchments(survey, part, Factors(), 6.0)

    # Straight on, the first door is nearer to all of x < 38; on foot, from beyond the wall one walks round its end.
    beyond = [
        (x, y)
        for x in np.arange(20.5, 60)
        for y in np.arange(0.5, 40)
        if hypot(x - 20.2, y - 35) + 35 < hypot(x - 57, y)
    ]
    assert 50 < len(beyond) < 400
    assert near.people == pytest.approx((20 * 40 + len(beyond)) / 2.8, rel=0.02)
    assert near.people + far.people == pytest.approx(part.load(Factors()), abs=1.1)


def test_people_in_booths_and_at_stages_are_in_a_catchment_too():
    plan = hall(
        exit_at("exit-1", 0),
        exit_at("exit-2", 57),
        fixture("stage-1", "stage", box(5, 20, 15, 30)),
        booths=(booth("A-101", box(40, 20, 46, 26)),),
        outline=box(0, 0, 60, 40),
    )
    survey = Survey(plan)
    [part] = parts(survey)

    near, far = catchments(survey, part, Factors(), 6.0)

    assert near.people + far.people == pytest.approx(part.load(Factors()), abs=2.1)
    assert near.people == pytest.approx((1200 - 100) / 2.8 + 100 / 0.65, rel=0.03)


def test_both_languages_say_the_load_and_its_figure():
    [found] = capacities(wide(1.2))

    assert found.message("en") == "Exit capacity: 200; occupant load: 858 (persons, 2.8 m² per person on the floor)."
    assert "858" in found.message("ar")
    assert "2.8" in found.message("ar")
