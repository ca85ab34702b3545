"""Deciding on requests and applications: one or many, each by itself, and those that cannot be stay to be seen."""

import re

import pytest

from booth_app.base import clock
from booth_app.base.access import Who
from booth_app.claims import services as claims
from booth_app.exhibitions.models import Exhibition
from booth_app.exhibitors.models import Application, ApplicationState
from booth_app.journal import queries as journal
from tests.desk import scene as scenes
from tests.kit import make

DESK = "/en/staff/forum"


@pytest.fixture
def database(any_app):
    return any_app.extensions["database"]


@pytest.fixture
def scene(database):
    return scenes.fill(database)


@pytest.fixture
def sales(any_app, scene):
    return scenes.staff(any_app, scene, "sales")


def kinds(database, scene):
    scenes.number(database)
    with database.read() as session:
        return [each.kind for each in journal.page(session, scene.exhibition)]


def test_many_are_approved_at_once_and_each_is_told(sales, scene, database):
    answer = sales.post(f"{DESK}/requests", data={"claim": scene.claims, "verb": "approve"})

    assert (answer.status_code, answer.location) == (303, f"{DESK}/")
    assert set(scenes.states(database).values()) == {"confirmed"}
    assert kinds(database, scene).count("claim-confirmed") == 3
    assert "3 requests approved" in sales.get(f"{DESK}/").text


def test_one_that_cannot_be_approved_takes_no_others_approval_away_and_stays_checked(sales, scene, database):
    gone, *others = scene.claims
    with database.write() as session:
        exhibitor = Who(organisation_id=scene.bodies[0], exhibition_id=scene.exhibition)
        claims.withdraw(session, exhibitor, gone, now=clock.now(session))
    again = scenes.request(database, scene, scene.bodies[0], scene.booths[4])

    answer = sales.post(f"{DESK}/requests", data={"claim": [gone, *others, 999], "verb": "approve"})

    states = scenes.states(database)
    assert answer.status_code == 409
    assert [states[each] for each in (gone, *others, again)] == ["withdrawn", "confirmed", "confirmed", "submitted"]
    assert 'data-failure="wrong-state"' in answer.text
    assert 'data-failure="not-found"' in answer.text
    assert "The state now: Withdrawn" in answer.text
    assert "2 requests approved" in answer.text


def test_a_failed_row_that_still_waits_is_still_checked(sales, scene, database, monkeypatch):
    def refused(session, who, one, *, now):
        if one == scene.claims[1]:
            raise claims_stale
        return real(session, who, one, now=now)

    from booth_app.base.errors import Stale  # noqa: PLC0415 - only this test needs it

    claims_stale, real = Stale(), claims.approve
    monkeypatch.setattr(claims, "approve", refused)

    answer = sales.post(
        f"{DESK}/requests", data={"claim": scene.claims, "verb": "approve"}, headers={"HX-Request": "true"}
    )

    checked = re.findall(r'name="claim" value="(\d+)"[^>]* checked', answer.text)
    assert answer.status_code == 409
    assert checked == [str(scene.claims[1])]
    assert f'id="request-{scene.claims[1]}" data-failed' in answer.text
    assert "<html" not in answer.text


def test_rejecting_needs_a_reason_and_keeps_the_choice(sales, scene, database):
    answer = sales.post(f"{DESK}/requests", data={"claim": scene.claims[:2], "verb": "reject", "reason": " "})

    assert answer.status_code == 422
    assert "Write the reason" in answer.text
    assert len(re.findall(r'name="claim" value="\d+"[^>]* checked', answer.text)) == 2
    assert set(scenes.states(database).values()) == {"submitted"}


def test_many_are_rejected_with_one_reason_that_each_is_told(sales, scene, database):
    sales.post(f"{DESK}/requests", data={"claim": scene.claims, "verb": "reject", "reason": "اكتملت المنطقة"})

    scenes.number(database)
    with database.read() as session:
        told = journal.page(session, scene.exhibition, kind="claim-rejected")
    assert set(scenes.states(database).values()) == {"rejected"}
    assert [each.words["reason"] for each in told] == ["اكتملت المنطقة"] * 3


@pytest.mark.parametrize("data", [{"verb": "approve"}, {"claim": [1]}, {"claim": [1], "verb": "delete"}])
def test_a_choice_that_says_nothing_changes_nothing(sales, scene, database, data):
    answer = sales.post(f"{DESK}/requests", data=data)

    assert answer.status_code == 422
    assert set(scenes.states(database).values()) == {"submitted"}


def test_a_decision_pressed_twice_is_made_once_and_the_second_press_is_told(sales, scene, database):
    first = sales.post(f"{DESK}/claims/{scene.claims[0]}/approve")
    second = sales.post(f"{DESK}/claims/{scene.claims[0]}/approve")

    assert (first.status_code, second.status_code) == (303, 409)
    assert 'data-refusal="wrong-state"' in second.text
    assert kinds(database, scene).count("claim-confirmed") == 1


def test_a_claim_is_rejected_or_ended_with_a_reason(sales, scene, database):
    without = sales.post(f"{DESK}/claims/{scene.claims[0]}/reject", data={"reject-reason": ""})
    sales.post(f"{DESK}/claims/{scene.claims[0]}/reject", data={"reject-reason": "لا"})
    sales.post(f"{DESK}/claims/{scene.claims[1]}/approve")
    sales.post(f"{DESK}/claims/{scene.claims[1]}/vacate", data={"vacate-reason": "لم تحضر الجهة"})

    states = scenes.states(database)
    assert without.status_code == 422
    assert (states[scene.claims[0]], states[scene.claims[1]]) == ("rejected", "cancelled")


def test_a_claim_is_moved_by_typing_the_other_number(sales, scene, database):
    claim, booth = scene.claims[0], scene.booths[0]

    unknown = sales.post(f"{DESK}/claims/{claim}/move", data={f"to-{booth}": "Z-9"})
    taken = sales.post(f"{DESK}/claims/{claim}/move", data={f"to-{booth}": "A-102"})
    moved = sales.post(f"{DESK}/claims/{claim}/move", data={f"to-{booth}": "a–١٠٥", "move-reason": "ممر"})

    assert (unknown.status_code, taken.status_code, moved.status_code) == (422, 409, 303)
    assert 'data-refusal="unknown-booth"' in unknown.text
    assert 'value="Z-9"' in unknown.text
    assert 'data-refusal="booth-taken"' in taken.text
    assert "A-105" in sales.get(f"{DESK}/claims/{claim}").text


def test_a_claim_of_another_exhibition_does_not_exist(any_app, scene, sales, database):
    other = scenes.fill(database, slug="other")

    for path in (f"claims/{other.claims[0]}", f"organisations/{other.bodies[0]}", "booths/B-999"):
        assert sales.get(f"{DESK}/{path}").status_code == 404
    assert sales.post(f"{DESK}/claims/{other.claims[0]}/approve").status_code == 404
    assert scenes.states(database)[other.claims[0]] == "submitted"


@pytest.fixture
def applicants(database, scene):
    with database.write() as session:
        exhibition = session.get_one(Exhibition, scene.exhibition)
        names = [("جمعية رعاية الأسرة", "Reaya"), ("مركز الأدلة", "Evidence Centre")]
        for ar, en in names:
            make.organisation(session, exhibition, state=ApplicationState.APPLIED, name_ar=ar, name_en=en)
        return [each.id for each in session.query(Application).filter_by(state=ApplicationState.APPLIED)]


def applications(database):
    with database.read() as session:
        return {each.id: (str(each.state), each.reason) for each in session.query(Application)}


def test_applications_are_accepted_returned_and_rejected_many_at_once(sales, applicants, database):
    accept = sales.post(f"{DESK}/applications", data={"application": applicants, "verb": "accept"})

    assert accept.status_code == 303
    assert {applications(database)[each][0] for each in applicants} == {"accepted"}


@pytest.mark.parametrize(("verb", "state"), [("return", "returned"), ("reject", "rejected")])
def test_returning_and_rejecting_applications_need_a_reason(sales, applicants, database, verb, state):
    data = {"application": applicants, "verb": verb}

    without = sales.post(f"{DESK}/applications", data=data)
    with_reason = sales.post(f"{DESK}/applications", data=data | {"reason": "النبذة ناقصة"})

    assert (without.status_code, with_reason.status_code) == (422, 303)
    assert {applications(database)[each] for each in applicants} == {(state, "النبذة ناقصة")}


def test_an_application_changed_since_it_was_read_is_not_decided(sales, applicants, database):
    with database.write() as session:
        session.get_one(Application, applicants[0]).version += 1

    answer = sales.post(f"{DESK}/applications/{applicants[0]}/accept", data={"seen": 0})

    assert answer.status_code == 409
    assert 'data-refusal="stale"' in answer.text
    assert applications(database)[applicants[0]][0] == "applied"


def test_applications_are_found_by_name_as_people_write_it(sales, applicants):
    page = sales.get(f"{DESK}/applications?q=جمعيه رعايه الاسره").text

    assert "Reaya" in page
    assert "Evidence Centre" not in page
    assert sales.get(f"{DESK}/applications?state=nonsense").status_code == 400
