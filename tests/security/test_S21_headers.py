"""S21: every answer, whatever made it, says what a browser may do with it."""

import asyncio
import re

import pytest

from booth_app.base.headers import FIXED, HSTS, POLICY
from booth_app.base.intake import Intake
from booth_app.maps.feed.endpoint import Endpoint
from booth_app.maps.feed.hub import Hub
from tests.kit import routes
from tests.kit.loops import run

KINDS = {
    "text/html": "text/html; charset=utf-8",
    "text/plain": "text/plain; charset=utf-8",
    "application/xml": "application/xml; charset=utf-8",
    "image/svg+xml": "image/svg+xml; charset=utf-8",
    "application/json": "application/json",
    "application/pdf": "application/pdf",
    "image/png": "image/png",
    "text/calendar": "text/calendar; charset=utf-8; method=PUBLISH",
}
SANDBOXED = "sandbox"
FOR_EVERYBODY = re.compile(r"booths\.json|picture\.png")
"""What other sites may show: the list of booths, and the pictures of link previews."""


def faults(where, answer):
    """What an answer of ours lacks."""
    found, headers = [], answer.headers
    policy = headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy or "*" in policy:
        found.append(f"policy {policy!r}")
    if "frame-ancestors 'none'" not in policy and SANDBOXED not in policy:
        found.append("can be framed")
    found += [
        f"{name} is {headers.get(name)!r}"
        for name, value in FIXED.items()
        if name not in ("Content-Security-Policy", "Cross-Origin-Resource-Policy") and headers.get(name) != value
    ]
    if headers.get("Cross-Origin-Resource-Policy") != (
        "cross-origin" if FOR_EVERYBODY.search(where) else "same-origin"
    ):
        found.append("resource policy")
    if headers.get("Strict-Transport-Security") != HSTS:
        found.append("no HSTS")
    if answer.status_code not in (204, 304) and headers.get("Content-Type") != KINDS.get(answer.mimetype):
        found.append(f"type {headers.get('Content-Type')!r}")
    if "Cache-Control" not in headers:
        found.append("nothing said about keeping")
    if {"Server", "X-Powered-By"} & set(headers.keys()):
        found.append("says what it runs on")
    return [f"{where}: {answer.status_code} {each}" for each in found]


@pytest.mark.parametrize("role", ["visitor", "exhibitor", "administrator"])
def test_S21_every_answer_to_a_reader(fortress, role):
    client, wrong, kinds, statuses = fortress.client(role), [], set(), set()

    for _, address in fortress.pages():
        answer = client.get(address)
        wrong += faults(address, answer)
        kinds.add(answer.mimetype)
        statuses.add(answer.status_code)

    assert wrong == []
    assert statuses >= {200, 302, 303, 404}
    if role == "exhibitor":
        assert kinds >= KINDS.keys() - {"image/svg+xml"}


@pytest.mark.parametrize("role", ["visitor", "exhibitor"])
def test_S21_every_answer_to_a_form(fortress, role):
    client, wrong, statuses = fortress.client(role), [], set()
    ends = {"security.logout", "accounts.sign_out_everywhere"}

    for route in routes.routes(fortress.app, "POST"):
        if route.endpoint not in ends:
            address = routes.address(fortress.app, route, fortress.ours)
            answer = client.post(address, data={})
            wrong += faults(address, answer)
            statuses.add(answer.status_code)

    assert wrong == []
    assert statuses & {400, 403, 422}


def test_S21_refusals_and_errors(fortress, monkeypatch):
    client = fortress.client("visitor")

    def broken():
        raise RuntimeError("broken on purpose")

    broken.permission = "public"
    monkeypatch.setitem(fortress.app.view_functions, "health.ready", broken)
    asked = {
        404: client.get("/en/nowhere/"),
        405: client.post("/en/forum/booths.json"),
        413: client.post("/en/account/register", data={"name": "x" * 3_000_000}),
        400: client.get("/en/", headers={"Host": "evil.example"}),
        500: client.get("/readyz"),
    }

    wrong = [each for status, answer in asked.items() for each in faults(str(status), answer)]

    assert {status: answer.status_code for status, answer in asked.items()} == {each: each for each in asked}
    assert wrong == []


def test_S21_an_answer_that_nothing_has_changed(fortress):
    client = fortress.client("visitor")
    first = client.get("/en/forum/booths.json")

    answer = client.get("/en/forum/booths.json", headers={"If-None-Match": first.headers["ETag"]})

    assert answer.status_code == 304
    assert faults("booths.json", answer) == []


def test_S21_files(fortress):
    client, asset = fortress.client("visitor"), fortress.app.extensions["asset"]
    paths = ["css/base.css", "js/page.js", "icons/mark.svg", "vendor/fonts/plex-latin-400.woff2"]

    for path in paths:
        for address in (asset(path), asset(path).replace("/css/", "/no/")):
            answer = client.get(address)
            headers = {name: answer.headers.get(name) for name in FIXED}
            assert headers == FIXED, address
            assert answer.headers.get("Strict-Transport-Security") == HSTS, address


def test_S21_the_policy_lets_in_nothing_from_elsewhere_and_nothing_inline():
    allowed = dict(each.split(" ", 1) for each in POLICY.split("; "))

    assert allowed.pop("img-src") == "'self' data:"
    assert set(allowed.values()) == {"'self'", "'none'"}
    assert {allowed[name] for name in ("default-src", "base-uri", "frame-ancestors")} == {"'none'"}


def test_S21_the_live_feed_and_what_the_loop_answers_by_itself(fortress):
    async def begin(scope, receive, *, patience=20.0):
        pages, hub = Intake(fortress.app, threads=2, patience=patience), Hub(fortress.app)
        hub.start()
        said = []

        async def send(message):
            said.append(message)

        endpoint = Endpoint(fortress.app, pages, hub)
        serving = asyncio.ensure_future((endpoint if endpoint.takes(scope) else pages)(scope, receive, send))
        for _ in range(500):
            await asyncio.sleep(0.01)
            if said:
                break
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        await hub.close()
        pages.close()
        return said[0]["status"], {name.decode().title(): value.decode() for name, value in said[0]["headers"]}

    async def nothing():
        await asyncio.sleep(60)

    def request(method, path, *headers):
        return {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": b"",
            "headers": [(b"host", b"localhost"), *headers],
            "scheme": "https",
            "http_version": "1.1",
            "server": ("localhost", 443),
            "client": ("127.0.0.1", 1),
            "root_path": "",
        }

    upload = request("POST", "/en/account/register", (b"content-length", b"10"))
    stream = run(begin(request("GET", "/en/forum/feed"), nothing))
    late = run(begin(upload, nothing, patience=0.05))

    assert (stream[0], late[0]) == (200, 408)
    for _, headers in (stream, late):
        assert {name: headers.get(name.title()) for name in FIXED} == FIXED
        assert headers.get("Strict-Transport-Security") == HSTS
    assert stream[1]["Content-Type"] == "text/event-stream; charset=utf-8"
    assert stream[1]["Cache-Control"] == late[1]["Cache-Control"] == "no-store"
