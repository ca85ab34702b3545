"""S11: whether an address has an account is told by its mail and by nothing else, not by the time either.

Time is measured as work of the processor, which other loads of a machine do not change, and as the number of times
the database is asked to make something durable, which is all that a request waits for beside it.
"""

import re
import statistics
import time

import pytest
from sqlalchemy import event

from booth_app.accounts.models import User
from tests.accounts.browser import REGISTRATION, person, send, token

ROUNDS = 7
"""Measured pairs. A hash takes a tenth of a second, all else some thousandths."""
ASKS = {
    "sign-in": {"password": "certainly-not-this-one"},
    "register": {name: value for name, value in REGISTRATION.items() if name != "email"},
    "reset": {},
    "confirm": {},
}
KNOWN = ("known", "waits", "closed")


@pytest.fixture
def house(make_app, sqlite_url, now):
    """The application with a confirmed person, one who waits for confirmation, and one whose account is closed."""
    return peopled(make_app(sqlite_url, csrf=True), now)


def peopled(app, now):
    """Put the three into an application."""
    for name in KNOWN:
        person(app, now, f"{name}@sanad.example")
    with app.extensions["database"].write() as session:
        session.query(User).filter_by(email="waits@sanad.example").one().confirmed_at = None
        session.query(User).filter_by(email="closed@sanad.example").one().active = False
    return app


def answered(house, path: str, name: str, fields: dict[str, str]) -> list[str]:
    """Everything that a stranger sees: statuses, headers, pages, cookies by name."""
    client = house.test_client()
    email = f"{name}@sanad.example"
    answer = send(client, f"/en/account/{path}", email=email, **fields)
    pages = [answer] + ([client.get(answer.location)] if answer.location else [])
    seen = []
    for each in pages:
        headers = {key: value for key, value in each.headers if key not in ("X-Request-Id", "Set-Cookie")}
        cookies = sorted(value.partition("=")[0] for value in each.headers.getlist("Set-Cookie"))
        text = each.text.replace(email, "ADDRESS")
        text = re.sub(r'name="csrf_token" value="[^"]*"|<bdi dir="ltr">\d\d:\d\d</bdi>', "", text)
        headers["Content-Length"] = str(int(headers.get("Content-Length", 0)) - len(name) * each.text.count(email))
        seen.append(repr((each.status_code, headers, cookies, text)))
    return seen


@pytest.mark.parametrize("path", ASKS)
def test_S11_a_known_address_gets_the_answer_of_an_unknown_one(make_app, database_url, now, path):
    house = peopled(make_app(database_url, csrf=True), now)
    unknown = answered(house, path, "nobody", ASKS[path])

    for name in KNOWN:
        assert answered(house, path, name, ASKS[path]) == unknown


@pytest.mark.parametrize("path", ASKS)
@pytest.mark.parametrize("name", KNOWN)
def test_S11_a_known_address_takes_the_work_of_an_unknown_one(house, path, name):
    took: dict[str, list[float]] = {name: [], "nobody": []}
    client = house.test_client()
    page = client.get(f"/en/account/{path}")
    for number in range(ROUNDS):
        for who in (name, "nobody") if number % 2 else ("nobody", name):
            email = f"{who}@sanad.example" if who != "nobody" else f"nobody{number}@sanad.example"
            fields = {"csrf_token": token(page), "email": email, **ASKS[path]}
            begun = time.process_time()
            client.post(f"/en/account/{path}", data=fields)
            took[who].append(time.process_time() - begun)

    known, unknown = (statistics.median(each) for each in (took[name], took["nobody"]))
    assert known == pytest.approx(unknown, rel=0.2, abs=0.004)


@pytest.mark.parametrize("path", ASKS)
def test_S11_a_known_address_waits_for_the_disk_as_often_as_an_unknown_one(house, path):
    commits = {}

    for name in ("nobody", *KNOWN):
        seen = []
        event.listen(house.extensions["database"].writer, "commit", lambda _connection, seen=seen: seen.append(1))
        send(house.test_client(), f"/en/account/{path}", email=f"{name}@sanad.example", **ASKS[path])
        commits[name] = len(seen)

    assert set(commits.values()) == {0 if path == "sign-in" else 1}


def test_S11_who_knows_the_password_is_told_what_is_wrong_with_the_account(house):
    right = {"email": "waits@sanad.example", "password": REGISTRATION["password"]}
    answer = send(house.test_client(), "/en/account/sign-in", **right)

    assert answer.status_code == 422
    assert "not confirmed yet" in answer.text
