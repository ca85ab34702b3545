"""The page of pauses, and what the timetable says of them."""

import re
from datetime import timedelta

import pytest

from booth_app.demos.pauses import queries
from tests.demos.conftest import key
from tests.demos.pages import Stage, text, value

PRAYERS = {
    "latitude": "24.7136",
    "longitude": "٤٦٫٦٧٥٣",
    "before": "5",
    "friday_before": "45",
    "friday_after": "60",
    "ramadan_isha": "y",
    "table": "",
    **{f"after-{each}": "25" for each in ("fajr", "dhuhr", "asr", "maghrib", "isha")},
    **{f"offsets-{each}": "0" for each in ("fajr", "dhuhr", "asr", "maghrib", "isha")},
}
BREAK = {"name_ar": "استراحة", "name_en": "Break", "day": "2027-01-18", "begins": "12:00", "ends": "12:30"}


@pytest.fixture
def stage(app, now):
    return Stage(app, now)


def there(stage):
    with stage.scene.database.read() as session:
        return queries.pauses(session, stage.scene.exhibition_id)


@pytest.mark.parametrize(("lang", "prayer", "title"), [("ar", "المغرب", "فترات التوقف"), ("en", "Maghrib", "Pauses")])
def test_prayers_are_set_by_the_form_and_listed_by_day(stage, lang, prayer, title):
    staff = stage.staff()

    answer = staff.post(f"/{lang}/staff/forum/pauses/prayers", data=PRAYERS)
    shown = text(staff.get(f"/{lang}/staff/forum/pauses"))

    assert answer.status_code == 303
    assert len(there(stage)) == 15
    assert shown.count(prayer) >= 3
    assert title in shown


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"latitude": "91"}, "latitude"),
        ({"longitude": "east"}, "longitude"),
        ({"after-asr": "-1"}, "after-asr"),
        ({"offsets-isha": "500"}, "offsets-isha"),
        ({"table": "date,asr\n2027-01-18,3 pm\n"}, "table"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(stage, changed, field):
    answer = stage.staff().post("/en/staff/forum/pauses/prayers", data=PRAYERS | changed)

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert next(iter(changed.values())).splitlines()[0] in answer.text
    assert there(stage) == []


def test_a_pause_by_hand_is_set_once_and_taken_away(stage):
    staff = stage.staff()

    made = staff.post("/en/staff/forum/pauses", data=BREAK)
    again = staff.post("/en/staff/forum/pauses", data=BREAK)
    [pause] = there(stage)
    page = staff.get("/en/staff/forum/pauses")
    gone = staff.post(f"/en/staff/forum/pauses/{pause.id}/remove", data={"request_key": value(page, "request_key")})

    assert (made.status_code, again.status_code, gone.status_code) == (303, 409, 303)
    assert "There is a pause of exactly that time already." in text(again)
    assert there(stage) == []


def test_a_pause_that_ends_before_it_begins_is_refused(stage):
    answer = stage.staff().post("/en/staff/forum/pauses", data=BREAK | {"ends": "11:00"})

    assert answer.status_code == 422
    assert "A pause ends after it begins, on the same day." in text(answer)


@pytest.mark.parametrize(
    ("lang", "sentence", "button"),
    [
        ("ar", "يتعارض هذا الموعد مع فترة التوقف «استراحة» (من 12:00 إلى 12:30).", "تحديد الموعد فوق فترة التوقف"),
        ("en", "This time runs into the pause “Break” (12:00 to 12:30).", "Set it over the pause all the same"),
    ],
)
def test_the_timetable_asks_before_a_pause_is_overwritten_and_does_it_when_told(stage, lang, sentence, button):
    staff, showcase = stage.staff(), stage.scene.accepted()
    staff.post("/en/staff/forum/pauses", data=BREAK)
    where = {"place": stage.scene.stages[0], "day": "2027-01-18", "start": "12:10", "request_key": key()}

    asked = staff.post(f"/{lang}/staff/forum/timetable/showcases/{showcase}", data=where)
    form = re.search(r"<form[^>]*>(?:(?!</form>).)*over_pause.*?</form>", asked.text, re.DOTALL)[0]
    sent = dict(re.findall(r'name="([a-z_]+)" value="([^"]*)"', form))
    before = stage.scene.slots()
    done = staff.post(f"/{lang}/staff/forum/timetable/showcases/{showcase}", data=where | sent)

    assert asked.status_code == 409
    said = text(asked).replace(" ", "")  # numbers stand in elements of their own
    assert [each.replace(" ", "") in said for each in (sentence, button)] == [True, True]
    assert before == set()
    assert done.status_code == 303
    [(_, _, starts, ends)] = stage.scene.slots()
    assert (starts, ends - starts) == (stage.scene.at("12:10"), timedelta(minutes=30))


def test_pauses_stand_on_the_board_of_their_day_only(stage):
    staff = stage.staff()
    staff.post("/en/staff/forum/pauses", data=BREAK)

    shown, other = (text(staff.get(f"/en/staff/forum/timetable?day=2027-01-{day}")) for day in (18, 19))

    assert "Pause: Break, 12:00 to 12:30" in shown
    assert "Pause: Break" not in other


def test_a_viewer_reads_the_pauses_and_changes_none(stage):
    viewer = stage.staff("viewer")

    page = viewer.get("/en/staff/forum/pauses")
    refused = viewer.post("/en/staff/forum/pauses", data=BREAK)

    assert (page.status_code, "<form" in page.text.split('id="pauses"')[1]) == (200, False)
    assert refused.status_code == 403
    assert there(stage) == []
