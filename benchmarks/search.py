"""Searching names in memory, beside reading all the names once: what a search without an index would cost at least."""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from benchmarks.measure import Row, pairs
from booth_app.text.search import Index, words
from tests.kit import names

QUERIES = [line.split("\t")[1] for line in Path("tests/text/queries.tsv").read_text("utf-8").splitlines()]
SIZES = (5_000, 20_000)


def rows() -> Iterator[Row]:
    """The slowest but one in a hundred of the fixed queries, and how it grows."""
    taken = {}
    for size in SIZES:
        entries = names.exhibitors(size)
        index = Index(entries)

        def limit(entries=entries) -> float:
            began = perf_counter()
            for entry in entries:
                words(" ".join(entry.texts))
            return (perf_counter() - began) * 1000

        def product(index=index) -> float:
            times = []
            for query in QUERIES:
                began = perf_counter()
                index.find(query)
                times.append((perf_counter() - began) * 1000)
            return sorted(times)[int(len(times) * 0.99)]

        row = pairs("search, p99", f"{size:,} exhibitors", limit, product, unit="ms", target="≤ 1 ms at 5,000")
        taken[size] = row.product
        yield row
    few, many = (taken[size] for size in SIZES)
    ratio = many / few
    yield Row("search grows", "5,000 → 20,000", many, few, ratio, ratio, ratio, "ms", "≤ 3", False)
