"""Bodies are taken in before a thread is spent on them."""

import asyncio
import contextlib
import hashlib
import socket
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request

from booth_app.base import intake
from booth_app.base.intake import Intake, takes_up_to
from tests.kit import loops
from tests.kit.server import Server, serve

ROOT = Path(__file__).resolve().parents[2]
HEAD = b"POST /ar/account/sign-in HTTP/1.1\r\nHost: localhost\r\n"
STALLED = HEAD + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nnext="
BARE = """
from a2wsgi import WSGIMiddleware
from booth_app.app import create_app
app = WSGIMiddleware(create_app(), workers=8)
"""


@pytest.fixture
def stalled() -> Iterator[list[socket.socket]]:
    """Uploads that stop in the middle."""
    made: list[socket.socket] = []
    yield made
    for each in made:
        each.close()


def answers(server: Server, seconds: float) -> bool:
    """Whether an ordinary page comes within so many seconds."""
    try:
        with urllib.request.urlopen(f"{server.address}/healthz", timeout=seconds) as answer:
            return answer.status == 200
    except TimeoutError:
        return False


def stall(made: list[socket.socket], port: int) -> None:
    for _ in range(30):
        connection = socket.create_connection(("127.0.0.1", port), 5)
        connection.sendall(STALLED)
        made.append(connection)
    time.sleep(0.5)


@pytest.mark.quiet
def test_F92_thirty_stalled_uploads_do_not_stop_a_page(sqlite_url: str, stalled: list[socket.socket]) -> None:
    with serve(sqlite_url, BOOTH_THREADS="8") as server:
        assert answers(server, 5)
        stall(stalled, server.ports[0])

        assert answers(server, 2)


@pytest.mark.quiet
def test_F00_they_do_where_the_body_is_read_by_a_thread(
    sqlite_url: str, stalled: list[socket.socket], tmp_path: Path
) -> None:
    (tmp_path / "bare.py").write_text(BARE)
    with serve(sqlite_url, target="bare:app", PYTHONPATH=f"{tmp_path}:{ROOT}") as server:
        assert answers(server, 5)
        stall(stalled, server.ports[0])

        assert not answers(server, 2)


def sent(port: int, head: bytes, body: bytes = b"") -> bytes:
    """What the server answers to raw bytes, until it closes or five seconds are over."""
    with socket.create_connection(("127.0.0.1", port), 5) as connection:
        connection.settimeout(5)
        connection.sendall(head + b"\r\n\r\n" + body)
        got = b""
        with contextlib.suppress(TimeoutError):
            while more := connection.recv(65536):
                got += more
    return got


def test_a_body_over_the_limit_is_refused_with_a_page_before_it_is_sent(sqlite_url: str) -> None:
    with serve(sqlite_url) as server:
        got = sent(server.ports[0], HEAD + b"Content-Length: 3000000")

    assert got.startswith(b"HTTP/1.1 413 ")
    assert b'lang="ar" dir="rtl"' in got
    assert b"content-security-policy: default-src 'none'; script-src 'self'" in got


def test_a_body_that_grows_over_the_limit_is_refused(sqlite_url: str) -> None:
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"

    with serve(sqlite_url) as server:
        got = sent(server.ports[0], HEAD + b"Transfer-Encoding: chunked", chunk * 33)

    assert got.startswith(b"HTTP/1.1 413 ")


@pytest.fixture
def small() -> Flask:
    """An application that says what it was sent."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 1000
    intake.init_app(app)

    @app.post("/form")
    def form() -> dict[str, Any]:
        data = request.get_data()
        return {"size": len(data), "hash": hashlib.sha256(data).hexdigest(), "from": request.headers.get("X-From", "")}

    @app.post("/file")
    @takes_up_to(200_000)
    def file() -> dict[str, Any]:
        return form()

    return app


def ask(
    app: Flask, path: str, pieces: list[bytes], *, headers: tuple[tuple[bytes, bytes], ...] = (), **options: Any
) -> tuple[int, bytes]:
    """Send a body in pieces to the application behind an intake; gives status and body of the answer."""
    length = str(sum(map(len, pieces))).encode()
    scope = {
        "type": "http", "http_version": "1.1", "method": "POST", "path": path, "query_string": b"",
        "headers": [(b"host", b"localhost"), (b"content-length", length), *headers],
    }  # fmt: skip
    left = list(pieces)
    got: list[Any] = []

    async def receive() -> dict[str, Any]:
        if not left:
            await asyncio.sleep(3600)
        body = left.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(left) or options.get("stalls", False)}

    async def send(message: Any) -> None:
        got.append(message)

    async def run() -> None:
        whole = Intake(app, threads=1, memory=100, patience=options.get("patience", 5))
        await whole(scope, receive, send)
        whole.close()

    loops.run(run())
    return got[0]["status"], b"".join(each.get("body", b"") for each in got[1:])


@pytest.mark.parametrize("size", [0, 99, 101, 1000])
def test_a_body_arrives_whole_from_memory_and_from_disk(small: Flask, size: int) -> None:
    body = bytes(range(256)) * 4
    pieces = [body[:size][at : at + 7] for at in range(0, size, 7)] or [b""]

    status, answer = ask(small, "/form", pieces)

    assert status == 200
    assert hashlib.sha256(body[:size]).hexdigest().encode() in answer


def test_a_view_that_takes_files_takes_them_and_no_larger_ones(small: Flask) -> None:
    assert ask(small, "/file", [b"x" * 200_000])[0] == 200
    assert ask(small, "/file", [b"x" * 200_001])[0] == 413
    assert ask(small, "/form", [b"x" * 1001])[0] == 413


def test_its_limit_holds_without_the_loop_too(small: Flask) -> None:
    client = small.test_client()

    assert client.post("/file", data=b"x" * 200_000).status_code == 200
    assert client.post("/file", data=b"x" * 200_001).status_code == 413


def test_F92_an_upload_that_stalls_is_given_up(small: Flask) -> None:
    status, _ = ask(small, "/form", [b"x" * 10], stalls=True, patience=0.05)

    assert status == 408


def test_a_header_with_an_underscore_does_not_pass_for_the_one_with_a_dash(small: Flask) -> None:
    _, answer = ask(small, "/form", [b""], headers=((b"x_from", b"forged"),))

    assert b"forged" not in answer
