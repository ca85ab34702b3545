"""S15: links in mails are for one use, for a time, and not spent by a machine that looks at them."""

import re
from datetime import timedelta

import pytest
import time_machine

from booth_app.accounts import links, security
from tests.accounts.browser import REGISTRATION, path_of, send, sign_in, token, user


@pytest.fixture
def house(make_app, sqlite_url):
    """The application with tokens checked and a person who waits for confirmation."""
    app = make_app(sqlite_url, csrf=True)
    send(app.test_client(), "/en/account/register", **REGISTRATION)
    return app


def link(house, made) -> str:
    """A link as its mail would hold it, made at that moment."""
    with house.app_context():
        return path_of(made(user(house).id))


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_S15_looking_at_a_link_does_not_spend_it(house, method):
    confirm, reset = link(house, links.confirmation_link), link(house, links.reset_link)
    before = (user(house).confirmed_at, user(house).password, user(house).fs_uniquifier)
    scanner = house.test_client()

    for each in (confirm, reset) * 3:
        assert getattr(scanner, method)(each).status_code == 200

    assert (user(house).confirmed_at, user(house).password, user(house).fs_uniquifier) == before
    assert send(house.test_client(), confirm).status_code == 303
    assert user(house).confirmed_at is not None


def test_S15_a_press_without_the_pages_token_confirms_nothing(house):
    answer = house.test_client().post(link(house, links.confirmation_link))

    assert answer.status_code == 400
    assert user(house).confirmed_at is None


def test_S15_a_confirmation_works_once(house):
    confirm = link(house, links.confirmation_link)
    client = house.test_client()
    send(client, confirm)

    again = client.get(confirm)

    assert (again.status_code, again.location) == (303, "/en/account/confirm")


def test_S15_a_reset_works_once(house):
    reset = link(house, links.reset_link)
    client = house.test_client()
    page = client.get(reset)
    send(client, reset, password="another-sentence-now")

    again = client.post(reset, data={"csrf_token": token(page), "password": "a-third-sentence-now"})

    assert again.location == "/en/account/reset"
    assert sign_in(house.test_client(), password="another-sentence-now").status_code == 303


@pytest.mark.parametrize(
    ("made", "lasts", "back"),
    [
        (links.confirmation_link, security.CONFIRM_WITHIN, "/en/account/confirm"),
        (links.reset_link, security.RESET_WITHIN, "/en/account/reset"),
    ],
)
def test_S15_a_link_is_over_after_its_time(house, made, lasts, back):
    with time_machine.travel(0, tick=False) as clock:
        opened = link(house, made)
        clock.shift(lasts - timedelta(minutes=1))
        assert house.test_client().get(opened).status_code == 200
        clock.shift(timedelta(minutes=2))

        answer = house.test_client().get(opened)

    assert (answer.status_code, answer.location) == (303, back)


def test_S15_no_token_lies_in_the_database(house, tmp_path):
    reset = link(house, links.reset_link)
    send(house.test_client(), "/en/account/reset", email="huda@sanad.example")

    stored = (tmp_path / "booth.sqlite3").read_bytes() + (tmp_path / "booth.sqlite3-wal").read_bytes()

    assert reset.rpartition("/")[2].encode() not in stored
    assert b"reset-asked" in stored


def test_S15_a_link_of_one_kind_opens_nothing_of_another(house):
    confirm, reset = link(house, links.confirmation_link), link(house, links.reset_link)
    client = house.test_client()

    assert client.get(confirm.replace("/confirm/", "/reset/")).location == "/en/account/reset"
    assert client.get(reset.replace("/reset/", "/confirm/")).location == "/en/account/confirm"


def test_S15_pages_of_links_tell_no_other_site_where_they_are(house):
    for each in (link(house, links.confirmation_link), link(house, links.reset_link)):
        page = house.test_client().get(each)

        assert page.headers["Referrer-Policy"] == "same-origin"
        assert page.headers["Cache-Control"] == "no-store"
        assert not re.search(r'(?:href|src|action)="https?://(?!localhost)', page.text)
