"""Claims through the real server, beside the same durable transaction by the bare driver in the same run."""

from collections.abc import Iterator
from urllib.parse import urlencode

from benchmarks import claims_limit, load
from benchmarks.measure import Row, pairs
from benchmarks.world import World, build, databases
from tests.kit.server import serve

SECONDS = 3.0
CONNECTIONS = 16
ROUNDS = 5


def rows() -> Iterator[Row]:
    """Fresh booths and contested ones, on each database."""
    with databases() as makers:
        for kind, maker in makers.items():
            world = build(maker(), booths=12_000, organisations=CONNECTIONS * 4)
            bare = build(maker(), booths=40_000, organisations=16)
            with serve(world.url, processes=1) as server:
                yield from _fresh(kind, world, bare, server.ports[0])
                yield _contested(kind, world, server.ports[0])


def _fresh(kind: str, world: World, bare: World, port: int) -> Iterator[Row]:
    numbers = iter(world.numbers)
    spare = iter(bare.booths)
    tails: list[tuple[float, float]] = []

    def limit() -> float:
        booths = [next(spare) for _ in range(7000)]
        return claims_limit.rate(bare.url, booths, bare.organisations)

    def product() -> float:
        answers = load.run(port, lambda n: _holds(world, n, numbers), connections=CONNECTIONS, seconds=SECONDS)
        assert set(answers.statuses) == {303}, answers.statuses
        tails.append((answers.percentile(0.5), answers.percentile(0.99)))
        return answers.rate(303)

    row = pairs(f"holds, {kind}", "fresh booths, 16 clients", limit, product, unit="/s", target="≥ 0.20", rounds=ROUNDS)
    yield row
    p50, p99 = (sorted(each)[len(tails) // 2] for each in zip(*tails, strict=True))
    ratio = p99 / p50
    target = "≤ 4" if kind == "PostgreSQL" else "≤ 8"
    yield Row(f"holds, {kind}", "p99 beside p50", p99, p50, ratio, ratio, ratio, "ms", target, False)


def _contested(kind: str, world: World, port: int) -> Row:
    """Twenty booths that are gone: all are refused. Beside a page that asks the database nothing."""
    taken = world.numbers[:20]

    def limit() -> float:
        page = load.get("/en/account/sign-in")
        answers = load.run(port, lambda _n: iter(lambda: page, None), connections=CONNECTIONS, seconds=2)
        return answers.rate(200)

    def product() -> float:
        answers = load.run(port, lambda n: _endless(world, n, taken), connections=CONNECTIONS, seconds=2)
        assert set(answers.statuses) <= {409, 303}, answers.statuses
        return answers.rate(409)

    return pairs(
        f"refusals, {kind}",
        "20 taken booths, 16 clients",
        limit,
        product,
        unit="/s",
        target="≥ 0.75",
        note="limit: a page",
    )


def _holds(world: World, n: int, numbers: Iterator[str]) -> Iterator[bytes]:
    for turn, number in enumerate(numbers):
        yield _hold(world, (n + turn * CONNECTIONS) % len(world.passes), number)


def _endless(world: World, n: int, numbers: list[str]) -> Iterator[bytes]:
    turn = n
    while True:
        turn += 1
        yield _hold(world, turn % len(world.passes), numbers[turn % len(numbers)])


_count = iter(range(1 << 60))


def _hold(world: World, client: int, number: str) -> bytes:
    person = world.passes[client]
    body = urlencode({"csrf_token": person.csrf, "request_key": f"bench-{next(_count):012}"})
    return load.post(f"/en/forum/booths/{number}/hold", body, f"Cookie: {person.cookie}")
