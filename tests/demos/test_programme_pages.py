"""What visitors read: the programme by day and place in both calendars, and a page for each showcase."""

import json
import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import event

from booth_app.demos import queries, services
from booth_app.demos.models import Audience, Place
from booth_app.demos.proposals import Person
from booth_app.exhibitors.models import Category
from tests.demos.conftest import key
from tests.demos.pages import Stage, text

SARA = (Person("سارة", "Sarah", "sara-is-private@example.org"),)


@pytest.fixture
def stage(any_app, now):
    return Stage(any_app, now)


def test_an_empty_programme_says_so_in_both_languages(stage):
    visitor = stage.visitor()

    assert "لم يُنشر برنامج العروض بعد." in text(visitor.get("/ar/forum/programme"))
    assert "The programme is not published yet." in text(visitor.get("/en/forum/programme"))


@pytest.mark.parametrize(
    ("lang", "day", "minutes"),
    [
        ("ar", "الاثنين 10 شعبان 1448هـ الموافق 18 يناير 2027م", "30 دقيقة"),
        ("en", "Monday 18 January 2027 (10 Shaʿban 1448)", "30 minutes"),
    ],
)
def test_the_programme_has_both_calendars_and_the_exhibitions_time(stage, lang, day, minutes):
    stage.scene.place(stage.scene.accepted(), "10:00")

    shown = text(stage.visitor().get(f"/{lang}/forum/programme?day=2027-01-18"))

    assert day in shown
    assert minutes in shown
    assert re.search(r"\b10:00\b", shown)
    assert {"ar": "الأوقات كلها بتوقيت الرياض.", "en": "All times are Riyadh time."}[lang] in shown


def test_only_what_is_accepted_is_on_any_public_page(stage):
    scene = stage.scene
    made = {each: scene.propose(title_en=f"Title {each}") for each in ("proposed", "returned", "rejected", "withdrawn")}
    with scene.write() as session:
        services.return_(session, scene.staff, made["returned"], reason="?", request_key=key(), now=scene.now)
        services.reject(session, scene.staff, made["rejected"], reason="no", request_key=key(), now=scene.now)
        services.withdraw(session, scene.ours, made["withdrawn"], now=scene.now)
    scene.place(scene.accepted(title_en="Title accepted"), "10:00")
    scene.accepted(title_en="Title without time")
    visitor = stage.visitor()

    shown = text(visitor.get("/en/forum/programme?day=all"))

    assert [each for each in ("accepted", "without time", *made) if f"Title {each}" in shown] == [
        "accepted",
        "without time",
    ]
    assert visitor.get("/en/forum/showcases/title-accepted").status_code == 200
    assert {visitor.get(f"/en/forum/showcases/title-{each}").status_code for each in made} == {404}


def test_addresses_of_presenters_are_on_no_public_page(stage):
    made = stage.scene.accepted(presenters=SARA)
    stage.scene.place(made, "10:00")
    visitor = stage.visitor()

    pages = [visitor.get("/ar/forum/programme"), visitor.get("/ar/forum/showcases/triage-of-reports")]

    assert [each.status_code for each in pages] == [200, 200]
    assert not any("sara-is-private" in each.text for each in pages)


def test_filters_are_in_the_address_and_narrow_the_list(stage):
    scene = stage.scene
    one = scene.accepted(title_en="Alpha", category=Category.FILTER, audience=Audience.FAMILIES)
    two = scene.accepted(scene.theirs, title_en="Beta", presenters=SARA)
    scene.place(one, "10:00")
    scene.place(two, "10:00", stage=1)
    scene.place(two, scene.at("10:00", date(2027, 1, 19)))
    visitor = stage.visitor()

    def found(query):
        shown = text(visitor.get(f"/en/forum/programme?{query}"))
        return [each for each in ("Alpha", "Beta") if each in shown]

    assert found("day=2027-01-18") == ["Alpha", "Beta"]
    assert found("day=2027-01-19") == ["Beta"]
    assert found("day=2027-01-20") == []
    assert found("day=all&category=filter") == ["Alpha"]
    assert found("day=all&audience=professionals") == ["Beta"]
    assert found(f"day=2027-01-18&place={scene.stages[1]}") == ["Beta"]
    assert found("day=all&category=hotline") == []


def test_the_list_by_place_has_the_places_in_their_order(stage):
    scene = stage.scene
    scene.place(scene.accepted(title_en="Early"), "09:00", stage=1)
    scene.place(scene.accepted(scene.theirs, title_en="Late", presenters=SARA), "10:00")

    shown = text(stage.visitor().get("/en/forum/programme?day=2027-01-18&view=places"))

    assert shown.index("Stage 1 ( Hall A )") < shown.index("Late") < shown.index("Stage 2 ( Hall A )")


@pytest.mark.parametrize("query", ["day=2027-02-01", "day=soon", "category=x", "audience=x", "place=x", "view=x"])
def test_a_broken_address_is_refused(stage, query):
    assert stage.visitor().get(f"/en/forum/programme?{query}").status_code == 400


def test_the_part_that_htmx_asks_for_stands_word_for_word_in_the_page(stage):
    stage.scene.place(stage.scene.accepted(), "10:00")
    visitor, address = stage.visitor(), "/ar/forum/programme?day=2027-01-18"

    part = visitor.get(address, headers={"HX-Request": "true"})
    whole = visitor.get(address)

    assert part.text.strip() in whole.text
    assert "<html" not in part.text


def test_a_page_costs_as_many_queries_for_three_showcases_as_for_one(stage):
    scene = stage.scene
    asked = []
    event.listen(scene.database.reader, "before_cursor_execute", lambda *args: asked.append(args[2]))
    visitor = stage.visitor()

    def cost(address):
        visitor.get(address)
        asked.clear()
        visitor.get(address)
        return len(asked)

    scene.place(scene.accepted(), "10:00")
    one = cost("/en/forum/programme?day=all")
    for n in range(2):
        scene.place(scene.accepted(title_en=f"More {n}"), f"1{n + 1}:00")

    assert cost("/en/forum/programme?day=all") == one


def test_a_showcases_page_says_when_where_who_and_for_whom(stage):
    scene = stage.scene
    made = scene.accepted(audience=Audience.VETTED_ONLY)
    scene.place(made, "10:00")
    scene.place(made, scene.at("14:00", date(2027, 1, 20)), stage=1)

    shown = text(stage.visitor().get("/en/forum/showcases/triage-of-reports"))

    for words in (
        "Triage of reports",
        "How reports are put in order.",
        "Sanad",
        "Hala Al-Omari",
        "Monday 18 January 2027 (10 Shaʿban 1448)",
        "10:00 to 10:30",
        "Wednesday 20 January 2027 (12 Shaʿban 1448)",
        "14:00 to 14:30",
        "Stage 2",
        "Vetted only",
        "identity is checked at the door",
        "All times are Riyadh time.",
    ):
        assert words in shown


def test_a_showcase_without_a_time_has_a_page_that_says_so(stage):
    stage.scene.accepted()

    assert "يُحدَّد موعد العرض لاحقًا." in text(stage.visitor().get("/ar/forum/showcases/triage-of-reports"))


def test_search_engines_read_one_event_a_slot_and_cannot_be_broken_out_of(stage):
    scene = stage.scene
    title = "</script><script>alert(1)</script> & “quotes”"
    slot = scene.place(scene.accepted(title_en=title), "10:00")

    answer = stage.visitor().get(f"/en/forum/showcases/{scene.showcase(1).slug}")

    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', answer.text, re.DOTALL)
    [found] = json.loads(blocks[0])["@graph"]
    assert slot
    assert len(blocks) == 1
    assert found["name"] == title
    assert found["startDate"] == "2027-01-18T10:00:00+03:00"
    assert found["endDate"] == "2027-01-18T10:30:00+03:00"
    assert "alert(1)</script>" not in answer.text.replace(blocks[0], "")


def test_what_is_on_is_marked_and_what_is_over_stands_back(app, now):
    here = datetime.now(UTC)
    today = here.date()
    stage = Stage(app, now, time_zone="UTC", first_day=today - timedelta(days=1), last_day=today + timedelta(days=1))
    with stage.scene.write() as session:
        for place in stage.scene.stages:
            row = session.get_one(Place, place)
            row.opens, row.closes = time(0), time(0)
    begin = datetime.fromtimestamp(int(here.timestamp()) // 300 * 300, UTC)
    begin = min(begin, datetime.combine(today + timedelta(days=1), time(0), UTC) - timedelta(minutes=10))
    stage.scene.place(stage.scene.accepted(title_en="Going on", length_minutes=10), begin)
    stage.scene.place(stage.scene.accepted(title_en="Yesterday", length_minutes=10), begin - timedelta(days=1))

    answer = stage.visitor().get("/en/forum/programme?day=all")

    [entry] = re.findall(r'<li class="entry[^"]*" data-now>.*?</li>', answer.text, re.DOTALL)
    assert "Going on" in entry
    assert "Now" in entry
    [over] = re.findall(r'<li class="entry over">.*?</li>', answer.text, re.DOTALL)
    assert "Yesterday" in over


def test_what_goes_on_at_a_place_and_what_comes_next(stage):
    scene = stage.scene
    first, second = scene.accepted(title_en="First"), scene.accepted(title_en="Second")
    scene.place(first, "10:00")
    scene.place(second, "11:00")

    def at(clock):
        with scene.database.read() as session:
            [stage_1, stage_2] = queries.on_now(session, scene.exhibition_id, now=scene.at(clock))
        assert (stage_2.now, stage_2.next) == (None, None)
        return tuple(each and each.showcase.title_en for each in (stage_1.now, stage_1.next))

    assert at("09:00") == (None, "First")
    assert at("10:00") == ("First", "Second")
    assert at("10:29") == ("First", "Second")
    assert at("10:30") == (None, "Second")
    assert at("11:10") == ("Second", None)
    assert at("12:00") == (None, None)
