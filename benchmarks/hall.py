"""Halls of any size for measuring, and the rules measured beside the bare tree query.

Islands of 2 × 10 back-to-back booths of 3 × 3 m, aisles and cross aisles of 3 m, a tenth of the booths in 2 × 2
blocks turned by 15, 30 or 45 degrees, one in two hundred shifted by up to 0.3 m, 14 exits, columns of 0.6 m every
12 m; the same for the same seed, on the millimetre grid.

    python -m benchmarks.hall [BOOTHS …]      prints a table; JSON with --json
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator

import numpy as np
import shapely
from shapely import Polygon, affinity, box

from booth_app.geometry import BoothShape, Fixture, FixtureKind, Hall, Plan, check, snap
from booth_app.geometry.neighbours import adjoining, compass
from booth_app.geometry.sides import sides

MODULE, AISLE, COLUMN, BAY = 3.0, 3.0, 0.6, 12.0
ALONG = 10
TURNED, SHIFTED, SHIFT = 0.1, 0.005, 0.3
EXITS = 14
SIZES = (500, 5_000, 50_000)


def hall(booths: int, seed: int = 7) -> Plan:
    """A plan with about so many booths, all within the hall; see above."""
    random = np.random.default_rng(seed)
    turned = round(booths * TURNED / 4) * 4
    straight = booths - turned
    islands = -(-straight // (2 * ALONG))
    across = max(round((islands * (2 * MODULE + AISLE) / (ALONG * MODULE + AISLE)) ** 0.5), 1)
    outlines = list(_islands(straight, across))
    below = max(outline.bounds[3] for outline in outlines) + AISLE
    width = across * (ALONG * MODULE + AISLE) + AISLE
    outlines += _blocks(turned // 4, width, below, random)
    for at in random.choice(len(outlines), round(len(outlines) * SHIFTED), replace=False):
        outlines[at] = affinity.translate(outlines[at], *random.uniform(-SHIFT, SHIFT, 2))
    height = max(outline.bounds[3] for outline in outlines) + AISLE
    return Plan(
        halls=(Hall("hall", box(0, 0, width, height)),),
        booths=tuple(BoothShape(str(n), f"{n // 100}-{n % 100:02}", snap(each)) for n, each in enumerate(outlines)),
        fixtures=(*_columns(width, height), *_exits(width, height)),
    )


def _islands(count: int, across: int) -> Iterator[Polygon]:
    for n in range(count):
        island, place = divmod(n, 2 * ALONG)
        row, column = divmod(island, across)
        x = AISLE + column * (ALONG * MODULE + AISLE) + place % ALONG * MODULE
        y = AISLE + row * (2 * MODULE + AISLE) + place // ALONG * MODULE
        yield box(x, y, x + MODULE, y + MODULE)


def _blocks(count: int, width: float, top: float, random: np.random.Generator) -> list[Polygon]:
    """2 × 2 booths about a middle, turned; a block turned by 45° is as wide as its diagonal."""
    room = 2 * MODULE * 2**0.5 + AISLE
    across = max(int((width - AISLE) // room), 1)
    found = []
    for n in range(count):
        row, column = divmod(n, across)
        middle = AISLE + room / 2 + column * room, top + room / 2 + row * room
        angle = float(random.choice([15, 30, 45]))
        for x, y in ((-MODULE, -MODULE), (0, -MODULE), (-MODULE, 0), (0, 0)):
            booth = box(middle[0] + x, middle[1] + y, middle[0] + x + MODULE, middle[1] + y + MODULE)
            found.append(affinity.rotate(booth, angle, origin=middle))
    return found


def _columns(width: float, height: float) -> Iterator[Fixture]:
    places = [(x, y) for y in np.arange(BAY, height, BAY) for x in np.arange(BAY, width, BAY)]
    for n, (x, y) in enumerate(places):
        label = f"column-{n + 1}"
        yield Fixture(label, FixtureKind.COLUMN, label, snap(box(x, y, x + COLUMN, y + COLUMN)))


def _exits(width: float, height: float) -> Iterator[Fixture]:
    for n in range(EXITS):
        x = width * (n // 2 + 0.5) / (EXITS // 2)
        y = 0.0 if n % 2 else height
        label = f"exit-{n + 1}"
        yield Fixture(label, FixtureKind.EXIT, label, snap(box(x, y - 0.2, x + 3, y + 0.2)), width=3.0)


def bare(plan: Plan) -> None:
    """The limit: build a tree of the booths and ask it which of them meet (G1)."""
    outlines = np.array([booth.outline for booth in plan.booths], dtype=object)
    shapely.STRtree(outlines).query(outlines, predicate="intersects")


FLOOR_RULES = {"*": False, "overlap": True, "outside-hall": True, "obstacle": True}
WORK: dict[str, Callable[[Plan], object]] = {
    "overlap + outside-hall + obstacle": lambda plan: check(plan, FLOOR_RULES),
    "all rules": check,
    "open sides": sides,
    "adjoining": adjoining,
    "arrow keys": compass,
}


def measure(plan: Plan, pairs: int = 5) -> dict[str, dict[str, float]]:
    """Milliseconds of each piece of work and of the limit beside it, alternating, and the median of their ratios."""
    found = {}
    for name, work in WORK.items():
        times = [(_milliseconds(bare, plan), _milliseconds(work, plan)) for _ in range(pairs)]
        limits = [limit for limit, _ in times]
        found[name] = {
            "ms": round(min(product for _, product in times), 2),
            "limit_ms": round(min(limits), 2),
            "ratio": round(statistics.median(product / limit for limit, product in times), 2),
            "limit_spread": round(max(limits) / min(limits), 2),
        }
    return found


def _milliseconds(work: Callable[[Plan], object], plan: Plan) -> float:
    start = time.perf_counter()
    work(plan)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Rules beside the bare tree query")
    parser.add_argument("booths", nargs="*", type=int, default=SIZES)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    found = {booths: measure(hall(booths)) for booths in chosen.booths}
    if chosen.json:
        print(json.dumps(found))
        return
    for booths, rows in found.items():
        for name, row in rows.items():
            noisy = "  noisy" if row["limit_spread"] > 1.3 else ""
            print(f"{booths:>7} {name:<36} {row['ms']:>9} ms {row['limit_ms']:>9} ms {row['ratio']:>7}{noisy}")


if __name__ == "__main__":
    main()
