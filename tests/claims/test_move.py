"""Moving claims: whole or not at all, swaps too, and nobody loses a booth by it."""

import pytest

from booth_app.base.errors import Invalid
from booth_app.claims import refusals, services
from booth_app.claims.services import Move


def move(world, claim, old, new, **named):
    booths = {world.booths[old]: world.booths[new]}
    return world.do(services.move, world.staff, claim, booths, **{"at": 5, **named})


@pytest.mark.parametrize("begin", ["hold", "submitted", "confirmed"])
def test_a_claim_moves_with_its_state_and_its_time(world, begin):
    claim = world.hold(0).claim_id if begin == "hold" else getattr(world, begin)(0)
    before = world.states(at=5)[0]

    move(world, claim, 0, 4, reason="مخرج جديد")

    assert world.states(at=5)[:5] == ["free", "free", "free", "free", before]
    assert world.states(at=16)[4] == ("free" if begin == "hold" else before)
    [entry] = world.entries("claim-moved")
    assert entry.before["booths"] == [world.booths[0]]
    assert entry.after["booths"] == [world.booths[0], world.booths[4]]
    assert entry.public is (begin == "confirmed")


def test_a_moved_hold_is_submitted_and_a_moved_booking_is_cancelled_where_it_is(world):
    held = world.hold(0)
    move(world, held.claim_id, 0, 4)
    booked = world.confirmed(1, by=1)
    move(world, booked, 1, 6)

    assert world.submit(held.claim_id, at=6).state == "submitted"
    world.do(services.cancel, world.who(1), booked, at=7)

    assert world.taken() == {4: held.claim_id}


def test_a_taken_booth_is_not_moved_to_and_the_old_one_is_kept(world):
    mine, theirs = world.confirmed(0), world.submitted(4, by=1)

    with pytest.raises(refusals.BoothTaken):
        move(world, mine, 0, 4)

    assert world.taken() == {0: mine, 4: theirs}
    assert world.entries("claim-moved") == []


def test_a_lapsed_hold_makes_room_and_is_written_off(world):
    claim, lapsed = world.confirmed(0), world.hold(4, by=1)

    move(world, claim, 0, 4, at=15)

    assert world.state_of(lapsed.claim_id) == "expired"
    assert world.taken() == {4: claim}


def test_two_claims_change_places_in_one_step(world):
    a, b = world.confirmed(0), world.submitted(4, by=1)
    moves = [
        Move(a, {world.booths[0]: world.booths[4]}),
        Move(b, {world.booths[4]: world.booths[0]}),
    ]

    world.do(services.move_all, world.staff, moves, at=5)

    assert world.taken() == {0: b, 4: a}
    assert world.states()[:5] == ["submitted", "free", "free", "free", "confirmed"]


def test_a_row_moves_up_by_one(world):
    world.settings(quota=None)
    claims = [world.confirmed(n) for n in range(3)]
    moves = [Move(claim, {world.booths[n]: world.booths[n + 1]}) for n, claim in enumerate(claims)]

    world.do(services.move_all, world.staff, moves, at=5)

    assert world.taken() == {1: claims[0], 2: claims[1], 3: claims[2]}


def test_when_one_of_several_cannot_move_none_does(world):
    a, b, c = world.confirmed(0), world.confirmed(2, by=1), world.confirmed(4, by=2)
    moves = [Move(a, {world.booths[0]: world.booths[1]}), Move(b, {world.booths[2]: world.booths[4]})]

    with pytest.raises(refusals.BoothTaken):
        world.do(services.move_all, world.staff, moves, at=5)

    assert world.taken() == {0: a, 2: b, 4: c}


def test_a_stand_stays_together_unless_staff_say_so(world):
    claim = world.confirmed(0, 1)

    with pytest.raises(refusals.NotAdjoining):
        move(world, claim, 0, 4)
    move(world, claim, 0, 4, ignoring={"apart"})
    move(world, claim, 4, 2, at=6)

    assert world.taken() == {1: claim, 2: claim}


@pytest.mark.parametrize(("old", "new"), [(1, 2), (0, 1)])
def test_only_ones_own_booths_are_left_and_only_others_entered(world, old, new):
    world.settings(quota=3)
    claim = world.confirmed(0, 1) if old == 0 else world.confirmed(0)

    with pytest.raises(Invalid):
        move(world, claim, old, new)


def test_closed_reserved_and_removed_booths_are_not_moved_to(world):
    claim = world.confirmed(0)
    world.do(services.close, world.staff, world.booths[1])
    body = services.Beneficiary(label_ar="وزارة")
    world.do(services.reserve, world.staff, world.booths[2], beneficiary=body, until=None)

    with pytest.raises(refusals.BoothClosed):
        move(world, claim, 0, 1)
    with pytest.raises(refusals.BoothReserved):
        move(world, claim, 0, 2)
    move(world, claim, 0, 2, ignoring={"reservation"})

    assert world.taken() == {2: claim}


def test_a_claim_that_ended_is_not_moved(world):
    held = world.hold(0)
    with pytest.raises(refusals.HoldOver):
        move(world, held.claim_id, 0, 4, at=15)

    ended = world.confirmed(1, by=1)
    world.do(services.cancel, world.who(1), ended, at=5)
    with pytest.raises(refusals.WrongState):
        move(world, ended, 1, 4, at=6)
