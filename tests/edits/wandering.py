"""Edits at random, one after another, as a hand at a plan might make them: careful, careless and mistaken."""

from collections.abc import Iterator

import numpy as np
from shapely import Polygon, affinity, box

from booth_app.edits import Add, CannotEdit, Edit, Move, Place, Remove, Renumber, Resize, Restore, Rotate, fresh_key
from booth_app.edits.resize import Anchor
from booth_app.geometry import BoothShape, Fixture, FixtureKind, Hall, Plan, snap

BOW = Polygon([(0, 0), (3, 3), (3, 0), (0, 3)])
SLIVER = Polygon([(0, 0), (3, 0), (3, 0.002)])
BENT = Polygon([(0, 0), (6, 0), (6, 3), (3, 3), (3, 6), (0, 6)])


def small_hall(turned: float = 0.0) -> Plan:
    """Two rows of booths that touch, a bent one, two columns, a wall and two exits, turned by degrees."""
    booths = [
        BoothShape(
            f"{row}{n}",
            f"{'AB'[row]}-{101 + n}",
            box(3 + 3 * n, 3 + 6 * row, 6 + 3 * n, 6 + 6 * row),
            height=2.5 if n % 2 else None,
        )
        for row in (0, 1)
        for n in range(6)
    ]
    booths.append(BoothShape("bent", "C-1", affinity.translate(BENT, 3, 15)))
    fixtures = (
        Fixture("c1", FixtureKind.COLUMN, "column-1", box(12, 7, 12.6, 7.6)),
        Fixture("c2", FixtureKind.COLUMN, "column-2", box(15, 16, 15.6, 16.6)),
        Fixture("w", FixtureKind.WALL, "wall-1", box(22, 3, 22.2, 12)),
        Fixture("e1", FixtureKind.EXIT, "exit-1", box(10, -0.2, 13, 0.2), width=3.0),
        Fixture("e2", FixtureKind.EXIT, "exit-2", box(10, 23.8, 13, 24.2), width=3.0),
    )
    plan = Plan((Hall("hall", box(0, 0, 30, 24)),), tuple(booths), fixtures)
    return turned_plan(plan, turned)


def turned_plan(plan: Plan, degrees: float) -> Plan:
    """The plan turned about the origin, on the grid."""

    def turn(things: tuple) -> tuple:
        return tuple(
            type(each)(**{**{n: getattr(each, n) for n in each.__slots__}, "outline": _turned(each.outline, degrees)})
            for each in things
        )

    return Plan(turn(plan.halls), turn(plan.booths), turn(plan.fixtures), turn(plan.zones)) if degrees else plan


def _turned(shape, degrees: float):
    return snap(affinity.rotate(shape, degrees, origin=(0, 0)))


def wander(plan: Plan, steps: int, seed: int) -> Iterator[Plan]:
    """The plans after each of so many edits; now and then one that was there before, as undo gives it."""
    random = np.random.default_rng(seed)
    seen = [plan]
    for _ in range(steps):
        if random.random() < 0.1:
            plan = seen[random.integers(len(seen)) if random.random() < 0.4 else 0]
        else:
            try:
                plan = _edit(plan, random).apply(plan)
            except CannotEdit:
                continue
        seen.append(plan)
        yield plan


def _edit(plan: Plan, random: np.random.Generator) -> Edit:
    keys = [booth.key for booth in plan.booths] or ["none"]
    key = keys[random.integers(len(keys))]
    some = tuple(dict.fromkeys([key, *random.choice(keys, random.integers(3)).tolist()]))
    x, y = (round(float(each), 3) for each in random.normal(0, 0.8, 2))
    match random.integers(10):
        case 0 | 1:
            return Move(some, x, y)
        case 2:
            return Move((key,), 3.0 * random.integers(-1, 2), 3.0 * random.integers(-1, 2))
        case 3:
            return Rotate(some, float(random.choice([90.0, 45.0, 17.3, -17.3])))
        case 4:
            size = random.choice([0.5, 2.0, 3.0, 6.0], 2)
            return Resize(key, float(size[0]), float(size[1]), Anchor(random.choice(list(Anchor))))
        case 5:
            return Renumber(key, f"A-{random.integers(100, 108)}")
        case 6:
            return Remove((key,))
        case 7:
            return Add(fresh_key(plan), f"N-{random.integers(1, 99)}", 10 * abs(x), 8 * abs(y), 3.0, 2.0)
        case 8:
            return Restore(BoothShape(key, "A-101", affinity.translate([BOW, SLIVER, BENT][random.integers(3)], x, y)))
        case _:
            return Place(key, 5 * abs(x), 5 * abs(y), 3.0, 3.0, 0.0)
