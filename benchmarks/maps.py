"""The map's page at 60, 1,000 and 5,000 booths: time and bytes, beside as many bytes from the same server's memory."""

import gzip
from collections.abc import Iterator
from urllib.request import Request, urlopen

import brotli

from benchmarks import load
from benchmarks.measure import Row, pairs
from benchmarks.world import build, databases
from tests.kit.server import serve

SIZES = (60, 1000, 5000)


def rows() -> Iterator[Row]:
    """Serving, making, answering 304, and bytes."""
    with databases() as makers:
        for size in SIZES:
            world = build(makers["SQLite"](), booths=size, organisations=1)
            with serve(world.url, target="benchmarks.server:app") as server:
                yield from _page(server.ports[0], size)


def _page(port: int, size: int) -> Iterator[Row]:
    address = "/en/forum/"
    body, tag = _fetch(port, address)

    def limit() -> float:
        request = load.get(f"/bare?bytes={len(body)}")
        return load.run(port, lambda _n: iter(lambda: request, None), connections=8, seconds=2).rate(200)

    def product() -> float:
        request = load.get(address)
        return load.run(port, lambda _n: iter(lambda: request, None), connections=8, seconds=2).rate(200)

    def unchanged() -> float:
        request = load.get(address, f"If-None-Match: {tag}")
        return load.run(port, lambda _n: iter(lambda: request, None), connections=8, seconds=2).rate(304)

    sizes = (len(body), len(gzip.compress(body, 6)), len(brotli.compress(body, quality=5)))
    note = "{:,.0f} kB, gzip {:,.1f}, brotli {:,.1f}".format(*(each / 1000 for each in sizes))
    yield pairs("map page", f"{size} booths", limit, product, unit="/s", target="≥ 0.8", note=note)
    yield pairs("map page, 304", f"{size} booths", limit, unchanged, unit="/s", target="≥ 0.8")


def _fetch(port: int, address: str) -> tuple[bytes, str]:
    with urlopen(Request(f"http://127.0.0.1:{port}{address}")) as answer:
        return answer.read(), answer.headers.get("ETag", "")
