"""The page that publishes: what it lists, what it asks, what it does when pressed."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import event, select

from booth_app.claims import services as claiming
from booth_app.claims.models import Claim
from booth_app.journal.models import Detail, Entry
from booth_app.layouts import queries as layouts
from booth_app.layouts import services as laying
from booth_app.layouts.models import Revision, RevisionState
from tests.editor.conftest import text
from tests.kit import make
from tests.layouts.conftest import drawing


@pytest.fixture
def booked(any_desk):
    """A desk with a confirmed booking of A-101 by an organisation."""
    desk = any_desk
    with desk.database.write() as session:
        exhibition = session.get_one(make.Exhibition, desk.exhibition_id)
        organisation = make.organisation(session, exhibition, name_ar="مرسال", name_en="Mersal")
        made = claiming.assign(
            session, desk.who, organisation.id, booth_ids=[desk.ids["A-101"]], request_key="key-of-a-test", now=make.NOW
        )
    return desk, made.claim_id


def form_of(desk, draft, **fields):
    """What the page's form sends, with these decisions."""
    html = desk.client.get(desk.url(draft, "publish")).get_data(as_text=True)
    form = re.search(r'<form[^>]*id="publish-form".*?</form>', html, re.DOTALL)
    assert form is not None
    hidden = dict(re.findall(r'name="(version|request_key)"[^>]* value="([^"]*)"', form[0]))
    return hidden | fields


def press(desk, draft, form):
    return desk.client.post(desk.url(draft, "publish"), data=form)


def published(desk):
    with desk.database.read() as session:
        return session.scalar(select(Revision.number).where(Revision.state == RevisionState.PUBLISHED))


def claim_state(desk, claim):
    with desk.database.read() as session:
        return str(session.scalar(select(Claim.state).where(Claim.id == claim)))


def test_a_plan_that_concerns_nobody_is_published_with_one_press(any_desk):
    desk = any_desk
    draft = desk.draft()
    desk.edit(draft, "move", "A-104", dx="1", dy="0")

    page = text(desk.client.get(desk.url(draft, "publish")))
    answer = press(desk, draft, form_of(desk, draft))

    assert "Publish draft 2 ( Hall A )? It replaces the published plan and everyone sees it at once." in page
    assert "A-104 Moved by 1.00" in page
    assert "Bookings concerned" not in page
    assert (answer.status_code, answer.location, published(desk)) == (303, "/en/staff/forum/layouts", 2)
    assert "The plan is published (Hall A); those affected were told." in text(desk.client.get(answer.location))


def test_a_double_press_publishes_once(any_desk):
    desk = any_desk
    draft = desk.draft()
    desk.edit(draft, "move", "A-104", dx="1", dy="0")
    form = form_of(desk, draft)

    answers = [press(desk, draft, form) for _ in range(2)]

    assert [each.location for each in answers] == ["/en/staff/forum/layouts"] * 2
    assert published(desk) == 2
    assert "is published" in text(desk.client.get(answers[1].location))


def test_the_draft_says_beforehand_how_many_bookings_it_touches(booked):
    desk, _ = booked
    draft = desk.draft()
    untouched = desk.client.get(desk.url(draft))
    desk.edit(draft, "remove", "A-101")

    page = desk.client.get(desk.url(draft))

    assert "data-to-decide" not in untouched.text
    assert 'data-to-decide="1"' in page.text
    assert "1 booking changes: decide about it when you publish." in text(page)


def test_the_page_counts_what_is_undecided_and_keeps_what_was_chosen(booked):
    desk, claim = booked
    draft = desk.draft()
    desk.edit(draft, "remove", "A-101")

    page = desk.client.get(desk.url(draft, "publish"))
    answer = press(desk, draft, form_of(desk, draft, reason="نقل المخرج"))

    assert "Publishing affects 1 booking." in text(page)
    assert "Mersal Confirmed A-101 : Removed" in text(page)
    assert f'name="decision-{claim}" value="keep"' not in page.text, "a booth that is gone cannot be kept"
    assert answer.status_code == 409
    assert "Nothing is published: 1 booking is undecided." in text(answer)
    assert "نقل المخرج" in answer.text
    assert (published(desk), claim_state(desk, claim)) == (1, "confirmed")


def test_moving_or_cancelling_asks_for_the_reason(booked):
    desk, claim = booked
    draft = desk.draft()
    desk.edit(draft, "remove", "A-101")

    answer = press(desk, draft, form_of(desk, draft, **{f"decision-{claim}": "cancel", "reason": " "}))

    assert (answer.status_code, published(desk)) == (422, 1)
    assert "Say why: the exhibitors are told." in text(answer)
    assert f'name="decision-{claim}" value="cancel" checked' in answer.text


def test_a_booking_moves_where_staff_typed_and_its_exhibitor_is_told_why(booked):
    desk, claim = booked
    draft = desk.draft()
    desk.edit(draft, "remove", "A-101")
    decided = {f"decision-{claim}": "move", f"target-{claim}-{desk.ids['A-101']}": "a-١٠٤", "reason": "Fire door"}

    answer = press(desk, draft, form_of(desk, draft, **decided))

    assert (answer.status_code, published(desk), claim_state(desk, claim)) == (303, 2, "confirmed")
    with desk.database.read() as session:
        entry = session.scalar(select(Entry).where(Entry.kind == "claim-moved"))
        words = session.scalar(select(Detail.words).where(Detail.entry_id == entry.id))
    assert (entry.after["to"], words) == ([desk.ids["A-104"]], {"reason": "Fire door"})


def test_near_and_free_booths_are_offered_as_the_draft_has_them(booked):
    desk, _ = booked
    draft = desk.draft()
    desk.edit(draft, "remove", "A-101")
    desk.edit(draft, "remove", "A-102")
    desk.edit(draft, "renumber", "A-103", number="A-113")
    desk.post(draft, "edit", do="add", number="A-105", where="next", next_to="A-104", on_side="right")

    page = desk.client.get(desk.url(draft, "publish")).text

    offered = re.findall(r'<option value="([^"]+)"', re.search(r'id="free-numbers".*?</datalist>', page, re.DOTALL)[0])
    assert sorted(offered) == ["A-104", "A-105", "A-113"]
    hint = re.search(r"Nearest similar booths: .*?</p>", page, re.DOTALL)[0]
    assert re.findall(r"A-\d+", hint) == ["A-113", "A-104"]


def test_a_booth_that_cannot_be_had_is_named_and_everything_stays(booked):
    desk, claim = booked
    draft = desk.draft()
    desk.edit(draft, "remove", "A-101")
    target = f"target-{claim}-{desk.ids['A-101']}"

    answer = press(desk, draft, form_of(desk, draft, **{f"decision-{claim}": "move", target: "Z-9", "reason": "x"}))

    assert answer.status_code == 422
    assert "There is no booth Z-9 in the plan. Nothing is published." in text(answer)
    assert re.search(r'<input[^>]*value="Z-9"[^>]*aria-invalid="true" aria-describedby="refused"', answer.text)
    assert f'name="{target}" value="Z-9"' in answer.text
    assert (published(desk), claim_state(desk, claim)) == (1, "confirmed")


def test_a_change_is_taken_back_from_the_page_and_what_was_typed_stays(booked):
    desk, claim = booked
    draft = desk.draft()
    desk.edit(draft, "remove", "A-101")
    desk.edit(draft, "move", "A-104", dx="1", dy="0")
    typed = {"reason": "typed", f"decision-{claim}": "cancel", "request_key": "key-of-a-test-4"}

    answer = desk.client.post(desk.url(draft, "restore"), data={"restore": desk.key("A-104"), "version": 2, **typed})

    assert answer.status_code == 200
    assert "typed</textarea>" in answer.text.replace("\r\n", "").replace("\n", "")
    assert f'name="decision-{claim}" value="cancel" checked' in answer.text
    assert [each.numbers[0] for each in desk.value(draft).difference] == ["A-101"]


def test_with_the_last_change_taken_back_nobody_is_concerned(booked):
    desk, claim = booked
    draft = desk.draft()
    desk.edit(draft, "remove", "A-101")

    answer = desk.client.post(desk.url(draft, "restore"), data={"restore": desk.key("A-101"), "version": 1})

    assert answer.location == desk.url(draft, "publish")
    assert "Bookings concerned" not in text(desk.client.get(answer.location))
    assert press(desk, draft, form_of(desk, draft)).status_code == 303
    assert claim_state(desk, claim) == "confirmed"


def test_a_draft_with_a_violation_has_no_button(any_desk):
    desk = any_desk
    draft = desk.draft()
    desk.edit(draft, "move", "A-104", dx="-7.5", dy="0")
    form = {"version": 1, "request_key": "key-of-a-test-2"}

    page = desk.client.get(desk.url(draft, "publish"))
    answer = press(desk, draft, form)

    assert "Not ready to publish: 1 blocking violation. Fix it first." in text(page)
    assert "Publish plan" not in text(page)
    assert (answer.status_code, published(desk)) == (409, 1)


def test_numbers_that_cannot_be_given_block_and_say_why(any_desk):
    desk = any_desk
    with desk.database.write() as session:
        hall = make.hall(session, session.get_one(make.Exhibition, desk.exhibition_id), "b")
        make.plan(session, hall, 1)
    draft = desk.draft()
    desk.edit(draft, "renumber", "A-104", number="B-101")

    page = desk.client.get(desk.url(draft, "publish"))
    editor = desk.client.get(desk.url(draft))

    for each in (page, editor):
        assert "Number B-101 is taken by a booth of another hall." in text(each)
    assert press(desk, draft, {"version": 1, "request_key": "key-of-a-test-3"}).status_code == 409


def test_who_decided_on_an_older_version_is_told(any_desk):
    desk = any_desk
    draft = desk.draft()
    form = form_of(desk, draft)
    desk.edit(draft, "move", "A-104", dx="1", dy="0")

    answer = press(desk, draft, form)

    assert (answer.status_code, published(desk)) == (409, 1)
    assert "changed while you were deciding" in text(answer)


def test_stages_that_a_plan_no_longer_holds_are_named(any_desk):
    desk = any_desk
    with desk.database.write() as session:
        exhibition = session.get_one(make.Exhibition, desk.exhibition_id)
        hall = session.get_one(make.Hall, desk.hall_id)
        make.place(session, exhibition, hall, "exit-1", name_en="Round table")
    plan = drawing(("A-101", 5, 5), ("A-102", 8, 5), ("A-103", 11, 5), ("A-104", 20, 5))
    kept, lost = desk.draft(plan), desk.draft(replace(plan, fixtures=()))

    pages = [text(desk.client.get(desk.url(draft, "publish"))) for draft in (kept, lost)]

    assert ["Round table" in each for each in pages] == [False, True]


def test_arabic_counts_bookings_in_its_own_forms(booked):
    desk, _ = booked
    draft = desk.draft()
    desk.edit(draft, "remove", "A-101")

    page = text(desk.client.get(desk.url(draft, "publish", "ar")))

    assert "يمسّ النشر حجزًا واحدًا." in page


def test_comparing_draws_and_lists_the_changes(any_desk):
    desk = any_desk
    draft = desk.draft()
    desk.edit(draft, "resize", "A-104", width="2.5", depth="3", anchor="top-left")
    desk.edit(draft, "renumber", "A-103", number="A-113")

    page = desk.client.get(desk.url(draft, "compare"))

    assert "plan-former" in page.text
    assert "Smaller: from 9 m² to 7.5 m²" in text(page)
    assert "Another number: A-103 becomes A-113" in text(page)


def asked_by(desk, *addresses):
    seen = []

    def listen(*given):
        seen.append(given[2])

    event.listen(desk.database.reader, "before_cursor_execute", listen)
    for address in addresses:
        desk.client.get(address)
    event.remove(desk.database.reader, "before_cursor_execute", listen)
    return [each for each in seen if each.startswith("SELECT")]


def test_lists_ask_the_database_equally_often_however_long_they_are(booked):
    desk, _ = booked
    counts = []
    for numbers in (["A-101"], ["A-102", "A-103", "A-104"]):
        draft = desk.draft()
        for number in numbers:
            desk.edit(draft, "remove", number)
        counts.append(len(asked_by(desk, desk.url(draft), desk.url(draft, "compare"))))

    assert counts[0] == counts[1]


def warned(desk, *, accepted=False):
    """A draft whose two booths overlap, where that is only a warning."""
    with desk.database.write() as session:
        rules = {"*": False, "overlap": {"severity": "warning"}}
        laying.set_rules(session, desk.who, desk.exhibition_id, rules, version=1, now=make.NOW)
    draft = desk.draft()
    desk.edit(draft, "move", "A-104", dx="-6.5", dy="0")
    with desk.database.read() as session:
        [key] = layouts.findings(session, desk.value(draft)).keys
    if accepted:
        with desk.database.write() as session:
            laying.accept_warning(
                session, desk.who, draft, key, reason="فاصل متحرك", version=desk.value(draft).version, now=make.NOW
            )
    return draft, key


def test_a_warning_is_ticked_before_the_plan_is_published(any_desk):
    desk = any_desk
    draft, key = warned(desk)

    page = desk.client.get(desk.url(draft, "publish"))
    refused = press(desk, draft, form_of(desk, draft))
    done = press(desk, draft, form_of(desk, draft, tick=key))

    assert f'name="tick" value="{key}"' in page.text
    assert (refused.status_code, done.status_code) == (409, 303)
    assert "Nothing is published: 1 warning is neither accepted nor ticked." in text(refused)
    with desk.database.read() as session:
        [plan] = layouts.revisions(session, desk.exhibition_id, RevisionState.PUBLISHED)
    assert [(each["how"], each["by"]) for each in plan.answered] == [("ticked", desk.who.user_id)]


def test_an_accepted_warning_needs_no_tick_and_stands_there_with_its_reason(any_desk):
    desk = any_desk
    draft, _ = warned(desk, accepted=True)

    page = desk.client.get(desk.url(draft, "publish"))
    done = press(desk, draft, form_of(desk, draft))

    assert 'name="tick"' not in page.text
    assert "Accepted: فاصل متحرك" in text(page)
    assert 'data-warnings="0" data-accepted="1"' in page.text
    assert done.status_code == 303
