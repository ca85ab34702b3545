"""Booths and their numbers as plans are published."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from booth_app.base.db import Database
from booth_app.exhibitions import queries
from booth_app.exhibitions.models import Booth, FormerNumber
from booth_app.exhibitions.services import booths
from booth_app.exhibitions.services.booths import NumberFault, NumbersRefused
from tests.kit import make


@pytest.fixture
def hall(database):
    """A hall with A-101, A-102, A-103 (ids in that order)."""
    with database.write() as session:
        exhibition = make.exhibition(session)
        made = make.hall(session, exhibition)
        ids = [each.id for each in make.plan(session, made, 3)]
    return exhibition.id, made.id, ids


def settle(database, hall_id, numbered, unknown=(), *, at=make.NOW):
    with database.write() as session:
        booths.lock(session, hall_id)
        return booths.settle(session, hall_id, numbered, list(unknown), now=at)


def numbers(database, hall_id):
    with database.read() as session:
        rows = session.execute(
            select(Booth.id, Booth.number).where(Booth.hall_id == hall_id, Booth.removed_at.is_(None))
        )
        return dict(rows.all())


def former(database):
    with database.read() as session:
        return {row.number: row.booth_id for row in session.scalars(select(FormerNumber))}


def refused(database, hall_id, numbered, unknown=()):
    with pytest.raises(NumbersRefused) as caught:
        settle(database, hall_id, numbered, unknown)
    return [(each.fault, each.number) for each in caught.value.problems]


def test_new_vanished_and_kept_booths(database, hall):
    _, hall_id, (a, b, c) = hall

    done = settle(database, hall_id, {a: "A-101", b: "A-102"}, ["A-110", "A-104"])

    assert (done.removed, done.renumbered) == ((c,), {})
    assert done.added == tuple(sorted(done.ids))
    assert numbers(database, hall_id) == {a: "A-101", b: "A-102", done.ids[0]: "A-110", done.ids[1]: "A-104"}
    with database.read() as session:
        assert [each.number for each in queries.booths(session, hall[0])] == ["A-101", "A-102", "A-104", "A-110"]


def test_two_booths_exchange_their_numbers(database, hall):
    _, hall_id, (a, b, c) = hall

    done = settle(database, hall_id, {a: "A-102", b: "A-101", c: "A-103"})

    assert done.renumbered == {a: ("A-101", "A-102"), b: ("A-102", "A-101")}
    assert numbers(database, hall_id) == {a: "A-102", b: "A-101", c: "A-103"}
    assert former(database) == {}, "each number has a booth: an old link leads to that one"


def test_a_row_of_booths_moves_up_by_one_number(database, hall):
    _, hall_id, (a, b, c) = hall

    settle(database, hall_id, {a: "A-102", b: "A-103", c: "A-104"})

    assert numbers(database, hall_id) == {a: "A-102", b: "A-103", c: "A-104"}
    assert former(database) == {"A-101": a}


def test_an_old_number_still_finds_its_booth_and_is_nobody_elses(database, hall):
    exhibition, hall_id, (a, b, c) = hall
    settle(database, hall_id, {a: "A-201", b: "A-102", c: "A-103"})

    assert refused(database, hall_id, {a: "A-201", b: "A-101", c: "A-103"}) == [(NumberFault.WAS_USED, "A-101")]
    assert refused(database, hall_id, {a: "A-201", b: "A-102", c: "A-103"}, ["A-101"]) == [
        (NumberFault.WAS_USED, "A-101")
    ]
    with database.read() as session:
        found = queries.booth_formerly(session, exhibition, "A-101")
    assert found is not None
    assert found.id == a


def test_a_booth_takes_its_own_old_number_back(database, hall):
    _, hall_id, (a, b, c) = hall
    settle(database, hall_id, {a: "A-201", b: "A-102", c: "A-103"})

    settle(database, hall_id, {a: "A-101", b: "A-102", c: "A-103"})

    assert numbers(database, hall_id)[a] == "A-101"
    assert former(database) == {"A-201": a}


def test_a_removed_booth_comes_back_with_its_number(database, hall):
    _, hall_id, (a, b, c) = hall
    settle(database, hall_id, {a: "A-101", b: "A-102"})

    done = settle(database, hall_id, {a: "A-101", b: "A-102"}, ["A-103"])

    assert (done.ids, done.added) == ((c,), (c,))
    assert numbers(database, hall_id) == {a: "A-101", b: "A-102", c: "A-103"}


def test_a_booth_removed_and_drawn_anew_in_one_plan_stays_the_same_booth(database, hall):
    _, hall_id, (a, b, c) = hall

    done = settle(database, hall_id, {a: "A-101", b: "A-102"}, ["A-103"])

    assert (done.ids, done.added, done.removed) == ((c,), (), ())


def test_the_number_of_a_vanished_booth_goes_to_no_other(database, hall):
    _, hall_id, (a, b, c) = hall

    assert refused(database, hall_id, {a: "A-103", b: "A-102"}) == [(NumberFault.WAS_USED, "A-103")]
    assert numbers(database, hall_id) == {a: "A-101", b: "A-102", c: "A-103"}


def test_numbers_of_another_hall_are_taken(database, hall):
    exhibition, hall_id, (a, b, c) = hall
    with database.write() as session:
        other = make.hall(session, session.get_one(make.Exhibition, exhibition), "b")
        make.plan(session, other, 1)

    assert refused(database, hall_id, {a: "B-101", b: "A-102", c: "A-103"}) == [(NumberFault.TAKEN, "B-101")]


def test_every_wrong_number_is_told_at_once(database, hall):
    _, hall_id, (a, b, c) = hall

    found = refused(database, hall_id, {a: "A-101", b: "A-101", c: "جناح"}, ["booth-1", "A-101"])

    assert found == [
        (NumberFault.TAKEN, "A-101"),
        (NumberFault.MALFORMED, "booth-1"),
        (NumberFault.MALFORMED, "جناح"),
    ]


def test_a_booth_with_a_number_of_another_exhibition_is_its_own(database, hall):
    with database.write() as session:
        other = make.hall(session, make.exhibition(session, "other"))
        make.plan(session, other, 1)

    done = settle(database, hall[1], dict(zip(hall[2], ("A-101", "A-102", "A-103"), strict=True)), ["A-104"])

    assert len(done.added) == 1


@given(st.permutations(["A-101", "A-102", "A-103", "A-104"]), st.integers(0, 3))
def test_any_exchange_of_numbers_works(tmp_path_factory, sqlite_template, order, gone):
    path = tmp_path_factory.mktemp("numbers") / "booth.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    with database.write() as session:
        made = make.hall(session, make.exhibition(session))
        ids = [each.id for each in make.plan(session, made, 4)]
    wanted = dict(zip(ids, order, strict=True))
    if gone < 3 and wanted[ids[gone]] == f"A-10{gone + 1}":
        del wanted[ids[gone]]

    settle(database, made.id, wanted)

    assert numbers(database, made.id) == wanted
    database.dispose()


def test_two_halls_that_add_one_number_at_once_cannot_both_have_it(database, hall):
    exhibition, hall_id, (a, b, c) = hall
    with database.write() as session:
        other = make.hall(session, session.get_one(make.Exhibition, exhibition), "b")
        mine = [each.id for each in make.plan(session, other, 1)]
    together = threading.Barrier(2)

    def add(hall_id, numbered):
        together.wait()
        try:
            return settle(database, hall_id, numbered, ["C-1"]).ids
        except NumbersRefused as error:
            return [each.fault for each in error.problems]

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(add, hall_id, {a: "A-101", b: "A-102", c: "A-103"})
        second = pool.submit(add, other.id, {mine[0]: "B-101"})

    outcomes = [first.result(), second.result()]
    assert [NumberFault.TAKEN] in outcomes
    with database.read() as session:
        assert len(session.scalars(select(Booth.id).where(Booth.number == "C-1")).all()) == 1
