"""A thousand open maps on one process: all are told, each once, by one message that is made once."""

import asyncio
import re
import resource
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from booth_app.base.db import Database
from tests.kit.loops import run
from tests.kit.server import serve
from tests.maps.conftest import Fair

OPEN = 1000
MOST_EACH = 100_000
"""Bytes of memory that an open page may cost the server; a rendered plan alone would be more."""

ID = re.compile(rb"^id: (\d+)$", re.MULTILINE)
ASKED = b"GET /en/forum/feed?view=public HTTP/1.1\r\nHost: localhost\r\n\r\n"


async def until(reader: asyncio.StreamReader, wanted: bytes) -> bytes:
    """What comes up to the message that holds the wanted, and all of that message."""
    heard = b""
    while wanted not in heard or not heard.endswith((b"\n\n", b"\n\n\r\n")):
        part = await reader.read(65536)
        assert part, "the server has ended the stream"
        heard += part
    return heard


async def listeners(port: int) -> list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """So many pages that have heard their greeting."""
    pairs = []
    for _ in range(OPEN):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(ASKED)
        pairs.append((reader, writer))
    await asyncio.gather(*(until(reader, b"event: feed-open") for reader, _ in pairs))
    return pairs


def memory(pid: int) -> int:
    """Bytes of a process in memory."""
    said = Path(f"/proc/{pid}/status")
    return int(re.search(r"VmRSS:\s+(\d+) kB", said.read_text()).group(1)) * 1024 if said.exists() else 0


@pytest.fixture
def many_files() -> Iterator[None]:
    """As many open sockets as the machine lets anybody have; the server inherits it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.usefixtures("many_files")
def test_F67_a_thousand_pages_hear_of_every_booth_and_no_number_twice(
    fair_on: Callable[..., Fair], sqlite_url: str
) -> None:
    database = Database(sqlite_url)
    fair = fair_on(database, 20, quota=100)

    async def work(port: int, pid: int) -> tuple[list[bytes], int]:
        before = memory(pid)
        pairs = await listeners(port)
        listening = [asyncio.ensure_future(until(reader, b'data-number="A-104"')) for reader, _ in pairs]
        for number in ("A-101", "A-102", "A-103", "A-104"):
            await asyncio.to_thread(fair.assign, number)
        heard = await asyncio.gather(*listening)
        grown = memory(pid) - before
        for _, writer in pairs:
            writer.close()
        return heard, grown

    with serve(sqlite_url) as server:
        [port] = server.ports
        heard, grown = run(work(port, server.processes[port].pid))
    database.dispose()

    for number in (b"A-101", b"A-102", b"A-103", b"A-104"):
        assert all(b'data-number="%s"' % number in each for each in heard)
    for each in heard:
        numbers = [int(found) for found in ID.findall(each)]
        assert numbers == sorted(set(numbers))
    assert grown < OPEN * MOST_EACH
