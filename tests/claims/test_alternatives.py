"""Nearest similar booths in a large hall: asked about few, answered as if about all."""

import random
from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box
from sqlalchemy import update

from booth_app.base.db import Database
from booth_app.claims import adjoining, queries
from booth_app.claims.views.pictures import CARD_PX, STAND_PX, booths_in, only
from booth_app.drawing.extract import extract
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitions.models import Booth
from booth_app.geometry import Hall, Plan, Side
from booth_app.geometry.neighbours import connected
from booth_app.layouts import queries as queried
from booth_app.layouts import services as laying
from booth_app.layouts.queries import booth_id, booth_key
from tests.claims.world import World, build
from tests.geometry.plans import booth

asked_of = import_module("booth_app.claims.queries.alternatives")  # its name in the package is the function's
BOOTHS, ROW = 120, 12
places = st.integers(0, BOOTHS - 1)


@pytest.fixture
def motley(sqlite_url: str, now: datetime) -> Iterator[World]:
    """Ten rows of twelve touching booths: of several zones, open to one side or more, some of half the depth."""
    database = Database(sqlite_url)
    world = build(database, now, booths=1, quota=None)
    with world.database.write() as session:
        hall = exhibitions.halls(session, world.exhibition)[0]
        draft = laying.import_plan(session, world.staff, hall.id, drawn(random.Random(3)), now=now)
        laying.publish(session, world.staff, draft, version=0, now=now)
        [published] = queried.published_halls(session, world.exhibition)
    world.booths = [booth_id(each.key) or 0 for each in published.plan.booths]
    yield world
    database.dispose()


def drawn(dice: random.Random) -> Plan:
    """The plan of it."""
    booths = []
    for n in range(BOOTHS):
        x, y = 3 + n % ROW * 3, 3 + n // ROW * 6
        deep = 1.5 if dice.random() < 0.2 else 3
        sides = tuple(dice.sample([Side.TOP, Side.LEFT, Side.RIGHT], dice.choice([0, 1, 2])))
        zone = dice.choice(["", "east", "west"])
        booths.append(booth(f"A-{101 + n}", box(x, y, x + 3, y + deep), open=(*sides, Side.BOTTOM), zone=zone))
    return Plan(halls=(Hall("a", box(0, 0, ROW * 3 + 6, BOOTHS // ROW * 6 + 6)),), booths=tuple(booths))


def ask(world: World, wanted: list[int], taken: set[int]) -> list[queries.Alternative]:
    """What is offered for some booths of the hall, named by their places in it, where others are taken."""
    gone = [world.booths[n] for n in taken | set(wanted)]
    with world.database.write() as session:
        session.execute(update(Booth).values(closed=Booth.id.in_(gone)))
    with world.database.read() as session:
        return queries.alternatives(
            session, world.exhibition, [world.booths[n] for n in wanted], now=world.now, limit=3
        )


def plainly(world: World, wanted: int, taken: set[int]) -> list[float]:
    """How unlike the best three of all free booths are: one by one, by the measure as it is written down."""
    with world.database.read() as session:
        [published] = queried.published_halls(session, world.exhibition)
    lost = published.plan.booth(booth_key(world.booths[wanted]))
    mine = published.facts[world.booths[wanted]]
    costs = []
    for n in set(range(BOOTHS)) - taken - {wanted}:
        its, shape = published.facts[world.booths[n]], published.plan.booth(booth_key(world.booths[n]))
        cost = shape.outline.distance(lost.outline) + 20 * abs(log2(shape.outline.area / lost.outline.area))
        cost += 5 * abs(len(its.open_sides) - len(mine.open_sides)) + (0 if its.zone == mine.zone else 10)
        costs.append(cost)
    return sorted(costs)[:3]


def unlikeness(world: World, wanted: int, found: list[queries.Alternative]) -> list[float]:
    taken = set(range(BOOTHS)) - {world.booths.index(each.booths[0].booth_id) for each in found}
    return plainly(world, wanted, taken)


def test_the_best_of_all_booths_are_found_though_few_are_asked_about(motley, monkeypatch):
    monkeypatch.setattr(asked_of, "_NEAREST", 20)

    @settings(max_examples=40, deadline=None)
    @given(wanted=places, taken=st.sets(places, max_size=BOOTHS))
    def holds(wanted, taken):
        found = ask(motley, [wanted], taken)

        best = plainly(motley, wanted, taken)
        assert unlikeness(motley, wanted, found) == pytest.approx(best)
        assert len({each.numbers for each in found}) == len(best)

    holds()


def test_stands_are_the_same_though_few_booths_are_asked_about(motley, monkeypatch):
    monkeypatch.setattr(asked_of, "_SEEDS", 6)
    answered_early = []

    @settings(max_examples=40, deadline=None)
    @given(first=places, count=st.integers(2, 3), taken=st.sets(places, max_size=BOOTHS // 2))
    def holds(first, count, taken):
        wanted = [first // ROW * ROW + (first + n) % ROW for n in range(count)]
        counted = []
        monkeypatch.setattr(asked_of, "_NEAREST", 60)
        monkeypatch.setattr(
            asked_of, "states", lambda *a, **b: (counted.append(b["booths"]), queries.states(*a, **b))[1]
        )
        few = ask(motley, wanted, taken)
        answered_early.append(len(counted) == 1)
        monkeypatch.setattr(asked_of, "_NEAREST", 10 * BOOTHS)
        everything = ask(motley, wanted, taken)

        assert [each.numbers for each in few] == [each.numbers for each in everything]

    holds()
    assert any(answered_early)
    assert not all(answered_early)


def test_a_stand_that_is_offered_is_free_and_of_one_piece(motley):
    taken = set(range(0, BOOTHS, 7))

    found = ask(motley, [30, 31, 32], taken)

    with motley.database.read() as session:
        [published] = queried.published_halls(session, motley.exhibition)
        beside = adjoining.beside(session, published)
    assert len(found) == 3
    for each in found:
        assert len(each.booths) == 3
        assert connected(each.keys, beside)
        assert not {motley.booths.index(booth.booth_id) for booth in each.booths} & (taken | {30, 31, 32})


@pytest.mark.parametrize("size", [STAND_PX, CARD_PX])
def test_a_picture_of_few_booths_is_the_picture_of_all(motley, size):
    """Tall stands above all: a wide picture shows much beside them, at the hall's edge on one side alone."""
    with motley.database.read() as session:
        [published] = queried.published_halls(session, motley.exhibition)
        for stand in ([0], [5, 17, 29, 41], [119], [108, 109, 96], [ROW - 1, 2 * ROW - 1, 3 * ROW - 1]):
            ids = [motley.booths[n] for n in stand]
            keys = [booth_key(each) for each in ids]
            seen = booths_in(session, published, ids, size)
            said = {"lang": "ar", "title": "", "wide_px": size[0], "high_px": size[1]}

            assert len(seen) < BOOTHS
            assert extract(only(published.plan, seen), keys, {}, **said) == extract(published.plan, keys, {}, **said)
