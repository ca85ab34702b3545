"""Staff at the timetable and at the places: what is placed, what is in the way, what is kept."""

import re
import runpy
from datetime import date, time
from html import unescape
from pathlib import Path
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest

from booth_app.demos.board import MOST_COLUMNS, Wish, board
from booth_app.demos.models import Place
from booth_app.demos.proposals import Person
from booth_app.demos.queries import private
from tests.conftest import ROOT
from tests.demos.conftest import DAY, key
from tests.demos.pages import Stage, text, value
from tests.kit import make

SARA = (Person("سارة", "Sarah", "sara@example.org"),)
STAFF = "/en/staff/forum"
ZONE = ZoneInfo("Asia/Riyadh")


@pytest.fixture
def stage(any_app, now):
    return Stage(any_app, now)


def placed(staff, showcase_id, place, start, *, day="2027-01-18", lang="en", **more):
    data = {"place": place, "day": day, "start": start, "request_key": key()} | more
    return staff.post(f"/{lang}/staff/forum/timetable/showcases/{showcase_id}", data=data)


def test_a_showcase_is_placed_by_form_and_stands_on_the_board(stage):
    made, staff = stage.scene.accepted(), stage.staff()
    form = staff.get(f"{STAFF}/timetable?day=2027-01-19&showcase={made}")

    answer = placed(staff, made, stage.scene.stages[0], "١٠:٠٠", day="2027-01-19")
    after = staff.get(answer.location)

    assert re.search(r'<input[^>]*checked[^>]*value="2027-01-19"', form.text)
    assert (answer.status_code, answer.location) == (303, f"{STAFF}/timetable?day=2027-01-19")
    said = "“Triage of reports” is set for Tuesday 19 January 2027 (11 Shaʿban 1448) at 10:00, Stage 1."
    assert said in text(after)
    assert 'class="block c-13 w-6"' in after.text  # the board begins at 09:00
    assert 'class="change-over c-19 w-2"' in after.text
    assert stage.scene.slots() == {
        (
            1,
            stage.scene.stages[0],
            stage.scene.at("10:00", date(2027, 1, 19)),
            stage.scene.at("10:30", date(2027, 1, 19)),
        )
    }


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        (
            "ar",
            "الفترة من 10:00 إلى 10:40 مشغولة بالعرض « فرز البلاغات » ووقت تجهيزه. أقرب وقت متاح: 10:40 .",
        ),
        (
            "en",
            "10:00 to 10:40 is taken by “ Triage of reports ” and its change-over. Nearest free time: 10:40 .",
        ),
    ],
)
def test_a_clash_at_a_place_says_what_is_in_the_way_and_offers_the_nearest_time(stage, lang, sentence):
    stage.scene.place(stage.scene.accepted(), "10:00")
    second = stage.scene.accepted(stage.scene.theirs, title_en="Second", presenters=SARA)
    staff = stage.staff()

    answer = placed(staff, second, stage.scene.stages[0], "10:20", lang=lang)

    assert answer.status_code == 409
    assert sentence in text(answer)
    assert value(answer, "start", after='id="set-time"') == "10:20"
    offer = {name: value(answer, name, after='data-refusal="slot-clash"') for name in ("place", "day", "start")}
    taken = placed(staff, second, offer["place"], offer["start"], day=offer["day"])
    assert taken.status_code == 303
    assert len(stage.scene.slots()) == 2


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("ar", "لدى هالة العمري عرض آخر في الوقت نفسه ( المسرح 1 ، الساعة 10:00 )."),
        ("en", "Hala Al-Omari has another showcase at that time ( Stage 1 , 10:00 )."),
    ],
)
def test_a_clash_of_a_presenter_names_them(stage, lang, sentence):
    stage.scene.place(stage.scene.accepted(), "10:00")
    second = stage.scene.accepted(title_en="Second")

    answer = placed(stage.staff(), second, stage.scene.stages[1], "10:15", lang=lang)

    assert answer.status_code == 409
    assert sentence in text(answer)


def test_a_nearest_time_on_another_day_names_the_day(stage):
    with stage.scene.write() as session:
        session.get_one(Place, stage.scene.stages[0]).closes = time(9, 30)
    stage.scene.place(stage.scene.accepted(), "09:00")
    second = stage.scene.accepted(stage.scene.theirs, title_en="Second", presenters=SARA)

    answer = placed(stage.staff(), second, stage.scene.stages[0], "09:00")

    assert "Nearest free time: Tuesday 19 January 2027 (11 Shaʿban 1448), 09:00" in text(answer)


@pytest.mark.parametrize(
    ("start", "status", "said"),
    [
        ("08:00", 422, "Stage 1 is open from 09:00 to 18:00 on the days of the exhibition"),
        ("17:45", 422, "the slot does not fit in"),
        ("10:02", 422, "Times are multiples of five minutes."),
        ("noon", 422, "Write the time as hours and minutes"),
        ("", 422, "Write the time as hours and minutes"),
        ("25:00", 422, "Write the time as hours and minutes"),
    ],
)
def test_a_time_that_cannot_be_is_refused_in_words_and_kept(stage, start, status, said):
    made = stage.scene.accepted()

    answer = placed(stage.staff(), made, stage.scene.stages[0], start)

    assert answer.status_code == status
    assert said in text(answer)
    assert value(answer, "start", after='id="set-time"') == start
    assert stage.scene.slots() == set()


def lanes(scene):
    with scene.database.read() as session:
        return private.timetable(session, scene.staff, DAY)


def gaps(page):
    """The free times that a page offers: place, start."""
    found = re.findall(r'<li class="gap [^>]*><a href="([^"]*)"', page.text)
    return [
        tuple(re.search(rf"{name}=([0-9:]+)", unescape(unquote(each)))[1] for name in ("place", "start"))
        for each in found
    ]


def test_the_board_shows_where_it_would_fit_and_a_free_time_fills_the_form(stage):
    scene, staff = stage.scene, stage.staff()
    scene.place(scene.accepted(), "10:00")
    scene.place(scene.accepted(scene.theirs, presenters=SARA), "17:00", stage=1)
    waits = scene.accepted(scene.theirs, length_minutes=55, presenters=SARA)
    first, second = map(str, scene.stages)

    page = staff.get(f"{STAFF}/timetable?day=2027-01-18&showcase={waits}")
    link = unescape(re.search(r'<li class="gap [^>]*><a href="([^"]*start=10:40[^"]*)"', unquote(page.text))[1])
    chosen = staff.get(link)

    # 09:00 to 10:00 has room for 55 minutes, but not for the change-over; after 17:40 there are twenty minutes left.
    assert gaps(page) == [(first, "10:40"), (second, "09:00")]
    assert value(chosen, "start") == "10:40"
    assert re.search(rf'<option selected value="{first}"', chosen.text)
    assert placed(staff, waits, first, "10:40").status_code == 303


def test_a_slot_that_moves_leaves_its_own_time_free(stage):
    scene, staff = stage.scene, stage.staff()
    slot = scene.place(scene.accepted(), "10:00")

    page = staff.get(f"{STAFF}/timetable?day=2027-01-18&slot={slot}")

    assert gaps(page) == [(str(each), "09:00") for each in scene.stages]


def test_free_times_are_offered_to_those_who_place_and_begin_after_now(stage, now):
    scene = stage.scene
    waits = scene.accepted()

    looking = stage.staff("viewer").get(f"{STAFF}/timetable?day=2027-01-18&showcase={waits}")
    at_noon = board(DAY, lanes(scene), ZONE, now=scene.at("12:02"), wish=Wish(30))

    assert gaps(looking) == []
    assert {gap.at for row in at_noon.rows for gap in row.gaps} == {scene.at("12:05")}


def test_what_was_refused_is_drawn_where_it_was_asked_for(stage):
    scene, staff = stage.scene, stage.staff()
    scene.place(scene.accepted(), "10:00")
    other = scene.accepted(scene.theirs, presenters=SARA)

    answer = placed(staff, other, scene.stages[0], "10:10")
    outside = placed(staff, other, scene.stages[0], "17:45")

    assert answer.status_code == 409
    assert 'class="wanted c-15 w-6"' in answer.text
    assert re.search(r'<li class="block c-13 w-6"[^>]* data-clash', answer.text)
    assert 'class="wanted c-106 w-3"' in outside.text  # as far as the board goes


@pytest.mark.parametrize(
    "wrong", ["place=x&start=10:00", "place=1&start=25:00", "place=999&start=10:00", "start=10:00"]
)
def test_a_free_time_in_an_address_is_no_more_than_a_beginning(stage, wrong):
    made = stage.scene.accepted()

    answer = stage.staff().get(f"{STAFF}/timetable?showcase={made}&{wrong}")

    assert answer.status_code == 200


def test_days_and_places_that_are_not_offered_are_refused(stage):
    made, staff = stage.scene.accepted(), stage.staff()

    answers = [
        placed(staff, made, stage.scene.stages[0], "10:00", day="2027-02-01"),
        placed(staff, made, stage.scene.stages[0], "10:00", day="x"),
        placed(staff, made, 99999, "10:00"),
        placed(staff, made, "x", "10:00"),
    ]

    assert [each.status_code for each in answers] == [422] * 4
    assert stage.scene.slots() == set()


def test_a_slot_is_moved_and_removed_by_form(stage):
    scene, staff = stage.scene, stage.staff()
    slot = scene.place(scene.accepted(), "10:00")
    page = staff.get(f"{STAFF}/timetable?day=2027-01-18&slot={slot}")
    data = {"place": scene.stages[1], "day": "2027-01-20", "start": "11:05", "request_key": key()}

    moved = staff.post(f"{STAFF}/timetable/slots/{slot}", data=data)

    assert value(page, "start", after='id="set-time"') == "10:00"
    assert moved.status_code == 303
    day = date(2027, 1, 20)
    assert scene.slots() == {(slot, scene.stages[1], scene.at("11:05", day), scene.at("11:35", day))}

    keyed = {"request_key": key()}
    removals = [staff.post(f"{STAFF}/timetable/slots/{slot}/remove?day=2027-01-20", data=keyed) for _ in range(2)]
    again = staff.post(f"{STAFF}/timetable/slots/{slot}/remove?day=2027-01-20", data={"request_key": key()})

    assert [each.status_code for each in removals] == [303, 303]
    assert scene.slots() == set()
    assert "This slot is no longer on the timetable." in text(staff.get(again.location))


def test_what_is_accepted_and_has_no_time_is_listed_to_be_placed(stage):
    stage.scene.accepted(title_en="Without a time")
    stage.scene.propose(title_en="Only proposed")
    shown = stage.staff().get(f"{STAFF}/timetable")

    assert "Accepted showcases without a time 1" in text(shown)
    assert "Only proposed" not in shown.text
    assert "/timetable?day=2027-01-18&amp;showcase=1#set-time" in shown.text


def test_a_time_that_the_clocks_skip_or_show_twice(make_app, database_url, now):
    stage = Stage(
        make_app(database_url), now, time_zone="Europe/Berlin", first_day=date(2027, 3, 28), last_day=date(2027, 10, 31)
    )
    with stage.scene.write() as session:
        row = session.get_one(Place, stage.scene.stages[0])
        row.opens, row.closes = time(0), time(0)
    made, staff = stage.scene.accepted(), stage.staff()

    skipped = placed(staff, made, stage.scene.stages[0], "02:30", day="2027-03-28")
    offered = staff.get(f"{STAFF}/timetable?day=2027-10-31&showcase={made}")
    first = placed(staff, made, stage.scene.stages[0], "02:00", day="2027-10-31")
    second = placed(staff, made, stage.scene.stages[0], "02:00", day="2027-10-31", later="y")

    assert skipped.status_code == 422
    assert "There is no such time on that day" in text(skipped)
    assert "The second time that the clock shows this" in text(offered)
    assert "The second time" not in text(staff.get(f"{STAFF}/timetable?day=2027-05-01&showcase={made}"))
    assert (first.status_code, second.status_code) == (303, 303)
    assert sorted(start.isoformat() for _, _, start, _ in stage.scene.slots()) == [
        "2027-10-31T00:00:00+00:00",
        "2027-10-31T01:00:00+00:00",
    ]
    board = staff.get(f"{STAFF}/timetable?day=2027-10-31").text
    assert f'class="axis of-{MOST_COLUMNS}"' in board


def test_places_are_taken_from_the_plan_and_set_by_form(stage):
    scene, staff = stage.scene, stage.staff()
    with scene.write() as session:
        make.plan(session, session.get_one(make.Hall, scene.hall_id))
        session.get_one(Place, scene.stages[0]).fixture_key = "gone"
    address = f"{STAFF}/places/{scene.stages[0]}"
    typed = {"name_ar": "المسرح الكبير", "name_en": "Great stage", "capacity": "٨٠", "change_over": "15"}
    typed |= {"opens": "8:30", "closes": "00:00"}

    before = text(staff.get(f"{STAFF}/places"))
    added = staff.post(f"{STAFF}/places")
    after = text(staff.get(added.location))
    saved = staff.post(address, data=typed)

    assert "1 stage or room on the published plan has no timetable yet." in before
    assert "Not on the plan any more" in before
    assert "1 place was added." in after
    assert saved.status_code == 303
    shown = text(staff.get(f"{STAFF}/places"))
    assert "Great stage" in shown
    assert "80 seats" in shown
    assert "08:30 to 00:00" in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"closes": "08:00"}, "A place closes after it opens"),
        ({"capacity": "0"}, "Write a number from 1 to 100000."),
        ({"change_over": "7"}, "Write a multiple of 5."),
        ({"name_ar": ""}, "Enter the name in Arabic."),
        ({"opens": "9"}, "Write the time as hours and minutes"),
    ],
)
def test_settings_of_a_place_that_make_no_sense_are_refused_and_kept(stage, typed, said):
    given = {
        "name_ar": "م",
        "name_en": "Typed",
        "capacity": "5",
        "change_over": "10",
        "opens": "09:00",
        "closes": "18:00",
    }

    answer = stage.staff().post(f"{STAFF}/places/{stage.scene.stages[0]}", data=given | typed)

    assert answer.status_code == 422
    assert said in text(answer)
    assert value(answer, "name_en") == "Typed"


def test_settings_that_slots_do_not_fit_in_are_refused_with_their_times(stage):
    scene, staff = stage.scene, stage.staff()
    scene.place(scene.accepted(), "10:00")
    scene.place(scene.accepted(scene.theirs, title_en="Second", presenters=SARA), "10:45")
    given = {"name_ar": "م", "name_en": "S", "capacity": "5", "change_over": "10", "opens": "09:00", "closes": "18:00"}
    address = f"{STAFF}/places/{scene.stages[0]}"

    longer, later = (
        staff.post(address, data=given | {"change_over": "20"}),
        staff.post(address, data=given | {"opens": "10:30"}),
    )

    assert (longer.status_code, later.status_code) == (409, 409)
    assert re.search(r"Triage of reports *, Second Monday 18 January 2027 .*: 10:30 to 10:45", text(longer))
    assert re.search(r"Triage of reports · Stage 1 Monday 18 January 2027 .*: 10:00 to 10:30", text(later))


def test_the_style_sheet_of_the_grid_is_the_one_that_its_script_makes():
    script = runpy.run_path(str(ROOT / "scripts" / "draw_timetable_grid.py"))

    made = Path(ROOT / "static" / "css" / "demos-grid.css").read_text(encoding="utf-8")

    assert made == script["rules"]()
    assert f".c-{MOST_COLUMNS} " in made
