"""The programme for calendars and programs, read back by two libraries that share no code."""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from booth_app.demos.feeds.calendar import About, Shown, calendar
from booth_app.demos.models import Audience
from booth_app.demos.queries import Cancelled
from tests.conftest import SHARED
from tests.demos.pages import Stage
from tests.kit.services import missing

PUBLISHED = SHARED / "plans/schedule-frab-rc3/pretalx-rc3.json"
LONG = "عرض طويل الاسم جدًا يتجاوز خمسة وسبعين بايتًا، وفيه فاصلة؛ وفاصلة منقوطة \\ وشرطة مائلة"


@pytest.fixture
def stage(app, now):
    return Stage(app, now)


def read(answer) -> dict[str, icalendar.Event]:
    found = icalendar.Calendar.from_ical(answer.data)
    return {str(each["UID"]): each for each in found.walk("VEVENT")}


def test_two_readers_find_the_same_events_in_the_exhibitions_zone(stage):
    stage.scene.place(stage.scene.accepted(title_ar=LONG, title_en="Sorting, reports; and more"), "10:00")
    visitor = stage.visitor()

    for lang, title in (("ar", LONG), ("en", "Sorting, reports; and more")):
        answer = visitor.get(f"/{lang}/forum/programme.ics")
        [event] = read(answer).values()
        [other] = vobject.readOne(answer.text).vevent_list

        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
        assert str(event["SUMMARY"]) == other.summary.value == title
        assert event["SUMMARY"].params["LANGUAGE"] == lang
        assert event.decoded("DTSTART") == other.dtstart.value
        assert event.decoded("DTSTART").utcoffset() == timedelta(hours=3)
        assert (event["DTSTART"].params["TZID"], str(event["UID"])) == ("Asia/Riyadh", other.uid.value)
        assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 0)


def test_no_line_is_longer_than_75_octets_and_lines_end_as_they_must(stage):
    stage.scene.place(stage.scene.accepted(title_ar=LONG), "10:00")

    data = stage.visitor().get("/ar/forum/programme.ics").data

    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert data.replace(b"\r\n", b"").count(b"\n") == 0
    for line in data.split(b"\r\n"):
        line.decode()  # no character is cut in two


def test_a_moved_slot_keeps_its_name_and_counts_up_and_a_removed_one_is_told_as_cancelled(stage):
    slot = stage.scene.place(stage.scene.accepted(title_en="Sorting reports"), "10:00")
    visitor = stage.visitor()
    [first] = read(visitor.get("/en/forum/programme.ics")).values()
    stage.scene.move(slot, "11:00")
    [moved] = read(visitor.get("/en/forum/programme.ics")).values()
    stage.scene.unplace(slot)
    [gone] = read(visitor.get("/en/forum/programme.ics")).values()

    assert len({str(each["UID"]) for each in (first, moved, gone)}) == 1
    assert [each["SEQUENCE"] for each in (first, moved, gone)] == [0, 1, 2]
    assert [str(each["STATUS"]) for each in (first, moved, gone)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert moved.decoded("DTSTART") - first.decoded("DTSTART") == timedelta(hours=1)
    assert gone.decoded("DTSTART") == moved.decoded("DTSTART")
    assert str(gone["SUMMARY"]) == "Sorting reports"


def test_a_showcase_placed_again_is_another_event_beside_the_cancelled_one(stage):
    showcase = stage.scene.accepted()
    stage.scene.unplace(stage.scene.place(showcase, "10:00"))
    stage.scene.place(showcase, "12:00")

    events = read(stage.visitor().get("/en/forum/programme.ics"))

    assert sorted(str(each["STATUS"]) for each in events.values()) == ["CANCELLED", "CONFIRMED"]


def test_a_place_and_a_showcase_have_calendars_of_their_own(stage):
    shown = stage.scene.accepted(title_en="Family compass")
    stage.scene.place(shown, "10:00", stage=0)
    stage.scene.place(stage.scene.accepted(title_en="Another"), "13:00", stage=1)
    visitor = stage.visitor()
    address = json.loads(visitor.get("/en/forum/programme.json").data)["slots"][0]["showcase"]["slug"]

    here = read(visitor.get(f"/en/forum/programme.ics?place={stage.scene.stages[1]}"))
    own = read(visitor.get(f"/en/forum/showcases/{address}/calendar.ics"))

    assert [str(each["SUMMARY"]) for each in here.values()] == ["Another"]
    assert [str(each["SUMMARY"]) for each in own.values()] == ["Family compass"]


@pytest.mark.parametrize(("place", "status"), [("0", 404), ("x", 400), ("٢", 400), ("9" * 30, 400)])
def test_a_place_that_is_none_is_said(stage, place, status):
    assert stage.visitor().get(f"/en/forum/programme.ics?place={place}").status_code == status


def test_nothing_that_waits_or_was_refused_is_in_any_feed(stage):
    stage.scene.propose(title_en="Waiting")
    stage.scene.accepted(title_en="Without a time")
    visitor = stage.visitor()

    bodies = [visitor.get(f"/en/forum/{each}").text for each in ("programme.ics", "programme.json", "schedule.json")]

    assert not any(title in body for body in bodies for title in ("Waiting", "Without a time", "@example"))


def test_the_exchange_form_has_days_rooms_and_events_as_published_ones_have(stage):
    stage.scene.place(stage.scene.accepted(title_en="Sorting reports", audience=Audience.VETTED_ONLY), "10:00")
    if not PUBLISHED.exists():
        missing("the folder of published plans")
    known = json.loads(PUBLISHED.read_text())["schedule"]
    conference = known["conference"]
    example = next(iter(next(iter(conference["days"][0]["rooms"].values()))))

    made = stage.visitor().get("/en/forum/schedule.json").get_json()["schedule"]
    [[event]] = made["conference"]["days"][0]["rooms"].values()

    assert set(known) <= set(made) | {"$schema"}
    assert set(conference) <= set(made["conference"])
    assert set(example) <= set(event)
    assert (event["title"], event["start"], event["duration"]) == ("Sorting reports", "10:00", "00:30")
    assert event["date"] == "2027-01-18T10:00:00+03:00"
    assert event["do_not_record"] is True
    assert [each["date"] for each in made["conference"]["days"]] == ["2027-01-18", "2027-01-19", "2027-01-20"]


def test_an_unchanged_feed_is_answered_without_being_sent(stage):
    stage.scene.place(stage.scene.accepted(), "10:00")
    visitor = stage.visitor()
    first = visitor.get("/en/forum/programme.ics")

    again = visitor.get("/en/forum/programme.ics", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")


def test_a_zone_with_daylight_saving_is_described_and_a_slot_keeps_its_clock(now):
    """Berlin, a slot before and one after the clocks go forward on 28 March 2027."""
    zone = ZoneInfo("Europe/Berlin")
    times = [datetime(2027, 3, 27, 10, tzinfo=zone), datetime(2027, 3, 28, 10, tzinfo=zone)]
    gone = [
        Cancelled(f"uid-{n}", 0, 1, 1, "", "", at.astimezone(UTC), (at + timedelta(hours=1)).astimezone(UTC), now)
        for n, at in enumerate(times)
    ]

    data = calendar(
        About("Programme", "https://example.org/programme.ics", "en", zone),
        [],
        [(each, Shown("Sorting reports", "", "Stage 1", "", "")) for each in gone],
    )

    read_back = vobject.readOne(data.decode())
    starts = sorted(each.dtstart.value for each in read_back.vevent_list)
    assert [each.utcoffset() for each in starts] == [timedelta(hours=1), timedelta(hours=2)]
    assert [(each.hour, each.day) for each in starts] == [(10, 27), (10, 28)]
    assert starts[1].astimezone(UTC) - starts[0].astimezone(UTC) == timedelta(hours=23)
