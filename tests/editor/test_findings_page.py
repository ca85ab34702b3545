"""Findings on a draft's page: listed by rule, looked at by address, cured, repaired, accepted."""

import re

import pytest
from flask import g

from booth_app.claims import services as claiming
from booth_app.editor.cure_words import says
from booth_app.edits import Move
from booth_app.geometry.identity import keys
from booth_app.layouts import queries as layouts
from booth_app.layouts import services as laying
from tests.editor.conftest import text
from tests.kit import make
from tests.layouts.conftest import drawing


def found(desk, draft):
    with desk.database.read() as session:
        return layouts.findings(session, desk.value(draft))


def overlapping(desk, *, severity="error"):
    """A draft in which A-104 goes half a metre into A-103; the key of that finding."""
    if severity == "warning":
        with desk.database.write() as session:
            rules = {"*": False, "overlap": {"severity": "warning"}}
            laying.set_rules(session, desk.who, desk.exhibition_id, rules, version=1, now=make.NOW)
    draft = desk.draft()
    desk.edit(draft, "move", "A-104", dx="-6.5", dy="0")
    [key] = found(desk, draft).keys
    return draft, key


def look(desk, draft, key, lang="en", verb=""):
    return desk.client.get(desk.url(draft, verb, lang), query_string={"finding": key})


def test_findings_stand_under_their_rule_with_their_number(desk):
    draft = desk.draft(drawing(("A-101", 5, 5), ("A-102", 7, 5), ("A-103", 9, 5), ("A-104", 38, 5)))

    page = desk.client.get(desk.url(draft)).text

    heads = [text_of(head) for head in re.findall(r'<h3 class="finding-rule".*?</h3>', page, re.DOTALL)]
    assert heads[:2] == ["Overlap 2 blocking", "Outside the hall 1 blocking"]
    assert page.count('data-rule="overlap"') == 2


def text_of(html):
    return " ".join(re.sub("<[^>]+>|[\u2066-\u2069]", " ", html).split())


@pytest.mark.parametrize(
    ("lang", "measured"),
    [("en", "Measured 0.50 m Required 0.00 m"), ("ar", "القيمة المقيسة 0.50 م القيمة المطلوبة 0.00 م")],
)
def test_an_address_looks_at_a_finding_in_the_list_and_on_the_plan(desk, lang, measured):
    draft, key = overlapping(desk)

    page = look(desk, draft, key, lang)

    assert measured in text(page)
    assert re.search(rf'<li id="finding-{key}"[^>]* aria-current="true"', page.text)
    assert page.text.count("data-shown") == 1
    assert 'data-selected="b' in page.text


def test_a_finding_that_is_gone_is_said_to_be_gone(desk):
    draft, key = overlapping(desk)
    desk.post(draft, "undo")

    page = look(desk, draft, key)

    assert page.status_code == 200
    assert "This violation is not found any more." in text(page)


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "Move A-104 by 0.50 m to the right."), ("ar", "نقل A-104 مسافة 0.50 م إلى اليمين.")]
)
def test_a_cure_is_said_and_drawn_before_it_is_made(desk, lang, words):
    with desk.database.write() as session:
        exhibition = session.get_one(make.Exhibition, desk.exhibition_id)
        organisation = make.organisation(session, exhibition)
        claiming.assign(
            session, desk.who, organisation.id, booth_ids=[desk.ids["A-103"]], request_key="key-of-a-test", now=make.NOW
        )
    draft, key = overlapping(desk)
    before = desk.outline(draft, "A-104")

    page = look(desk, draft, key, lang, "cure")

    assert words in text(page)
    assert 'class="plan-fix"' in page.text
    assert desk.outline(draft, "A-104") == before


@pytest.mark.parametrize("htmx", [False, True])
def test_a_cure_is_one_step_that_is_undone_at_once(desk, htmx):
    draft, key = overlapping(desk)
    steps = desk.value(draft).cursor
    broken = desk.outline(draft, "A-104")

    answer = desk.post(draft, "cure", finding=key, htmx=htmx)
    cured = found(desk, draft)
    desk.post(draft, "undo")

    assert answer.status_code == (200 if htmx else 303)
    assert (cured.errors, desk.value(draft).cursor) == (0, steps)
    assert desk.outline(draft, "A-104") == broken


def test_where_all_are_claimed_there_is_no_cure_and_it_is_said(desk):
    with desk.database.write() as session:
        exhibition = session.get_one(make.Exhibition, desk.exhibition_id)
        for number in ("A-103", "A-104"):
            claiming.assign(
                session,
                desk.who,
                make.organisation(session, exhibition).id,
                booth_ids=[desk.ids[number]],
                request_key=f"key-of-a-test-{number}",
                now=make.NOW,
            )
    draft, key = overlapping(desk)

    page = look(desk, draft, key, verb="cure")
    answer = desk.post(draft, "cure", finding=key)

    assert 'data-no-cure="claimed"' in page.text
    assert "Claimed booths are not moved by themselves." in text(page)
    assert answer.status_code == 409
    assert found(desk, draft).errors == 1


def test_a_cure_for_an_older_draft_is_not_made(desk):
    draft, key = overlapping(desk)

    answer = desk.post(draft, "cure", finding=key, version=0)

    assert answer.status_code == 409
    assert found(desk, draft).errors == 1


def test_a_repair_is_listed_and_then_made(desk):
    draft = desk.draft(drawing(("A-101", 5, 5), ("A-102", 7.5, 5), ("A-103", 20, 5), ("A-104", 22.8, 5)))

    page = desk.client.get(desk.url(draft, "repair"))
    untouched = found(desk, draft).errors
    answer = desk.post(draft, "repair")

    assert untouched == 2
    assert "2 changes would repair the draft, moving booths by 0.70 m in all:" in text(page)
    assert page.text.count("<li>Move") == 2
    assert answer.status_code == 303
    assert (found(desk, draft).errors, desk.value(draft).cursor) == (0, 2)


def test_a_warning_is_accepted_with_a_reason_and_taken_back(desk):
    draft, key = overlapping(desk, severity="warning")

    answer = desk.post(draft, "accept", finding=key, reason="لوح متحرك بينهما")
    page = look(desk, draft, key)
    desk.post(draft, "reopen", finding=key)

    assert answer.status_code == 303
    assert "Accepted: لوح متحرك بينهما" in text(page)
    assert 'data-errors="0" data-warnings="0" data-accepted="1"' in page.text
    assert found(desk, draft).warnings == 1


def test_a_warning_without_a_reason_stays_open_and_the_form_says_why(desk):
    draft, key = overlapping(desk, severity="warning")

    empty = desk.post(draft, "accept", finding=key, reason="  ")
    long = desk.post(draft, "accept", finding=key, reason="x" * 1001)

    assert [empty.status_code, long.status_code] == [422, 422]
    assert "Say why it is accepted" in text(empty)
    assert "x" * 1001 in long.text, "what was typed is not lost"
    assert found(desk, draft).warnings == 1


def test_who_may_only_read_sees_findings_and_no_remedies(desk):
    draft, key = overlapping(desk, severity="warning")
    with desk.database.write() as session:
        viewer = make.staff(session, session.get_one(make.Exhibition, desk.exhibition_id), "viewer")
    reader = make.sign_in(desk.app.test_client(), viewer)

    page = reader.get(desk.url(draft), query_string={"finding": key})

    assert "finding-shown" in page.text
    assert "accept-reason" not in page.text
    assert "data-look-for-cure" not in page.text
    assert reader.get(desk.url(draft, "cure")).status_code == 403


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ((1, 0), "to the right"),
        ((-1, 0), "to the left"),
        ((0, 1), "downwards"),
        ((0, -1), "upwards"),
        ((-0.2, -0.35), "by 0.20 m to the left and 0.35 m upwards"),
    ],
)
def test_a_move_is_said_as_it_is_drawn(app, way, words):
    plan = drawing(("A-1", 5, 5))

    with app.test_request_context("/en/"):
        g.lang = "en"
        said = says(Move((plan.booths[0].key,), *way), plan)

    assert words in text_of(str(said)).replace(" &nbsp;", " ")


def test_the_page_says_the_same_key_that_the_engine_gives(desk):
    draft, key = overlapping(desk)

    assert keys(found(desk, draft).violations) == (key,)


def test_the_list_of_plans_says_how_each_draft_stands_and_who_signed_what(desk):
    draft, key = overlapping(desk, severity="warning")
    halls = desk.client.get("/en/staff/forum/layouts").text
    health = desk.client.get(desk.url(draft, "health"), headers={"HX-Request": "true"}).text
    desk.post(draft, "accept", finding=key, reason="لوح متحرك")
    with desk.database.write() as session:
        laying.publish(session, desk.who, draft, version=desk.value(draft).version, now=make.NOW)

    after = desk.client.get("/en/staff/forum/layouts")

    assert f'hx-get="{desk.url(draft, "health")}"' in halls
    assert 'data-errors="0" data-warnings="1" data-accepted="0"' in health
    assert "1 warning answered for" in text(after)
    assert "Accepted: لوح متحرك" in text(after)


def test_without_a_script_the_health_is_the_page_of_the_draft(desk):
    draft, _ = overlapping(desk)

    answer = desk.client.get(desk.url(draft, "health"))

    assert (answer.status_code, answer.location) == (303, desk.url(draft))
