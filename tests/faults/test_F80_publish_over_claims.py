"""F80: a plan is published while a booth on it is claimed, in both orders. Decided one by one; nothing is lost."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from booth_app import edits
from booth_app.base.db import Database
from booth_app.base.errors import Refused
from booth_app.claims import services as claiming
from booth_app.claims.models import Claim, ClaimState, TakenBooth
from booth_app.claims.refusals import BoothRemoved
from booth_app.editor import services
from booth_app.exhibitions.models import Booth
from booth_app.layouts import queries as layouts
from booth_app.layouts import services as laying
from tests.claims.world import build
from tests.editor.drafts import NOTHING, begin, booths_of, decide, key, target
from tests.kit import make


@pytest.fixture
def world(database, now):
    return build(database, now, booths=8)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda key: edits.Remove((key,)), id="vanished"),
        pytest.param(lambda key: edits.Move((key,), 0, 3.2), id="moved"),
        pytest.param(lambda key: edits.Resize(key, 2.5, 3, edits.Anchor.TOP_LEFT), id="shrank"),
        pytest.param(lambda key: edits.Place(key, 3, 3, 2.25, 4, 0), id="reshaped"),
    ],
)
@pytest.mark.parametrize("state", ["held", "submitted", "confirmed"])
def test_a_booking_without_a_decision_stops_publishing(world, state, change):
    claim = {"held": lambda: world.hold(0).claim_id, "submitted": lambda: world.submitted(0)}.get(
        state, lambda: world.confirmed(0)
    )()
    draft = begin(world).edit(change(key(world, 0)))
    before = draft.published()

    with pytest.raises(services.Undecided) as caught:
        draft.publish()

    assert (caught.value.values["count"], caught.value.values["claims"]) == (1, (claim,))
    assert draft.published() == before
    assert world.state_of(claim) == state
    assert "layout-published" not in world.kinds()


def together(*calls):
    """What each of some calls, made at once, gives or refuses."""
    barrier = threading.Barrier(len(calls))

    def run(call):
        barrier.wait()
        try:
            return call()
        except Refused as refused:
            return refused.code

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


class Paused:
    """Holds a transaction open between its work and its commit until someone else waits for it."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self.go = threading.Event()

    def __call__(self) -> None:
        self.done.set()
        self.go.wait(2)


def test_publishing_waits_for_a_hold_that_was_first_and_then_has_to_decide_about_it(world):
    draft = begin(world).edit(edits.Remove((key(world, 0),)))
    paused = Paused()

    def hold():
        with world.database.write() as session:
            claiming.hold(session, world.who(), [world.booths[0]], request_key=world.key(), now=world.at(4))
            paused()

    def publish():
        paused.done.wait(5)
        threading.Timer(0.4, paused.go.set).start()
        return draft.publish()

    outcomes = together(hold, publish)

    assert outcomes == [None, "publish-undecided"]
    assert world.states(at=5)[0] == "held"
    assert key(world, 0) in draft.published()


def test_a_hold_waits_for_publishing_that_was_first_and_then_finds_the_booth_gone(world):
    draft = begin(world).edit(edits.Remove((key(world, 0),)))
    paused = Paused()

    def publish():
        with world.database.write() as session:
            laying.hold_still(session, draft.id)
            services.publish(session, world.staff, draft.id, version=1, decisions=NOTHING, reason="", now=world.at(4))
            paused()

    def hold():
        paused.done.wait(5)
        threading.Timer(0.4, paused.go.set).start()
        world.hold(0, at=5)

    outcomes = together(publish, hold)

    assert outcomes == [None, BoothRemoved.code]
    assert world.taken() == {}


@pytest.mark.service
def test_F00_without_the_lock_a_hold_is_lost_with_its_booth(postgres_url, now):
    """The twin of the first one: publishing that looks before it locks sees no hold and removes the booth under it."""
    database = Database(postgres_url)
    world = build(database, now, booths=8)
    draft = begin(world).edit(edits.Remove((key(world, 0),)))
    paused = Paused()

    def hold():
        with database.write() as session:
            claiming.hold(session, world.who(), [world.booths[0]], request_key=world.key(), now=world.at(4))
            paused()

    def publish_without_lock():
        paused.done.wait(5)
        threading.Timer(0.4, paused.go.set).start()
        with database.write() as session:
            services.publish(session, world.staff, draft.id, version=1, decisions=NOTHING, reason="", now=world.at(5))

    outcomes = together(hold, publish_without_lock)

    assert outcomes == [None, None]
    assert key(world, 0) not in draft.published()
    assert list(world.taken()) == [0], "a booking on a booth that no plan holds"
    database.dispose()


def test_of_a_move_and_a_rival_for_its_new_booth_one_gets_it_and_nothing_is_half_done(world):
    for n in range(4):
        claim = world.confirmed(0)
        draft = begin(world).edit(edits.Resize(key(world, 0), 2.9 - n / 10, 3, edits.Anchor.TOP_LEFT))
        before = draft.published()

        moved, held = together(
            lambda: draft.publish(decide(claim, "move", **target(world, 0, "A-108"))),  # noqa: B023
            lambda: world.hold(7, by=1, at=5),
        )

        if moved == "booth-taken":
            assert booths_of(world, claim) == [0]
            assert draft.published() == before
            world.do(claiming.release, world.who(1), held.claim_id, at=6, request_key=world.key())
            world.do(claiming.vacate, world.staff, claim, reason="again", at=6)
        else:
            assert (held, booths_of(world, claim)) == ("booth-taken", [7])
            world.do(claiming.vacate, world.staff, claim, reason="again", at=6)


changes = st.one_of(
    st.tuples(st.just("move"), st.integers(0, 7), st.sampled_from([0, 100, 3200]), st.sampled_from([0, 3200])),
    st.tuples(st.just("resize"), st.integers(0, 7), st.sampled_from([2500, 3000]), st.sampled_from([2500, 3000, 3400])),
    st.tuples(st.just("remove"), st.integers(0, 7)),
    st.tuples(st.just("renumber"), st.integers(0, 7), st.integers(301, 304)),
)


@settings(max_examples=40)
@given(made=st.lists(changes, max_size=5), booked=st.sets(st.integers(0, 7), max_size=4))
def test_whatever_is_drawn_every_booking_keeps_its_booth_or_is_asked_about(
    tmp_path_factory, sqlite_template, made, booked
):
    path = tmp_path_factory.mktemp("world") / "booth.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    world = build(database, make.NOW, booths=8, quota=None)
    claims = {n: world.confirmed(n) for n in sorted(booked)}
    draft = begin(world)
    for verb, n, *rest in made:
        edit = {
            "move": lambda: edits.Move((key(world, n),), rest[0] / 1000, rest[1] / 1000),  # noqa: B023
            "resize": lambda: edits.Resize(key(world, n), rest[0] / 1000, rest[1] / 1000),  # noqa: B023
            "remove": lambda: edits.Remove((key(world, n),)),  # noqa: B023
            "renumber": lambda: edits.Renumber(key(world, n), f"A-{rest[0]}"),  # noqa: B023
        }[verb]()
        try:
            draft.edit(edit)
        except laying.EditRefused:
            continue
    with database.read() as session:
        value = layouts.draft(session, draft.id)
    assert value is not None
    hurt = {
        each.key
        for each in value.difference
        if each.changes & {edits.Change.MOVED, edits.Change.SHRANK, edits.Change.RESHAPED, edits.Change.REMOVED}
    }
    asked = sorted(claims[n] for n in claims if key(world, n) in hurt)

    [outcome] = together(draft.publish)

    # Rules and numbers may say no as well; but never is a plan out that should have been asked about.
    if asked:
        assert outcome == "publish-undecided"
    else:
        assert not isinstance(outcome, str) or outcome in ("layout-has-errors", "numbers-refused")

    with database.read() as session:
        active = session.execute(
            select(TakenBooth.booth_id, Claim.state).join(Claim, Claim.id == TakenBooth.claim_id)
        ).all()
        standing = {key for (key,) in session.execute(select(Booth.id).where(Booth.removed_at.is_(None)))}
    assert {booth for booth, _ in active} == {world.booths[n] for n in claims}
    assert all(state == ClaimState.CONFIRMED for _, state in active)
    assert {booth for booth, _ in active} <= standing
    database.dispose()
