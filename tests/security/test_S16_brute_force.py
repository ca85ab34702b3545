"""S16: passwords are tried ten times a quarter of an hour per account, and the owner is never shut out for good."""

import pytest
import time_machine

from booth_app.accounts import links
from booth_app.base.limits import limiter
from tests.accounts.browser import PASSWORD, path_of, person, send, sign_in, token, user

TRIES = 10


@pytest.fixture
def house(make_app, sqlite_url, now):
    """The application with limits, counted in memory."""
    app = make_app(sqlite_url, limits=True)
    person(app, now)
    return app


def tried(
    house, times: int, client=None, *, email="huda@sanad.example", address="203.0.113.9", password="wrong"
) -> list[int]:
    """Statuses of so many attempts."""
    client = client or house.test_client()
    where = {"REMOTE_ADDR": address}
    fields = {"email": email, "password": password}
    return [client.post("/en/account/sign-in", data=fields, environ_base=where).status_code for _ in range(times)]


def test_S16_an_account_is_tried_so_often_and_no_more(house):
    assert tried(house, TRIES + 2) == [422] * TRIES + [429] * 2
    assert tried(house, 1, address="198.51.100.7", password=PASSWORD) == [429]


def test_S16_the_refusal_says_when_and_in_the_readers_language(house):
    tried(house, TRIES)

    answer = house.test_client().post("/ar/account/sign-in", data={"email": "huda@sanad.example", "password": "x"})

    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60
    assert "محاولات كثيرة في وقت قصير" in answer.text


def test_S16_an_unknown_account_is_counted_like_a_known_one(house):
    assert tried(house, TRIES + 1, email="nobody@sanad.example") == [422] * TRIES + [429]


def test_S16_case_and_spaces_make_no_other_account(house):
    spelled = ("huda@sanad.example", "HUDA@sanad.example", " Huda@SANAD.example ", "\u200ehuda@sanad.example")

    statuses = [status for email in spelled for status in tried(house, 3, email=email)]

    assert statuses.count(422) == TRIES


def test_S16_strangers_do_not_shut_the_owner_out_of_their_own_desk(house):
    desk = house.test_client()
    tried(house, 1, desk, password=PASSWORD)
    desk.post("/en/account/sign-out")

    assert tried(house, TRIES + 1)[-1] == 429

    assert tried(house, 1, desk, password=PASSWORD) == [303]


def test_S16_a_borrowed_desk_has_a_limit_of_its_own(house):
    desk = house.test_client()
    tried(house, 1, desk, password=PASSWORD)
    desk.post("/en/account/sign-out")

    assert tried(house, TRIES + 1, desk) == [422] * TRIES + [429]


def test_S16_the_reset_link_opens_the_door_for_the_owner_at_a_new_desk(house):
    tried(house, TRIES + 1)
    with house.app_context():
        link = path_of(links.reset_link(user(house).id))
    desk = house.test_client()
    desk.post(link, data={"password": "another-sentence-now"})

    assert tried(house, 1, desk, password="another-sentence-now") == [303]


def test_S16_a_right_password_gives_the_attempts_back(house):
    for _ in range(3):
        assert tried(house, TRIES - 1) == [422] * (TRIES - 1)
        assert tried(house, 1, password=PASSWORD) == [303]


def test_S16_an_address_that_tries_many_accounts_is_stopped(house):
    statuses = [tried(house, 1, email=f"person{n}@sanad.example")[0] for n in range(60)]

    assert statuses.index(429) == 50
    assert tried(house, 1, email="person99@sanad.example", address="198.51.100.7") == [422]


def test_S16_a_subscribers_whole_network_is_one_address(house):
    statuses = [
        tried(house, 1, email=f"person{n}@sanad.example", address=f"2001:db8:1:2::{n:x}")[0] for n in range(1, 52)
    ]

    assert statuses[-1] == 429
    assert tried(house, 1, email="person99@sanad.example", address="2001:db8:1:3::1") == [422]


def test_S16_who_signs_in_rightly_does_not_use_up_their_offices_address(house, now):
    for n in range(3):
        person(house, now, f"office{n}@sanad.example")
    statuses = [tried(house, 1, email=f"office{n % 3}@sanad.example", password=PASSWORD)[0] for n in range(60)]

    assert set(statuses) == {303}


def test_S16_the_wait_ends(make_app, sqlite_url, now):
    with time_machine.travel(0, tick=False) as clock:
        house = make_app(sqlite_url, limits=True)
        person(house, now)
        tried(house, TRIES + 1)
        clock.shift(15 * 60 + 1)

        assert tried(house, 1, password=PASSWORD) == [303]


def test_S16_mails_to_one_address_are_few(house):
    def asks(path, email):
        return house.test_client().post(f"/en/account/{path}", data={"email": email}).status_code

    assert [asks("reset", "huda@sanad.example") for _ in range(6)] == [303] * 5 + [429]
    assert [asks("confirm", "nobody@sanad.example") for _ in range(6)] == [303] * 5 + [429]


def test_S16_the_present_password_is_not_guessed_in_an_open_session(house):
    client = house.test_client()
    tried(house, 1, client, password=PASSWORD)

    fields = {"password": "guess", "new_password": "another-sentence-now"}
    statuses = [client.post("/en/account/password", data=fields).status_code for _ in range(TRIES + 1)]

    assert statuses == [422] * TRIES + [429]


@pytest.mark.service
def test_S16_processes_count_together_where_there_is_redis(make_app, sqlite_url, redis_url, now):
    first = make_app(sqlite_url, limits=True, REDIS_URL=redis_url)
    person(first, now)
    statuses = tried(first, 6)
    second = make_app(sqlite_url, limits=True, REDIS_URL=redis_url)  # its own counters, as in another process

    statuses += tried(second, 6)

    assert statuses == [422] * TRIES + [429] * 2


def test_S16_where_redis_is_lost_it_is_counted_here(make_app, sqlite_url, now):
    house = make_app(sqlite_url, limits=True, REDIS_URL="redis://127.0.0.1:1")
    person(house, now)

    assert tried(house, TRIES + 1) == [422] * TRIES + [429]
    limiter._storage_dead = False  # the limiter is one for all applications of this process


def test_S16_a_code_is_not_guessed(make_app, sqlite_url, now):
    house = make_app(sqlite_url, csrf=True, limits=True)
    person(house, now)
    client = house.test_client()
    sign_in(client)
    page = send(client, "/en/account/second-factor", setup="authenticator")
    with client.session_transaction() as session:
        secret = session["tf_totp_secret"]
    with house.app_context():
        code = house.extensions["security"].totp_factory.generate_totp_password(secret)
    client.post("/en/account/code", data={"csrf_token": token(page), "code": code})

    other = house.test_client()
    sign_in(other)
    statuses = [send(other, "/en/account/code", code=f"{n:06}").status_code for n in range(TRIES + 1)]

    assert statuses[-1] == 429
    assert set(statuses[:-1]) == {422}
