"""A visitor's pages: ask, confirm by the link, ticket, calendar, erase; and nobody learns who has seats."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from icalendar import Calendar
from sqlalchemy import select, text

from booth_app.demos.models import Audience, Place
from booth_app.demos.seats import links
from booth_app.demos.seats.models import SeatReservation, SeatRules, SeatState, Visitor, VisitorContact
from booth_app.notices.models import KeptMail, Message
from booth_app.notices.worker import Worker
from tests.demos.pages import Stage, value
from tests.demos.pages import text as shown

HUDA = "huda.canary@visitors.example"


@pytest.fixture
def stage(make_app, sqlite_url, now):
    return Stage(make_app(sqlite_url), now)


@pytest.fixture
def slot(stage):
    """A slot tomorrow by the clock of this machine, two seats."""
    return _slot(stage)


def _slot(stage, *, capacity=2, audience=Audience.FAMILIES):
    with stage.scene.write() as session:
        session.get_one(Place, stage.scene.stages[0]).capacity = capacity
        if session.get(SeatRules, stage.scene.exhibition_id) is None:
            session.add(
                SeatRules(
                    exhibition_id=stage.scene.exhibition_id,
                    walk_in_percent=0,
                    most_seats=5,
                    most_a_day=4,
                    confirm_minutes=30,
                    offer_minutes=30,
                    keep_days=30,
                )
            )
    return stage.scene.place(stage.scene.accepted(audience=audience), "10:00")


def ask(stage, slot, email=HUDA, lang="en", **fields):
    """Fill the form in and send it."""
    client = stage.visitor()
    form = client.get(f"/{lang}/forum/slots/{slot}/seats")
    given = {"seats": "1", "accessible": "0", "email": email, "name": "", "request_key": value(form, "request_key")}
    return client, client.post(f"/{lang}/forum/slots/{slot}/seats", data=given | fields)


def mails(stage):
    """Send what is owed; gives (recipient, subject, text) in the order of sending."""
    Worker(stage.app).turn()
    with stage.scene.database.read() as session:
        rows = session.scalars(select(KeptMail).order_by(KeptMail.at, KeptMail.message_id)).all()
    return [(row.recipient, row.subject, row.text) for row in rows if "visitors.example" in row.recipient]


def link(mail):
    """The address of one's seats in a mail."""
    return re.search(r"https?://[^/\s]+(/(?:en|ar)/forum/seats/[^\s>]+)", mail[2])[1]


def press(stage, address, verb, reservation=1):
    return stage.visitor().post(f"{address}/{reservation}/{verb}")


def states(stage):
    with stage.scene.database.read() as session:
        return [str(each) for each in session.scalars(select(SeatReservation.state).order_by(SeatReservation.id))]


def test_a_visitor_reserves_confirms_by_the_mail_and_has_a_ticket(stage, slot):
    _client, sent = ask(stage, slot, seats="2")
    [first] = mails(stage)
    address = link(first)

    page = stage.visitor().get(address)
    confirmed = press(stage, address, "confirm")
    ticket = stage.visitor().get(address)

    assert (sent.status_code, sent.location) == (303, "/en/forum/seats/asked")
    assert first[0] == HUDA
    assert first[1] == "Confirm your seats at “Triage of reports”"
    assert "Confirm seats" in shown(page)
    assert (confirmed.status_code, confirmed.location) == (303, address)
    assert states(stage) == ["reserved"]
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", shown(ticket))[0]
    assert "<svg" in ticket.text
    assert mails(stage)[-1][1] == "Your seat at “Triage of reports”"
    assert code in mails(stage)[-1][2]


def test_the_showcase_says_what_is_left_and_leads_to_the_form(stage, slot):
    page = stage.visitor().get("/en/forum/showcases/triage-of-reports")

    assert "2 seats left" in shown(page)
    assert f"/en/forum/slots/{slot}/seats" in page.text


def test_who_is_too_late_is_told_with_409_and_may_stand_in_line(stage, slot):
    ask(stage, slot, seats="2")

    _, late = ask(stage, slot, "sara@visitors.example")
    full = stage.visitor().get(f"/en/forum/slots/{slot}/seats")
    _, waiting = ask(stage, slot, "sara@visitors.example", wait="y")

    assert value(full, "wait") == "y"  # where it is full, the button is the waiting list's
    assert late.status_code == 409
    assert 'data-refusal="seats-full"' in late.text
    assert "sara@visitors.example" in late.text  # what was typed is kept
    assert waiting.status_code == 303
    assert states(stage) == ["held", "waiting"]
    assert mails(stage)[-1][1] == "You are on the waiting list of “Triage of reports”"


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_both_languages_say_who_may_come(stage, slot, lang):
    form = stage.visitor().get(f"/{lang}/forum/slots/{slot}/seats")

    said = {"ar": "العرض للعائلات", "en": "For families; children come with an adult."}[lang]
    assert said in shown(form)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"email": ""}, "Enter your e-mail"),
        ({"email": "huda"}, "That is not an e-mail address"),
        ({"seats": "6"}, "Not a valid choice"),
        ({"seats": "x"}, "Invalid Choice"),
    ],
)
def test_what_is_wrong_is_said_and_makes_nothing(stage, slot, fields, problem):
    _, answer = ask(stage, slot, **fields)

    assert answer.status_code == 422
    assert problem in shown(answer)
    assert states(stage) == []


def test_nobody_learns_from_an_answer_who_has_seats(stage, slot):
    ask(stage, slot)
    press(stage, link(mails(stage)[0]), "confirm")

    known, first = ask(stage, slot)
    unknown, second = ask(stage, slot, "nobody@visitors.example")

    assert (first.status_code, first.location) == (second.status_code, second.location)
    pages = [client.get("/en/forum/seats/asked").text for client in (known, unknown)]
    assert pages[0].replace(HUDA, "X") == pages[1].replace("nobody@visitors.example", "X")
    subjects = {mail[0]: mail[1] for mail in mails(stage)}
    assert subjects[HUDA] == "Your request for “Triage of reports”"


def test_no_page_but_ones_own_says_an_address(stage, slot):
    ask(stage, slot, name="Huda Canary")
    press(stage, link(mails(stage)[0]), "confirm")
    pages = [f"/en/forum/slots/{slot}/seats", "/en/forum/programme", "/en/forum/showcases/triage-of-reports"]
    staff = [f"/en/staff/forum/{each}" for each in ("seats", "door", f"door/{slot}", "timetable?day=2027-01-18")]

    said = [stage.visitor().get(each).text for each in pages]
    said += [stage.staff(role).get(each).text for role in ("viewer", "door", "sales") for each in staff]
    said += [stage.member().get("/en/my/forum/showcases").text, stage.visitor().get("/en/forum/seats/asked").text]
    with stage.scene.database.read() as session:
        stored = [
            repr(session.execute(text(f"SELECT * FROM {table}")).all())
            for table in ("journal_entry", "journal_detail", "message", "seat_reservation", "visitor", "request_key")
        ]

    assert [each for each in said + stored if "canary" in each.lower()] == []
    assert "Huda Canary" in stage.staff("programme").get(f"/en/staff/forum/slots/{slot}/seats").text


def test_a_link_that_is_none_of_ours_leads_nowhere(stage, slot):
    ask(stage, slot)
    address = link(mails(stage)[0])
    with stage.app.app_context():
        stranger = links.token(99)

    for each in (address + "x", f"/en/forum/seats/{stranger}", "/en/forum/seats/not-a-link"):
        assert stage.visitor().get(each).status_code == 404
        assert stage.visitor().post(f"{each}/1/cancel").status_code == 404
    assert states(stage) == ["held"]


def test_another_visitors_reservation_cannot_be_pressed(stage, slot):
    ask(stage, slot)
    ask(stage, slot, "sara@visitors.example")
    hers = link(mails(stage)[-1])

    assert press(stage, hers, "decline", 1).status_code == 404
    assert states(stage) == ["held", "held"]


def test_a_page_of_seats_is_kept_by_nobody(stage, slot):
    ask(stage, slot)

    page = stage.visitor().get(link(mails(stage)[0]))

    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_an_offer_goes_to_the_first_in_line_by_mail(stage, slot):
    ask(stage, slot, seats="2")
    ask(stage, slot, "sara@visitors.example", wait="y")
    first = link(mails(stage)[0])

    press(stage, first, "decline")

    offered = mails(stage)[-1]
    assert offered[:2] == ("sara@visitors.example", "A seat at “Triage of reports” is free for you")
    assert press(stage, link(offered), "confirm", 2).status_code == 303
    assert states(stage) == ["declined", "reserved"]


def test_the_worker_passes_on_what_nobody_confirmed(stage, slot):
    ask(stage, slot, seats="2")
    ask(stage, slot, "sara@visitors.example", wait="y")

    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=31)):
        last = mails(stage)[-1]

    assert last[:2] == ("sara@visitors.example", "A seat at “Triage of reports” is free for you")
    assert states(stage) == ["lapsed", "held"]


def test_the_calendar_keeps_its_uid_and_tells_changes_and_cancellations(stage, slot):
    ask(stage, slot)
    address = link(mails(stage)[0])
    press(stage, address, "confirm")

    def event():
        made = Calendar.from_ical(stage.visitor().get(f"{address}/seats.ics").data)
        [found] = made.walk("VEVENT")
        return found

    before = event()
    stage.scene.move(slot, "11:00")
    after = event()
    press(stage, address, "cancel")
    gone = event()

    assert str(before["UID"]) == str(after["UID"]) == str(gone["UID"])
    assert before["SEQUENCE"] < after["SEQUENCE"] < gone["SEQUENCE"]
    assert [str(each["STATUS"]) for each in (before, after, gone)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert after.decoded("DTSTART").astimezone(UTC) == stage.scene.at("11:00")


def test_who_has_seats_is_told_of_another_time_and_of_none(stage, slot):
    ask(stage, slot)
    press(stage, link(mails(stage)[0]), "confirm")

    stage.scene.move(slot, "11:00")
    moved = mails(stage)[-1]
    stage.scene.unplace(slot)
    removed = mails(stage)[-1]

    assert moved[1] == "“Triage of reports” has another time"
    assert "11:00" in moved[2]
    assert removed[1] == "“Triage of reports” does not take place at its time"
    assert states(stage) == ["removed"]


def test_a_vetted_visitor_is_approved_by_name_and_told(stage):
    slot = _slot(stage, audience=Audience.VETTED_ONLY)
    _, nameless = ask(stage, slot)
    _, sent = ask(stage, slot, name="Huda Al-Omari", body="Public Security")
    chief = stage.staff("programme")

    listed = chief.get("/en/staff/forum/seats")
    approved = chief.post("/en/staff/forum/visitors/1/approve")

    assert (nameless.status_code, sent.status_code, approved.status_code) == (422, 303, 303)
    assert "Huda Al-Omari" in shown(listed)
    assert "Public Security" in shown(listed)
    assert states(stage) == ["held"]
    assert mails(stage)[-1][1].startswith("Confirm your seats")


def test_erasing_gives_seats_up_and_leaves_no_trace_of_the_person(stage, slot):
    ask(stage, slot, name="Huda Canary")
    address = link(mails(stage)[0])
    press(stage, address, "confirm")

    erased = stage.visitor().post(f"{address}/erase")

    assert erased.status_code == 303
    assert stage.visitor().get(address).status_code == 404
    assert states(stage) == ["cancelled"]
    with stage.scene.database.write() as session:
        session.execute(text("DELETE FROM kept_mail"))  # development's own shelf
    with stage.scene.database.read() as session:
        assert session.scalars(select(VisitorContact)).all() == []
        assert session.scalars(select(Visitor.mark)).all() == [None]
        assert {each.recipient for each in session.scalars(select(Message)) if "@" not in each.recipient} == {
            "visitor:1"
        }
    assert [mail for mail in mails(stage) if mail[0] == HUDA] == []


def test_visitors_are_forgotten_some_weeks_after_the_end(stage, slot):
    ask(stage, slot)

    with time_machine.travel(datetime(2027, 2, 19, 20, 59, tzinfo=UTC)):
        Worker(stage.app).turn()
        with stage.scene.database.read() as session:
            before = len(session.scalars(select(VisitorContact)).all())
    with time_machine.travel(datetime(2027, 2, 19, 21, 1, tzinfo=UTC)):
        Worker(stage.app).turn()

    with stage.scene.database.read() as session:
        assert (before, session.scalars(select(VisitorContact)).all()) == (1, [])
        assert session.scalar(select(Visitor.mark)) is None


def test_one_mailbox_is_not_filled_by_strangers(make_app, sqlite_url, now):
    stage = Stage(make_app(sqlite_url, limits=True), now)
    slot = _slot(stage, capacity=60)

    answers = [ask(stage, slot)[1].status_code for _ in range(8)]

    assert answers == [303] * 6 + [429] * 2
    assert ask(stage, slot, "sara@visitors.example")[1].status_code == 303


def test_from_the_start_on_nothing_is_reserved(stage, slot):
    with time_machine.travel(stage.scene.at("10:00")):
        form = stage.visitor().get(f"/en/forum/slots/{slot}/seats")
        given = {"seats": "1", "accessible": "0", "email": HUDA, "request_key": "a-key-of-this-form"}
        late = stage.visitor().post(f"/en/forum/slots/{slot}/seats", data=given)

    assert "has begun" in shown(form)
    assert late.status_code == 409
    assert SeatState.HELD not in states(stage)
