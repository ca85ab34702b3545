"""S28: pages of other sites may read the public list of booths and nothing else, and never with anybody's cookie."""

import pytest

from tests.kit import routes

ORIGIN = {"Origin": "https://evil.example"}
FOR_ALL = {"visitors.booths"}


@pytest.mark.parametrize("role", ["visitor", "exhibitor", "administrator"])
def test_S28_only_the_public_list_may_be_read_from_elsewhere(forum, role):
    client, open_to_all, wrong = forum.client(role), set(), []

    for route, address in forum.pages():
        answer = client.get(address, headers=ORIGIN)
        allowed = answer.headers.get("Access-Control-Allow-Origin")
        if allowed is not None:
            open_to_all.add(route.endpoint)
        if allowed not in (None, "*") or "Access-Control-Allow-Credentials" in answer.headers:
            wrong.append(f"{address}: {allowed}")

    assert open_to_all == FOR_ALL
    assert wrong == []


def test_S28_no_form_may_be_sent_from_elsewhere_by_script(forum):
    client, wrong = forum.client("exhibitor"), []

    for route in routes.routes(forum.app, "POST"):
        asked = {**ORIGIN, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "X-CSRFToken"}
        answer = client.options(routes.address(forum.app, route, forum.ours), headers=asked)
        if [name for name, _ in answer.headers if name.startswith("Access-Control-")]:
            wrong.append(route.rule.rule)

    assert wrong == []


def test_S28_the_list_is_the_same_for_everyone(forum):
    answers = [forum.client(role).get("/en/forum/booths.json", headers=ORIGIN) for role in ("visitor", "administrator")]

    assert answers[0].data == answers[1].data
    assert "Set-Cookie" not in answers[0].headers
