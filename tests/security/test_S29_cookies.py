"""S29: every cookie is for this host alone, sent over https alone, read by no script, and not sent by other sites."""

import pytest

from booth_app.base.headers import HSTS
from tests.accounts.browser import REGISTRATION
from tests.kit import routes
from tests.security.conftest import PRODUCTION


def cookies(answer):
    """What an answer sets: names, and their attributes in small letters."""
    for each in answer.headers.getlist("Set-Cookie"):
        name, *attributes = each.split("; ")
        yield name.split("=")[0], {part.split("=")[0].lower(): part for part in attributes}


def faults(where, answer):
    """What the cookies of an answer lack."""
    for name, attributes in cookies(answer):
        wanted = {"secure", "httponly", "path"} <= attributes.keys() and "domain" not in attributes
        strict = attributes.get("samesite") in ("SameSite=Lax", "SameSite=Strict")
        if not (name.startswith("__Host-") and wanted and strict and attributes.get("path") == "Path=/"):
            yield f"{where}: {name} {sorted(attributes.values())}"


@pytest.mark.parametrize("role", ["visitor", "exhibitor", "administrator"])
def test_S29_cookies_of_every_route(fortress, role):
    client, wrong, names = fortress.client(role), [], set()

    for route in routes.routes(fortress.app):
        if route.endpoint != routes.FEED:
            answer = client.open(routes.address(fortress.app, route, fortress.ours), method=route.method)
            wrong += faults(route.rule.rule, answer)
            names |= {name for name, _ in cookies(answer)}

    assert wrong == []
    assert "__Host-session" in names


def test_S29_cookies_of_signing_in_and_of_choosing_a_language(make_app, sqlite_url):
    client = make_app(sqlite_url, **PRODUCTION).test_client()
    client.post("/en/account/register", data=REGISTRATION)

    signed = client.post(
        "/en/account/sign-in", data={"email": REGISTRATION["email"], "password": REGISTRATION["password"]}
    )
    chosen = client.get("/ar/?chosen=1")

    assert signed.headers["Strict-Transport-Security"] == HSTS
    assert {name for name, _ in cookies(chosen)} >= {"__Host-lang"}
    assert [*faults("sign-in", signed), *faults("language", chosen)] == []


def test_S29_the_language_that_was_chosen_is_kept(make_app, sqlite_url):
    client = make_app(sqlite_url, **PRODUCTION).test_client()

    client.get("/en/?chosen=1")

    assert client.get("/", headers={"Accept-Language": "ar"}).location == "/en/"


def test_S29_a_session_of_another_name_or_another_secret_is_nobodys(forum):
    client = forum.client("exhibitor")
    mine = client.get_cookie("session")

    stranger = forum.app.test_client()
    for value in (mine.value[:-2], mine.value + "x", "eyJfdXNlcl9pZCI6IjEifQ.aaaaaa.bbbbbb", "a" * 4000):
        stranger.set_cookie("session", value)
        answer = stranger.get("/en/account/")
        assert "/account/sign-in" in answer.location, value

    assert client.get("/en/account/").status_code == 200
