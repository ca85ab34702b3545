"""A load client of raw sockets on one event loop: connections that send their next request when one is answered."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import uvloop


@dataclass
class Answers:
    """What came back: how many of each status, how long each took, over how long."""

    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    bytes: int = 0

    def rate(self, *statuses: int) -> float:
        """Answers a second (of these statuses, or all)."""
        return sum(n for status, n in self.statuses.items() if not statuses or status in statuses) / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds that this share of the answers did not exceed."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


def run(
    port: int, requests: Callable[[int], Iterator[bytes]], *, connections: int = 16, seconds: float = 3.0
) -> Answers:
    """Load a port for some seconds. `requests(n)` gives connection n's requests, endless or not."""
    return uvloop.run(_all(port, requests, connections, seconds))


async def _all(port: int, requests: Callable[[int], Iterator[bytes]], connections: int, seconds: float) -> Answers:
    answers = Answers()
    began = time.perf_counter()
    until = began + seconds
    await asyncio.gather(*(_one(port, requests(n), until, answers) for n in range(connections)))
    answers.seconds = time.perf_counter() - began
    return answers


async def _one(port: int, requests: Iterator[bytes], until: float, answers: Answers) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for request in requests:
            began = time.perf_counter()
            if began >= until:
                break
            writer.write(request)
            status, size = await _answer(reader)
            answers.times.append(time.perf_counter() - began)
            answers.statuses[status] += 1
            answers.bytes += size
    finally:
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, int]:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    lower = head.lower()
    if b"transfer-encoding: chunked" in lower:
        size = 0
        while True:
            length = int(await reader.readline(), 16)
            await reader.readexactly(length + 2)
            size += length
            if length == 0:
                return status, size
    at = lower.find(b"content-length:")
    length = int(lower[at + 15 : lower.index(b"\r", at)]) if at >= 0 else 0
    if length:
        await reader.readexactly(length)
    return status, length


def get(path: str, *headers: str) -> bytes:
    """A GET request as bytes."""
    return "\r\n".join((f"GET {path} HTTP/1.1", "Host: localhost", *headers, "", "")).encode()


def post(path: str, body: str, *headers: str) -> bytes:
    """A form's POST request as bytes."""
    kind = "Content-Type: application/x-www-form-urlencoded"
    return "\r\n".join(
        (f"POST {path} HTTP/1.1", "Host: localhost", kind, f"Content-Length: {len(body)}", *headers, "", body)
    ).encode()
