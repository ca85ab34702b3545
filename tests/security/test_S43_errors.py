"""S43, S44: whatever breaks, people read what is safe and a number to quote; and what guards fails closed."""

import re

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from booth_app.base import errors
from booth_app.base.access import may
from booth_app.exhibitors import access
from booth_app.journal import services as journal
from tests.kit.visiting import contents, differences
from tests.security.filled import EXHIBITORS

SECRET = "what-only-we-know"
BROKEN = {
    "any": (RuntimeError(SECRET), 500),
    "a key": (KeyError(SECRET), 500),
    "text": (UnicodeDecodeError("utf-8", b"\xff", 0, 1, SECRET), 500),
    "recursion": (RecursionError(SECRET), 500),
    "the database": (DBAPIError(f"SELECT {SECRET}", {"password": SECRET}, ValueError(SECRET)), 500),
    "the database is away": (OperationalError("SELECT", {}, Exception(f"database is locked {SECRET}")), (500, 503)),
    "no connection": (PoolTimeout(SECRET), 503),
    "bad request": (BadRequest(SECRET), 400),
    "too large": (RequestEntityTooLarge(SECRET), 413),
    "media": (UnsupportedMediaType(SECRET), 415),
    "not found": (errors.NotFound(words=SECRET), 404),
    "forbidden": (errors.Forbidden(words=SECRET), 403),
    "stale": (errors.Stale(words=SECRET), 409),
    "invalid": (errors.Invalid(words=SECRET), 422),
}


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("kind", BROKEN)
def test_S43_every_kind_of_error_is_one_page_that_tells_nothing(fortress, monkeypatch, kind, lang):
    error, status = BROKEN[kind]

    @may("public")
    def broken():
        raise error

    monkeypatch.setitem(fortress.app.view_functions, "visitors.index", broken)

    answer = fortress.client("visitor").get(f"/{lang}/")

    assert answer.status_code == status or answer.status_code in (status if isinstance(status, tuple) else ())
    assert f'lang="{lang}"' in answer.text
    assert re.search(rf"\b{answer.headers['X-Request-Id']}\b", answer.text)
    assert [each for each in (SECRET, "Traceback", "File &#34;", "werkzeug", "sqlalchemy") if each in answer.text] == []
    assert answer.headers["Cache-Control"] == "no-store"


def test_S43_a_program_gets_a_program_s_error(fortress, monkeypatch):
    @may("public")
    def broken(**_):
        raise RuntimeError(SECRET)

    monkeypatch.setitem(fortress.app.view_functions, "visitors.booths", broken)

    answer = fortress.client("visitor").get("/en/forum/booths.json")

    assert answer.status_code == 500
    assert answer.json.keys() == {"error", "reference"}


def test_S43_nothing_of_a_debugger_is_there(fortress):
    assert not fortress.app.debug
    assert not fortress.app.config["PROPAGATE_EXCEPTIONS"]
    assert fortress.client("visitor").get("/console").status_code == 404


@pytest.fixture
def person(forum):
    """An exhibitor's form that changes something, and who sends it."""
    [form] = [each for each in EXHIBITORS if each.endpoint == "accounts.person"]
    return lambda: form.send(forum.app, forum.client("exhibitor"), forum.ours)


def test_S44_no_change_without_its_entry(forum, person, monkeypatch):
    before = contents(forum.app)

    def fails(*_, **__):
        raise RuntimeError("the journal is full")

    monkeypatch.setattr("booth_app.accounts.services.record", fails)
    answer = person()

    assert journal.record is not fails
    assert answer.status_code == 500
    assert differences(before, contents(forum.app)) == {}


def test_S44_no_change_where_rights_cannot_be_looked_up(forum, person, monkeypatch):
    before = contents(forum.app)

    def fails(*_):
        raise RuntimeError("no rights to be had")

    monkeypatch.setattr(access.queries, "organisations_of", fails)
    answer = person()

    assert answer.status_code == 500
    assert differences(before, contents(forum.app)) == {}


def test_S44_a_view_that_names_no_permission_is_nobodys(forum, monkeypatch):
    monkeypatch.setitem(forum.app.view_functions, "visitors.index", lambda: "open to all")

    for role in ("visitor", "exhibitor", "administrator"):
        answer = forum.client(role).get("/en/")
        assert answer.status_code == 403
        assert "open to all" not in answer.text


def test_S44_limits_hold_while_their_store_is_away(make_app, sqlite_url):
    # Nothing listens there: the counts are kept in this process meanwhile, and are not forgotten.
    app = make_app(sqlite_url, limits=True, REDIS_URL="redis://127.0.0.1:1/0")
    client, statuses = app.test_client(), []

    while len(statuses) < 30 and 429 not in statuses:
        asked = client.post("/en/account/sign-in", data={"email": "nobody@example.org", "password": "a-guess"})
        statuses.append(asked.status_code)

    assert statuses[-1] == 429
    assert set(statuses[:-1]) == {422}


def test_S44_the_sign_in_of_staff_without_a_second_factor_opens_no_desk(fortress):
    answer = fortress.client("administrator").get("/en/staff/forum/")

    assert answer.status_code == 303
    assert "/account/second-factor" in answer.location
