"""Settings, terms, halls and roles by form: saved, refused with what was typed, never over somebody else's change."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from sqlalchemy import select

from booth_app.base.access import Who
from booth_app.demos import services as showcases
from booth_app.demos.queries import private
from booth_app.exhibitions import queries
from booth_app.exhibitions.services.roles import grant
from booth_app.exhibitions.services.settings import Settings
from tests.demos.conftest import proposal
from tests.desk import scene as scenes
from tests.kit import make

DESK = "/en/staff/forum"


@pytest.fixture
def database(any_app):
    return any_app.extensions["database"]


@pytest.fixture
def scene(database):
    return scenes.fill(database, requests=0)


@pytest.fixture
def chief(any_app, scene):
    return scenes.staff(any_app, scene)


def filled(page):
    """What a browser would send of the settings form as it stands."""
    form = page[page.index('action="/en/staff/forum/settings"') :]
    form = form[: form.index("</form>")]
    values = {}
    for tag in re.findall(r"<input[^>]*>", form):
        if 'type="checkbox"' in tag and "checked" not in tag:
            continue
        value = re.search(r'value="([^"]*)"', tag)
        values[re.search(r'name="([^"]*)"', tag)[1]] = unescape(value[1]) if value else ""
    for name, body in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        values[name] = re.search(r'<option selected value="([^"]*)"', body)[1]
    for name, body in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\r?\n?(.*?)</textarea>', form, re.DOTALL):
        values[name] = unescape(body)
    return values


def current(database, scene):
    with database.read() as session:
        return Settings.of(queries.exhibition_by_id(session, scene.exhibition))


def test_the_form_sent_back_as_it_came_changes_nothing(chief, scene, database):
    before = current(database, scene)

    answer = chief.post(f"{DESK}/settings", data=filled(chief.get(f"{DESK}/settings").text))

    assert answer.status_code == 303
    assert current(database, scene) == before


def test_settings_are_saved_in_the_exhibitions_time(chief, scene, database):
    data = filled(chief.get(f"{DESK}/settings").text)
    data |= {"booking_closes_at": "2027-01-08T12:00", "quota": "", "approval": "none", "name_en": "Forum & more"}
    data.pop("vetting")

    chief.post(f"{DESK}/settings", data=data)

    found = current(database, scene)
    assert found.booking_closes_at.isoformat() == "2027-01-08T09:00:00+00:00"
    assert (found.quota, found.approval, found.vetting, found.name_en) == (None, "none", False, "Forum & more")


@pytest.mark.parametrize(
    "wrong",
    [
        ("last_day", "2020-01-01", "The last day is before the first."),
        ("hold_cap_minutes", "3", "This must be at least the minutes of a hold."),
        ("hold_minutes", "soon", "Not a valid integer"),
        ("time_zone", "Mars/Phobos", "Not a valid choice"),
        ("reporting_address", "javascript:alert(1)", "Write a telephone number"),
        ("quota", "-1", "Number must be between"),
        ("contact_email", "nobody", "These settings cannot be stored"),
    ],
)
def test_what_cannot_be_comes_back_with_the_reason_and_what_was_typed(chief, scene, database, wrong):
    name, value, said = wrong
    before = current(database, scene)
    data = filled(chief.get(f"{DESK}/settings").text) | {name: value, "motto_en": "typed and kept"}

    answer = chief.post(f"{DESK}/settings", data=data)

    assert answer.status_code == 422
    assert said in answer.text
    assert "typed and kept" in answer.text
    assert current(database, scene) == before


def test_two_administrators_do_not_overwrite_each_other(any_app, chief, scene, database):
    other = scenes.staff(any_app, scene)
    data = filled(chief.get(f"{DESK}/settings").text)
    other.post(f"{DESK}/settings", data=filled(other.get(f"{DESK}/settings").text) | {"quota": "9"})

    answer = chief.post(f"{DESK}/settings", data=data | {"city_en": "Jeddah"})

    assert answer.status_code == 409
    assert 'data-refusal="stale"' in answer.text
    assert (current(database, scene).quota, current(database, scene).city_en) == (9, "Riyadh")


def test_terms_are_published_once_and_over_nobody_elses(any_app, chief, scene, database):
    first = {"text_ar": "شروط جديدة", "text_en": "New terms", "seen": "1"}

    published = chief.post(f"{DESK}/terms", data=first)
    late = scenes.staff(any_app, scene).post(f"{DESK}/terms", data=first | {"text_en": "Other terms"})
    half = chief.post(f"{DESK}/terms", data={"text_ar": "شروط", "text_en": "", "seen": "2"})

    assert (published.status_code, late.status_code, half.status_code) == (303, 409, 422)
    with database.read() as session:
        assert [each.version for each in queries.terms_versions(session, scene.exhibition)] == [2, 1]


def test_roles_are_given_and_taken_and_the_last_administrator_stays(chief, scene, database):
    with database.write() as session:
        person = make.user(session, "person@example.org")
        [(chief_id, _)] = queries.assigned(session, scene.exhibition)

    given = chief.post(f"{DESK}/roles", data={"email": "person@example.org", "role": "viewer"})
    unknown = chief.post(f"{DESK}/roles", data={"email": "nobody@example.org", "role": "viewer"})
    itself = chief.post(f"{DESK}/roles/{chief_id}/revoke", data={"role": "administrator"})
    taken = chief.post(f"{DESK}/roles/{person.id}/revoke", data={"role": "viewer"})

    assert (given.status_code, unknown.status_code, itself.status_code, taken.status_code) == (303, 422, 409, 303)
    assert 'data-refusal="last-administrator"' in itself.text
    with database.read() as session:
        assert queries.assigned(session, scene.exhibition) == [(chief_id, "administrator")]


def test_a_role_taken_away_takes_the_pages_with_it_at_once(any_app, chief, scene, database):
    with database.write() as session:
        person = make.user(session, "person@example.org")
        grant(session, Who(exhibition_id=scene.exhibition), "person@example.org", "sales", now=make.NOW)
    browser = make.sign_in(any_app.test_client(), person)
    before = browser.get(f"{DESK}/claims").status_code

    chief.post(f"{DESK}/roles/{person.id}/revoke", data={"role": "sales"})

    assert (before, browser.get(f"{DESK}/claims").status_code) == (200, 403)


def test_a_hall_is_renamed(chief, scene, database):
    key = f"hall{scene.hall}"

    answer = chief.post(
        f"{DESK}/halls/{scene.hall}",
        data={f"{key}-name_ar": "الكبرى", f"{key}-name_en": "Great", f"{key}-level": "0", f"{key}-position": "1"},
    )

    with database.read() as session:
        [hall] = queries.halls(session, scene.exhibition)
    assert answer.status_code == 303
    assert (hall.name_ar, hall.name_en) == ("الكبرى", "Great")


def test_a_hall_is_added_once_under_a_key_that_fits(chief, scene, database):
    data = {"new-key": "b", "new-name_ar": "القاعة ب", "new-name_en": "Hall B", "new-level": "1"}

    added = chief.post(f"{DESK}/halls", data=data)
    again = chief.post(f"{DESK}/halls", data=data)
    wrong = chief.post(f"{DESK}/halls", data=data | {"new-key": "../x"})

    with database.read() as session:
        keys = [each.key for each in queries.halls(session, scene.exhibition)]
    assert (added.status_code, again.status_code, wrong.status_code) == (303, 409, 422)
    assert 'data-refusal="slug-taken"' in again.text
    assert keys == ["a", "b"]


@pytest.fixture
def placed(database, scene):
    """A showcase stands on the timetable, on the first day at ten."""
    with database.write() as session:
        exhibition = session.get_one(make.Exhibition, scene.exhibition)
        hall = session.scalars(select(make.Hall).where(make.Hall.exhibition_id == scene.exhibition)).first()
        body = make.organisation(session, exhibition)
        person = make.owner_of(session, body)
        place = make.place(session, exhibition, hall)
        who = Who(person.id, body.id, exhibition.id, frozenset({"programme"}))
        now = datetime(2026, 12, 1, tzinfo=UTC)
        showcase = showcases.propose(session, who, proposal(), request_key="first-key-0001", now=now)
        mark = private.reviewed(session, who, showcase).mark
        showcases.accept(session, who, showcase, seen=mark, request_key="first-key-0002", now=now)
        at = datetime(2027, 1, 18, 7, tzinfo=UTC)
        showcases.place(session, who, showcase, place_id=place.id, starts_at=at, request_key="first-key-0003", now=now)
    return showcase


@pytest.mark.parametrize("values", [{"first_day": "2027-01-19"}, {"time_zone": "Africa/Dakar"}])
def test_days_that_would_lose_a_showcase_are_refused_with_its_name(chief, scene, database, placed, values):
    before = current(database, scene)
    data = filled(chief.get(f"{DESK}/settings").text) | {"motto_en": "Typed and kept"} | values

    answer = chief.post(f"{DESK}/settings", data=data)

    assert answer.status_code == 409
    assert 'data-refusal="slots-outside"' in answer.text
    assert "Triage of reports" in answer.text
    assert "Typed and kept" in answer.text
    assert current(database, scene) == before


def test_another_time_zone_in_which_the_programme_fits_says_that_its_times_look_different(
    chief, scene, database, placed
):
    data = filled(chief.get(f"{DESK}/settings").text) | {"time_zone": "Asia/Dubai"}

    answer = chief.post(f"{DESK}/settings", data=data, follow_redirects=True)

    assert current(database, scene).time_zone == "Asia/Dubai"
    assert "now shown in the new time zone" in answer.text
