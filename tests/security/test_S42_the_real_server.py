"""S42, S51: the server itself: requests that two readers would read differently, and what it shows to strangers."""

import socket

import pytest

from tests.kit.server import serve

AMBIGUOUS = {
    "length and chunks": "POST /en/account/register HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n"
    "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n",
    "two lengths": "POST /en/account/register HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nContent-Length: 33\r\n\r\n"
    "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n",
    "space before the colon": "GET /healthz HTTP/1.1\r\nHost : h\r\nX-A : b\r\n\r\n",
    "negative length": "POST /en/account/register HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
    "chunks twice": "POST /en/account/register HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n"
    "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "a folded header": "GET /healthz HTTP/1.1\r\nHost: h\r\nX-A: b\r\n c: d\r\n\r\n",
    "a NUL": "GET /healthz HTTP/1.1\r\nHost: h\r\nX-A: b\x00c\r\n\r\n",
}
HIDDEN = [
    "/.git/config",
    "/.env",
    "/static/",
    "/static/../config.py",
    "/static/%2e%2e/%2e%2e/booth_app/config.py",
    "/static/..%2f..%2fpyproject.toml",
    "//etc/passwd",
    "/var/booth.sqlite3",
    "/console",
    "/?__debugger__=yes&cmd=resource&f=debugger.js",
    "/admin",
    "/server-status",
    "/metrics",
]


@pytest.fixture(scope="module")
def port(sqlite_template, tmp_path_factory):
    """A real server on an empty database."""
    path = tmp_path_factory.mktemp("server") / "booth.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    with serve(f"sqlite:///{path}") as server:
        yield server.ports[0]


def said(port, request):
    """Everything the server answers until it closes, or is silent for a second."""
    with socket.create_connection(("127.0.0.1", port), 5) as line:
        line.settimeout(1)
        line.sendall(request.encode("latin-1"))
        answer = b""
        try:
            while piece := line.recv(65536):
                answer += piece
        except TimeoutError:
            pass
    return answer.decode("latin-1")


@pytest.mark.parametrize("how", AMBIGUOUS)
def test_S42_a_request_that_can_be_read_in_two_ways_is_one_refusal(port, how):
    answer = said(port, AMBIGUOUS[how])

    assert answer.count("HTTP/1.1 ") == 1, answer
    assert answer.startswith("HTTP/1.1 400"), answer[:200]
    assert "smuggled" not in answer


def test_S42_one_that_cannot_is_answered(port):
    answer = said(port, "GET /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")

    assert answer.startswith("HTTP/1.1 200")
    assert answer.endswith("ok\n")


@pytest.mark.parametrize("path", HIDDEN)
def test_S51_strangers_find_no_inside(port, path):
    answer = said(port, f"GET {path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    status = int(answer.split()[1])

    assert status in (302, 308, 404), answer[:200]
    assert "Index of" not in answer
    assert "root:" not in answer
    assert "debugger" not in answer.lower().replace("__debugger__", "")


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND", "DELETE", "PUT"])
def test_S51_other_verbs_are_refused_and_nothing_is_echoed(port, method):
    answer = said(port, f"{method} /en/ HTTP/1.1\r\nHost: h\r\nX-Secret: tell-nobody\r\nConnection: close\r\n\r\n")

    assert answer.split()[1] in ("400", "405", "501"), answer[:200]
    assert "tell-nobody" not in answer
