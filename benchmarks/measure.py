"""Limit and product in turn, at least five times; the median of the pairwise ratios is what is said."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

NOISY = 0.30
"""Where the limit itself varies by more than this over the pairs, a row is not judged."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. Rates count per second, times in milliseconds; `ratio` is product ÷ limit."""

    area: str
    size: str
    product: float
    limit: float
    ratio: float
    low: float
    high: float
    unit: str
    target: str
    noisy: bool
    note: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """For the file of raw numbers."""
        return asdict(self)


def pairs(
    area: str,
    size: str,
    limit: Callable[[], float],
    product: Callable[[], float],
    *,
    unit: str,
    target: str,
    rounds: int = 5,
    note: str = "",
) -> Row:
    """Measure L P L P …: each call gives a rate or a time."""
    limits, products = [], []
    for _ in range(rounds):
        limits.append(limit())
        products.append(product())
    ratios = [p / m for p, m in zip(products, limits, strict=True)]
    middle = statistics.median(limits)
    noisy = (max(limits) - min(limits)) / middle > NOISY
    return Row(
        area,
        size,
        statistics.median(products),
        middle,
        statistics.median(ratios),
        min(ratios),
        max(ratios),
        unit,
        target,
        noisy,
        note,
    )


def milliseconds(work: Callable[[], Any], least: int = 3) -> float:
    """The shortest of some runs: noise only adds."""
    best = float("inf")
    for _ in range(least):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best * 1000


def machine() -> dict[str, Any]:
    """What the figures were taken on: cores, load, a fixed loop, a durable append."""
    began = time.perf_counter()
    total = 0
    for number in range(2_000_000):
        total += number
    loop = time.perf_counter() - began
    syncs = []
    with tempfile.NamedTemporaryFile(dir=Path.cwd()) as file:
        for _ in range(100):
            began = time.perf_counter()
            file.write(b"x" * 4096)
            file.flush()
            os.fdatasync(file.fileno())
            syncs.append(time.perf_counter() - began)
    return {
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "loop_ms": round(loop * 1000, 1),
        "fdatasync_p50_ms": round(statistics.median(syncs) * 1000, 3),
    }


def table(rows: list[Row]) -> str:
    """The rows as Markdown."""
    lines = [
        "| area | size | product | limit | ratio | spread | target | |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        remark = " ".join(each for each in ("noisy" if row.noisy else "", row.note) if each)
        lines.append(
            f"| {row.area} | {row.size} | {row.product:,.1f} {row.unit} | {row.limit:,.1f} {row.unit} "
            f"| **{row.ratio:.2f}** | {row.low:.2f}…{row.high:.2f} | {row.target} | {remark} |"
        )
    return "\n".join(lines)
