"""A proxy that holds back, cuts and loses what passes through it, byte by byte as a test says."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

Cut = Literal["before", "after"] | None
"""Whether a connection ends before these bytes are passed on, after them, or not at all."""


def _never(_data: bytes) -> Cut:
    return None


def _open() -> threading.Event:
    event = threading.Event()
    event.set()
    return event


@dataclass
class Way:
    """How one connection is treated: gates that must be open, and where it is cut, for either direction."""

    request: threading.Event = field(default_factory=_open)
    answer: threading.Event = field(default_factory=_open)
    cut_request: Callable[[bytes], Cut] = _never
    cut_answer: Callable[[bytes], Cut] = _never


class Proxy:
    """Passes TCP on to `upstream`: a host and port, or the path of a socket file.

    `treat` says how the next connection is treated; `cuts` counts those that were cut.
    """

    def __init__(self, upstream: tuple[str, int] | str) -> None:
        self.upstream = upstream
        self.treat: Callable[[], Way] = Way
        self.cuts = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._listening.getsockname()[1]

    def close(self) -> None:
        """End, with every connection."""
        # A thread that waits in accept keeps the socket alive: woken first.
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for each in self._open:
            _end(each)

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
                server = self._connected()
            except OSError:
                return
            way = self.treat()
            self._open += [client, server]
            gone = threading.Event()
            for source, target, gate, cut in (
                (client, server, way.request, way.cut_request),
                (server, client, way.answer, way.cut_answer),
            ):
                threading.Thread(target=self._pump, args=(source, target, gate, cut, gone), daemon=True).start()

    def _connected(self) -> socket.socket:
        if isinstance(self.upstream, str):
            made = socket.socket(socket.AF_UNIX)
            made.connect(self.upstream)
            return made
        return socket.create_connection(self.upstream)

    def _pump(
        self,
        source: socket.socket,
        target: socket.socket,
        gate: threading.Event,
        cut: Callable[[bytes], Cut],
        gone: threading.Event,
    ) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                gate.wait()
                if gone.is_set():
                    break
                how = cut(data)
                if how is not None:
                    gone.set()  # before it is passed on: the other end may answer at once
                if how != "before":
                    target.sendall(data)
                if how is not None:
                    self.cuts += 1
                    break
        _end(source)
        _end(target)


@contextlib.contextmanager
def proxy(upstream: tuple[str, int] | str) -> Iterator[Proxy]:
    """A proxy for the length of the block."""
    made = Proxy(upstream)
    try:
        yield made
    finally:
        made.close()


def _end(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
