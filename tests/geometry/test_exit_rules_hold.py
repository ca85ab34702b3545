"""What the rules about exits, equipment and heights find does not depend on how the plan is drawn, only on the plan."""

from dataclasses import replace

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Polygon, affinity, box

from booth_app.geometry import Plan, Side, check
from tests.geometry.halls import booth, exit_at, fixture, hall
from tests.geometry.plans import changed, mirrored, moved, turned_back

RULES = ["exit-clearance", "equipment-clearance", "exit-count", "exit-capacity", "sight-line"]

PLANS = {
    "before an exit": hall(
        exit_at("exit-1", 10),
        exit_at("exit-2", 26, 1.0),
        fixture("wall-1", "wall", box(15, 0, 15.2, 14)),
        booths=(booth("A-101", box(9, 2, 12, 5)), booth("A-102", box(12, 2, 14, 5)), booth("A-103", box(25, 1, 28, 4))),
    ),
    "in a corner": hall(
        fixture("exit-1", "exit", box(0, 0, 1.6, 0.3)),
        fixture("hydrant-1", "hydrant", box(29.7, 19, 30, 19.6)),
        fixture("panel-1", "panel", box(29.2, 0, 30, 0.3)),
        booths=(
            booth("A-101", box(27, 16, 29, 19.4)),
            booth("A-102", box(27, 0.9, 30, 4)),
            booth("A-103", box(0, 2, 3, 5)),
        ),
    ),
    "round a corner of the hall": hall(
        fixture("exit-1", "exit", box(14.8, 12, 15.2, 14)),
        fixture("exit-2", "exit", box(29.8, 12, 30.2, 13)),
        fixture("stage-1", "stage", box(18, 11, 24, 15)),
        booths=(booth("A-101", box(17, 12, 18, 15)),),
        outline=Polygon([(0, 0), (30, 0), (30, 20), (15, 20), (15, 10), (0, 10)]),
    ),
    "too many people": hall(
        fixture("exit-1", "exit", box(40, -0.2, 43, 0.2), width=2.4),
        fixture("exit-2", "exit", box(56, -0.2, 59, 0.2), width=3.4),
        outline=box(0, 0, 60, 40),
    ),
    "two floors": hall(
        exit_at("exit-1", 5, 0.9),
        exit_at("exit-2", 20, 0.9),
        fixture("wall-1", "wall", box(14, 0, 14.2, 20)),
        fixture("food", "facility", box(24, 15, 30, 20), type="food-area"),
        fixture("stage-1", "stage", box(0, 8, 9, 20)),
    ),
    "high": hall(
        exit_at("exit-1", 5),
        booths=(
            booth("A-101", box(10, 10, 13, 13), type="inline", open=(Side.TOP,), height=2.6),
            booth("A-102", box(20, 10, 26, 16), type="island", open=tuple(Side), height=5.0),
        ),
    ),
}


def found(plan: Plan, *, local: bool = False) -> list:
    """What is found, without its place; people of catchments to some, as their cells lie otherwise."""
    names = [name for name in RULES if not (local and name == "sight-line")]
    return sorted(
        (each.rule, each.severity, each.things, each.measured, each.required)
        for each in check(plan, {"*": False} | dict.fromkeys(names, True))
    )


def same(first: list, second: list) -> bool:
    if [each[:3] for each in first] != [each[:3] for each in second]:
        return False
    for (rule, severity, _, *one), (_, _, _, *other) in zip(first, second, strict=True):
        near = {"abs": 4e-3}
        if rule in {"exit-capacity", "exit-count"}:
            near = {"rel": 0.03} if severity == "warning" else {"abs": 1.01}
        if one != pytest.approx(other, **near):
            return False
    return True


def test_every_plan_has_something_to_find_and_every_rule_something_to_do():
    assert all(found(plan) for plan in PLANS.values())
    assert {each[0] for plan in PLANS.values() for each in found(plan)} == set(RULES)


@pytest.mark.parametrize("name", PLANS)
@settings(max_examples=12)
@given(
    angle=st.one_of(st.sampled_from([17.3, 45.0, 90.0]), st.floats(0, 360)),
    shift=st.sampled_from([(0.0, 0.0), (12.345, -6.789), (9_500.0, -9_500.0)]),
    mirror=st.booleans(),
)
def test_turned_mirrored_and_kilometres_away_the_same_is_found(name, angle, shift, mirror):
    plan = mirrored(PLANS[name]) if mirror else PLANS[name]

    assert same(found(moved(plan, angle, *shift), local=True), found(PLANS[name], local=True))


@pytest.mark.parametrize("name", PLANS)
def test_in_another_order_and_with_rings_begun_elsewhere_the_same_is_found(name):
    assert same(found(turned_back(PLANS[name])), found(PLANS[name]))


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("step", [0.31, 2.0])
def test_with_edges_split_by_more_corners_the_same_is_found(name, step):
    plan = changed(PLANS[name], lambda shape: shapely.segmentize(shape, step))

    assert same(found(plan), found(PLANS[name]))


@pytest.mark.parametrize("name", PLANS)
def test_drawn_in_other_units_and_brought_to_metres_the_same_is_found(name):
    """A drawing in inches, to the hundredth of one, is a plan to a quarter of a millimetre."""
    inches = changed(PLANS[name], lambda shape: affinity.scale(shape, 1 / 0.0254, 1 / 0.0254, origin=(0, 0)))
    metres = changed(inches, lambda shape: affinity.scale(shape, 0.0254, 0.0254, origin=(0, 0)))

    assert same(found(metres), found(PLANS[name]))


def test_a_fault_elsewhere_changes_nothing_here():
    plan = PLANS["before an exit"]
    more = replace(plan, booths=(*plan.booths, booth("Z-1", box(20, 16, 23, 19)), booth("Z-2", box(22, 16, 25, 19))))

    assert same(found(more), found(plan))


BOW = Polygon([(14, 0), (18, 4), (18, 0), (14, 4)])
ODD = {
    "nothing at all": Plan(),
    "no hall": replace(PLANS["in a corner"], halls=()),
    "a hall whose edges cross": hall(
        fixture("exit-1", "exit", box(29.8, 5, 30.2, 7)),
        fixture("hydrant-1", "hydrant", box(29.7, 12, 30, 12.6)),
        fixture("panel-1", "panel", box(29.8, 9, 30, 9.6)),
        booths=(booth("A-101", box(26, 8, 29, 11)),),
        outline=Polygon([(0, 0), (30, 20), (30, 0), (0, 20)]),
    ),
    "a stage whose edges cross": hall(
        exit_at("exit-1", 15), fixture("stage-1", "stage", BOW), fixture("panel-1", "panel", box(15, 0, 15.6, 0.2))
    ),
    "an exit whose edges cross": hall(
        fixture("exit-1", "exit", Polygon([(5, -0.2), (7, 0.2), (7, -0.2), (5, 0.2)])),
        booths=(booth("A-101", box(5, 1, 8, 4)),),
    ),
    "things that are points": hall(
        *(
            fixture(f"{kind}-1", kind, LineString([(15, 10), (15, 10)]))
            for kind in ("exit", "panel", "hydrant", "wall")
        ),
        booths=(booth("A-101", box(14, 10.2, 17, 13)),),
    ),
    "a hall that is full": hall(
        exit_at("exit-1", 1, 1.0),
        fixture("hydrant-1", "hydrant", box(0, 0, 0.3, 0.3)),
        booths=(booth("A-101", box(0, 0, 3, 3)),),
        outline=box(0, 0, 3, 3),
    ),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", ODD)
def test_an_odd_plan_is_answered(name):
    expected = {
        "a hall whose edges cross": ("A-101", "panel-1"),
        "a stage whose edges cross": ("exit-1", "stage-1"),
        "an exit whose edges cross": ("A-101", "exit-1"),
        "things that are points": ("A-101", "panel-1"),
        "a hall that is full": ("A-101", "hydrant-1"),
    }.get(name)

    things = {each[2] for each in found(ODD[name])}

    assert expected in things if expected else not things
