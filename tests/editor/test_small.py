"""The pure parts of the editor: where a neighbour lies, how numbers are shown, whom a change concerns."""

import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from booth_app.claims.queries import BoothState
from booth_app.editor.affected import affected
from booth_app.editor.beside import beside
from booth_app.editor.decisions import Decision, Decisions, Kind, undecided
from booth_app.editor.measures import angle_text
from booth_app.editor.views.publish import read_decisions
from booth_app.edits import Frame, compare, frame
from booth_app.edits.frame import outline
from booth_app.geometry import BoothShape, Plan, Side

sizes = st.integers(1000, 12_000).map(lambda mm: mm / 1000)


@given(st.tuples(sizes, sizes), st.tuples(sizes, sizes), st.floats(-44, 44), st.sampled_from(Side))
def test_a_neighbour_touches_its_side_and_shares_no_floor(one_size, other_size, angle, side):
    (width, depth), (wide, deep) = one_size, other_size
    one = Frame(10, 10, width, depth, angle)

    other = beside(one, side, wide, deep)

    a, b = outline(one), outline(other)
    assert (other.width, other.depth, other.angle) == (wide, deep, angle)
    assert a.distance(b) < 0.003
    assert a.intersection(b).area < 0.003 * (width + depth)
    shared = min(width, wide) if side in (Side.TOP, Side.BOTTOM) else min(depth, deep)
    assert shapely.length(shapely.intersection(a.boundary, b.buffer(0.003))) >= shared - 0.01


@given(st.integers(-440, 450).map(lambda tenths: tenths / 10), st.integers(3000, 9000).map(lambda mm: mm / 1000))
def test_an_angle_reads_as_it_was_set(angle, side):
    shown = frame(outline(Frame(0, 0, side, side, angle)))

    assert shown is not None
    assert math.isclose(float(angle_text(shown)), angle if angle > -45 else angle + 90, abs_tol=0.03)


@pytest.mark.parametrize(("angle", "text"), [(0.0, "0.0"), (-0.001, "0.0"), (14.99, "15.0"), (7.25, "7.25")])
def test_angles_have_one_decimal_where_that_is_all_they_say(angle, text):
    assert angle_text(Frame(0, 0, 3, 3, angle)) == text


def plan(*booths: tuple[int, float, float]) -> Plan:
    return Plan(booths=tuple(BoothShape(f"b{key}", f"A-{key}", box(x, 0, x + wide, 3)) for key, x, wide in booths))


def test_only_booked_booths_that_change_concern_anyone():
    states = {
        1: BoothState(1, "confirmed", claim_id=11, organisation_id=5),
        2: BoothState(2, "held", claim_id=12, organisation_id=6),
        3: BoothState(3, "free"),
        4: BoothState(4, "reserved", reserved_ar="جهة"),
        5: BoothState(5, "confirmed", claim_id=11, organisation_id=5),
    }
    before = plan((1, 0, 3), (2, 10, 3), (3, 20, 3), (4, 30, 3), (5, 3, 3))
    after = plan((1, 0, 2.5), (2, 10, 3.5), (3, 25, 3), (5, 3, 3))

    found = affected(compare(before, after), states)

    assert [(each.claim_id, [one.booth_id for one in each.booths]) for each in found.bookings] == [(11, [1]), (12, [2])]
    assert [each.claim_id for each in found.to_decide] == [11], "who gets more floor is told, not asked"
    assert [each.booth_id for each in found.reserved] == [4]


@pytest.mark.parametrize(
    ("gone", "decision", "sound"),
    [
        (False, None, False),
        (False, Decision(Kind.KEEP), True),
        (True, Decision(Kind.KEEP), False),
        (True, Decision(Kind.MOVE), False),
        (True, Decision(Kind.MOVE, {1: "A-9"}), True),
        (False, Decision(Kind.MOVE), False),
        (True, Decision(Kind.CANCEL), True),
    ],
)
def test_a_decision_must_leave_nothing_hanging(gone, decision, sound):
    states = {1: BoothState(1, "confirmed", claim_id=11, organisation_id=5)}
    after = plan() if gone else plan((1, 5, 3))
    concerned = affected(compare(plan((1, 0, 3)), after), states)

    bookings, _ = undecided(concerned, Decisions({11: decision} if decision else {}))

    assert (bookings == ()) is sound


def test_decisions_are_read_from_a_form_and_nonsense_is_no_decision():
    given_ = {
        "decision-11": "move",
        "target-11-7": " A-9 ",
        "target-11-8": "",
        "decision-12": "explode",
        "decision-x": "keep",
        "decision-١": "keep",
        "end-4": "yes",
        "end-x": "yes",
        "reason": "because",
    }

    found = read_decisions(given_)  # type: ignore[arg-type]

    assert found == Decisions({11: Decision(Kind.MOVE, {7: "A-9"})}, frozenset({4}))
