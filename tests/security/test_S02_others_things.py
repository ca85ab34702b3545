"""S02: the number of a thing that is somebody else's leads exactly where a number leads that nothing has."""

import difflib
import re

import pytest
from sqlalchemy import select

from booth_app.claims.models import Claim, ClaimBooth
from booth_app.demos.models import Place, Showcase
from booth_app.exhibitors.models import Application
from tests.kit import routes, whole
from tests.kit.visiting import come, contents, differences
from tests.kit.whole import ELSEWHERE, OTHERS, OURS

NOBODYS = 987_654_321
OWN = {
    "claim_id",
    "showcase_id",
    "tool_id",
    "organisation_id",
    "invitation_id",
    "user_id",
    "profile_id",
    "guest_tool_id",
}
STAFFS = OWN | {"application_id", "place_id", "slot_id", "hall_id", "message", "draft"}
ONE_ANSWER_FOR_ALL = {
    "exhibitors.remove_member",
    "exhibitors.remove_tool",
    "claims.guest_remove_tool",
    "claims.unshare",
    "demos.remove",
}
"""Ending what is not there has ended already: the same 303 for another's, for nobody's and for the second press."""


@pytest.fixture
def house(make_app, whole_url):
    """Everything there is, who is who, and the numbers of our things, of the others' and of those elsewhere."""
    app = make_app(whole_url)
    with app.extensions["database"].read() as session:
        ours, others = (routes.values(session, routes.body(session, name)) for name in (OURS, OTHERS))
        elsewhere = routes.values(session, routes.body(session, ELSEWHERE), "elsewhere")
        return app, whole.people(session), ours, others, elsewhere


def told(client, app, route, given):
    """What an answer tells, without what is new in every answer and without the number that was asked for."""
    answer = client.open(routes.address(app, route, given), method=route.method)
    main = re.search(r"<main.*</main>", answer.text, re.DOTALL)  # around it stand clocks and messages of before
    text = re.sub(
        r'<div class="page flashes.*?</div>|value="[^"]*"|\b[0-9A-F]{8}\b',
        "",
        main.group() if main else answer.text,
        flags=re.DOTALL,
    )
    for name in STAFFS & route.rule.arguments:
        text = re.sub(rf"/{flat(given, route)[name]}(?=[/\"?])", "/", text)
    return answer.status_code, "\n".join(text.split())


def flat(given, route):
    """The values that a route's address is made of."""
    return {**given, **(given["in_staff_area"] if route.of_staff else {})}


def other(given, route, **changed):
    """The same values but for some."""
    return {**given, **changed, "in_staff_area": {**given["in_staff_area"], **(changed if route.of_staff else {})}}


def compare(app, client, walked, names, *, given, theirs):
    """The routes where another's number makes another answer than nobody's, or one that says that it was done."""
    wrong = []
    for route in walked:
        for name in sorted(names & route.rule.arguments):
            strange = flat(theirs, route)[name]
            assert strange, f"{route.rule.rule}: {name} has no value to try"
            another = told(client, app, route, other(given, route, **{name: strange}))
            nobodys = told(client, app, route, other(given, route, **{name: NOBODYS}))
            # A form that is not in order is refused before anything is looked up: 400, 422.
            fine = another[0] in ((404,) if route.method == "GET" else (400, 404, 422))
            fine = fine or (another[0] == 303 and route.endpoint in ONE_ANSWER_FOR_ALL)
            if another != nobodys or not fine:
                differing = difflib.unified_diff(another[1].splitlines(), nobodys[1].splitlines(), lineterm="", n=0)
                wrong.append((route.method, route.rule.rule, name, another[0], nobodys[0], *list(differing)[:6]))
    return wrong


def test_S02_another_organisations_things_do_not_exist_for_an_exhibitor(house):
    app, people, ours, others, _ = house
    client, before = come(app, people["exhibitor"]), contents(app)
    own = [each for each in routes.routes(app) if not each.of_staff and OWN & each.rule.arguments]

    wrong = compare(app, client, own, OWN, given=ours, theirs=others)

    assert len(own) > 20
    assert wrong == []
    assert differences(before, contents(app)) == {}


@pytest.mark.parametrize("role", ["administrator"])
def test_S02_another_exhibitions_things_do_not_exist_for_staff(house, role):
    app, people, ours, _, elsewhere = house
    client, before = come(app, people[role]), contents(app)
    staffs = [each for each in routes.routes(app) if each.of_staff and STAFFS & each.rule.arguments]

    wrong = compare(app, client, staffs, STAFFS - {"slot_id"}, given=ours, theirs=elsewhere)

    assert len(staffs) > 20
    assert wrong == []
    assert differences(before, contents(app)) == {}


def test_S02_numbers_in_forms_are_of_ones_own_exhibition_too(house):
    app, people, ours, _, elsewhere = house
    with app.extensions["database"].read() as session:
        there = select(Claim.id).where(Claim.exhibition_id != 1)
        claim = session.scalars(there).first()
        booth = session.scalars(select(ClaimBooth.booth_id).where(ClaimBooth.claim_id == claim)).one()
        application = session.scalars(select(Application.id).where(Application.exhibition_id != 1)).first()
        place = session.scalars(select(Place.id).where(Place.exhibition_id != 1)).first()
        showcase = session.scalars(select(Showcase.id).where(Showcase.exhibition_id != 1)).first()
    staff, before = come(app, people["administrator"]), contents(app)
    body, draft = elsewhere["organisation_id"], ours["draft"]
    submitted, hall = ours["in_staff_area"]["claim_id"], ours["hall"]
    key = {"request_key": "key-of-the-test"}
    forms = {
        "requests": {"claim": claim, "verb": "approve"},
        "applications": {"application": application, "verb": "accept"},
        f"booths/{ours['number']}/assign": {"assign-organisation": body, "assign-numbers": ours["number"], **key},
        f"booths/{ours['number']}/reserve": {"reserve-organisation": body},
        f"claims/{submitted}/move": {f"to-{booth}": ours["number"], "move-reason": "x"},
        f"timetable/showcases/{showcase}": {"place": place, "day": "2027-01-18", "start": "10:00", **key},
        f"layouts/{hall}/drafts/{draft}/edit": {"do": "remove", "key": f"b{booth}", "version": 1},
        f"layouts/{hall}/drafts/{draft}/restore": {"restore": f"b{booth}", "version": 1},
    }

    answers = {name: staff.post(f"/en/staff/forum/{name}", data=data).status_code for name, data in forms.items()}

    assert {name: status for name, status in answers.items() if status not in (404, 409, 422)} == {}
    assert differences(before, contents(app)) == {}


def test_S02_nobody_acts_for_an_organisation_that_is_not_theirs(house):
    app, people, ours, others, _ = house
    client = come(app, people["exhibitor"])

    client.post("/en/my/organisations/act", data={"organisation": others["organisation_id"]})
    with client.session_transaction() as session:
        session["acting"] = others["organisation_id"]  # as if the browser's session were of another time

    assert client.get(f"/en/my/forum/claims/{others['claim_id']}").status_code == 404
    assert client.get(f"/en/my/forum/claims/{ours['claim_id']}").status_code == 200
