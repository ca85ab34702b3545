"""S01: every route, every verb, every role: who may do what is the permission table and nothing else."""

import pytest

from booth_app.exhibitions.models import Role
from booth_app.exhibitions.permissions import ANYONE, MEMBER, PERMISSIONS, SIGNED_IN
from tests.kit import routes, whole
from tests.kit.visiting import come, contents, differences
from tests.kit.whole import OURS, ROLES

THEIRS = {"organisation_id", "claim_id", "showcase_id", "tool_id"}
"""What belongs to an organisation: another one may use the route and finds nothing (S02)."""
NOT_FOUND_BY_THEM = {"security.confirm_email", "security.reset_password", "exhibitors.invitation", "exhibitors.join",
    "demos.my_seats", "demos.seats_calendar", "editor.file"}  # fmt: skip
"""Their addresses hold a signed word, and the one of the tests is made up; a file waits for its uploader only."""


def may(role, permission):
    """What the table says of a role."""
    rule = PERMISSIONS[permission]
    if rule == ANYONE:
        return True
    if rule == SIGNED_IN:
        return role not in ("visitor", "closed account")
    if rule == MEMBER:
        return role in ("exhibitor", "other exhibitor")
    return role in {str(each) for each in rule}


@pytest.fixture
def house(make_app, whole_url):
    """Everything there is, and who is who."""
    app = make_app(whole_url)
    with app.extensions["database"].read() as session:
        return app, whole.people(session), routes.values(session, routes.body(session, OURS))


def test_S01_every_view_names_a_permission_of_the_table(app):
    assert {route.endpoint for route in routes.routes(app) if route.permission not in PERMISSIONS} == set()


def test_S01_every_permission_of_the_table_is_asked_for_by_a_view(app):
    asked = {route.permission for route in routes.routes(app)}

    assert set(PERMISSIONS) - asked <= {"exports.read"}  # that one decides about columns of a table, not about a page


def test_S01_every_role_is_somebody(house):
    _app, people, _given = house

    assert {str(role) for role in Role} <= people.keys()
    assert {"visitor", "closed account", *people} >= set(ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_S01_a_route_answers_to_those_whom_the_table_names_and_to_nobody_else(house, role):
    app, people, given = house
    wrong = []
    for route in routes.routes(app):
        if route.endpoint == routes.FEED:
            continue
        address = routes.address(app, route, given)
        answer = come(app, people.get(role)).open(address, method=route.method)
        if not as_the_table_says(role, route, answer):
            wrong.append(f"{route.method} {address}: {answer.status_code} {answer.location or ''}")

    assert wrong == []


def as_the_table_says(role, route, answer):
    """Whether an answer is one to somebody whom the table names, or a refusal to anybody else."""
    status, to_sign_in = answer.status_code, "/account/sign-in" in (answer.location or "")
    if not may(role, route.permission):
        if role in ("visitor", "closed account"):
            return status == 303 and to_sign_in
        return status == 403
    if status in (401, 403) or status >= 500:
        return False
    # The library sends who is out of turn (a code without a password before it) back to the beginning.
    if to_sign_in and role not in ("visitor", "closed account") and not route.endpoint.startswith("security."):
        return False
    of_ours = role == "exhibitor" or route.of_staff or not route.rule.arguments & THEIRS
    if status == 404 and route.method == "GET" and of_ours:
        return route.endpoint in {*NOT_FOUND_BY_THEM, "health.metrics"}
    return True


@pytest.mark.parametrize("role", ["visitor", "person", "other exhibitor", "viewer", "administrator elsewhere"])
def test_S01_a_refused_request_changes_nothing(house, role):
    app, people, given = house
    before = contents(app)

    for route in routes.routes(app, "POST"):
        if not may(role, route.permission):
            come(app, people.get(role)).post(routes.address(app, route, given))

    assert differences(before, contents(app)) == {}
