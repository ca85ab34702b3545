"""S40: whatever host a request names, links in mails lead to the installation's own address."""

import pytest

from booth_app.accounts import links
from tests.accounts.browser import REGISTRATION, user

FORGED = [
    {"Host": "evil.example"},
    {"X-Forwarded-Host": "evil.example"},
    {"Forwarded": "host=evil.example"},
    {"X-Original-Host": "evil.example"},
]


@pytest.mark.parametrize("headers", FORGED)
@pytest.mark.parametrize("path", ["register", "reset", "confirm"])
def test_S40_a_forged_host_is_in_no_link(make_app, sqlite_url, headers, path):
    house = make_app(sqlite_url, BOOTH_PUBLIC_URL="https://booths.example")
    client = house.test_client()
    client.post("/en/account/register", data=REGISTRATION)

    answer = client.post(f"/en/account/{path}", data=REGISTRATION, headers=headers)

    assert "evil.example" not in (answer.location or "")
    with house.app_context():
        for made in (links.confirmation_link, links.reset_link):
            assert made(user(house).id).startswith("https://booths.example/en/account/")


@pytest.mark.parametrize("headers", FORGED)
def test_S40_links_made_while_a_forged_request_runs_are_ours_too(make_app, sqlite_url, headers):
    house = make_app(sqlite_url, BOOTH_PUBLIC_URL="https://booths.example")
    house.test_client().post("/en/account/register", data=REGISTRATION)

    with house.test_request_context("/en/account/reset", headers=headers):
        link = links.reset_link(user(house).id)

    assert link.startswith("https://booths.example/en/account/reset/")


def test_S40_a_host_that_is_not_ours_is_refused_in_production(make_app, sqlite_url):
    house = make_app(
        sqlite_url,
        APP_ENV="production",
        SECRET_KEY="a-secret-of-forty-characters-for-the-test",
        BOOTH_PUBLIC_URL="https://booths.example",
        MAIL_URL="smtp://localhost:25",
        BOOTH_MAIL_FROM="booths@booths.example",
    )
    client = house.test_client()

    assert client.get("/en/account/sign-in", base_url="https://evil.example").status_code == 400
    assert client.get("/en/account/sign-in", base_url="https://booths.example").status_code == 200
