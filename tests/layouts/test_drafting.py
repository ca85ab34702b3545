"""Drafts from files and from what is published."""

from dataclasses import replace

import pytest
from shapely import box
from sqlalchemy import select

from booth_app.base.access import Who
from booth_app.base.errors import NotFound
from booth_app.geometry import BoothShape, Hall
from booth_app.journal.models import Entry
from booth_app.layouts import services
from booth_app.layouts.models import RevisionState
from booth_app.layouts.picking import one_hall
from booth_app.layouts.refusals import NoHallInPlan, NotADraft, NothingPublished, SeveralHalls
from tests.kit import make
from tests.layouts.conftest import drawing


def test_a_file_becomes_a_draft_and_changes_nothing_that_is_published(laid_out):
    before = laid_out.published()

    draft = laid_out.value(laid_out.draft(drawing(("A-101", 20, 5))))

    assert (draft.number, draft.state, draft.from_file, draft.outdated) == (2, RevisionState.DRAFT, True, False)
    assert laid_out.published() is before


def test_booths_of_a_file_are_found_again_by_their_numbers(laid_out):
    known = {number: key for key, number in laid_out.numbers().items()}

    draft = laid_out.value(laid_out.draft(drawing(("B-1", 5, 12), ("A-102", 20, 5), ("A-102", 25, 5), ("B-2", 9, 12))))

    assert [(each.key, each.number) for each in draft.plan.booths] == [
        ("new-1", "B-1"),
        (known["A-102"], "A-102"),
        ("new-2", "A-102"),
        ("new-3", "B-2"),
    ]


def test_a_number_in_small_letters_or_other_digits_is_the_number(laid_out):
    known = {number: key for key, number in laid_out.numbers().items()}

    draft = laid_out.value(laid_out.draft(drawing(("a-102", 20, 5), ("A–١٠١", 25, 5))))

    assert [(each.key, each.number) for each in draft.plan.booths] == [
        (known["A-102"], "A-102"),
        (known["A-101"], "A-101"),
    ]


def test_the_file_of_the_published_plan_is_the_same_plan_again(laid_out):
    draft = laid_out.value(laid_out.draft(drawing(("A-101", 5, 5), ("A-102", 8, 5), ("A-103", 11, 5))))

    assert draft.plan == draft.base


def test_a_draft_of_the_published_plan_begins_as_it_is(laid_out):
    draft = laid_out.value(laid_out.draft())

    assert draft.plan == draft.base
    assert (draft.base_number, draft.from_file, draft.steps) == (1, False, ())


def test_a_hall_without_a_plan_begins_with_a_file(site):
    with pytest.raises(NothingPublished):
        site.draft()


def test_a_file_without_a_hall_is_refused(site):
    with pytest.raises(NoHallInPlan):
        site.draft(replace(drawing(("A-101", 5, 5)), halls=()))


def test_a_file_of_several_halls_asks_which(site):
    plan = replace(drawing(), halls=(Hall("a", box(0, 0, 10, 10)), Hall("b", box(20, 0, 30, 10))))

    with pytest.raises(SeveralHalls) as caught:
        site.draft(plan)

    assert caught.value.values == {"halls": ["a", "b"]}


def test_one_hall_of_several_takes_what_lies_in_it_or_nearest_to_it():
    plan = replace(
        drawing(("A-1", 1, 1), ("B-1", 22, 1), ("B-2", 31, 1)),
        halls=(Hall("a", box(0, 0, 10, 10)), Hall("b", box(20, 0, 30, 10))),
        backdrop=(box(1, 1, 2, 2), box(21, 1, 22, 2)),
    )

    second = one_hall(plan, "b")

    assert [each.number for each in second.booths] == ["B-1", "B-2"]
    assert [each.key for each in second.halls] == ["b"]
    assert (second.fixtures, second.backdrop) == ((), (box(21, 1, 22, 2),))


def test_a_chosen_hall_of_a_file_becomes_the_halls_floor(site):
    halls = (Hall("a", box(0, 0, 10, 10)), Hall("b", box(20, 0, 30, 10)))
    plan = replace(drawing(("A-1", 1, 1), ("B-1", 22, 1)), halls=halls)

    with site.database.write() as session:
        made = services.import_plan(session, site.who, site.hall_id, plan, now=make.NOW, floor="b")

    value = site.value(made)
    assert [each.number for each in value.plan.booths] == ["B-1"]
    assert value.plan.halls[0].outline.equals(box(20, 0, 30, 10))
    assert value.plan.halls[0].key == "a", "the hall's own key, as the organiser calls it"


def test_drafts_of_a_hall_are_numbered_on(laid_out):
    assert [laid_out.value(laid_out.draft()).number for _ in range(3)] == [2, 3, 4]


def test_a_discarded_draft_is_kept_and_cannot_go_on(laid_out):
    draft = laid_out.draft()

    with laid_out.database.write() as session:
        services.discard(session, laid_out.who, draft, now=make.NOW)

    assert laid_out.value(draft).state == RevisionState.DISCARDED
    with pytest.raises(NotADraft):
        laid_out.publish(draft, version=1)


@pytest.mark.parametrize("verb", ["draft", "discard", "publish"])
def test_a_draft_of_another_exhibition_is_not_found(laid_out, verb):
    draft = laid_out.draft()
    with laid_out.database.write() as session:
        other = make.exhibition(session, "other")
        stranger = Who(laid_out.who.user_id, None, other.id, frozenset({"layout"}))

    with pytest.raises(NotFound), laid_out.database.write() as session:
        if verb == "draft":
            services.start_draft(session, stranger, laid_out.hall_id, now=make.NOW)
        elif verb == "discard":
            services.discard(session, stranger, draft, now=make.NOW)
        else:
            services.publish(session, stranger, draft, version=0, now=make.NOW)


def test_the_journal_tells_of_drafts(laid_out):
    draft = laid_out.draft(drawing(("A-101", 5, 5)))
    with laid_out.database.write() as session:
        services.discard(session, laid_out.who, draft, now=make.NOW)

    with laid_out.database.read() as session:
        rows = session.scalars(select(Entry).where(Entry.subject == f"layout:{draft}").order_by(Entry.id)).all()

    assert [(each.kind, each.actor, each.public) for each in rows] == [
        ("layout-drafted", laid_out.who.actor, False),
        ("layout-discarded", laid_out.who.actor, False),
    ]


def test_what_a_file_says_of_a_booth_is_kept(site):
    booth = BoothShape("x", "A-1", box(1, 1, 4, 4), zone="أدوات", height=2.5)

    value = site.value(site.draft(replace(drawing(), booths=(booth,))))

    assert value.plan.booths == (replace(booth, key="new-1"),)
