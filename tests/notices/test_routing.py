"""Who hears of what, in the order of the journal, once."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from booth_app.accounts.models import User
from booth_app.base.db import Database
from booth_app.exhibitions.models import Exhibition
from booth_app.exhibitors.models import Application, ApplicationState, Member, MemberRole
from booth_app.journal import services as journal
from booth_app.notices import routing
from booth_app.notices.mails import MAILS
from booth_app.notices.models import Message, ReadUpTo
from booth_app.notices.words import KINDS
from tests.kit import make

NOW = datetime(2026, 12, 6, 8, 0, tzinfo=UTC)


def record(session, kind, subject, **values):
    return journal.record(session, kind, actor="system", subject=subject, at=NOW, **values)


def route(database):
    """Number and read the journal until nothing is left."""
    with database.write() as session:
        journal.give_numbers(session)
        routing.begin(session)
    with database.write() as session:
        while routing.route(session, host="example.org", now=NOW, limit=2) == 2:
            pass


def owed(database):
    """(kind, recipient, language) of every message."""
    with database.read() as session:
        rows = session.execute(select(Message.kind, Message.recipient, Message.language).order_by(Message.id))
        return [tuple(row) for row in rows]


@pytest.fixture
def scene(database):
    """An exhibition with staff, and an organisation of two people with another contact address."""
    with database.write() as session:
        exhibition = make.exhibition(session)
        owner = make.user(session, "owner@example.org", language="en")
        body = make.organisation(session, exhibition, state=ApplicationState.APPLIED, member=owner)
        second = make.user(session, "second@example.org")
        session.add(Member(organisation_id=body.id, user_id=second.id, role=MemberRole.MEMBER, since=NOW))
        application = session.scalars(select(Application)).one()
        administrator = make.staff(session, exhibition)
        session.flush()
        return exhibition.id, body.id, application.id, administrator.email


def apply(database, scene):
    exhibition, body, application, _ = scene
    with database.write() as session:
        record(
            session,
            "application-submitted",
            f"application:{application}",
            exhibition_id=exhibition,
            organisation_id=body,
        )


def test_an_applicants_people_and_contact_hear_and_staff_who_decide(database, scene):
    apply(database, scene)

    route(database)

    assert sorted(owed(database)) == sorted(
        [
            ("application-received", "owner@example.org", "en"),
            ("application-received", "second@example.org", "ar"),
            ("application-received", "contact@example.org", ""),
            ("application-waiting", scene[3], "ar"),
        ]
    )


def test_booking_staff_hear_instead_of_administrators_where_there_are_some(database, scene):
    with database.write() as session:
        from_sales = make.staff(session, session.get_one(Exhibition, scene[0]), "sales").email
    apply(database, scene)

    route(database)

    assert [recipient for kind, recipient, _ in owed(database) if kind == "application-waiting"] == [from_sales]


def test_a_contact_who_has_an_account_reads_their_own_language_and_one_mail(database, scene):
    with database.write() as session:
        session.execute(update(Application).values(contact_email="Owner@example.org"))
    apply(database, scene)

    route(database)

    received = [mail for mail in owed(database) if mail[0] == "application-received"]
    assert received == [
        ("application-received", "owner@example.org", "en"),
        ("application-received", "second@example.org", "ar"),
    ]


@pytest.mark.parametrize("values", [{"confirmed_at": None}, {"active": False}])
def test_an_unconfirmed_or_closed_account_gets_no_mail(database, scene, values):
    with database.write() as session:
        session.execute(update(User).where(User.email == "owner@example.org").values(**values))
    apply(database, scene)

    route(database)

    assert "owner@example.org" not in [recipient for _, recipient, _ in owed(database)]


def test_only_an_unconfirmed_persons_own_account_mail_reaches_them(database):
    with database.write() as session:
        person = make.user(session, "new@example.org", confirmed_at=None)
        record(session, "confirmation-asked", f"user:{person.id}")

    route(database)

    assert owed(database) == [("confirm-address", "new@example.org", "ar")]


def test_reading_goes_on_where_it_ended(database, scene):
    apply(database, scene)
    route(database)
    before = owed(database)
    route(database)
    again = owed(database)
    apply(database, scene)
    route(database)

    assert before == again
    assert len(owed(database)) == 2 * len(before)


def test_an_entry_read_twice_makes_no_second_message(database, scene):
    apply(database, scene)
    route(database)
    before = owed(database)
    with database.write() as session:
        session.execute(update(ReadUpTo).values(number=0))

    route(database)

    assert owed(database) == before


def test_an_entry_whose_readers_cannot_be_found_is_shown_to_staff_and_holds_nobody_up(database, scene):
    with database.write() as session:
        record(session, "application-accepted", "application:not-a-number", exhibition_id=scene[0])
    apply(database, scene)

    route(database)

    with database.read() as session:
        dead = session.scalars(select(Message).filter_by(kind=routing.UNADDRESSED)).one()
    assert (str(dead.state), dead.exhibition_id) == ("dead", scene[0])
    assert dead.error.startswith("application-accepted: ValueError")
    assert "application-received" in {kind for kind, _, _ in owed(database)}


def test_nothing_is_owed_for_what_came_before_the_beginning(database, scene):
    apply(database, scene)
    with database.write() as session:
        journal.give_numbers(session)
        routing.begin_here(session)

    route(database)

    assert owed(database) == []


@pytest.mark.service
def test_whoever_finds_another_worker_at_it_leaves_it_to_that_one(postgres_url):
    database = Database(postgres_url)
    with database.write() as session:
        person = make.user(session, confirmed_at=None)
        record(session, "confirmation-asked", f"user:{person.id}")
    with database.write() as session:
        journal.give_numbers(session)
        routing.begin(session)

    with database.write() as first:
        read = routing.route(first, host="example.org", now=NOW)
        with database.write() as second:
            meanwhile = routing.route(second, host="example.org", now=NOW)

    database.dispose()
    assert (read, meanwhile) == (1, 0)


def test_every_mail_has_a_name_of_its_own_and_no_two_lists_differ():
    kinds = [mail.kind for mails in MAILS.values() for mail in mails]

    assert len(kinds) == len(set(kinds))
    assert set(KINDS) == {*kinds, routing.UNADDRESSED}
