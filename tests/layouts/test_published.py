"""Published plans as other rooms see them."""

from decimal import Decimal

import pytest
from shapely import box
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from booth_app.geometry import FixtureKind, Names, Side
from booth_app.layouts import queries
from tests.kit import make


@pytest.fixture
def two_halls(database):
    with database.write() as session:
        exhibition = make.exhibition(session)
        first, second = make.hall(session, exhibition, "a", position=1), make.hall(session, exhibition, "b")
        booths = make.plan(session, first, 3) + make.plan(session, second, 2)
        other = make.exhibition(session, "other")
        make.plan(session, make.hall(session, other, "a"), 1)
        make.hall(session, exhibition, "empty", position=2)
    return exhibition.id, (first.id, second.id), [each.id for each in booths]


def test_a_published_plan_has_booths_by_id_with_type_and_open_sides(database, two_halls):
    _, (hall, _), booths = two_halls

    with database.read() as session:
        found = queries.published(session, hall)

    assert found is not None
    assert [each.key for each in found.plan.booths] == [f"b{each}" for each in booths[:3]]
    first = found.plan.booths[0]
    assert (first.number, first.type, first.open) == ("A-101", "inline", (Side.BOTTOM,))
    assert first.outline.equals(box(3, 3, 6, 6))
    assert found.plan.halls[0].names == Names("القاعة a", "Hall A")
    assert [each.kind for each in found.plan.fixtures] == [FixtureKind.ENTRANCE, FixtureKind.EXIT, FixtureKind.STAGE]


def test_halls_come_in_the_organisers_order_and_only_of_this_exhibition(database, two_halls):
    exhibition, (first, second), _ = two_halls

    with database.read() as session:
        found = queries.published_halls(session, exhibition)

    assert [each.hall_id for each in found] == [second, first]


def test_a_hall_without_a_published_plan_has_none(database, two_halls):
    with database.read() as session:
        assert queries.published(session, 999) is None


def test_facts_name_each_booth_once(database, two_halls):
    exhibition, (first, second), booths = two_halls

    with database.read() as session:
        found = queries.facts(session, exhibition)

    assert sorted(found) == booths
    [(a, b)] = [(found[booths[0]], found[booths[-1]])]
    assert (a.number, a.hall_id, a.area_m2, a.type) == ("A-101", first, Decimal(9), "inline")
    assert (b.number, b.hall_id) == ("B-102", second)


def test_a_plan_once_read_is_kept(database, two_halls):
    exhibition, _, _ = two_halls
    with database.read() as session:
        before = queries.published_halls(session, exhibition)
    asked = []
    event.listen(database.reader, "before_cursor_execute", lambda *given: asked.append(given[2]))

    with database.read() as session:
        after = queries.published_halls(session, exhibition)

    assert [each.plan for each in after] == [each.plan for each in before]
    assert all(now is then for now, then in zip(after, before, strict=True))
    assert len([each for each in asked if "SELECT" in each]) == 1


@pytest.mark.parametrize("table", ["booth_shape", "fixture_shape"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET {}", "DELETE FROM {}"])
def test_shapes_of_a_published_plan_refuse_every_change(database, two_halls, table, statement):
    column = "number = 'X-1'" if table == "booth_shape" else "kind = 'exit'"

    with pytest.raises(DBAPIError, match="append only"), database.write() as session:
        session.execute(text(statement.format(table, column)))
