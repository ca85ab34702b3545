"""A page's ear: a server-sent event client of the least that such a client has to do."""

import http.client
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Heard:
    """One message."""

    name: str
    number: int | None
    data: str
    at: float


@dataclass
class Ear:
    """Listens in a thread until it is closed or the server ends the stream."""

    port: int
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    heard: list[Heard] = field(default_factory=list)
    status: int = 0
    given: dict[str, str] = field(default_factory=dict)
    ended: bool = False

    def __enter__(self) -> "Ear":
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self._connection.request("GET", self.path, headers=self.headers)
        self._answer = self._connection.getresponse()
        self.status = self._answer.status
        self.given = {name.lower(): value for name, value in self._answer.getheaders()}
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection.sock:
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)
        self._connection.close()

    @property
    def last(self) -> int:
        """The number to resume from."""
        return max((each.number for each in self.heard if each.number is not None), default=0)

    @property
    def swaps(self) -> list[Heard]:
        """The messages that change the page."""
        return [each for each in self.heard if not each.name]

    def wait(self, wanted: Callable[["Ear"], bool], seconds: float = 20) -> float:
        """Wait until something is so; gives the seconds it took."""
        began = time.monotonic()
        while not wanted(self):
            if time.monotonic() - began > seconds:
                raise AssertionError(f"not within {seconds} s; heard {[(e.name, e.number) for e in self.heard]}")
            time.sleep(0.005)
        return time.monotonic() - began

    def _listen(self) -> None:
        name, number, data = "", None, []
        try:
            while line := self._answer.readline():
                text = line.decode().rstrip("\n")
                if not text:
                    if data or name:
                        self.heard.append(Heard(name, number, "\n".join(data), time.monotonic()))
                    name, number, data = "", None, []
                elif text.startswith("event: "):
                    name = text[7:]
                elif text.startswith("id: "):
                    number = int(text[4:])
                elif text.startswith("data: "):
                    data.append(text[6:])
        except (OSError, ValueError, AttributeError):  # closed by us
            pass
        self.ended = True
