"""Plan files that wait to be made drafts: theirs alone, few, and not for long."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from booth_app.base.access import Who
from booth_app.base.errors import NotFound
from booth_app.layouts import queries, services
from booth_app.layouts.models import PlanFile
from booth_app.layouts.services.files import MOST_KEPT
from tests.kit import make


@pytest.fixture
def halls(database):
    """An exhibition, two people of it, and two halls."""
    with database.write() as session:
        exhibition = make.exhibition(session)
        people = [Who(make.staff(session, exhibition, "layout").id, exhibition_id=exhibition.id) for _ in range(2)]
        return people, [make.hall(session, exhibition, key).id for key in "ab"]


def keep(session, who, hall, now, data=b"x"):
    return services.keep_file(session, who, hall, data, name="plan.dxf", asked={"unit": "mm"}, now=now)


def test_a_file_is_kept_with_what_is_said_of_it_for_whoever_uploaded_it(database, halls, now):
    (one, other), (hall, elsewhere) = halls
    with database.write() as session:
        kept = keep(session, one, hall, now, b"\x00\xff")
        services.ask_file(session, one, kept, {"unit": "m"})

    with database.read() as session:
        value = queries.plan_file(session, one, hall, kept, now=now)
        assert (value.data, value.name, value.asked) == (b"\x00\xff", "plan.dxf", {"unit": "m"})
        assert queries.plan_file(session, other, hall, kept, now=now) is None
        assert queries.plan_file(session, one, elsewhere, kept, now=now) is None
        assert queries.plan_file(session, one, hall, kept, now=now + timedelta(days=1, seconds=1)) is None


def test_nobody_else_says_anything_about_it_or_lets_it_go(database, halls, now):
    (one, other), (hall, _) = halls
    with database.write() as session:
        kept = keep(session, one, hall, now)

    with database.write() as session:
        with pytest.raises(NotFound):
            services.ask_file(session, other, kept, {})
        with pytest.raises(NotFound):
            services.drop_file(session, other, kept)
        with pytest.raises(NotFound):
            keep(session, Who(one.user_id, exhibition_id=999_999), hall, now)


def test_another_upload_for_the_hall_takes_its_place_and_old_ones_go(database, halls, now):
    (one, other), (hall, elsewhere) = halls
    with database.write() as session:
        first = keep(session, one, hall, now)
        theirs = keep(session, other, hall, now)
        second = keep(session, one, hall, now)
        assert set(session.scalars(select(PlanFile.id))) == {theirs, second} - {first}

        last = keep(session, one, elsewhere, now + timedelta(days=2))

        assert list(session.scalars(select(PlanFile.id))) == [last]
        services.drop_file(session, one, last)
        assert session.scalar(select(func.count()).select_from(PlanFile)) == 0


def test_an_exhibition_keeps_no_more_than_its_share(database, now):
    with database.write() as session:
        exhibition = make.exhibition(session)
        person = make.staff(session, exhibition, "layout")
        who = Who(person.id, exhibition_id=exhibition.id)
        for at in range(MOST_KEPT + 5):
            keep(session, who, make.hall(session, exhibition, f"h{at}").id, now)

        assert session.scalar(select(func.count()).select_from(PlanFile)) == MOST_KEPT


def test_what_is_said_about_drawings_is_kept_for_the_next_and_said_anew(database, halls, now):
    (one, _), _ = halls
    with database.write() as session:
        assert queries.plan_mapping(session, one.exhibition_id) == {}
        services.keep_mapping(session, one, one.exhibition_id, {"unit": "mm"}, now=now)
        services.keep_mapping(session, one, one.exhibition_id, {"unit": "m"}, now=now)

    with database.read() as session:
        assert queries.plan_mapping(session, one.exhibition_id) == {"unit": "m"}
    with database.write() as session, pytest.raises(NotFound):
        services.keep_mapping(session, Who(one.user_id, exhibition_id=999_999), one.exhibition_id, {}, now=now)
