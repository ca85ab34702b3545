"""Every verb against every verb, at the same moment, on a claim in every state it can begin in: what comes of it is
what would have come of one after the other, in one order or the other. No pair ends where the table does not lead.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations_with_replacement
from typing import Any

import pytest
from sqlalchemy import insert, select

from booth_app.base import clock
from booth_app.base.errors import Refused, Stale
from booth_app.claims import queries, services
from booth_app.claims.models import Claim, ClaimBooth, ClaimState, CoExhibitor, TakenBooth
from booth_app.claims.services import Beneficiary, Body, _taking
from booth_app.claims.states import VERBS
from booth_app.exhibitions.models import Booth, Terms
from booth_app.exhibitors.models import Category
from tests.claims.world import TYPED, World
from tests.faults.driver import new_key, together
from tests.faults.scenes import contradictions, crowded

OWNER, RIVAL, GUEST = range(3)
BEGINNINGS = ("held", "lapsed", "submitted", "confirmed")


@dataclass(frozen=True)
class Scene:
    """A claim of the first organisation on one booth, and a free booth beside it."""

    world: World
    claim: int
    booth: int
    spare: int


def remove(session, scene, now):
    """What publishing a plan without the booth does: locks its row, writes lapsed holds off, minds claims."""
    session.execute(select(Booth.id).where(Booth.id == scene.booth).with_for_update()).all()
    services.settle(session, [scene.booth], now=now)
    [state] = queries.states(session, scene.world.exhibition, now=now, booths=[scene.booth]).values()
    if state.claim_id is not None:
        raise Stale
    session.get_one(Booth, scene.booth).removed_at = now


def verbs() -> dict[str, Callable[..., Any]]:
    """name → how it is used on a scene."""

    def mine(name, *more, **named):
        return lambda s, at, now: getattr(services, name)(s, at.world.who(OWNER), at.claim, *more, now=now, **named)

    def staff(name, **named):
        return lambda s, at, now: getattr(services, name)(s, at.world.staff, at.claim, now=now, **named)

    def booth(name, **named):
        return lambda s, at, now: getattr(services, name)(s, at.world.staff, at.booth, now=now, **named)

    body = Body("جهة", "A body", "SA", Category.HOTLINE)
    kept = Beneficiary(label_ar="وزارة")
    return {
        "extend": mine("extend"),
        "release": mine("release"),
        "fill": mine("fill", TYPED),
        "share": mine("share", body),
        "submit": mine("submit", TYPED, terms_version=1),
        "withdraw": mine("withdraw"),
        "cancel": mine("cancel"),
        "approve": staff("approve"),
        "reject": staff("reject", reason="x"),
        "vacate": staff("vacate", reason="x"),
        "move": lambda s, at, now: services.move(s, at.world.staff, at.claim, {at.booth: at.spare}, now=now),
        "hold": lambda s, at, now: services.hold(s, at.world.who(RIVAL), [at.booth], request_key=new_key(), now=now),
        "assign": lambda s, at, now: services.assign(
            s, at.world.staff, at.world.organisations[GUEST], booth_ids=[at.booth], now=now
        ),
        "close": booth("close"),
        "reserve": booth("reserve", beneficiary=kept, until=None),
        "remove": remove,
        "expire": lambda s, at, now: services.sweep(s, now=now, limit=10_000),
    }


ALL = verbs()
PAIRS = list(combinations_with_replacement(ALL, 2))


def prepare(world: World, beginning: str, count: int) -> list[Scene]:
    """So many claims that begin so, written straight into the tables."""
    scenes = []
    with world.database.write() as session:
        now = clock.now(session)
        until = {"held": now + timedelta(hours=1), "lapsed": now - timedelta(seconds=1)}.get(beginning)
        terms = session.scalar(select(Terms.id))
        state = ClaimState.HELD if until else ClaimState(beginning)
        for n in range(count):
            booth, spare = world.booths[2 * n], world.booths[2 * n + 1]
            values = {
                "exhibition_id": world.exhibition,
                "organisation_id": world.organisations[OWNER],
                "state": state,
                "made_at": now,
                "held_until": until,
                "cap_at": now + timedelta(days=1),
                "terms_id": None if until else terms,
            }
            claim = session.execute(insert(Claim).returning(Claim.id), values).scalar_one()
            session.execute(insert(ClaimBooth), {"claim_id": claim, "booth_id": booth})
            session.execute(insert(TakenBooth), {"booth_id": booth, "claim_id": claim, "held_until": until})
            scenes.append(Scene(world, claim, booth, spare))
    return scenes


def use(verb: str, scene: Scene) -> str:
    """Use a verb; "done", or the code of the refusal."""
    try:
        for attempt in scene.world.database.attempts():
            with attempt as session:
                ALL[verb](session, scene, clock.now(session))
    except Refused as refused:
        return refused.code
    return "done"


def ended(scene: Scene) -> tuple[Any, ...]:
    """What became of the claim and the two booths, in words that are the same for every scene."""
    with scene.world.database.read() as session:
        now = clock.now(session)
        row = session.get_one(Claim, scene.claim)
        standing = queries.states(session, scene.world.exhibition, now=now, booths=[scene.booth, scene.spare])
        shared = session.scalars(select(CoExhibitor).where(CoExhibitor.claim_id == scene.claim)).all()
        removed = session.get_one(Booth, scene.booth).removed_at is not None
    booths = [
        (each.state, scene.world.organisations.index(each.organisation_id) if each.organisation_id else None)
        for each in standing.values()
    ]
    return str(row.state), row.extensions, bool(row.notes or row.contact_name), len(shared), removed, *booths


def test_every_verb_of_the_table_is_here():
    assert set(ALL) - {"close", "reserve", "remove"} == set(VERBS)


def contest(world: World, scenes: list[Scene], one: str, other: str) -> str:
    """Two verbs in both orders and at once; what came of the last, if neither order explains it."""
    forward, backward, at_once = scenes
    first = (use(one, forward), use(other, forward))
    second = (use(other, backward), use(one, backward))[::-1]
    expected = {(*first, ended(forward)), (*second, ended(backward))}

    results = together(lambda: use(one, at_once), lambda: use(other, at_once))

    seen = (*results, ended(at_once))
    return "" if seen in expected else f"{one} | {other}: {seen} is none of {expected}"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_F25_two_at_once_end_as_one_after_the_other_would(database_url, beginning):
    with crowded(database_url, booths=6 * len(PAIRS), organisations=3) as world:
        scenes = prepare(world, beginning, 3 * len(PAIRS))

        found = [contest(world, scenes[3 * n : 3 * n + 3], *pair) for n, pair in enumerate(PAIRS)]

        assert [each for each in found if each] == []
        assert contradictions(world) == []


@pytest.mark.service
@pytest.mark.timeout(300)
def test_F00_without_the_lock_on_its_booths_verbs_meet_half_way(postgres_url, monkeypatch):
    monkeypatch.setattr(_taking, "lock", lambda _session, _claim_id: None)
    meeting = [
        pair for pair in PAIRS if set(pair) <= {"share", "fill", "approve", "reject", "withdraw", "vacate", "move"}
    ]
    found = []
    with crowded(postgres_url, booths=60 * len(meeting), organisations=3) as world:
        scenes = prepare(world, "submitted", 30 * len(meeting))
        for n, pair in enumerate(meeting * 10):
            if found := contest(world, scenes[3 * n : 3 * n + 3], *pair):
                break

    assert found, "every pair ended in an order: the lock is not needed, or the test is blind"
