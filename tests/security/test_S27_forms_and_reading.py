"""S27: nothing is changed by a request that did not come from a form of ours, and nothing by reading."""

import re

import pytest
from flask import Flask

from tests.kit import make, routes, whole
from tests.kit.visiting import come, contents, differences
from tests.kit.whole import OTHERS, OURS

AS = ("visitor", "person", "exhibitor", "administrator", "viewer")


def everything(app: Flask):
    """Who is who, and values for addresses."""
    with app.extensions["database"].read() as session:
        return whole.people(session), routes.values(session, routes.body(session, OURS))


@pytest.mark.parametrize("token", ["none", "made up", "of another session", "of an ended session"])
def test_S27_no_form_is_accepted_with_a_token_that_is_not_its_sessions(make_app, whole_url, token):
    app = make_app(whole_url, csrf=True)
    people, given = everything(app)
    with app.extensions["database"].read() as session:
        others = routes.body(session, OTHERS).user_id
    before, wrong = contents(app), []
    tokens = {"none": "", "made up": "made-up", "of another session": token_of(come(app, others))}

    for route in routes.routes(app, "POST"):
        client = come(app, people["administrator" if route.of_staff else "exhibitor"])
        if token == "of an ended session":
            tokens[token] = token_of(client)
            with client.session_transaction() as session:
                kept = dict(session)
                session.clear()
            with client.session_transaction() as session:
                session.update({name: value for name, value in kept.items() if name != "csrf_token"})
        answer = client.post(routes.address(app, route, given), data={"csrf_token": tokens[token]})
        if answer.status_code != 400:
            wrong.append(f"{route.rule.rule}: {answer.status_code}")

    assert wrong == []
    assert differences(before, contents(app)) == {}


def token_of(client):
    """The token of a page with a form."""
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', client.get("/en/account/").text)
    assert found
    return found.group(1)


def test_S27_a_form_with_its_sessions_token_is_accepted(make_app, whole_url):
    app = make_app(whole_url, csrf=True)
    people, _ = everything(app)
    client = come(app, people["exhibitor"])

    fields = {"csrf_token": token_of(client), "name": "Huda", "language": "en"}
    answer = client.post("/en/account/", data=fields)

    assert answer.status_code == 303


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_S27_reading_changes_nothing(make_app, whole_url, method):
    app = make_app(whole_url)
    people, given = everything(app)
    before = contents(app)

    for role in AS if method == "GET" else ("exhibitor",):
        client = come(app, people.get(role))
        for route in routes.routes(app, "GET"):
            if route.endpoint != routes.FEED:
                client.open(routes.address(app, route, given), method=method)

    assert differences(before, contents(app)) == {}


def test_S27_a_part_of_a_page_that_is_read_changes_nothing_either(make_app, whole_url):
    app = make_app(whole_url)
    people, given = everything(app)
    before = contents(app)

    for role in ("exhibitor", "administrator"):
        client = come(app, people[role])
        for route in routes.routes(app, "GET"):
            if route.endpoint != routes.FEED:
                client.get(routes.address(app, route, given), headers={"HX-Request": "true"})

    assert differences(before, contents(app)) == {}


def test_S27_what_the_test_compares_does_notice_a_change(make_app, whole_url):
    app = make_app(whole_url)
    before = contents(app)

    with app.extensions["database"].write() as session:
        make.user(session)

    assert list(differences(before, contents(app))) == ["account"]
