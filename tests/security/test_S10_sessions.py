"""S10: a session begins anew at sign-in, ends when it should, and stays ended though its cookie was copied."""

import pytest
import time_machine

from booth_app.accounts import links
from tests.accounts.browser import PASSWORD, path_of, person, send, sign_in, signed_in, user
from tests.kit import make

HOUR = 3600


@pytest.fixture
def house(make_app, sqlite_url, now):
    """The application with tokens checked, and a person in it."""
    app = make_app(sqlite_url, csrf=True)
    person(app, now)
    return app


@pytest.fixture
def client(house):
    """A browser that is signed in."""
    client = house.test_client()
    sign_in(client)
    return client


def copied(house, client):
    """Another browser with a copy of the cookie."""
    other = house.test_client()
    other.set_cookie("session", client.get_cookie("session").value)
    return other


def test_a_session_has_another_number_after_every_sign_in_and_keeps_nothing_from_before(house):
    client = house.test_client()
    numbers = []
    for _ in range(2):
        with client.session_transaction() as session:
            session["acting"] = 4711
            session["planted"] = "by someone else"
        sign_in(client)
        with client.session_transaction() as session:
            numbers.append(session["number"])
            assert "planted" not in session
            assert "acting" not in session
        send(client, "/en/account/sign-out", opened="/en/account/")

    assert len(set(numbers)) == 2


def test_the_token_of_forms_is_another_one_after_sign_in(house):
    client = house.test_client()
    client.get("/en/account/sign-in")
    with client.session_transaction() as session:
        before = session["csrf_token"]
    sign_in(client)
    client.get("/en/account/")

    with client.session_transaction() as session:
        assert session["csrf_token"] != before


def test_a_copied_cookie_opens_nothing_after_sign_out(house, client):
    thief = copied(house, client)
    assert signed_in(thief)

    send(client, "/en/account/sign-out", opened="/en/account/")

    assert not signed_in(client)
    assert not signed_in(thief)


def test_signing_out_here_leaves_other_devices_alone(house, client):
    other = house.test_client()
    sign_in(other)

    send(client, "/en/account/sign-out", opened="/en/account/")

    assert signed_in(other)


def test_signing_out_everywhere_leaves_this_device_alone(house, client):
    other = house.test_client()
    sign_in(other)

    send(client, "/en/account/sign-out-everywhere", opened="/en/account/")

    assert signed_in(client)
    assert not signed_in(other)


def test_another_password_ends_every_other_session(house, client):
    other = house.test_client()
    sign_in(other)
    thief = copied(house, client)

    send(client, "/en/account/password", password=PASSWORD, new_password="another-sentence-now")

    assert signed_in(client)
    assert not signed_in(other)
    assert not signed_in(thief)


def test_a_password_chosen_by_the_link_ends_every_session(house, client):
    with house.app_context():
        link = path_of(links.reset_link(user(house).id))

    send(house.test_client(), link, password="another-sentence-now")

    assert not signed_in(client)


def test_a_closed_account_is_signed_out_and_cannot_sign_in(house, client):
    from booth_app.accounts.services import deactivate  # noqa: PLC0415
    from booth_app.base.access import SYSTEM  # noqa: PLC0415

    with house.extensions["database"].write() as session:
        deactivate(session, SYSTEM, user(house).id, now=make.NOW)

    assert not signed_in(client)
    answer = sign_in(house.test_client())
    assert answer.status_code == 422
    assert "This account is closed." in answer.text


def test_a_session_ends_after_two_hours_without_use(house):
    with time_machine.travel(0, tick=False) as clock:
        client = house.test_client()
        sign_in(client)
        for _ in range(3):
            clock.shift(1.9 * HOUR)
            assert signed_in(client)
        clock.shift(2.1 * HOUR)

        assert not signed_in(client)


def test_a_session_ends_after_twelve_hours_however_much_it_is_used(house):
    with time_machine.travel(0, tick=False) as clock:
        client = house.test_client()
        sign_in(client)
        for _ in range(11):
            clock.shift(HOUR)
            assert signed_in(client)
        clock.shift(1.1 * HOUR)

        assert not signed_in(client)


def test_cookies_are_for_this_site_and_no_script(make_app, sqlite_url, now):
    app = make_app(
        sqlite_url,
        csrf=True,
        APP_ENV="production",
        SECRET_KEY="a-secret-of-forty-characters-for-the-test",
        BOOTH_PUBLIC_URL="https://booths.example",
        MAIL_URL="smtp://localhost:25",
        BOOTH_MAIL_FROM="booths@booths.example",
    )
    person(app, now)
    client = app.test_client()
    client.environ_base["HTTP_HOST"] = "booths.example"
    where = {"base_url": "https://booths.example", "headers": {"Referer": "https://booths.example/en/account/sign-in"}}
    page = client.get("/en/account/sign-in", **where)
    from tests.accounts.browser import token  # noqa: PLC0415

    answer = client.post(
        "/en/account/sign-in",
        data={"csrf_token": token(page), "email": "huda@sanad.example", "password": PASSWORD},
        **where,
    )

    cookies = answer.headers.getlist("Set-Cookie")
    assert answer.status_code == 303
    assert {each.partition("=")[0] for each in cookies} == {"__Host-session", "__Host-device"}
    for each in cookies:
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in each.split(";")}
