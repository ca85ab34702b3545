"""Handing a finished mail to the mail server, within a time that cannot be stretched."""

import contextlib
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

ANSWER_SECONDS = 20
"""How long the server may be silent."""
CONVERSATION_SECONDS = 90
"""How long the whole conversation may last: a server that sends a byte a second is never silent."""
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Undelivered(Exception):
    """The mail is not with the server. Its text is for staff and the log."""


class Away(Undelivered):
    """No server to talk to: says nothing about this mail, and the next one would fare the same."""


class NotNow(Undelivered):
    """The server wants this mail later (4xx, greylisting)."""


class Never(Undelivered):
    """The server will not take this mail (5xx)."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail goes, read from `MAIL_URL`."""

    host: str
    port: int
    user: str
    password: str
    tls: bool
    own_name: str

    @classmethod
    def at(cls, url: str, own_name: str) -> "Server":
        """`smtp://user:password@host:587` (TLS by STARTTLS where offered) or `smtps://…` (TLS from the start).

        `own_name` is what this side calls itself; asking the network for it can take longer than the mail.
        """
        parts = urlsplit(url)
        tls = parts.scheme == "smtps"
        return cls(
            host=parts.hostname or "localhost",
            port=parts.port or (465 if tls else 25),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            tls=tls,
            own_name=own_name,
        )

    def deliver(self, mail: EmailMessage) -> None:
        """Give `mail` to the server for its one recipient.

        Raises:
            Away, NotNow, Never: it is not delivered, or nobody can tell.
        """
        with _conversation(self) as server:
            try:
                server.send_message(mail)
            except smtplib.SMTPRecipientsRefused as refused:
                [(code, reason)] = refused.recipients.values()
                raise _judged(code, reason) from refused
            except smtplib.SMTPNotSupportedError as refused:  # an address that this server cannot spell
                raise Never(str(refused)) from refused
            except smtplib.SMTPSenderRefused as refused:  # BOOTH_MAIL_FROM is wrong: no mail is at fault
                raise Away(f"{refused.smtp_code} {_said(refused.smtp_error)} ({refused.sender})") from refused
            except smtplib.SMTPResponseException as refused:
                raise _judged(refused.smtp_code, refused.smtp_error) from refused
            except (smtplib.SMTPException, OSError) as failure:
                # Broken off in the middle of this mail: it may be what breaks the server, so the others go first.
                raise NotNow(f"{type(failure).__name__}: {failure}") from failure


@contextlib.contextmanager
def _conversation(to: Server) -> Iterator[smtplib.SMTP]:
    """A connection on which mail can be given. Whatever fails before that is `Away`."""
    watchdog = _Watchdog()
    server: smtplib.SMTP | None = None
    try:
        server = _greeted(to, watchdog)
        yield server
        with contextlib.suppress(smtplib.SMTPException, OSError):
            server.quit()  # delivered is delivered, whatever becomes of the farewell
    finally:
        if server is not None:
            server.close()
        watchdog.stop()


def _greeted(to: Server, watchdog: "_Watchdog") -> smtplib.SMTP:
    context = ssl.create_default_context()
    try:
        if to.tls:
            server: smtplib.SMTP = _WatchedTls(watchdog, to, context=context)
        else:
            server = _Watched(watchdog, to)
        server.ehlo_or_helo_if_needed()
        if not to.tls and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        elif to.user and not to.tls and to.host not in _LOOPBACK:
            raise Away("the server offers no encryption; the password is not sent in the clear")
        if to.user:
            server.login(to.user, to.password)
    except smtplib.SMTPResponseException as refused:
        raise Away(f"{refused.smtp_code} {_said(refused.smtp_error)}") from refused
    except (smtplib.SMTPException, OSError) as failure:
        raise Away(f"{type(failure).__name__}: {failure}") from failure
    return server


class _Watchdog:
    """Cuts the connection when its time is over, whoever is reading from it."""

    def __init__(self) -> None:
        self._timer: threading.Timer | None = None

    def watch(self, connection: socket.socket) -> None:
        # A second handle on the same connection: TLS takes the first one over, and shutting down either ends both.
        handle = connection.dup()
        self._timer = threading.Timer(CONVERSATION_SECONDS, self._cut, (handle,))
        self._timer.daemon = True
        self._timer.start()
        self._handle = handle

    def stop(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._handle.close()

    @staticmethod
    def _cut(handle: socket.socket) -> None:
        with contextlib.suppress(OSError):
            handle.shutdown(socket.SHUT_RDWR)


class _Watched(smtplib.SMTP):
    """A client whose connection is watched from its first byte: the constructor already talks."""

    def __init__(self, watchdog: _Watchdog, to: Server) -> None:
        self._watchdog = watchdog
        super().__init__(to.host, to.port, to.own_name, ANSWER_SECONDS)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        made = socket.create_connection((host, port), timeout, self.source_address)
        self._watchdog.watch(made)
        return made


class _WatchedTls(smtplib.SMTP_SSL, _Watched):
    """The same with TLS from the start: `SMTP_SSL` wraps what the watched client connects."""

    def __init__(self, watchdog: _Watchdog, to: Server, *, context: ssl.SSLContext) -> None:
        self._watchdog = watchdog
        smtplib.SMTP_SSL.__init__(self, to.host, to.port, to.own_name, timeout=ANSWER_SECONDS, context=context)


def _judged(code: int, reason: bytes | str) -> Undelivered:
    said = f"{code} {_said(reason)}"
    return NotNow(said) if 400 <= code < 500 else Never(said)


def _said(reason: bytes | str) -> str:
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
