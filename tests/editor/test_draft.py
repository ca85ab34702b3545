"""The editor's page by forms and links alone: what a person without script does, and what htmx gets."""

import re

import pytest
from flask.testing import FlaskClient

from booth_app.layouts import services
from booth_app.layouts.models import RevisionState
from tests.editor.conftest import HTMX, text
from tests.kit import make


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_page_shows_plan_list_history_and_findings(desk, lang):
    draft = desk.draft()

    answer = desk.client.get(desk.url(draft, lang=lang))

    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert html.count('class="booth"') == 4
    assert all(f'id="row-{desk.key(number)}"' in html for number in desk.ids)
    assert ("No violations" if lang == "en" else "لا مخالفات") in html
    assert 'data-view="editor"' in html


def test_a_booth_is_selected_by_its_number_however_it_is_typed(desk):
    draft = desk.draft()

    for typed in ("A-102", "a-102", "A-١٠٢"):
        html = desk.client.get(desk.url(draft), query_string={"booth": typed}).get_data(as_text=True)
        assert f'data-selected="{desk.key("A-102")}"' in html
        assert 'name="x" value="8.000"' in html
        assert 'data-handle="se"' in html


def test_a_number_that_is_not_there_is_said(desk):
    answer = desk.client.get(desk.url(desk.draft()), query_string={"booth": "Z-9"})

    assert (answer.status_code, "There is no booth Z-9 in this draft" in text(answer)) == (200, True)


def test_exact_numbers_in_either_language_move_and_resize(desk):
    draft = desk.draft()

    answer = desk.edit(draft, "place", "A-104", x="٢٠٫٥", y="6.25", width="4", depth="٣٫٥٠٠", angle="0")

    assert (answer.status_code, answer.location) == (303, desk.url(draft) + "?booth=A-104")
    assert desk.outline(draft, "A-104") == (20.5, 6.25, 24.5, 9.75)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"x": "abc"}, "Write a number"),
        ({"x": "1,5"}, "Write a number"),
        ({"x": ""}, "Write a number"),
        ({"x": "1.2345"}, "Use at most 3 decimals"),
        ({"width": "0.05"}, "Write a number from 0.1 to 1000"),
        ({"angle": "1000"}, "Write a number from -360 to 360"),
        ({"x": "NaN"}, "Write a number"),
        ({"x": "1e3"}, "Write a number"),
    ],
)
def test_numbers_that_are_none_come_back_as_they_were_typed(desk, fields, says):
    draft = desk.draft()
    given = {"x": "5.5", "y": "5", "width": "3", "depth": "3", "angle": "0"} | fields

    answer = desk.edit(draft, "place", "A-101", **given)

    assert answer.status_code == 422
    assert says in text(answer)
    for name, value in given.items():
        assert f'name="{name}" value="{value}"' in answer.get_data(as_text=True)
    assert desk.value(draft).version == 0


def test_the_rules_answer_an_edit_at_once_drawn_and_listed(desk):
    draft = desk.draft()

    answer = desk.edit(draft, "move", "A-104", htmx=True, dx="-7.5", dy="0")

    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert html.lstrip().startswith('<div class="editor" id="editor"')
    assert 'data-subject="v0"' in html
    assert 'data-show="v0"' in html
    assert "Booths A-103 and A-104 overlap by 1.50 m." in text(answer)
    assert "Booth A-104 is now at X 12.50, Y 5.00. 1 violation" in text(answer)


def test_no_edit_is_made_where_nothing_differs(desk):
    draft = desk.draft()

    answer = desk.edit(draft, "place", "A-101", x="5.000", y="5.000", width="3.000", depth="3.000", angle="0.0")

    assert (answer.status_code, desk.value(draft).version) == (303, 0)


@pytest.mark.parametrize(
    ("do", "fields", "bounds"),
    [
        ("move", {"dx": "0.1", "dy": "-0.2"}, (20.1, 4.8, 23.1, 7.8)),
        ("resize", {"width": "4", "depth": "2", "anchor": "bottom-right"}, (19.0, 6.0, 23.0, 8.0)),
        ("rotate", {"degrees": "90"}, (20.0, 5.0, 23.0, 8.0)),
    ],
)
def test_what_pointer_and_keys_send(desk, do, fields, bounds):
    draft = desk.draft()

    desk.edit(draft, do, "A-104", **fields)

    assert desk.outline(draft, "A-104") == pytest.approx(bounds)


def test_a_turned_booth_reads_as_it_was_turned_and_stays_when_nothing_is_typed(desk):
    draft = desk.draft()
    desk.edit(draft, "rotate", "A-104", degrees="15")

    html = desk.client.get(desk.url(draft), query_string={"booth": "A-104"}).get_data(as_text=True)
    given = dict(re.findall(r'name="(x|y|width|depth|angle)" value="([^"]+)"', html))
    desk.edit(draft, "place", "A-104", **given)

    assert given["angle"] == "15.0"
    assert desk.value(draft).version == 1


def test_renumbering_keeps_the_booth_and_follows_it(desk):
    draft = desk.draft()

    answer = desk.edit(draft, "renumber", "A-104", number="b-٧")

    assert answer.location == desk.url(draft) + "?booth=B-7"
    assert desk.value(draft).plan.numbered("B-7").key == desk.key("A-104")


def test_a_number_that_is_no_booth_number_is_refused_in_words(desk):
    answer = desk.edit(desk.draft(), "renumber", "A-104", number="booth 7")

    assert answer.status_code == 422
    assert "booth 7 is not a booth number" in text(answer)
    assert 'name="number" value="booth 7"' in answer.get_data(as_text=True)


def test_type_zone_and_open_sides_are_said_together(desk):
    draft = desk.draft()

    desk.edit(draft, "describe", "A-104", type="raw", zone="", open=["top", "left"])

    booth = desk.value(draft).plan.numbered("A-104")
    assert (booth.type, [str(each) for each in booth.open]) == ("raw", ["top", "left"])
    assert [each.edit["edit"] for each in desk.value(draft).steps] == ["retype", "set-open"]


@pytest.mark.parametrize(
    ("side", "bounds"),
    [
        ("right", (23, 5, 26, 8)),
        ("left", (17, 5, 20, 8)),
        ("top", (20, 2, 23, 5)),
        ("bottom", (20, 8, 23, 11)),
    ],
)
def test_a_booth_is_added_next_to_another(desk, side, bounds):
    draft = desk.draft()

    answer = desk.post(draft, "edit", do="add", number="A-105", where="next", next_to="a-104", on_side=side)

    assert answer.location == desk.url(draft) + "?booth=A-105"
    assert desk.outline(draft, "A-105") == bounds
    assert desk.value(draft).plan.numbered("A-105").key == "new-1"


def test_a_booth_is_added_at_a_place_with_measures(desk):
    draft = desk.draft()
    place = {"x": "30", "y": "12", "width": "4.5", "depth": "3", "angle": "0"}

    desk.post(draft, "edit", do="add", number="A-105", where="at", on_side="right", next_to="", **place)

    assert desk.outline(draft, "A-105") == (30, 12, 34.5, 15)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"where": "next", "next_to": "Z-9"}, "next_to"),
        ({"where": "at", "x": "3"}, "y"),
        ({"where": "next", "next_to": "A-104", "number": ""}, "number"),
    ],
)
def test_adding_says_what_is_missing_beside_the_field(desk, fields, field):
    draft = desk.draft()

    answer = desk.post(draft, "edit", **({"do": "add", "number": "A-105", "on_side": "right"} | fields))

    assert answer.status_code == 422
    assert f'id="add-{field}-error"' in answer.get_data(as_text=True)
    assert desk.value(draft).version == 0


def test_a_removed_booth_added_again_by_its_number_is_itself(desk):
    draft = desk.draft()
    desk.edit(draft, "remove", "A-104")

    desk.post(draft, "edit", do="add", number="A-104", where="next", next_to="A-103", on_side="right")

    assert desk.value(draft).plan.numbered("A-104").key == desk.key("A-104")


def test_history_goes_back_and_forth(desk):
    draft = desk.draft()
    desk.edit(draft, "move", "A-104", dx="1", dy="0")
    desk.edit(draft, "renumber", "A-104", number="A-114")

    desk.post(draft, "undo", booth="A-114")
    undone = desk.value(draft).cursor
    desk.post(draft, "undo")
    desk.post(draft, "redo")
    desk.post(draft, "seek", cursor="2")
    page = text(desk.client.get(desk.url(draft)))

    assert (undone, desk.value(draft).cursor, desk.value(draft).version) == (1, 2, 6)
    assert re.search(r"History Ctrl Z Renumber A-114 [0-9:]+ Move A-114", page)


def test_there_is_nothing_to_undo_in_a_new_draft(desk):
    answer = desk.post(desk.draft(), "undo")

    assert (answer.status_code, "nothing more to undo" in text(answer)) == (409, True)


def test_f81_who_comes_second_keeps_what_was_typed_and_learns_who_was_first(desk):
    draft = desk.draft()
    with desk.database.write() as session:
        reem = make.user(session, name="ريم")
        session.add(make.StaffRole(exhibition_id=desk.exhibition_id, user_id=reem.id, role=make.Role("layout")))
    theirs = make.sign_in(desk.app.test_client(), reem)
    theirs.post(
        desk.url(draft, "edit"), data={"do": "move", "key": desk.key("A-104"), "dx": "1", "dy": "0", "version": "0"}
    )

    typed = {"x": "30.5", "y": "5", "width": "3", "depth": "3", "angle": "0"}
    answer = desk.edit(draft, "place", "A-104", version=0, **typed)
    html = answer.get_data(as_text=True)

    assert answer.status_code == 409
    assert "ريم changed this while you were editing. What you entered is kept; compare and save." in text(answer)
    assert "Last change: Move A-104" in text(answer)
    assert 'name="x" value="30.5"' in html
    assert desk.outline(draft, "A-104")[0] == 21, "what the first one did is still there"
    assert desk.edit(draft, "place", "A-104", **typed).status_code == 303
    assert desk.outline(draft, "A-104")[0] == 30.5


def test_a_drag_that_came_second_can_be_made_all_the_same(desk):
    draft = desk.draft()
    desk.edit(draft, "move", "A-101", dx="0", dy="1")

    answer = desk.edit(draft, "move", "A-104", htmx=True, version=0, dx="2", dy="0")
    again = re.search(r'data-refusal="stale".*?Make my change all the same', answer.text, re.DOTALL)

    assert (answer.status_code, again is not None) == (409, True)
    fields = dict(re.findall(r'name="([a-z]+)" value="([^"]*)"', again[0]))
    desk.client.post(desk.url(draft, "edit"), data=fields)
    assert desk.outline(draft, "A-104")[0] == 22


def test_the_same_edit_sent_twice_is_made_once(desk):
    draft = desk.draft()
    sent = {"do": "move", "key": desk.key("A-104"), "dx": "1", "dy": "0", "version": "0"}

    answers = [desk.client.post(desk.url(draft, "edit"), data=sent) for _ in range(3)]

    assert [each.status_code for each in answers] == [303, 303, 303]
    assert (desk.value(draft).version, desk.outline(draft, "A-104")[0]) == (1, 21)


def test_a_booth_that_someone_removed_is_said_to_be_gone(desk):
    draft = desk.draft()
    desk.edit(draft, "remove", "A-104")

    answer = desk.post(draft, "edit", do="rotate", key=desk.key("A-104"), degrees="15")

    assert (answer.status_code, "not in this draft any more" in text(answer)) == (422, True)


def test_a_discarded_draft_is_gone_and_what_is_published_stays(desk):
    draft = desk.draft()

    answer = desk.post(draft, "discard")

    assert answer.location == "/en/staff/forum/layouts"
    assert desk.value(draft).state == RevisionState.DISCARDED
    assert desk.client.get(desk.url(draft)).status_code == 404
    assert "Published: revision 1" in text(desk.client.get("/en/staff/forum/layouts"))


def test_a_draft_out_of_date_is_brought_up_to_date(desk):
    mine, theirs = desk.draft(), desk.draft()
    desk.edit(mine, "move", "A-104", dx="1", dy="0")
    desk.edit(mine, "move", "A-101", dx="0", dy="4")
    desk.edit(theirs, "remove", "A-101")
    with desk.database.write() as session:
        services.publish(session, desk.who, theirs, version=1, now=make.NOW)

    before = text(desk.client.get(desk.url(mine)))
    answer = desk.post(mine, "update")

    assert "Bring the draft up to date before you publish it" in before
    assert "These steps could not be made again on the published plan: Move A-101" in text(answer)
    assert not desk.value(mine).outdated
    assert desk.outline(mine, "A-104")[0] == 21


def test_news_of_a_draft_come_only_when_there_are_any(desk):
    draft = desk.draft()
    quiet = desk.client.get(desk.url(draft, "news"), query_string={"version": 0}, headers=HTMX)
    desk.edit(draft, "move", "A-104", dx="1", dy="0")

    loud = desk.client.get(desk.url(draft, "news"), query_string={"version": 0}, headers=HTMX)

    assert (quiet.status_code, quiet.data) == (204, b"")
    assert "This draft was changed in another window. Last change: Move A-104" in text(loud)


def test_a_part_is_word_for_word_inside_the_page(desk):
    draft = desk.draft()

    whole = desk.client.get(desk.url(draft)).get_data(as_text=True)
    part = desk.client.get(desk.url(draft), headers=HTMX)

    same = re.sub(r'value="[^"]{60,}"', "", part.get_data(as_text=True)).strip()
    assert same in re.sub(r'value="[^"]{60,}"', "", whole)
    assert "HX-Request" in part.headers["Vary"]


def client_of(desk, role: str) -> FlaskClient:
    with desk.database.write() as session:
        person = make.staff(session, session.get_one(make.Exhibition, desk.exhibition_id), role)
    return make.sign_in(desk.app.test_client(), person)


@pytest.mark.parametrize("role", ["viewer", "sales", "programme"])
def test_other_staff_look_and_cannot_change(desk, role):
    draft = desk.draft()
    client = client_of(desk, role)

    page = client.get(desk.url(draft), query_string={"booth": "A-104"})
    refused = [
        client.post(desk.url(draft, verb), data={"version": 0}).status_code
        for verb in ("edit", "undo", "redo", "seek", "update", "discard", "publish", "restore")
    ]

    assert page.status_code == 200
    assert "<form" not in page.text.split('id="editor"')[1].replace('<form class="booth-search"', "")
    assert "data-handle" not in page.text
    assert refused == [403] * 8


def test_a_draft_of_another_exhibition_or_hall_is_not_found(desk):
    draft = desk.draft()
    with desk.database.write() as session:
        make.hall(session, session.get_one(make.Exhibition, desk.exhibition_id), "b")
        other = make.exhibition(session, "other")
        make.hall(session, other, "a")
        session.add(make.StaffRole(exhibition_id=other.id, user_id=desk.who.user_id, role=make.Role("layout")))

    addresses = [f"/en/staff/forum/layouts/b/drafts/{draft}", f"/en/staff/other/layouts/a/drafts/{draft}"]

    for address in addresses:
        assert desk.client.get(address).status_code == 404
        assert desk.client.post(f"{address}/undo", data={"version": 0}).status_code == 404
        assert desk.client.post(f"{address}/discard", data={"version": 0}).status_code == 404
        assert desk.client.post(f"{address}/edit", data={"version": 0, "do": "remove"}).status_code == 404


def test_nonsense_is_a_bad_request_and_changes_nothing(desk):
    draft = desk.draft()

    for verb, fields in (
        ("edit", {"do": "explode"}),
        ("edit", {}),
        ("seek", {"cursor": "x"}),
        ("undo", {"version": "x"}),
    ):
        assert desk.post(draft, verb, **fields).status_code == 400
    assert desk.value(draft).version == 0
