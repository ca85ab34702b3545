"""What the tests of hostile files share."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from booth_app.planfiles import Reading, Unreadable, read_svg
from tests.planfiles.drawings import refusal

SECONDS = 30.0
"""Of processor time that tell a refusal from an explosion: one takes milliseconds, or a second where two hundred
thousand elements are counted, the other hours. It is no measure of speed, which a busy machine would make fail."""


def quickly_refused(data: bytes, metres_per_unit: float | None = None) -> Unreadable:
    """The refusal, if it comes at once."""
    started = time.process_time()
    problem = refusal(data, metres_per_unit)
    assert time.process_time() - started < SECONDS
    return problem


def read_or_refused(data: bytes, read: Callable[[bytes], Reading] = read_svg) -> Reading | Unreadable:
    """Whichever of the two it is; anything else fails the test."""
    try:
        return read(data)
    except Unreadable as problem:
        return problem


@contextmanager
def canary() -> Iterator[tuple[str, Callable[[], int]]]:
    """A port that should never be called: its address, and how often it was."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        over = threading.Event()

        def listen() -> None:
            while not over.is_set():
                try:
                    calls.append(server.accept())
                except TimeoutError:
                    continue

        listening = threading.Thread(target=listen)
        listening.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}", lambda: len(calls)
        finally:
            over.set()
            listening.join()
