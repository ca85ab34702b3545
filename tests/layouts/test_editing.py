"""Drafts step by step: edits, undo, two editors, replay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box
from sqlalchemy import select

from booth_app import edits
from booth_app.base.access import Who
from booth_app.base.db import Database
from booth_app.base.errors import Invalid
from booth_app.journal.models import Entry
from booth_app.layouts import queries, services
from booth_app.layouts.models import DraftStep
from booth_app.layouts.refusals import EditRefused, NotADraft, NothingToUndo
from tests.kit import make
from tests.layouts.conftest import Site, drawing, edit, key_of, step


def booth(site, draft, number):
    return site.value(draft).plan.numbered(number)


@pytest.fixture
def begun(laid_out):
    """A site with a draft of what is published."""
    return laid_out, laid_out.draft()


def test_edits_change_the_draft_and_nothing_else(begun):
    site, draft = begun
    before = site.published()

    version = edit(site, draft, edits.Move((key_of(site, "A-101"),), -1.0, 0.5))

    value = site.value(draft)
    assert (value.version, value.cursor) == (version, 1)
    assert value.plan.numbered("A-101").outline.equals(box(4, 5.5, 7, 8.5))
    assert [(each.edit["edit"], each.made_by, each.undone) for each in value.steps] == [
        ("move", site.who.user_id, False)
    ]
    assert site.published() is before


def test_undo_and_redo_go_back_and_forth(begun):
    site, draft = begun
    key = key_of(site, "A-101")
    edit(site, draft, edits.Move((key,), 1.0, 0))
    edit(site, draft, edits.Renumber(key, "A-111"))
    plan = site.value(draft).plan

    step(site, draft, services.undo)
    once = site.value(draft)
    step(site, draft, services.undo)
    twice = site.value(draft)
    step(site, draft, services.seek, 2)
    again = site.value(draft)

    assert (once.plan.numbered("A-101") is not None, once.cursor) == (True, 1)
    assert twice.plan == twice.base
    assert [each.undone for each in twice.steps] == [True, True]
    assert (again.plan, again.cursor, again.version) == (plan, 2, 5)


def test_an_edit_after_undo_ends_what_was_undone(begun):
    site, draft = begun
    key = key_of(site, "A-101")
    edit(site, draft, edits.Move((key,), 1.0, 0))
    edit(site, draft, edits.Move((key,), 2.0, 0))
    step(site, draft, services.undo)

    edit(site, draft, edits.Move((key,), 0, 5.0))

    assert [each.edit["dy"] for each in site.value(draft).steps] == [0, 5000]
    with pytest.raises(NothingToUndo):
        step(site, draft, services.redo)


def test_there_is_nothing_to_undo_at_the_beginning(begun):
    site, draft = begun

    with pytest.raises(NothingToUndo):
        step(site, draft, services.undo)
    with pytest.raises(NothingToUndo):
        step(site, draft, services.seek, 4)


def test_what_an_edit_says_no_to_is_a_refusal_with_its_reason(begun):
    site, draft = begun

    with pytest.raises(EditRefused) as caught:
        edit(site, draft, edits.Place(key_of(site, "A-101"), 0, 0, 0.05, 3, 0))

    assert caught.value.values["reason"] == "wrong-size"
    assert site.value(draft).version == 0


@pytest.mark.parametrize(
    "said",
    [{}, {"edit": "explode"}, {"edit": "move", "keys": ["b1"], "dx": 0.5, "dy": 1}, {"edit": "remove", "keys": []}],
)
def test_what_is_no_edit_is_refused(begun, said):
    site, draft = begun

    with pytest.raises(Invalid):
        edit(site, draft, said)


def test_a_booth_of_another_hall_cannot_be_drawn_in(begun):
    site, draft = begun
    with site.database.write() as session:
        hall = make.hall(session, session.get_one(make.Exhibition, site.exhibition_id), "b")
        [stranger] = make.plan(session, hall, 1)

    with pytest.raises(Invalid):
        edit(site, draft, edits.Add(f"b{stranger.id}", "B-101", 1, 1, 3, 3))


def test_a_new_booth_has_a_key_of_its_own_and_a_known_number_brings_its_booth_back(begun):
    site, draft = begun
    known = key_of(site, "A-102")
    edit(site, draft, edits.Remove((known,)))

    with site.database.write() as session:
        version = site.value(draft).version
        back = services.key_for_new(session, site.who, draft, "a-١٠٢", version=version)
        new = services.key_for_new(session, site.who, draft, "A-200", version=version)
    edit(site, draft, edits.Add(new, "A-200", 20, 5, 3, 3))
    edit(site, draft, edits.Remove((new,)))
    with site.database.write() as session:
        next_ = services.key_for_new(session, site.who, draft, "A-300", version=site.value(draft).version)

    assert (back, new, next_) == (known, "new-1", "new-2")


def test_a_booth_removed_and_added_again_keeps_who_it_is(begun):
    site, draft = begun
    known = key_of(site, "A-102")
    edit(site, draft, edits.Remove((known,)))
    edit(site, draft, edits.Add(known, "A-102", 20, 5, 3, 3))

    site.publish(draft, version=2)

    assert key_of(site, "A-102") == known


def test_the_difference_tells_what_publishing_would_change(begun):
    site, draft = begun
    edit(site, draft, edits.Move((key_of(site, "A-101"),), -1.0, 0))
    edit(site, draft, edits.Remove((key_of(site, "A-103"),)))

    found = {each.numbers[0]: set(each.changes) for each in site.value(draft).difference}

    assert found == {"A-101": {edits.Change.MOVED}, "A-103": {edits.Change.REMOVED}}


def test_a_published_draft_takes_no_more_edits(begun):
    site, draft = begun
    key = key_of(site, "A-101")
    edit(site, draft, edits.Move((key,), -1.0, 0))
    site.publish(draft, version=1)

    with pytest.raises(NotADraft):
        edit(site, draft, edits.Move((key,), -1.0, 0))


def test_every_edit_is_in_the_journal(begun):
    site, draft = begun
    key = key_of(site, "A-101")
    edit(site, draft, edits.Move((key,), -1.0, 0))
    step(site, draft, services.undo)

    with site.database.read() as session:
        entries = session.scalars(select(Entry).where(Entry.kind == "layout-edited").order_by(Entry.id)).all()

    assert [(each.after["edit"], each.after["version"], each.public) for each in entries] == [
        ("move", 1, False),
        ("undo", 2, False),
    ]
    assert entries[0].after["keys"] == [key]
    assert "booths" not in entries[0].after, "nothing that others see has changed"


def test_a_files_draft_brought_up_to_date_finds_the_booths_again(laid_out):
    mine = laid_out.draft(drawing(("A-101", 5, 5), ("A-104", 20, 5)))
    edit(laid_out, mine, edits.Move(("new-1",), 1.0, 0))
    laid_out.publish(laid_out.draft(drawing(("A-101", 5, 5), ("A-104", 30, 5))))

    step(laid_out, mine, services.bring_up_to_date)

    value = laid_out.value(mine)
    assert value.plan.numbered("A-104").key == key_of(laid_out, "A-104")
    assert value.plan.numbered("A-104").outline.equals(box(21, 5, 24, 8))
    assert [set(each.changes) for each in value.difference] == [{edits.Change.MOVED}]


def test_steps_keep_who_made_them_when_a_draft_is_brought_up_to_date(begun):
    site, mine = begun
    edit(site, mine, edits.Move((key_of(site, "A-101"),), -1.0, 0))
    site.publish(site.draft(drawing(("A-101", 5, 5), ("A-102", 8, 5))))
    with site.database.write() as session:
        other = make.staff(session, session.get_one(make.Exhibition, site.exhibition_id), "layout")
    site.who, first = Who(other.id, None, site.exhibition_id), site.who

    step(site, mine, services.bring_up_to_date)

    assert [each.made_by for each in site.value(mine).steps] == [first.user_id]


moves = st.tuples(st.just("move"), st.integers(0, 2), st.integers(-2000, 2000), st.integers(-2000, 2000))
others = st.one_of(
    moves,
    st.tuples(st.just("rotate"), st.integers(0, 2), st.sampled_from([15.0, 90.0, -30.0])),
    st.tuples(st.just("renumber"), st.integers(0, 2), st.sampled_from(["A-101", "A-150", "B-7"])),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


@given(st.lists(others, max_size=12))
def test_whatever_was_done_and_undone_the_plan_is_the_replay_of_the_steps(tmp_path_factory, sqlite_template, doing):
    """And the same from memory as from the rows: another process draws the same plan."""
    path = tmp_path_factory.mktemp("draft") / "booth.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    with database.write() as session:
        exhibition = make.exhibition(session)
        hall = make.hall(session, exhibition)
        make.plan(session, hall, 3)
    site = Site(database, exhibition.id, hall.id, Who(None, None, exhibition.id))
    draft = site.draft()
    keys = list(site.numbers())
    model, done = [], 0
    for verb, *given_ in doing:
        try:
            if verb in ("undo", "redo"):
                step(site, draft, getattr(services, verb))
                done += 1 if verb == "redo" else -1
                continue
            key, *rest = given_
            made = {
                "move": lambda: edits.Move((keys[key],), rest[0] / 1000, rest[1] / 1000),  # noqa: B023
                "rotate": lambda: edits.Rotate((keys[key],), rest[0]),  # noqa: B023
                "renumber": lambda: edits.Renumber(keys[key], rest[0]),  # noqa: B023
            }[verb]()
            edit(site, draft, made)
            model, done = [*model[:done], made], done + 1
        except NothingToUndo:
            assert done in (0, len(model))

    value = site.value(draft)
    assert value.plan == edits.replay(value.base, model[:done])
    with database.read() as session:
        rows = session.scalars(select(DraftStep.edit).order_by(DraftStep.position)).all()
    assert [edits.from_json(each) for each in rows] == model
    other = Database(f"sqlite:///{path}?timeout=9")  # another address: nothing of it is in memory
    with other.read() as session:
        assert queries.draft(session, draft).plan == value.plan
    other.dispose()
    database.dispose()
