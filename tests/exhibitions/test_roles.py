"""Roles: given by address, taken away, and never the last administrator's (S06)."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from booth_app.base.access import Who
from booth_app.exhibitions import queries
from booth_app.exhibitions.models import Role, StaffRole
from booth_app.exhibitions.services.roles import LastAdministrator, NobodyThere, grant, revoke
from booth_app.journal import queries as journal
from booth_app.journal import services as journaling
from tests.kit import make


@pytest.fixture
def scene(database):
    """An exhibition, its administrator, and somebody else."""
    with database.write() as session:
        exhibition = make.exhibition(session)
        administrator = make.staff(session, exhibition)
        person = make.user(session, "person@example.org")
        return Who(user_id=administrator.id, exhibition_id=exhibition.id), person.id


def roles(database, who):
    with database.read() as session:
        return set(queries.assigned(session, who.exhibition_id))


def kinds(database, who):
    with database.write() as session:
        journaling.give_numbers(session)
        return [(each.kind, each.after) for each in journal.page(session, who.exhibition_id)]


def test_a_person_gets_and_loses_a_role_and_the_journal_says_so(database, scene, now):
    who, person = scene

    with database.write() as session:
        grant(session, who, " Person@Example.org ", Role.SALES, now=now)
    while_granted = roles(database, who)
    with database.write() as session:
        revoke(session, who, person, Role.SALES, now=now)

    assert (person, Role.SALES) in while_granted
    assert (person, Role.SALES) not in roles(database, who)
    assert kinds(database, who) == [
        ("role-revoked", {"user": person}),
        ("role-granted", {"user": person, "role": "sales"}),
    ]


def test_the_same_twice_does_nothing_twice(database, scene, now):
    who, person = scene

    for _ in range(2):
        with database.write() as session:
            grant(session, who, "person@example.org", Role.VIEWER, now=now)
    for _ in range(2):
        with database.write() as session:
            revoke(session, who, person, Role.VIEWER, now=now)

    assert [kind for kind, _ in kinds(database, who)] == ["role-revoked", "role-granted"]


@pytest.mark.parametrize("values", [{"confirmed_at": None}, {"active": False}])
def test_only_a_confirmed_open_account_gets_a_role(database, scene, now, values):
    who, _ = scene
    with database.write() as session:
        make.user(session, "other@example.org", **values)

    for address in ("other@example.org", "nobody@example.org", "no address"):
        with pytest.raises(NobodyThere), database.write() as session:
            grant(session, who, address, Role.VIEWER, now=now)


def test_the_last_administrator_stays(database, scene, now):
    who, _ = scene

    with pytest.raises(LastAdministrator), database.write() as session:
        revoke(session, who, who.user_id, Role.ADMINISTRATOR, now=now)

    assert roles(database, who) == {(who.user_id, Role.ADMINISTRATOR)}


def test_an_administrator_whose_account_is_closed_does_not_count(database, scene, now):
    who, _ = scene
    with database.write() as session:
        closed = make.user(session, active=False)
        session.add(StaffRole(exhibition_id=who.exhibition_id, user_id=closed.id, role=Role.ADMINISTRATOR))

    with pytest.raises(LastAdministrator), database.write() as session:
        revoke(session, who, who.user_id, Role.ADMINISTRATOR, now=now)


def test_of_two_administrators_who_leave_at_once_one_stays(database, scene, now):
    who, _ = scene
    with database.write() as session:
        session.add(StaffRole(exhibition_id=who.exhibition_id, user_id=scene[1], role=Role.ADMINISTRATOR))

    def leave(user_id):
        try:
            with database.write() as session:
                revoke(session, who, user_id, Role.ADMINISTRATOR, now=now)
        except LastAdministrator:
            return "stays"
        return "left"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(leave, [who.user_id, scene[1]]))

    assert outcomes == ["left", "stays"]
    assert len(roles(database, who)) == 1
