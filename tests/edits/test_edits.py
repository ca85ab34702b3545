import json
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely import box

from booth_app import edits as room
from booth_app.edits import (
    EDITS,
    Add,
    CannotEdit,
    Move,
    NotAnEdit,
    Place,
    Remove,
    Renumber,
    Replace,
    Resize,
    Restore,
    Retype,
    Rezone,
    Rotate,
    SetOpen,
    frame,
    fresh_key,
    from_json,
    replay,
)
from booth_app.edits.resize import Anchor
from booth_app.geometry import BoothShape, Hall, Names, Plan, Side
from tests.edits.plans import BENT, KEYS, angles, edits, hall_of_five, lengths, sizes, some_keys


def on_the_grid(plan: Plan) -> bool:
    points = shapely.get_coordinates([each.outline for each in plan.booths])
    return bool((points == np.round(points, 3)).all())


@given(edits)
def test_an_edit_is_made_or_says_why_not_and_leaves_the_plan_alone(edit):
    plan = hall_of_five()
    reason = edit.why_not(plan)

    if reason is None:
        after = edit.apply(plan)
        assert on_the_grid(after)
        assert {each.key for each in after.booths} ^ {each.key for each in plan.booths} <= set(edit.touched(plan))
    else:
        with pytest.raises(CannotEdit) as refused:
            edit.apply(plan)
        assert refused.value.reason == reason

    assert plan == hall_of_five()


@given(edits)
def test_an_edit_changes_only_what_it_touches(edit):
    plan = hall_of_five()
    if edit.why_not(plan) is not None:
        return

    after = edit.apply(plan)

    touched = set(edit.touched(plan))
    assert [each for each in after.booths if each.key not in touched] == [
        each for each in plan.booths if each.key not in touched
    ]
    assert replace(after, booths=()) == replace(plan, booths=())


@given(edits)
def test_an_edit_survives_being_written_as_json(edit):
    written = json.loads(json.dumps(edit.to_json()))

    assert from_json(written) == edit


@given(st.lists(edits, max_size=6))
def test_to_undo_is_to_replay_without_the_last(made):
    plan = hall_of_five()
    plans = [plan]
    done = []
    for edit in made:
        if edit.why_not(plans[-1]) is None:
            plans.append(edit.apply(plans[-1]))
            done.append(edit)

    for n in range(len(done) + 1):
        assert replay(plan, done[:n]) == plans[n]


@given(some_keys, lengths, lengths, lengths, lengths)
def test_moves_add_up_and_come_back(keys, dx, dy, ex, ey):
    plan = hall_of_five()
    there = Move(keys, dx, dy).apply(plan)

    assert Move(keys, -dx, -dy).apply(there) == plan
    assert Move(keys, ex, ey).apply(there) == Move(keys, dx, dy).apply(Move(keys, ex, ey).apply(plan))


@given(st.builds(Move, some_keys, lengths, lengths), st.builds(Resize, st.sampled_from(KEYS[:4]), sizes, sizes))
def test_edits_of_different_booths_may_be_made_in_either_order(move, resize):
    assume(resize.key not in move.keys)
    plan = hall_of_five()

    assert replay(plan, [move, resize]) == replay(plan, [resize, move])


@given(some_keys, angles, st.tuples(lengths, lengths))
def test_turned_and_turned_back_is_where_it_was_to_the_millimetre(keys, degrees, about):
    plan = hall_of_five()

    back = Rotate(keys, -degrees, about).apply(Rotate(keys, degrees, about).apply(plan))

    for before, after in zip(plan.booths, back.booths, strict=True):
        assert shapely.hausdorff_distance(before.outline, after.outline) < 0.003


def test_a_quarter_turn_is_exact_and_four_are_none():
    plan = hall_of_five()
    turn = Rotate(("1", "2", "5"), 90, (0.0, 0.0))

    assert turn.apply(plan).booth("2").outline.equals(box(-3, 3, 0, 6))
    again = replay(plan, [turn] * 4)
    for before, after in zip(plan.booths, again.booths, strict=True):
        assert before.outline.equals(after.outline)


def test_a_rectangle_is_one_still_after_many_turns():
    plan = replay(hall_of_five(), [Rotate(("1",), 7.3)] * 400)

    size = frame(plan.booth("1").outline).rounded
    assert (size.width, size.depth) == (3, 3)


@given(st.sampled_from(KEYS[:4]), sizes, sizes, st.sampled_from(Anchor))
def test_resizing_keeps_the_anchor_in_its_place(key, width, depth, anchor):
    plan = hall_of_five()
    after = Resize(key, width, depth, anchor).apply(plan).booth(key)

    def at(outline):
        found = frame(outline)
        x, y = anchor.from_middle
        turn = np.radians(found.angle)
        spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        return np.array(found.middle) + spin @ np.array([x * found.width, y * found.depth])

    before = plan.booth(key).outline
    assert np.abs(at(before) - at(after.outline)).max() < 0.003
    new, old = frame(after.outline), frame(before)
    assert (new.width, new.depth) == pytest.approx((width, depth), abs=0.003)
    # Angle is known as well as the shorter side is long: 1 mm of 100 is half a degree.
    assert new.angle == pytest.approx(old.angle, abs=np.degrees(0.0015 / max(width, depth)) + 1e-9)


def test_a_booth_that_is_no_rectangle_moves_and_turns_only():
    plan = hall_of_five()

    assert Resize("5", 3, 3).why_not(plan).code == "not-a-rectangle"
    assert Place("5", 0, 0, 3, 3, 0).why_not(plan).code == "not-a-rectangle"
    assert Move(("5",), 1, 0).apply(plan).booth("5").outline.area == BENT.area
    assert Rotate(("5",), 30).apply(plan).booth("5").outline.area == pytest.approx(BENT.area, abs=0.01)


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (Move(("9",), 1, 0), "no-such-booth"),
        (Move(("1", "9"), 1, 0), "no-such-booth"),
        (Move(("1",), 10_001, 0), "too-far"),
        (Rotate(("9",), 1), "no-such-booth"),
        (Rotate(("1",), 180, (9_000.0, 0.0)), "too-far"),
        (Place("9", 0, 0, 3, 3, 0), "no-such-booth"),
        (Place("1", 0, 0, 0.05, 3, 0), "wrong-size"),
        (Place("1", 0, 0, 3, 1001, 0), "wrong-size"),
        (Place("1", 0, 0, -3, 3, 0), "wrong-size"),
        (Place("1", 10_000, 0, 3, 3, 0), "too-far"),
        (Resize("1", 0, 3), "wrong-size"),
        (Renumber("9", "A-1"), "no-such-booth"),
        (Renumber("1", "А-101"), "wrong-number"),
        (Renumber("1", ""), "wrong-number"),
        (Renumber("1", "A-101\u202e"), "wrong-number"),
        (Add("1", "A-9", 0, 0, 3, 3), "key-taken"),
        (Add("9", "no number", 0, 0, 3, 3), "wrong-number"),
        (Add("9", "A-9", 0, 0, 3, 0), "wrong-size"),
        (Add("9", "A-9", 0, 0, 3, 3, 0, "castle"), "wrong-type"),
        (Remove(("9",)), "no-such-booth"),
        (Retype(("1",), "castle"), "wrong-type"),
        (Rezone(("1",), "south"), "no-such-zone"),
        (SetOpen(("9",), ()), "no-such-booth"),
        (Replace(Plan()), "no-hall"),
        (Replace(Plan(halls=(Hall("a", box(0, 0, 1, 1)), Hall("b", box(0, 0, 1, 1))))), "several-halls"),
    ],
)
def test_every_reason_has_its_code(edit, code):
    assert edit.why_not(hall_of_five()).code == code


def test_a_number_is_folded_and_may_be_anothers_for_a_while():
    plan = hall_of_five()

    swapped = replay(plan, [Renumber("1", "a–١٠٢"), Renumber("2", "A-101")])

    assert [each.number for each in swapped.booths][:2] == ["A-102", "A-101"]


def test_what_is_said_of_a_booth_is_kept_and_can_be_unsaid():
    said = [Retype(("1",), "raw"), Rezone(("1",), "north"), SetOpen(("1",), (Side.LEFT, Side.TOP))]
    booth = replay(hall_of_five(), said).booth("1")

    assert (booth.type, booth.zone, booth.open) == ("raw", "north", (Side.TOP, Side.LEFT))
    unsaid = replay(hall_of_five(), [*said, Retype(("1",), ""), Rezone(("1",), ""), SetOpen(("1",), ())])
    assert unsaid == hall_of_five()


def test_a_zone_may_be_named_with_joiners():
    plan = hall_of_five()
    named = replace(plan, zones=(replace(plan.zones[0], label="می\u200cروم"),))
    edit = from_json({"edit": "rezone", "keys": ["1"], "zone": "می\u200cروم"})

    assert edit.apply(named).booth("1").zone == "می\u200cروم"


def test_an_added_booth_lies_where_its_numbers_say():
    plan = Add("new-1", "b-7", 12, 4, 6, 3, 0, "island").apply(hall_of_five())

    assert plan.booths[-1] == BoothShape("new-1", "B-7", plan.booths[-1].outline, "island")
    assert plan.booths[-1].outline.equals(box(12, 4, 18, 7))
    turned = Add("new-1", "b-7", 12, 4, 6, 3, 90).apply(hall_of_five()).booths[-1]
    assert turned.outline.equals(box(13.5, 2.5, 16.5, 8.5))


def test_a_fresh_key_is_new_even_to_booths_that_were_removed():
    plan = Add(fresh_key(hall_of_five()), "B-1", 0, 0, 3, 3).apply(hall_of_five())

    assert fresh_key(plan) == "new-2"
    assert fresh_key(Remove(("new-1",)).apply(plan), taken={"new-1"}) == "new-2"


def test_an_uploaded_plan_keeps_the_booths_that_have_their_numbers():
    uploaded = Plan(
        halls=(Hall("from-file", box(0, 0, 50, 50)),),
        booths=(
            BoothShape("x", "a-103", box(0, 0, 3, 3)),
            BoothShape("y", "B-900", box(3, 0, 6, 3)),
            BoothShape("z", "A-101", box(6, 0, 9, 3)),
            BoothShape("w", "A-101", box(9, 0, 12, 3)),
        ),
    )

    edit = Replace(uploaded)
    after = edit.apply(hall_of_five())

    assert [(each.key, each.number) for each in after.booths] == [
        ("3", "A-103"),
        ("new-1", "B-900"),
        ("1", "A-101"),
        ("new-2", "A-101"),
    ]
    assert after.halls == (Hall("hall-7", box(0, 0, 50, 50), Names("القاعة", "Hall"), "0"),)
    assert set(edit.touched(hall_of_five())) == {*KEYS, "new-1", "new-2"}
    assert from_json(json.loads(json.dumps(edit.to_json()))).apply(hall_of_five()) == after


def test_a_booth_put_back_is_as_it_was_whatever_was_done_to_it():
    plan = hall_of_five()
    [was] = [booth for booth in plan.booths if booth.key == "5"]
    changed = replay(plan, [Move(("5",), 1, 1), Renumber("5", "B-9"), Retype(("5",), "raw")])
    gone = Remove(("5",)).apply(plan)

    assert Restore(was).apply(changed) == plan
    assert Restore(was).apply(gone) == plan


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        "move",
        {},
        {"edit": "fly"},
        {"edit": ["move"]},
        {"edit": "move", "keys": ["1"], "dx": 0},
        {"edit": "move", "keys": ["1"], "dx": 0, "dy": 0, "by": 1},
        {"edit": "move", "keys": [], "dx": 0, "dy": 0},
        {"edit": "move", "keys": ["1", "1"], "dx": 0, "dy": 0},
        {"edit": "move", "keys": "1", "dx": 0, "dy": 0},
        {"edit": "move", "keys": [1], "dx": 0, "dy": 0},
        {"edit": "move", "keys": ["1\n"], "dx": 0, "dy": 0},
        {"edit": "move", "keys": ["x" * 81], "dx": 0, "dy": 0},
        {"edit": "move", "keys": ["1"], "dx": 0.5, "dy": 0},
        {"edit": "move", "keys": ["1"], "dx": True, "dy": 0},
        {"edit": "move", "keys": ["1"], "dx": "1", "dy": 0},
        {"edit": "move", "keys": ["1"], "dx": 10**9, "dy": 0},
        {"edit": "rotate", "keys": ["1"], "degrees": float("nan"), "about": None},
        {"edit": "rotate", "keys": ["1"], "degrees": float("inf"), "about": None},
        {"edit": "rotate", "keys": ["1"], "degrees": 1e9, "about": None},
        {"edit": "rotate", "keys": ["1"], "degrees": 5, "about": [1]},
        {"edit": "rotate", "keys": ["1"], "degrees": 5, "about": [1, None]},
        {"edit": "resize", "key": "1", "width": 3000, "depth": 3000, "anchor": "north"},
        {"edit": "set-open", "keys": ["1"], "open": ["front"]},
        {"edit": "set-open", "keys": ["1"], "open": "top"},
        {"edit": "retype", "keys": ["1"], "type": "x" * 81},
        {"edit": "renumber", "key": "1", "number": "A\x9f"},
        {"edit": "renumber", "key": "1", "number": "A\ud800"},
        {"edit": "replace", "plan": {}},
        {"edit": "restore", "booth": {"key": "1"}},
    ],
)
def test_json_that_is_no_edit_is_refused(value):
    with pytest.raises(NotAnEdit):
        from_json(value)


def test_every_file_of_an_edit_is_in_the_registry_and_every_field_has_a_codec():
    folder = Path(room.__file__).parent
    defined = {path for path in folder.glob("*.py") if "(Edit):" in path.read_text(encoding="utf-8")}

    assert len(defined) == len(EDITS)
    for edit in EDITS.values():
        assert all("codec" in each.metadata for each in fields(edit))
