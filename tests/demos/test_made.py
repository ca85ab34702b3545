"""A timetable proposed for what has no time yet: around what is placed and the pauses, set as a whole or not at all."""

import re

import pytest

from booth_app.demos.services import made
from booth_app.demos.views import made as page
from booth_app.solving.timetable import apart
from tests.demos.conftest import key
from tests.demos.pages import Stage, text
from tests.demos.test_pauses_pages import BREAK


@pytest.fixture
def stage(app, now):
    return Stage(app, now)


def proposed(stage, lang="en", who=None):
    return (who or stage.staff()).post(f"/{lang}/staff/forum/timetable/proposal")


def sent(answer):
    return {"chosen": re.findall(r'name="chosen" value="([^"]+)"', answer.text), "request_key": key()}


def test_what_is_asked_has_stages_only_within_their_hours_without_pauses_and_slots_pinned(stage):
    scene = stage.scene
    stage.staff().post("/en/staff/forum/pauses", data=BREAK)
    placed = scene.place(scene.accepted(), "10:00")
    waiting = scene.accepted()

    with scene.database.read() as session:
        asked = made.problem(session, scene.staff, now=scene.now)

    shows = {each.key: each for each in asked.shows}
    assert set(shows) == {f"slot-{placed}", f"new-{waiting}"}
    assert shows[f"slot-{placed}"].pinned is not None
    noon = int(scene.at("12:00").timestamp()) // 300
    assert all(span.end <= noon or span.begin >= noon + 6 for each in asked.stages for span in each.free)
    assert {each.kind for each in asked.stages} == {"stage"}


def test_a_proposal_writes_nothing_and_setting_it_places_everything_without_a_clash(stage):
    scene, staff = stage.scene, stage.staff()
    scene.place(scene.accepted(), "10:00")
    for _ in range(5):
        scene.accepted()
    before = scene.slots()

    answer = proposed(stage, who=staff)
    looked = scene.slots()
    done = staff.post("/en/staff/forum/timetable/proposal/set", data=sent(answer))
    after = scene.slots()

    assert (answer.status_code, done.status_code) == (200, 303)
    assert looked == before
    assert before < after
    assert len(after) == 6
    assert "No better timetable is possible." in text(answer)


def test_sent_twice_it_is_set_once(stage):
    staff = stage.staff()
    stage.scene.accepted()
    form = sent(proposed(stage, who=staff))

    answers = [staff.post("/en/staff/forum/timetable/proposal/set", data=form) for _ in range(2)]

    assert [each.status_code for each in answers] == [303, 303]
    assert len(stage.scene.slots()) == 1


def test_when_somebody_sets_something_meanwhile_nothing_of_it_is_set(stage):
    scene, staff = stage.scene, stage.staff()
    first, second = scene.accepted(), scene.accepted()
    form = sent(proposed(stage, who=staff))
    other = next(each for each in form["chosen"] if each.startswith(f"{second}@"))
    _, place, tick = map(int, other.split("@"))
    taken = scene.place(scene.accepted(), made.times.moment(tick), stage=scene.stages.index(place))

    answer = staff.post("/en/staff/forum/timetable/proposal/set", data=form, follow_redirects=True)

    assert "nothing was set" in text(answer)
    assert {slot for slot, *_ in scene.slots()} == {taken}
    assert first


@pytest.mark.parametrize(
    ("lang", "reason"),
    [("ar", "لا توجد على أي مسرح فترة خالية تكفي مدته."), ("en", "No stage has a free stretch that is long enough.")],
)
def test_what_cannot_be_placed_says_why(stage, lang, reason):
    stage.staff().post("/en/staff/forum/pauses", data=BREAK | {"begins": "09:00", "ends": "18:00"})
    for day in ("19", "20"):
        whole = BREAK | {"day": f"2027-01-{day}", "begins": "09:00", "ends": "18:00"}
        stage.staff().post("/en/staff/forum/pauses", data=whole)
    stage.scene.accepted()

    answer = proposed(stage, lang)

    assert reason in text(answer)
    assert 'name="chosen"' not in answer.text


@pytest.mark.parametrize("chosen", [[], ["1@2"], ["x@1@1"], ["1@1@1", "1@1"], ["1@1@9999999999"]])
def test_what_is_no_proposal_is_refused(stage, chosen):
    answer = stage.staff().post("/en/staff/forum/timetable/proposal/set", data={"chosen": chosen, "request_key": key()})

    assert answer.status_code == 422


def test_a_solver_that_fails_is_said(stage, monkeypatch):
    def fails(*_given, **_named):
        raise apart.SolverFailed

    monkeypatch.setattr(page, "best", fails)
    stage.scene.accepted()

    answer = stage.staff().post("/en/staff/forum/timetable/proposal", follow_redirects=True)

    assert "No timetable could be made just now." in text(answer)


def test_a_viewer_has_nothing_proposed(stage):
    assert proposed(stage, who=stage.staff("viewer")).status_code == 403
