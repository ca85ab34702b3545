"""Publishing: whole or not at all, one published plan per hall, booths keep who they are."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from shapely import box
from sqlalchemy import event, func, select

from booth_app.base.errors import Refused, Stale
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitions.models import Booth
from booth_app.exhibitions.services.booths import NumberFault, NumbersRefused
from booth_app.geometry import Hall, Side
from booth_app.journal.models import Entry
from booth_app.layouts import queries, services
from booth_app.layouts.models import BoothShapeRow, Revision, RevisionState
from booth_app.layouts.refusals import LayoutHasErrors, LayoutOutdated, NotADraft
from tests.kit import make
from tests.layouts.conftest import drawing


def states(site):
    with site.database.read() as session:
        return {row.id: row.state for row in session.scalars(select(Revision))}


def booths(site):
    with site.database.read() as session:
        return [each.number for each in exhibitions.booths(session, site.exhibition_id)]


def test_the_first_plan_makes_the_booths(site):
    done = site.publish(site.draft(drawing(("A-101", 5, 5), ("A-102", 8, 5))))

    assert booths(site) == ["A-101", "A-102"]
    assert (done.added, done.removed, done.changed) == (done.added, (), done.added)
    published = site.published()
    assert published is not None
    assert (published.revision_id, published.number) == (done.revision_id, 1)
    assert published.plan.booths[0].outline.equals(box(5, 5, 8, 8))


def test_a_second_plan_stands_in_the_firsts_place(laid_out):
    first = laid_out.published()

    second = laid_out.draft(drawing(("A-101", 5, 5), ("A-103", 11, 6), ("A-104", 14, 6)))
    done = laid_out.publish(second)

    assert states(laid_out) == {first.revision_id: RevisionState.SUPERSEDED, second: RevisionState.PUBLISHED}
    keys = {number: key for key, number in laid_out.numbers().items()}
    old = {each.number: each.key for each in first.plan.booths}
    assert sorted(keys) == ["A-101", "A-103", "A-104"]
    assert (keys["A-101"], keys["A-103"]) == (old["A-101"], old["A-103"])
    assert done.removed == (queries.booth_id(old["A-102"]),)
    assert done.added == (queries.booth_id(keys["A-104"]),)
    opened = queries.booth_id(old["A-101"])  # its neighbour is gone
    assert set(done.changed) == {*done.removed, *done.added, queries.booth_id(old["A-103"]), opened}


def test_an_old_revision_stays_as_it_was(laid_out):
    first = laid_out.published()
    laid_out.publish(laid_out.draft(drawing(("A-101", 20, 5))))

    with laid_out.database.read() as session:
        again = queries.revision(session, first.revision_id)

    assert again.plan == first.plan


def test_the_journal_names_every_booth_that_changed(laid_out):
    done = laid_out.publish(laid_out.draft(drawing(("A-101", 5, 5), ("A-102", 8, 5.5), ("A-104", 20, 5))))

    with laid_out.database.read() as session:
        entry = session.scalars(select(Entry).where(Entry.kind == "layout-published").order_by(Entry.id.desc())).first()

    assert entry is not None
    assert (entry.public, entry.actor, entry.after["booths"]) == (True, laid_out.who.actor, list(done.changed))
    assert len(done.changed) == 3


def test_a_plan_with_an_error_is_refused_and_leaves_nothing_behind(laid_out):
    draft = laid_out.draft(drawing(("A-101", 5, 5), ("A-102", 7.5, 5), ("A-105", 39, 5)))
    before = laid_out.published(), states(laid_out), booths(laid_out)

    with pytest.raises(LayoutHasErrors) as caught:
        laid_out.publish(draft)

    assert caught.value.values == {"count": 2}
    assert (laid_out.published(), states(laid_out), booths(laid_out)) == before


def test_numbers_that_cannot_be_given_are_refused(laid_out):
    draft = laid_out.draft(drawing(("A-101", 5, 5), ("booth-1", 20, 5)))

    with pytest.raises(NumbersRefused) as caught:
        laid_out.publish(draft)

    assert [(each.fault, each.number) for each in caught.value.problems] == [(NumberFault.MALFORMED, "BOOTH-1")]
    assert booths(laid_out) == ["A-101", "A-102", "A-103"]


def test_who_looked_at_an_older_version_publishes_nothing(laid_out):
    with pytest.raises(Stale):
        laid_out.publish(laid_out.draft(), version=3)


def test_publishing_twice_is_refused(laid_out):
    draft = laid_out.draft(drawing(("A-101", 5, 5)))
    laid_out.publish(draft)

    with pytest.raises(NotADraft):
        laid_out.publish(draft, version=1)


def test_a_draft_begun_before_another_was_published_is_out_of_date(laid_out):
    mine, theirs = laid_out.draft(), laid_out.draft(drawing(("A-101", 20, 5)))
    laid_out.publish(theirs)

    with pytest.raises(LayoutOutdated):
        laid_out.publish(mine)

    assert laid_out.value(mine).outdated


@pytest.mark.parametrize("same", [True, False], ids=["one draft", "two drafts"])
def test_of_publishings_at_once_one_wins(laid_out, same):
    first = laid_out.draft(drawing(("A-101", 20, 5)))
    second = first if same else laid_out.draft(drawing(("A-101", 30, 5)))
    together = threading.Barrier(2)

    def publish(draft):
        together.wait()
        try:
            return laid_out.publish(draft).revision_id
        except Refused as refused:
            return refused.code

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(publish, (first, second)))

    winner = [each for each in outcomes if isinstance(each, int)]
    assert len(winner) == 1
    assert {each for each in outcomes if isinstance(each, str)} <= {"not-a-draft", "layout-outdated", "stale"}
    with laid_out.database.read() as session:
        published = session.scalars(select(Revision.id).where(Revision.state == RevisionState.PUBLISHED)).all()
    assert list(published) == winner


def test_a_plan_of_many_booths_is_published_in_few_statements(site):
    plan = drawing()
    many = [(f"A-{1000 + n}", n % 50 * 3.0, n // 50 * 6.0) for n in range(500)]
    plan = replace(plan, halls=(Hall("floor", box(-1, -1, 200, 200)),), booths=drawing(*many).booths)
    draft = site.draft(plan)
    statements = []
    event.listen(site.database.writer, "before_cursor_execute", lambda *given: statements.append(given[2]))

    site.publish(draft)

    assert len(statements) < 40
    with site.database.read() as session:
        assert session.scalar(select(func.count()).select_from(BoothShapeRow)) == 500
        assert session.scalar(select(func.count()).select_from(Booth)) == 500


class Undone(Exception):
    """Something went wrong after the plan was made."""


def test_a_plan_made_in_a_transaction_that_fails_is_not_remembered(site):
    """Its ids come again: what was read of it must not be taken for what they stand for then."""
    with pytest.raises(Undone), site.database.write() as session:
        made = services.import_plan(session, site.who, site.hall_id, drawing(("A-1", 5, 5)), now=make.NOW)
        assert queries.draft(session, made) is not None
        raise Undone

    again = site.value(site.draft(drawing(("B-2", 9, 9))))

    assert [each.number for each in again.plan.booths] == ["B-2"]


def test_type_and_open_sides_are_found_where_the_drawing_says_nothing_and_follow_the_neighbours(site):
    plan = drawing(("A-1", 5, 5), ("A-2", 8, 5), ("A-3", 20, 5))
    said = replace(plan.booths[2], type="raw", open=(Side.LEFT,))
    site.publish(site.draft(replace(plan, booths=(*plan.booths[:2], said))))

    first, _, third = site.published().plan.booths
    assert (first.type, first.open) == ("peninsula", (Side.TOP, Side.BOTTOM, Side.LEFT))
    assert (third.type, third.open) == ("raw", (Side.LEFT,))

    done = site.publish(site.draft(drawing(("A-1", 5, 5), ("A-3", 20, 5))))

    assert site.published().plan.booths[0].type == "island"
    assert queries.booth_id(first.key) in done.changed, "its neighbour is gone, so it is another kind of booth"
    assert site.value(site.draft()).plan.booths[0].type == "", "a draft goes on from what was drawn"
