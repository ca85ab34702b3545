"""Staff at the review: who may read and decide, what is refused, what is kept."""

import pytest

from booth_app.demos.models import ShowcaseState
from booth_app.demos.proposals import Person
from booth_app.demos.queries import private
from tests.demos.conftest import key
from tests.demos.pages import Stage, text, value
from tests.kit import make

SARA = (Person("سارة", "Sarah", "sara@example.org"),)
STAFF = "/en/staff/forum"


@pytest.fixture
def stage(any_app, now):
    return Stage(any_app, now)


def mark(stage, showcase_id):
    with stage.scene.database.read() as session:
        return private.reviewed(session, stage.scene.staff, showcase_id).mark


@pytest.mark.parametrize("role", ["administrator", "programme", "sales", "layout", "viewer"])
def test_all_staff_may_read_and_only_the_programmes_staff_may_change(stage, role):
    made = stage.scene.propose()
    accepted = stage.scene.accepted(stage.scene.theirs, title_en="Accepted", presenters=SARA)
    slot = stage.scene.place(accepted, "10:00")
    staff = stage.staff(role)
    edits = role in ("administrator", "programme")

    reads = [f"{STAFF}/showcases", f"{STAFF}/showcases/{made}", f"{STAFF}/timetable?slot={slot}", f"{STAFF}/places"]
    changes = [
        f"{STAFF}/showcases/{made}/return",
        f"{STAFF}/showcases/{made}/reject",
        f"{STAFF}/showcases/{made}/accept",
        f"{STAFF}/timetable/showcases/{accepted}",
        f"{STAFF}/timetable/slots/{slot}",
        f"{STAFF}/timetable/slots/{slot}/remove",
        f"{STAFF}/places",
        f"{STAFF}/places/{stage.scene.stages[0]}",
    ]

    assert {staff.get(each).status_code for each in reads} == {200}
    assert {staff.post(each).status_code == 403 for each in changes} == {not edits}
    assert ("hala@example.org" in staff.get(f"{STAFF}/showcases/{made}").text) is edits


def test_nobody_else_comes_in(stage):
    made = stage.scene.propose()
    addresses = [f"{STAFF}/showcases", f"{STAFF}/showcases/{made}", f"{STAFF}/timetable", f"{STAFF}/places"]

    assert {stage.member().get(each).status_code for each in addresses} == {403}
    assert {stage.visitor().get(each).status_code for each in addresses} == {303}


def test_the_queue_shows_what_waits_and_other_states_on_request(stage):
    stage.scene.propose(title_en="Waiting")
    stage.scene.accepted(title_en="Decided")
    staff = stage.staff()

    first, everything = text(staff.get(f"{STAFF}/showcases")), text(staff.get(f"{STAFF}/showcases?state=all"))

    assert ("Waiting" in first, "Decided" in first) == (True, False)
    assert ("Waiting" in everything, "Decided" in everything) == (True, True)
    assert "Under review 1" in first
    assert staff.get(f"{STAFF}/showcases?state=nonsense").status_code == 400


def test_an_empty_queue_says_so(stage):
    assert "لا طلبات بانتظار المراجعة." in text(stage.staff().get("/ar/staff/forum/showcases"))


def test_accepting_what_was_read_makes_it_public(stage):
    made, staff = stage.scene.propose(), stage.staff()
    page = staff.get(f"{STAFF}/showcases/{made}")

    answer = staff.post(
        f"{STAFF}/showcases/{made}/accept",
        data={"seen": value(page, "seen"), "request_key": value(page, "request_key")},
    )

    assert answer.status_code == 303
    assert "“Triage of reports” is accepted; its time will follow." in text(staff.get(answer.location))
    assert stage.visitor().get("/en/forum/showcases/triage-of-reports").status_code == 200


def test_a_text_changed_after_it_was_read_is_shown_again_and_not_accepted(stage):
    made, staff = stage.scene.propose(), stage.staff()

    answer = staff.post(f"{STAFF}/showcases/{made}/accept", data={"seen": "an older mark", "request_key": key()})

    assert answer.status_code == 409
    assert "Read it as it stands now." in text(answer)
    assert value(answer, "seen") == mark(stage, made)
    assert stage.scene.showcase(made).state == ShowcaseState.PROPOSED


@pytest.mark.parametrize(("verb", "state"), [("return", "changes_requested"), ("reject", "rejected")])
def test_a_no_needs_its_reason_and_keeps_what_was_typed(stage, verb, state):
    made, staff = stage.scene.propose(), stage.staff()
    address = f"{STAFF}/showcases/{made}/{verb}"

    empty = staff.post(address, data={f"{verb}-reason": " ", f"{verb}-request_key": key()})
    long = staff.post(address, data={f"{verb}-reason": "x" * 1001, f"{verb}-request_key": key()})
    done = staff.post(address, data={f"{verb}-reason": "Say which data", f"{verb}-request_key": key()})

    assert (empty.status_code, long.status_code, done.status_code) == (422, 422, 303)
    assert "Say why: the organisation reads it." in text(empty)
    assert "x" * 1001 in long.text
    row = stage.scene.showcase(made)
    assert (row.state, row.reason) == (state, "Say which data")


def test_a_second_decision_is_told_that_the_first_was_taken(stage):
    made, staff = stage.scene.propose(), stage.staff()
    stage.scene.accept(made)

    answer = staff.post(f"{STAFF}/showcases/{made}/accept", data={"seen": mark(stage, made), "request_key": key()})

    assert answer.status_code == 409
    assert "decided meanwhile" in text(answer)


def test_things_of_another_exhibition_do_not_exist(stage):
    with stage.scene.write() as session:
        other = make.exhibition(session, slug="other")
        stranger = make.sign_in(stage.app.test_client(), make.staff(session, other, "administrator"))
    made = stage.scene.accepted()
    slot = stage.scene.place(made, "10:00")
    there = "/en/staff/other"

    reads = [f"{there}/showcases/{made}", f"{there}/timetable?slot={slot}", f"{there}/places/{stage.scene.stages[0]}"]
    changes = [
        f"{there}/timetable/slots/{slot}",
        f"{there}/timetable/showcases/{made}",
        f"{there}/showcases/{made}/accept",
    ]

    assert {stranger.get(each).status_code for each in reads} == {404}
    assert {stranger.post(each, data={"request_key": key()}).status_code for each in changes} == {404}
