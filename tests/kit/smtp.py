"""Mail servers to test against: one that works or answers as told, and some that misbehave."""

import contextlib
import email
import email.policy
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from email.message import EmailMessage

from aiosmtpd.controller import Controller

from tests.kit.services import free_port


class Inbox:
    """A mail server on this machine that keeps what it gets. `answers` holds answers to give to a recipient first."""

    def __init__(self, port: int | None = None) -> None:
        self.port = port or free_port()
        self.mails: list[EmailMessage] = []
        self.answers: dict[str, list[str]] = defaultdict(list)
        self.answers_to_data: list[str] = []
        self._controller: Controller | None = None

    @property
    def url(self) -> str:
        """For `MAIL_URL`."""
        return f"smtp://127.0.0.1:{self.port}"

    def start(self) -> "Inbox":
        """Begin to answer."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, enable_SMTPUTF8=True)
        self._controller.start()
        return self

    def stop(self) -> None:
        """Close the door."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(self, server, session, envelope, address, options):
        """Take the recipient, or answer as told."""
        if self.answers[address]:
            return self.answers[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        """Keep the mail."""
        if self.answers_to_data:
            return self.answers_to_data.pop(0)
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        mail["X-Recipient"] = envelope.rcpt_tos[0]
        self.mails.append(mail)
        return "250 kept"

    @property
    def ids(self) -> list[str]:
        """Message-IDs in the order of arrival."""
        return [mail["Message-ID"] for mail in self.mails]


@contextlib.contextmanager
def inbox() -> Iterator[Inbox]:
    """A mail server that works."""
    made = Inbox().start()
    try:
        yield made
    finally:
        made.stop()


@contextlib.contextmanager
def misbehaving(behave: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that does `behave` with each connection; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                threading.Thread(target=_with, args=(behave, connection), daemon=True).start()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1]


def _with(behave: Callable[[socket.socket], None], connection: socket.socket) -> None:
    with connection, contextlib.suppress(OSError):
        behave(connection)


def silent(connection: socket.socket) -> None:
    """Accepts and says nothing."""
    connection.recv(1)
    time.sleep(60)


def dripping(connection: socket.socket) -> None:
    """Greets a byte at a time, for ever: never silent, never done."""
    while True:
        connection.sendall(b"2")
        time.sleep(0.05)


def never_answering(connection: socket.socket) -> None:
    """Takes everything up to the end of the mail, and then does not say whether it has it."""
    connection.sendall(b"220 ready\r\n")
    with connection.makefile("rb") as lines:
        for line in lines:
            if line.upper().startswith(b"DATA"):
                connection.sendall(b"354 go on\r\n")
                break
            connection.sendall(b"250 OK\r\n")
        for line in lines:
            if line == b".\r\n":
                time.sleep(60)
