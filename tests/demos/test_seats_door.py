"""The door: a ticket is good once, no-shows' seats go to who stands there from the start on; and what staff change."""

import pytest

from booth_app.base.access import Who
from booth_app.base.db import Database
from booth_app.demos.proposals import Person
from booth_app.demos.seats import services as seats
from booth_app.demos.seats.models import SeatState
from booth_app.demos.seats.refusals import NoSeatLeft, TicketNotValid, TicketUnknown, TicketUsed
from booth_app.journal.models import Entry
from tests.demos.conftest import build, key
from tests.demos.pages import Stage
from tests.demos.pages import text as shown
from tests.demos.seating import seating


@pytest.fixture
def scene(sqlite_url, now):
    made = build(Database(sqlite_url), now)
    yield made
    made.database.dispose()


def door(hall):
    """Whoever stands at the door."""
    return Who(hall.scene.staff.user_id, None, hall.scene.exhibition_id, frozenset({"door"}))


def use(hall, code, at, people=None, request_key=""):
    """Show a ticket, so many minutes before the start."""
    with hall.write() as session:
        given = {"people": people, "request_key": request_key or key(), "now": hall.before(at)}
        return seats.check_in(session, door(hall), hall.slot, code, **given)


def walk_in(hall, people, at):
    """Come without one."""
    with hall.write() as session:
        return seats.walk_in(session, door(hall), hall.slot, people, request_key=key(), now=hall.before(at))


def test_a_ticket_lets_everybody_on_it_in_and_is_then_used(scene):
    hall = seating(scene, 5)
    code = hall.row(hall.sat("family", 5)).code

    made = use(hall, code, 8)
    with pytest.raises(TicketUsed) as refused:
        use(hall, code, 7)

    assert (made.came, made.came_in_all, made.seats) == (5, 5, 5)
    assert refused.value.values == {"came_at": hall.before(8), "seats": 5}
    assert hall.told()[-1] == "seats-used"


def test_a_family_may_come_in_parts(scene):
    hall = seating(scene, 5)
    code = hall.row(hall.sat("family", 5)).code

    first, second = use(hall, code, 8, people=2), use(hall, code, 5)

    assert (first.came, second.came, second.came_in_all) == (2, 3, 5)


def test_the_same_press_twice_lets_in_once(scene):
    hall = seating(scene, 5)
    code = hall.row(hall.sat("family", 5)).code

    first, again = (use(hall, code, 8, people=2, request_key="one-press-here") for _ in range(2))

    assert first == again
    assert use(hall, code, 7).came == 3


def test_a_code_that_is_none_and_one_of_another_slot_are_told_apart(scene):
    hall = seating(scene, 5)
    other = scene.place(scene.accepted(scene.theirs, title_en="Other", presenters=_somebody()), "12:00")
    code = hall.row(hall.sat("huda", slot_id=other)).code

    with pytest.raises(TicketUnknown) as unknown:
        use(hall, "AAAAAAAA", 5)
    with pytest.raises(TicketUnknown) as elsewhere:
        use(hall, code, 5)

    assert unknown.value.values["elsewhere"] is None
    assert elsewhere.value.values["elsewhere"][1:] == ("Other", scene.at("12:00"))


def _somebody():
    return (Person("ب", "B", "b@example.org"),)


def test_before_the_start_only_the_walk_ins_share_is_given_away(scene):
    hall = seating(scene, 10, walk_in_percent=20)
    hall.sat("huda", 4)

    walk_in(hall, 2, 5)
    with pytest.raises(NoSeatLeft) as refused:
        walk_in(hall, 1, 0.01)

    assert refused.value.values["left"] == 0
    assert walk_in(hall, 4, 0).came == 4


def test_from_the_start_on_no_shows_seats_go_to_whoever_waits(scene):
    hall = seating(scene, 3)
    late, there = hall.sat("late", 2), hall.sat("there")
    waiting = hall.waits("sara", 2)
    code = hall.row(waiting).code
    use(hall, hall.row(there).code, 3)

    with pytest.raises(TicketNotValid):
        use(hall, code, 0.01)
    came = use(hall, code, 0)
    with pytest.raises(TicketNotValid):
        use(hall, hall.row(late).code, -2)

    assert came.came == 2
    assert hall.row(waiting).state == SeatState.RESERVED
    assert hall.taken() == 3


def test_no_one_is_let_in_beyond_the_capacity(scene):
    hall = seating(scene, 4)
    hall.sat("huda", 2)
    hall.stage(capacity=3, at=100)

    with pytest.raises(NoSeatLeft) as refused:
        walk_in(hall, 4, -1)

    assert refused.value.values["left"] == 3
    assert walk_in(hall, 3, -1).came == 3


def test_a_ticket_that_was_given_up_is_not_good(scene):
    hall = seating(scene, 3)
    sitting = hall.sat("huda")
    hall.answer("cancel", "huda", sitting, at=100)

    with pytest.raises(TicketNotValid):
        use(hall, hall.row(sitting).code, 5)


def test_lowering_the_capacity_takes_nobodys_seat_and_gives_no_new_one(scene):
    hall = seating(scene, 4)
    first, _second = hall.sat("huda", 2), hall.sat("sara", 2)

    hall.stage(capacity=2)
    waiting = hall.waits("noura", at=500)
    still = hall.taken()
    hall.answer("cancel", "huda", first, at=400)
    none_yet = hall.row(waiting).state
    hall.stage(capacity=3, at=300)

    assert (still, none_yet) == (4, SeatState.WAITING)
    assert hall.row(waiting).state == SeatState.HELD
    assert len(hall.seats()) == 3


def test_a_slot_that_moves_keeps_its_seats(scene):
    hall = seating(scene, 3)
    sitting, waiting = hall.sat("huda", 3), hall.waits("sara")

    scene.move(hall.slot, "12:00", stage=1)

    row = hall.row(sitting)
    assert (row.state, row.starts_at, row.place_id, row.sequence) == (
        SeatState.RESERVED,
        scene.at("12:00"),
        scene.stages[1],
        1,
    )
    assert hall.row(waiting).state == SeatState.HELD  # the other stage has room
    assert hall.taken() == 4


def test_two_slots_of_one_visitor_that_are_moved_together_leave_one_time_theirs(scene):
    hall = seating(scene, 3)
    other = scene.place(scene.accepted(scene.theirs, title_en="Other", presenters=_somebody()), "12:00", stage=1)
    hall.sat("huda")
    second = hall.sat("huda", slot_id=other)

    scene.move(other, "10:10", stage=1)

    with scene.database.read() as session:
        [told] = [each.after for each in session.query(Entry).filter_by(kind="seats-moved")]
    assert hall.row(second).state == SeatState.RESERVED
    assert told["clash"] is True


@pytest.fixture
def stage(make_app, sqlite_url, now):
    return Stage(make_app(sqlite_url), now)


def test_the_door_is_for_door_staff(stage):
    hall = seating(stage.scene, 3)
    code = hall.row(hall.sat("huda")).code
    address = f"/en/staff/forum/door/{hall.slot}"

    for role in ("viewer", "sales", "layout"):
        assert stage.staff(role).get(address).status_code == 403
    keeper = stage.staff("door")
    day = keeper.get("/en/staff/forum/door")
    found = keeper.get(f"/en/staff/forum/door?code={code}")
    page = keeper.get(address)
    form = {"code": f"{code[:4]}-{code[4:].lower()}", "people": "", "request_key": "at-the-door-1"}
    used = keeper.post(f"{address}/tickets", data=form)
    again = keeper.post(f"{address}/tickets", data=form | {"request_key": "at-the-door-2"})

    assert "Triage of reports" in shown(day)
    assert found.location == f"{address}?code={code}"
    assert "camera=(self)" in page.headers["Permissions-Policy"]
    assert "camera=()" in day.headers["Permissions-Policy"]
    assert used.status_code == 303
    assert (again.status_code, "was used already" in shown(again)) == (409, True)
    assert keeper.get("/en/staff/forum/seats").status_code == 403


def test_people_without_a_ticket_are_counted(stage):
    hall = seating(stage.scene, 10, walk_in_percent=20)
    address = f"/en/staff/forum/door/{hall.slot}"
    keeper = stage.staff("door")

    come = keeper.post(f"{address}/walk-ins", data={"people": "٢", "request_key": "at-the-door-1"})
    more = keeper.post(f"{address}/walk-ins", data={"people": "1", "request_key": "at-the-door-2"})

    assert (come.status_code, more.status_code) == (303, 409)
    assert "Came 2" in shown(keeper.get(address))


def test_staff_set_the_rules_and_see_who_comes(stage):
    hall = seating(stage.scene, 10)
    hall.sat("huda")
    chief = stage.staff()
    given = {
        "walk_in_percent": "50", "most_seats": "3", "most_a_day": "2",
        "confirm_minutes": "0", "offer_minutes": "20", "keep_days": "10",
    }  # fmt: skip

    saved = chief.post("/en/staff/forum/seats", data=given)
    wrong = chief.post("/en/staff/forum/seats", data=given | {"walk_in_percent": "101"})
    listed = chief.get(f"/en/staff/forum/slots/{hall.slot}/seats")

    assert (saved.status_code, wrong.status_code) == (303, 422)
    assert "huda" in shown(listed)
    assert stage.staff("viewer").post("/en/staff/forum/seats", data=given).status_code == 403
    assert stage.staff("viewer").get(f"/en/staff/forum/slots/{hall.slot}/seats").status_code == 403
