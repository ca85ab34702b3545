"""Publishing over claims: every booking that a plan touches is decided about, told, and never lost.

Without a decision, in races and when killed: `tests/faults` F80 and F82.
"""

import pytest

from booth_app import edits
from booth_app.base.access import Who
from booth_app.base.errors import NotFound
from booth_app.claims import services as claiming
from booth_app.claims.refusals import BoothTaken, NotAdjoining
from booth_app.editor import services
from booth_app.editor.decisions import Decision, Decisions, Kind
from booth_app.layouts import queries as layouts
from booth_app.layouts.refusals import LayoutHasErrors
from tests.claims.world import build
from tests.editor.drafts import begin, booths_of, decide, key, target
from tests.kit import make


@pytest.fixture
def world(database, now):
    return build(database, now, booths=8)


def test_a_plan_that_touches_no_booking_is_published_at_once(world):
    world.confirmed(0)

    done = begin(world).edit(edits.Remove((key(world, 7),))).publish()

    assert (done.moved, done.cancelled, done.kept) == ((), (), ())
    assert done.published.removed == (world.booths[7],)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda key: edits.Renumber(key, "A-301"), id="renumbered"),
        pytest.param(lambda key: edits.Resize(key, 3, 3.5, edits.Anchor.TOP_LEFT), id="grew"),
    ],
)
def test_a_booking_that_loses_nothing_is_told_and_needs_no_decision(world, change):
    claim = world.confirmed(0)

    done = begin(world).edit(change(key(world, 0))).publish()

    assert done.kept == (claim,)
    [told] = world.entries("claim-affected")
    assert (told.subject, told.organisation_id) == (f"claim:{claim}", world.organisations[0])
    assert told.after["booths"] == [world.booths[0]]


def test_a_booking_is_kept_on_its_moved_booth_and_its_exhibitor_told_why(world):
    claim = world.confirmed(0)

    done = begin(world).edit(edits.Move((key(world, 0),), 0, 3.2)).publish(decide(claim, "keep"))

    assert done.kept == (claim,)
    assert (world.state_of(claim), booths_of(world, claim)) == ("confirmed", [0])
    [told] = world.entries("claim-affected")
    assert told.after["changes"] == {str(world.booths[0]): ["moved"]}
    assert told.before["revision"] != told.after["revision"]


def test_a_booking_on_a_vanished_booth_cannot_be_kept(world):
    claim = world.confirmed(0)
    draft = begin(world).edit(edits.Remove((key(world, 0),)))

    with pytest.raises(services.Undecided):
        draft.publish(decide(claim, "keep"))


def test_a_booking_is_moved_to_another_booth(world):
    claim = world.confirmed(0)
    draft = begin(world).edit(edits.Remove((key(world, 0),)))

    done = draft.publish(decide(claim, "move", **target(world, 0, "a-١٠٨")))

    assert done.moved == (claim,)
    assert (world.state_of(claim), booths_of(world, claim)) == ("confirmed", [7])
    assert world.taken() == {7: claim}
    [told] = world.entries("claim-moved")
    assert (told.before["booths"], told.after["to"]) == ([world.booths[0]], [world.booths[7]])


def test_a_booking_moves_to_a_booth_that_the_plan_has_just_added(world):
    claim = world.confirmed(0)
    draft = begin(world).edit(
        edits.Remove((key(world, 0),)), edits.Add("new-1", "A-201", 3, 8, 3, 3), edits.Add("new-2", "A-202", 9, 8, 3, 3)
    )

    draft.publish(decide(claim, "move", **target(world, 0, "A-202")))

    [taken] = world.entries("claim-moved")
    keys = {number: key for key, number in draft.published().items()}
    assert taken.after["to"] == [layouts.booth_id(keys["A-202"])]


def test_two_bookings_exchange_their_booths(world):
    one, other = world.confirmed(0), world.confirmed(7, by=1)
    draft = begin(world).edit(
        edits.Resize(key(world, 0), 2, 3, edits.Anchor.TOP_LEFT),
        edits.Resize(key(world, 7), 2, 3, edits.Anchor.TOP_RIGHT),
    )
    decisions = Decisions(
        {
            one: Decision(Kind.MOVE, {world.booths[0]: "A-108"}),
            other: Decision(Kind.MOVE, {world.booths[7]: "A-101"}),
        }
    )

    draft.publish(decisions)

    assert world.taken() == {7: one, 0: other}


def test_a_booking_is_cancelled_with_the_reason(world):
    claim = world.confirmed(0)

    done = begin(world).edit(edits.Remove((key(world, 0),))).publish(decide(claim, "cancel"))

    assert (done.cancelled, world.state_of(claim), world.taken()) == ((claim,), "cancelled", {})
    [told] = world.entries("claim-vacated")
    assert told.organisation_id == world.organisations[0]


def test_a_booking_of_two_booths_moves_the_one_that_vanished(world):
    claim = world.confirmed(1, 2)
    draft = begin(world).edit(edits.Remove((key(world, 2),)))

    with pytest.raises(NotAdjoining):
        draft.publish(decide(claim, "move", **target(world, 2, "A-108")))
    draft.publish(decide(claim, "move", **target(world, 2, "A-101")))

    assert booths_of(world, claim) == [0, 1]


@pytest.mark.parametrize(
    ("number", "refusal"),
    [("A-108", BoothTaken), ("A-999", services.TargetUnknown), ("A-101", services.TargetUnknown)],
    ids=["taken", "no such booth", "the booth that vanishes"],
)
def test_where_a_booking_cannot_go_nothing_is_published(world, number, refusal):
    claim = world.confirmed(0)
    world.confirmed(7, by=1)
    draft = begin(world).edit(edits.Remove((key(world, 0),)))
    before = draft.published(), world.taken(), world.kinds()

    with pytest.raises(refusal):
        draft.publish(decide(claim, "move", **target(world, 0, number)))

    assert (draft.published(), world.taken(), world.kinds()) == before


def test_a_plan_with_an_error_is_not_published_whatever_was_decided(world):
    claim = world.confirmed(0)
    draft = begin(world).edit(edits.Move((key(world, 0),), 0.5, 0))

    with pytest.raises(LayoutHasErrors):
        draft.publish(decide(claim, "keep"))

    assert world.kinds().count("claim-affected") == 0


def test_a_hold_whose_time_is_over_is_no_booking_and_is_written_off(world):
    claim = world.hold(0).claim_id

    done = begin(world).edit(edits.Remove((key(world, 0),))).publish(at=16)

    assert done.published.removed == (world.booths[0],)
    assert (world.state_of(claim), world.taken()) == ("expired", {})


def test_a_reservation_ends_with_its_booth_only_when_someone_says_so(world):
    beneficiary = claiming.Beneficiary(organisation_id=world.organisations[2])
    world.do(claiming.reserve, world.staff, world.booths[0], beneficiary=beneficiary, until=None)
    draft = begin(world).edit(edits.Remove((key(world, 0),)))

    with pytest.raises(services.Undecided) as caught:
        draft.publish()
    draft.publish(Decisions({}, {world.booths[0]}))

    assert caught.value.values["booths"] == (world.booths[0],)
    assert "reservation-ended" in world.kinds()


def test_a_draft_of_another_exhibition_is_not_found(world):
    draft = begin(world)
    with world.database.write() as session:
        other = make.exhibition(session, "other")

    draft.staff = Who(world.admin, None, other.id, frozenset({"administrator"}))

    with pytest.raises(NotFound):
        draft.publish()
