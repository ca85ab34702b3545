from dataclasses import replace

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, Polygon, affinity, box

from benchmarks.hall import hall
from booth_app.edits import Cure, Move, NoCure, Remove, Renumber, Resize, Restore, cure, frame
from booth_app.edits.verdict import harm
from booth_app.geometry import BoothShape, Fixture, FixtureKind, Hall, Plan, Severity, check, snap
from booth_app.geometry.checking import checked
from booth_app.geometry.increment import recheck
from booth_app.geometry.rules import RULES
from tests.edits.wandering import BENT, BOW, small_hall, turned_plan, wander

FLOOR = {"*": False} | dict.fromkeys(["overlap", "outside-hall", "obstacle", "duplicate-number", "invalid-shape"], True)


ENTRANCE = Fixture("e", FixtureKind.ENTRANCE, "entrance-1", box(20, -0.1, 23, 0.1), width=3.0)


def hall_of(*booths: BoothShape, fixtures: tuple[Fixture, ...] = ()) -> Plan:
    return Plan((Hall("hall", box(0, 0, 40, 40)),), booths, fixtures)


def booth(key: str, outline: Polygon, **values) -> BoothShape:
    return BoothShape(key, values.pop("number", f"A-{key}"), outline, **values)


def only(plan: Plan, rule: str, settings=FLOOR):
    [violation] = [each for each in check(plan, settings) if each.rule == rule]
    return violation


def cure_of(plan: Plan, rule: str, settings=FLOOR, **values) -> Cure | NoCure:
    return cure(plan, only(plan, rule, settings), settings, **values)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([0.0, 17.3, 45.0]), st.booleans())
def test_a_cure_takes_the_violation_away_breaks_nothing_and_leaves_claimed_booths_alone(seed, turned, claimed):
    plan = [small_hall(turned), *wander(small_hall(turned), 12, seed)][-1]
    pinned = frozenset(each.key for each in plan.booths[::3]) if claimed else frozenset()
    before = check(plan, FLOOR)

    for violation in before[:6]:
        found = cure(plan, violation, FLOOR, pinned=pinned)

        if isinstance(found, Cure):
            made = found.edit.apply(plan)
            after = check(made, FLOOR)
            assert after == list(found.after.violations)
            assert violation not in after
            errors = [sum(each.severity == Severity.ERROR for each in some) for some in (before, after)]
            assert errors[1] < errors[0]
            assert [each for each in made.booths if each.key in pinned] == [
                each for each in plan.booths if each.key in pinned
            ]


@settings(max_examples=25, deadline=None)
@given(st.integers(6, 1400), st.sampled_from([0.0, 17.3, 45.0, 90.0, 133.0]))
def test_two_booths_are_parted_by_the_depth_of_their_overlap_at_any_angle(shared, turned):
    plan = hall_of(booth("1", box(10, 10, 13, 13)), booth("2", box(13 - shared / 1000, 10, 16 - shared / 1000, 13)))
    plan = replace(turned_plan(plan, turned), halls=(Hall("hall", box(-60, -60, 60, 60)),))

    found = cure_of(plan, "overlap")

    assert isinstance(found.edit, Move)
    assert found.way == pytest.approx(shared / 1000, abs=0.003)
    assert not check(found.edit.apply(plan), FLOOR)


def test_a_booth_is_not_pushed_out_of_one_thing_into_the_next():
    """Two centimetres to the left are free and no more: it has to go down, past the column that stands there."""
    plan = hall_of(
        booth("1", box(10, 10, 13, 13)),
        booth("2", box(12.9, 10, 16, 13)),
        booth("3", box(6.98, 10, 9.98, 13)),
        booth("4", box(9.98, 5, 13, 10)),
        fixtures=(Fixture("c", FixtureKind.COLUMN, "column-1", box(11, 13.5, 11.5, 14)),),
    )

    found = cure_of(plan, "overlap", pinned={"2", "3", "4"})

    assert found == replace(found, edit=Resize("1", 2.9, 3.0, found.edit.anchor))
    assert found.edit.anchor == "left"
    assert found.lost == pytest.approx(0.3)


def test_a_booth_over_a_corner_of_the_hall_comes_in_both_ways_at_once():
    plan = hall_of(booth("1", box(-0.4, -0.7, 2.6, 2.3)))

    assert cure_of(plan, "outside-hall").edit == Move(("1",), 0.4, 0.7)


def test_a_round_column_is_passed_by_the_nearest_way():
    column = Fixture("c", FixtureKind.COLUMN, "column-1", snap(Point(13.2, 11.5).buffer(0.4, 16)))
    plan = hall_of(booth("1", box(10, 10, 13, 13)), fixtures=(column,))

    assert cure_of(plan, "obstacle").edit == Move(("1",), -0.2, 0.0)


def test_a_bent_booth_gets_clear_with_both_of_its_arms():
    plan = hall_of(booth("1", affinity.translate(BENT, 10, 10)), booth("2", box(12.9, 12.8, 20, 20)))

    found = cure_of(plan, "overlap", pinned={"2"})

    assert found.edit == Move(("1",), -0.1, -0.2)


def test_what_is_held_on_all_sides_loses_the_strip_that_is_in_the_way_and_a_claimed_one_nothing():
    plan = hall_of(
        booth("1", box(0, 0, 3, 3.1)),
        booth("2", box(0, 3, 3, 6)),
        booth("3", box(3, 0, 6, 40)),
        booth("4", box(0, 6, 3, 40)),
    )

    found = cure_of(plan, "overlap")

    assert found.edit == Resize("1", 3.0, 3.0, found.edit.anchor)
    assert frame(found.edit.apply(plan).booth("1").outline).rounded.y == 0
    other = cure_of(plan, "overlap", pinned={"1"})
    assert (other.edit.key, other.edit.depth, other.edit.anchor) == ("2", 2.9, "bottom")
    assert cure_of(plan, "overlap", pinned={"1", "2"}) == NoCure("claimed")


def test_a_booth_that_fits_nowhere_is_taken_out_last_of_all():
    column = Fixture("c", FixtureKind.COLUMN, "column-1", box(1.2, 1.2, 1.8, 1.8))
    walls = [booth("2", box(3, 0, 6, 40)), booth("3", box(0, 3, 3, 40))]
    plan = hall_of(booth("1", box(0, 0, 3, 3)), *walls, fixtures=(column,))

    found = cure_of(plan, "obstacle", pinned={"2", "3"})

    assert found.edit == Remove(("1",))
    assert found.lost == 9
    assert cure_of(plan, "obstacle").edit == Move(("1", "2", "3"), 1.8, 0.0)


def island(name: str, x: float, y: float) -> list[BoothShape]:
    """Four booths of 3 m, back to back, two and two."""
    at = [(x, y), (x + 3, y), (x, y + 3), (x + 3, y + 3)]
    return [booth(f"{name}{n}", box(a, b, a + 3, b + 3), number=f"{name}-{n}") for n, (a, b) in enumerate(at)]


AISLES = FLOOR | {"aisle-width": True}


def test_an_island_is_moved_as_a_whole_by_what_the_aisle_lacks():
    plan = hall_of(*island("A", 10, 10), *island("B", 18.7, 10))

    found = cure_of(plan, "aisle-width", AISLES, pinned={"A0"})

    assert found.edit == Move(("B0", "B1", "B2", "B3"), 0.3, 0.0)
    assert found.way == pytest.approx(1.2)
    assert cure_of(plan, "aisle-width", AISLES, pinned={"A0", "B0"}) == NoCure("no-small-cure")


def test_a_booth_that_stands_out_of_its_row_goes_back_to_where_it_fits_exactly():
    first, second, third, fourth = island("B", 19, 10)
    out = replace(first, outline=box(18.8, 10, 21.8, 13))
    plan = hall_of(*island("A", 10, 10), out, second, third, fourth, booth("top", box(19, 4, 25, 10), number="T-1"))

    found = cure_of(plan, "aisle-width", AISLES, pinned={"A0", "top"})

    assert found.edit == Move(("B0",), 0.2, 0.0)


def test_a_push_out_of_one_aisle_is_not_one_into_another():
    """The island stands 2.8 m from the one on its left and 3.1 m from the wall on its right: it cannot go there."""
    plan = Plan((Hall("hall", box(7, 7, 27.8, 19)),), (*island("A", 10, 10), *island("B", 18.8, 10)))

    found = cure_of(plan, "aisle-width", AISLES, pinned={"A0"})

    assert found == NoCure("no-small-cure") or "A1" not in found.edit.touched(plan)
    if isinstance(found, Cure):
        assert not [each for each in check(found.edit.apply(plan), AISLES) if each.severity == Severity.ERROR]


def test_what_stands_before_an_exit_makes_way():
    exit_ = Fixture("e", FixtureKind.EXIT, "exit-1", box(20, -0.1, 23, 0.1), width=3.0)
    plan = hall_of(booth("1", box(20, 2, 23, 5)), fixtures=(exit_,))

    found = cure_of(plan, "exit-clearance", FLOOR | {"exit-clearance": True})

    assert found.edit == Move(("1",), 0.0, 1.0)


def test_the_later_of_two_booths_with_one_number_gets_the_next_that_is_free():
    plan = hall_of(
        booth("1", box(0, 0, 3, 3), number="A-107"),
        booth("2", box(6, 0, 9, 3), number="A-108"),
        booth("3", box(12, 0, 15, 3), number="A-107"),
    )

    assert cure_of(plan, "duplicate-number").edit == Renumber("3", "A-109")
    assert cure_of(plan, "duplicate-number", taken={"A-109", "A-110"}).edit == Renumber("3", "A-111")
    assert cure_of(plan, "duplicate-number", pinned={"3"}).edit == Renumber("1", "A-109")


def test_corners_in_the_wrong_order_are_put_in_the_right_one():
    plan = hall_of(booth("1", affinity.translate(BOW, 10, 10)))

    found = cure_of(plan, "invalid-shape")

    assert isinstance(found.edit, Restore)
    assert found.edit.booth.outline.equals(box(10, 10, 13, 13))
    assert not check(found.edit.apply(plan), FLOOR)


def test_crossed_edges_become_the_larger_floor_they_mean_where_there_is_no_room_for_more():
    plan = hall_of(booth("1", affinity.translate(BOW, 10, 10)), booth("2", box(11, 8, 12, 11)))
    loop = Polygon([(20, 20), (26, 20), (26, 26), (24, 26), (24, 19), (22, 19), (22, 22), (20, 22)])

    found = cure_of(plan, "invalid-shape")
    looped = cure_of(hall_of(booth("1", loop)), "invalid-shape")

    assert found.edit.booth.outline.area == 2.25
    assert looped.edit.booth.outline.is_valid
    assert looped.edit.booth.outline.area == max(part.area for part in shapely.get_parts(shapely.make_valid(loop)))


def test_an_enclosed_booth_is_let_out_by_the_least_of_what_encloses_it():
    """Its neighbours are claimed but for one: that is drawn back or goes, and the booth itself stays."""
    walls = [
        booth(f"w{n}", outline) for n, outline in enumerate([box(7, 7, 10, 16), box(10, 7, 13, 10), box(13, 7, 16, 16)])
    ]
    plan = hall_of(booth("in", box(10, 10, 13, 13)), *walls, booth("door", box(10, 13.1, 13, 16)), fixtures=(ENTRANCE,))
    settings_ = {"*": False, "overlap": True, "no-access": True}

    found = cure_of(plan, "no-access", settings_, pinned={"in", "w0", "w1", "w2"})

    assert found.edit.touched(plan) == ("door",)
    assert not check(found.edit.apply(plan), settings_)


def test_what_is_not_there_is_said_to_be_gone():
    broken = hall_of(booth("1", box(0, 0, 3, 3)), booth("2", box(2, 0, 5, 3)))
    whole = hall_of(booth("1", box(0, 0, 3, 3)), booth("2", box(3, 0, 6, 3)))

    assert cure(whole, only(broken, "overlap"), FLOOR) == NoCure("gone")


def test_the_same_question_has_the_same_answer():
    *_, plan = wander(small_hall(), 30, 11)
    asked = check(plan, FLOOR)

    answers = [[getattr(cure(plan, each, FLOOR), "edit", None) for each in asked] for _ in range(2)]

    assert answers[0] == answers[1]
    assert any(answers[0])


def test_an_error_that_gets_worse_is_a_new_one():
    near, deep = (
        only(hall_of(booth("1", box(0, 0, 3, 3)), booth("2", box(3 - by, 0, 6 - by, 3))), "overlap")
        for by in (0.1, 0.2)
    )

    assert harm([near], [deep], Severity.ERROR) == [deep]
    assert harm([deep], [near], Severity.ERROR) == []
    assert harm([], [near], Severity.ERROR) == [near]
    warning = replace(near, severity=Severity.WARNING)
    assert harm([], [warning], Severity.ERROR) == []
    assert harm([], [warning], Severity.WARNING) == [warning]


def test_every_rule_there_is_can_be_asked_about():
    """Whatever a rule finds, the answer is a cure that holds or a reason; a rule of tomorrow too."""
    plan = [*wander(small_hall(), 40, 5)][-1]
    asked = {each.rule: each for each in check(plan, {"*": True})}

    for violation in asked.values():
        found = cure(plan, violation, {"*": True})
        assert isinstance(found, NoCure) or violation not in check(found.edit.apply(plan), {"*": True})

    assert set(asked) <= set(RULES)


def test_a_cure_in_a_large_hall_seldom_asks_about_the_whole_of_it(monkeypatch):
    plan = hall(600)
    settings_ = {"*": False, "overlap": True, "aisle-width": True}
    known = checked(plan, settings_)
    asked = []

    def counting(before, after):
        if "aisle-width" in {each.rule.name for each in before.holding}:
            asked.append(len(after.booths))
        return recheck(before, after)

    monkeypatch.setattr("booth_app.edits.trial.recheck", counting)
    violation = next(each for each in known.violations if each.rule == "aisle-width" and each.measured > 2.5)

    found = cure(plan, violation, settings_, known=known)

    assert isinstance(found, Cure)
    assert sum(booths >= 599 for booths in asked) <= 3
    assert list(found.after.violations) == check(found.edit.apply(plan), settings_)
