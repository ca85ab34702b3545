"""S41: what a request says of its own origin is believed as far as there are proxies that we know of."""

import flask
import pytest

from booth_app.base import limits
from tests.conftest import ROOT

FORGED = "6.6.6.6"


def seen(app, **headers):
    """From where, how and for which host a request comes, as the application sees it; and whom limits count."""
    found = {}

    def look(_sender, **_):
        request = flask.request
        found.update(
            address=request.remote_addr,
            counted=limits.network().removeprefix("network:"),
            scheme=request.scheme,
            host=request.host,
        )

    with flask.request_started.connected_to(look, app):
        app.test_client().get("/healthz", headers={name.replace("_", "-"): value for name, value in headers.items()})
    return found


@pytest.mark.parametrize(
    ("hops", "said", "address"),
    [
        (0, FORGED, "127.0.0.1"),
        (0, f"{FORGED}, 10.0.0.1", "127.0.0.1"),
        (1, "9.9.9.9", "9.9.9.9"),
        (1, f"{FORGED}, 9.9.9.9", "9.9.9.9"),
        (2, f"{FORGED}, 9.9.9.9, 10.0.0.1", "9.9.9.9"),
    ],
)
def test_S41_an_address_is_the_one_our_own_proxies_saw(make_app, sqlite_url, hops, said, address):
    app = make_app(sqlite_url, BOOTH_TRUSTED_PROXIES=str(hops))

    found = seen(app, X_Forwarded_For=said)

    assert (found["address"], found["counted"]) == (address, address)


@pytest.mark.parametrize("hops", [0, 1])
def test_S41_a_host_is_never_taken_from_a_proxys_header(make_app, sqlite_url, hops):
    app = make_app(sqlite_url, BOOTH_TRUSTED_PROXIES=str(hops))

    found = seen(app, X_Forwarded_Host="evil.example", X_Forwarded_Port="1", Forwarded="host=evil.example;for=6.6.6.6")

    assert found == {"address": "127.0.0.1", "counted": "127.0.0.1", "scheme": "http", "host": "localhost"}


def test_S41_https_is_believed_of_a_proxy_only(make_app, sqlite_url):
    alone, behind = make_app(sqlite_url), make_app(sqlite_url, BOOTH_TRUSTED_PROXIES="1")

    assert seen(alone, X_Forwarded_Proto="https")["scheme"] == "http"
    assert seen(behind, X_Forwarded_Proto="https")["scheme"] == "https"


@pytest.mark.parametrize("path", ["deploy/serve.sh", "scripts/run.py"])
def test_S41_the_server_itself_believes_no_header(path):
    # uvicorn would else trust whoever connects from this machine, which a proxy on it does for everybody.
    assert "--no-proxy-headers" in (ROOT / path).read_text()
    assert "--no-server-header" in (ROOT / path).read_text()
