from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, box

from booth_app.edits import Add, Change, Move, Place, Remove, Renumber, Resize, Retype, Rotate, compare, replay
from booth_app.geometry import BoothShape, Plan
from tests.edits.plans import KEYS, edits, hall_of_five


def changes(*made: object) -> dict[str, set[str]]:
    plan = hall_of_five()
    return {each.key: set(each.changes) for each in compare(plan, replay(plan, made)) if each.changes}


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (Move(("1",), 0.001, 0), {"moved"}),
        (Move(("1",), 30, 0), {"moved"}),
        (Rotate(("1",), 45), {"moved"}),
        (Resize("1", 4, 3), {"grew"}),
        (Resize("1", 2.9, 3), {"shrank"}),
        (Resize("1", 9, 1), {"reshaped", "moved"}),
        (Resize("1", 4.5, 2), {"reshaped"}),
        (Place("1", 20, 20, 6, 3, 0), {"grew", "moved"}),
        (Renumber("1", "B-1"), {"renumbered"}),
        (Retype(("1",), "raw"), {"described"}),
        (Remove(("1",)), {"removed"}),
    ],
)
def test_what_became_of_a_booth_is_named(edit, expected):
    assert changes(edit) == {"1": expected}


def test_several_things_at_once_are_all_told():
    assert changes(Move(("1",), 9, 9), Renumber("1", "B-1"), Retype(("1",), "raw")) == {
        "1": {"moved", "renumbered", "described"}
    }


def test_a_turned_booth_that_moves_is_not_reshaped():
    assert changes(Move(("4", "5"), 1, 2)) == {"4": {"moved"}, "5": {"moved"}}
    assert changes(Rotate(("4",), 17.3)) == {"4": {"moved"}}


def test_an_added_booth_comes_after_all_others():
    plan = hall_of_five()

    *rest, added = compare(plan, Add("new-1", "B-1", 0, 0, 3, 3).apply(plan))

    assert added.changes == {Change.ADDED}
    assert added.before is None
    assert [each.key for each in rest] == KEYS


def test_values_before_and_after_are_there_to_be_shown():
    plan = hall_of_five()
    [first, *_] = compare(plan, replay(plan, [Resize("1", 6, 3), Renumber("1", "B-1")]))

    assert first.area == (9.0, 18.0)
    assert first.numbers == ("A-101", "B-1")
    assert first.way == 1.5


def test_the_same_outline_begun_elsewhere_is_no_change():
    plan = hall_of_five()
    turned = replace(plan.booths[0], outline=Polygon([(3, 3), (3, 0), (0, 0), (0, 3)]))

    assert all(not each.changes for each in compare(plan, replace(plan, booths=(turned, *plan.booths[1:]))))


def test_a_booth_that_became_invalid_is_told():
    plan = Plan(booths=(BoothShape("1", "A-1", box(0, 0, 3, 3)),))
    crossed = replace(plan.booths[0], outline=Polygon([(0, 0), (3, 3), (3, 0), (0, 3)]))

    [difference] = compare(plan, replace(plan, booths=(crossed,)))

    assert Change.SHRANK in difference.changes


@given(st.lists(edits, max_size=5))
def test_nothing_is_passed_over(made):
    plan = hall_of_five()
    draft = plan
    for edit in made:
        draft = edit.apply(draft) if edit.why_not(draft) is None else draft

    for each in compare(plan, draft):
        before, after = plan.booth(each.key), draft.booth(each.key)
        same = before is not None and after is not None and before == after
        assert same or each.changes or before.outline.equals(after.outline)
        assert not (same and each.changes)
    assert {each.key for each in compare(plan, draft)} == {each.key for each in (*plan.booths, *draft.booths)}


@given(st.lists(edits, max_size=4))
def test_there_and_back_are_mirror_images(made):
    plan = hall_of_five()
    draft = plan
    for edit in made:
        draft = edit.apply(draft) if edit.why_not(draft) is None else draft
    opposite = {
        Change.ADDED: Change.REMOVED,
        Change.REMOVED: Change.ADDED,
        Change.GREW: Change.SHRANK,
        Change.SHRANK: Change.GREW,
    }

    there = {each.key: {opposite.get(change, change) for change in each.changes} for each in compare(plan, draft)}

    assert there == {each.key: set(each.changes) for each in compare(draft, plan)}
