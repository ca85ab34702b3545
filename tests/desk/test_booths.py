"""Booths managed by number: found however it is typed, closed, reserved, assigned."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from booth_app.base import clock
from booth_app.claims import queries as claims
from booth_app.desk import queries
from booth_app.exhibitions.models import Booth
from tests.desk import scene as scenes

DESK = "/en/staff/forum"


@pytest.fixture
def database(any_app):
    return any_app.extensions["database"]


@pytest.fixture
def scene(database):
    return scenes.fill(database, requests=1)


@pytest.fixture
def sales(any_app, scene):
    return scenes.staff(any_app, scene, "sales")


def state(database, scene, number):
    with database.read() as session:
        booth = queries.find(session, scene.exhibition, number)
        return claims.states(session, scene.exhibition, now=clock.now(session), booths=[booth.id])[booth.id]


@pytest.mark.parametrize("typed", ["A-102", "a-102", " A–102 ", "A-١٠٢", "Ａ－１０２", "a102", "A 102", "a.102"])
def test_a_number_is_found_however_it_is_typed(sales, typed):
    answer = sales.get(f"{DESK}/booths", query_string={"number": typed})

    assert (answer.status_code, answer.location) == (303, f"{DESK}/booths/A-102")


@pytest.mark.parametrize("typed", ["A-999", "А-102", "x'; --", "%"])
def test_what_is_no_number_finds_a_list_that_says_so(sales, typed):
    answer = sales.get(f"{DESK}/booths", query_string={"number": typed})

    assert answer.status_code == 200
    assert "No booth has this number" in answer.text


def test_the_beginning_of_a_number_lists_what_begins_so(sales):
    page = sales.get(f"{DESK}/booths?number=A-10").text

    assert page.count('href="/en/staff/forum/booths/A-10') == 6


@pytest.mark.parametrize("typed", ["103", "١٠٣"])
def test_digits_alone_lead_to_the_only_booth_that_they_can_mean(sales, typed):
    answer = sales.get(f"{DESK}/booths", query_string={"number": typed})

    assert (answer.status_code, answer.location) == (303, f"{DESK}/booths/A-103")


def test_digits_of_booths_in_two_halls_list_both(sales, scene, database):
    with database.write() as session:
        here = session.scalars(select(Booth).where(Booth.number == "A-103")).one()
        session.add(Booth(exhibition_id=here.exhibition_id, hall_id=here.hall_id, number="B-103", sort_key="b"))

    page = sales.get(f"{DESK}/booths?number=103").text

    assert 'href="/en/staff/forum/booths/A-103"' in page
    assert 'href="/en/staff/forum/booths/B-103"' in page


def test_booths_are_listed_by_state(sales):
    assert sales.get(f"{DESK}/booths?state=submitted").text.count('href="/en/staff/forum/booths/A-10') == 1
    assert sales.get(f"{DESK}/booths?state=free").text.count('href="/en/staff/forum/booths/A-10') == 5
    assert sales.get(f"{DESK}/booths?state=nonsense").status_code == 400


def test_a_booth_is_closed_and_opened_again(sales, scene, database):
    sales.post(f"{DESK}/booths/A-104/close", data={"close-reason": "عمود"})
    closed = state(database, scene, "A-104").state
    sales.post(f"{DESK}/booths/A-104/reopen")

    assert (closed, state(database, scene, "A-104").state) == ("closed", "free")


def test_a_taken_booth_is_neither_closed_nor_reserved_nor_assigned(sales, scene, database):
    close = sales.post(f"{DESK}/booths/A-101/close", data={"close-reason": ""})
    reserve = sales.post(f"{DESK}/booths/A-101/reserve", data={"reserve-organisation": "", "reserve-label_ar": "وزارة"})
    assign = sales.post(
        f"{DESK}/booths/A-101/assign",
        data={
            "assign-numbers": "A-101",
            "assign-organisation": scene.bodies[0],
            "assign-state": "confirmed",
            "assign-request_key": "k" * 16,
        },
    )

    assert (close.status_code, reserve.status_code, assign.status_code) == (409, 409, 409)
    assert state(database, scene, "A-101").state == "submitted"


def test_a_booth_is_reserved_for_a_named_body_until_the_end_of_a_day(sales, scene, database):
    day = (datetime.now(UTC) + timedelta(days=5)).date()

    answer = sales.post(
        f"{DESK}/booths/A-103/reserve",
        data={
            "reserve-organisation": "",
            "reserve-label_ar": "جهة أمنية",
            "reserve-label_en": "A body",
            "reserve-until": day.isoformat(),
        },
    )

    found = state(database, scene, "A-103")
    assert answer.status_code == 303
    assert (found.state, found.reserved_ar, found.reserved_en) == ("reserved", "جهة أمنية", "A body")
    assert found.until == datetime(day.year, day.month, day.day, 20, 59, 59, tzinfo=UTC)


def test_a_booth_is_reserved_for_an_organisation_and_the_reservation_ended(sales, scene, database):
    sales.post(f"{DESK}/booths/A-103/reserve", data={"reserve-organisation": scene.bodies[0]})
    kept = state(database, scene, "A-103")
    sales.post(f"{DESK}/booths/A-103/unreserve")

    assert (kept.state, kept.reserved_for) == ("reserved", scene.bodies[0])
    assert state(database, scene, "A-103").state == "free"


def test_a_reservation_for_nobody_is_refused_and_keeps_what_was_typed(sales, scene, database):
    answer = sales.post(
        f"{DESK}/booths/A-103/reserve", data={"reserve-organisation": "", "reserve-label_en": "Only English"}
    )

    assert answer.status_code == 422
    assert "Choose an organisation or write a name" in answer.text
    assert "Only English" in answer.text


def assign(browser, scene, numbers, *, key="k" * 16, **values):
    data = {
        "assign-numbers": numbers,
        "assign-organisation": scene.bodies[0],
        "assign-state": "confirmed",
        "assign-request_key": key,
    }
    return browser.post(f"{DESK}/booths/A-103/assign", data=data | values)


def test_booths_are_assigned_past_the_rules_that_are_set_aside(sales, scene, database):
    refused = assign(sales, scene, "A-103, ١٠٤", key="a" * 16)
    over = assign(sales, scene, "A-103، A-104", key="b" * 16)
    done = assign(sales, scene, "A-103، A-104", key="c" * 16, **{"assign-ignoring": ["quota"]})

    assert (refused.status_code, over.status_code, done.status_code) == (422, 409, 303)
    assert 'data-refusal="unknown-booth"' in refused.text
    assert 'data-refusal="quota-reached"' in over.text
    assert {state(database, scene, number).state for number in ("A-103", "A-104")} == {"confirmed"}


def test_an_assignment_sent_twice_is_made_once(sales, scene, database):
    first = assign(sales, scene, "A-103")
    second = assign(sales, scene, "A-103")

    assert (first.status_code, second.status_code) == (303, 303)
    assert len(scenes.states(database)) == 2
