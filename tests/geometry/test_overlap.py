from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, affinity, box

from booth_app.geometry import Plan, check, snap
from tests.geometry.plans import ANGLES, SHIFTS, booth, mirrored, moved, pair, turned_back
from tests.geometry.reference import depth

CHANGES = st.sampled_from([lambda plan: plan, turned_back, mirrored, lambda plan: turned_back(mirrored(plan))])


def overlaps(plan: Plan) -> list:
    return check(plan, {"*": False, "overlap": True})


@given(shared=st.floats(0.006, 2), angle=ANGLES, dx=SHIFTS, dy=SHIFTS, change=CHANGES)
def test_overlap_measures_its_depth_wherever_the_plan_lies(shared, angle, dx, dy, change):
    [violation] = overlaps(change(moved(pair(shared), angle, dx, dy)))

    assert violation.things == ("A-101", "A-102")
    assert violation.measured == pytest.approx(shared, abs=2e-3)
    assert violation.required == 0
    assert violation.unit == "m"


@given(shared=st.floats(-5, 0.002), angle=ANGLES, dx=SHIFTS, dy=SHIFTS, change=CHANGES)
def test_two_millimetres_or_a_shared_edge_is_touching_wherever_the_plan_lies(shared, angle, dx, dy, change):
    assert overlaps(change(moved(pair(shared), angle, dx, dy))) == []


@given(poke=st.floats(0.0, 1.2), angle=ANGLES, dx=SHIFTS, dy=SHIFTS)
def test_a_corner_that_goes_in_measures_the_circle_and_not_the_area(poke, angle, dx, dy):
    # A square's corner in a long edge: the largest circle of a right-angled corner h deep is 2h(√2 − 1) wide.
    corner = affinity.rotate(box(-1, -1, 1, 1), 45, origin=(0, 0))
    tip = float(shapely.bounds(corner)[2])
    plan = Plan(booths=(booth("A", affinity.translate(corner, poke - tip, 0)), booth("B", box(0, -6, 6, 6))))
    circle = 2 * poke * (2**0.5 - 1)
    assume(not 0.002 < circle < 0.006)

    found = overlaps(moved(plan, angle, dx, dy))

    if circle <= 0.002:
        assert found == []
    else:
        assert [each.measured for each in found] == [pytest.approx(circle, abs=2.5e-3)]


rings = st.lists(st.tuples(st.floats(0.4, 1.0), st.floats(0.3, 1.0)), min_size=3, max_size=9)


def star(steps: list[tuple[float, float]], x: float, y: float) -> Polygon:
    """A polygon round (x, y), as jagged as the steps say, never crossing itself."""
    turns = np.cumsum([step for step, _ in steps])
    angles = turns / turns[-1] * 2 * np.pi
    reach = np.array([reach for _, reach in steps]) * 3
    return snap(Polygon(np.c_[x + reach * np.cos(angles), y + reach * np.sin(angles)]))


@settings(max_examples=60, deadline=None)
@given(one=rings, other=rings, x=st.floats(-6, 6), y=st.floats(-6, 6), angle=st.floats(0, 360))
def test_any_two_outlines_agree_with_a_fine_grid(one, other, x, y, angle):
    first, second = star(one, 0, 0), snap(affinity.rotate(star(other, x, y), angle, origin=(0, 0)))
    assume(first.is_valid and second.is_valid)
    expected = depth([np.array(first.exterior.coords[:-1]), np.array(second.exterior.coords[:-1])])
    assume(not 0.002 < expected < 0.006)

    found = overlaps(Plan(booths=(booth("A", first), booth("B", second))))

    assert sum(each.measured for each in found) == pytest.approx(expected if expected > 0.004 else 0, abs=3e-3)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), turn=st.sampled_from([0.0, 30.0, 17.3]))
def test_a_crowd_of_booths_agrees_with_every_pair_tried_one_by_one(seed, turn):
    random = np.random.default_rng(seed)
    at = random.integers(0, 12, (14, 2)) * 1.5
    outlines = [affinity.rotate(box(x, y, x + 3, y + 1.5), turn * int(random.integers(0, 2))) for x, y in at]
    plan = Plan(booths=tuple(booth(f"A-{n}", snap(outline)) for n, outline in enumerate(outlines)))

    found = {each.things for each in overlaps(plan)}

    for n, one in enumerate(plan.booths):
        for other in plan.booths[:n]:
            common = depth([np.array(each.outline.exterior.coords[:-1]) for each in (one, other)])
            assert common < 0.006 or tuple(sorted((one.number, other.number))) in found
            assert common > 0.002 or tuple(sorted((one.number, other.number))) not in found


def test_booths_that_meet_in_an_edge_and_a_patch_are_measured_by_the_patch():
    # An L and a block: they share a long edge, and 0.2 m of floor elsewhere.
    bent = Polygon([(0, 0), (6, 0), (6, 1), (3, 1), (3, 3.2), (0, 3.2)])
    plan = Plan(booths=(booth("L", bent), booth("B", box(3, 1, 6, 3)), booth("C", box(0, 3, 3, 5))))

    [violation] = overlaps(plan)

    assert violation.things == ("C", "L")
    assert violation.measured == pytest.approx(0.2, abs=1e-3)


def test_the_deepest_of_several_patches_counts_and_all_are_shown():
    comb = Polygon([(0, 0), (9, 0), (9, 1.3), (6, 1.3), (6, 0.5), (3, 0.5), (3, 1.1), (0, 1.1)])
    plan = Plan(booths=(booth("A", comb), booth("B", box(0, 1, 9, 4))))

    [violation] = overlaps(plan)

    assert violation.measured == pytest.approx(0.3, abs=1e-3)
    assert isinstance(violation.where, MultiPolygon)
    assert len(violation.where.geoms) == 2


def test_a_booth_in_the_courtyard_of_another_touches_it_nowhere():
    frame = Polygon([(0, 0), (9, 0), (9, 9), (0, 9)], [[(3, 3), (6, 3), (6, 6), (3, 6)]])

    assert overlaps(Plan(booths=(booth("A", frame), booth("B", box(3, 3, 6, 6))))) == []


def test_the_same_place_twice_is_as_deep_as_the_booth_is_wide():
    plan = pair(3.0)

    [violation] = overlaps(replace(plan, booths=(*plan.booths, booth("A-103", box(40, 40, 43, 43)))))

    assert violation.measured == 3.0


def test_message_names_both_booths_in_both_languages():
    [violation] = overlaps(pair(0.12))

    assert violation.message("en") == "Booths A-101 and A-102 overlap by 0.12 m."
    assert violation.message("ar") == (
        "الجناحان \u2066A-101\u2069 و\u2066A-102\u2069 متداخلان بعمق \u20660.12\u2069\u00a0م."
    )
