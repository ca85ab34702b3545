"""What staff see of mail: what did not arrive and why, and sending it again."""

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from booth_app.exhibitions.models import Exhibition
from booth_app.exhibitors.models import Application
from booth_app.journal import queries as journal
from booth_app.journal import services as journaling
from booth_app.notices import routing
from booth_app.notices.models import Message
from booth_app.notices.worker import Worker
from tests.kit import make, owed, smtp

DESK = "/en/staff/forum"


@pytest.fixture
def exhibition(any_app):
    with any_app.extensions["database"].write() as session:
        return make.exhibition(session).id


def staff(app, exhibition, role="administrator"):
    with app.extensions["database"].write() as session:
        person = make.staff(session, session.get_one(Exhibition, exhibition), role)
    return make.sign_in(app.test_client(), person)


def kill(database, exhibition, *recipients):
    owed.owe(database, *recipients, exhibition_id=exhibition)
    with database.write() as session:
        session.execute(update(Message).values(state="dead", error="550 5.1.1 <b>no such user</b>"))


def test_what_did_not_arrive_is_shown_with_the_servers_words_and_on_the_dashboard(any_app, exhibition):
    kill(any_app.extensions["database"], exhibition, "gone@example.org")
    browser = staff(any_app, exhibition)

    page, dashboard = browser.get(f"{DESK}/mail"), browser.get(f"{DESK}/")

    assert "gone@example.org" in page.text
    assert "550 5.1.1 &lt;b&gt;no such user&lt;/b&gt;" in page.text
    assert "1 message did not arrive" in re.sub("<[^>]*>", "", dashboard.text)


def test_it_is_sent_again_and_arrives(make_app, database_url):
    with smtp.inbox() as inbox:
        app = make_app(database_url, MAIL_URL=inbox.url)
        database = app.extensions["database"]
        with database.write() as session:
            exhibition = make.exhibition(session)
            body = make.organisation(session, exhibition, member=make.user(session, "owner@example.org"))
            application = session.scalars(select(Application.id)).one()
            journaling.record(
                session,
                "application-accepted",
                actor="system",
                subject=f"application:{application}",
                at=datetime.now(UTC),
                exhibition_id=exhibition.id,
                organisation_id=body.id,
            )
        inbox.answers["owner@example.org"] = ["550 not yet"]
        Worker(app).turn()
        state = owed.states(database)["owner@example.org"]
        with database.read() as session:
            message = session.scalars(select(Message.id).filter_by(recipient="owner@example.org")).one()

        answer = staff(app, exhibition.id).post(f"{DESK}/mail/{message}/again")
        Worker(app).turn()

    arrived = [mail["X-Recipient"] for mail in inbox.mails]
    assert (state, answer.status_code) == ("dead", 303)
    assert owed.states(database)["owner@example.org"] == "sent"
    assert sorted(arrived) == ["contact@example.org", "owner@example.org"]


def test_an_entry_whose_readers_could_not_be_found_is_addressed_again(any_app, exhibition, monkeypatch):
    database = any_app.extensions["database"]
    with database.write() as session:
        found = session.get_one(Exhibition, exhibition)
        body = make.organisation(session, found, member=make.user(session, "owner@example.org"))
        application = session.scalars(select(Application.id)).one()
        journaling.record(
            session,
            "application-accepted",
            actor="system",
            subject=f"application:{application}",
            at=datetime.now(UTC),
            exhibition_id=exhibition,
            organisation_id=body.id,
        )
    with monkeypatch.context() as broken:
        broken.setattr("booth_app.exhibitors.queries.contact", lambda *_: 1 / 0)
        Worker(any_app).turn()
    with database.read() as session:
        message = session.scalars(select(Message).filter_by(kind=routing.UNADDRESSED)).one()

    staff(any_app, exhibition).post(f"{DESK}/mail/{message.id}/again")
    Worker(any_app).turn()
    Worker(any_app).turn()

    assert owed.states(database) == {"": "sent", "owner@example.org": "sent", "contact@example.org": "sent"}
    with database.read() as session:
        assert [each.kind for each in journal.page(session, exhibition, kind="message-retried")] == ["message-retried"]


def test_a_queue_that_stands_still_is_said_aloud(any_app, exhibition):
    database = any_app.extensions["database"]
    owed.owe(database, "a@example.org", "b@example.org", exhibition_id=exhibition, now=datetime(2026, 1, 1, tzinfo=UTC))

    browser = staff(any_app, exhibition)

    said = re.sub("<[^>]*>", "", browser.get(f"{DESK}/mail").text)
    assert "2 messages have waited for more than a quarter of an hour" in said
    assert "Mail is not going out" in browser.get(f"{DESK}/").text


def test_pages_of_messages_go_on_where_the_last_one_ended(any_app, exhibition):
    kill(any_app.extensions["database"], exhibition, *[f"p{n:03}@example.org" for n in range(70)])
    browser = staff(any_app, exhibition)

    first = browser.get(f"{DESK}/mail").text
    older = re.search(r'class="btn outline" href="([^"]*before=[^"]*)"', first)[1].replace("&amp;", "&")
    second = browser.get(older).text

    shown = re.findall(r"p\d{3}@example\.org", first), re.findall(r"p\d{3}@example\.org", second)
    assert [len(set(each)) for each in shown] == [50, 20]
    assert not set(shown[0]) & set(shown[1])


@pytest.mark.parametrize("role", ["sales", "viewer", "layout", "programme"])
def test_mail_is_read_by_administrators_only(any_app, exhibition, role):
    kill(any_app.extensions["database"], exhibition, "gone@example.org")
    browser = staff(any_app, exhibition, role)

    assert browser.get(f"{DESK}/mail").status_code == 403
    assert "did not arrive" not in browser.get(f"{DESK}/").text


def test_in_production_the_page_that_shows_mail_does_not_exist(make_app, sqlite_url, monkeypatch):
    monkeypatch.setattr("booth_app.base.production.check", lambda *_: None)
    app = make_app(
        sqlite_url,
        APP_ENV="production",
        SECRET_KEY="s" * 40,
        BOOTH_PUBLIC_URL="https://booths.example.org",
        MAIL_URL="smtp://mail.example.org",
        BOOTH_MAIL_FROM="booths@example.org",
    )

    answer = app.test_client().get("/en/account/mail", base_url="https://booths.example.org")

    assert answer.status_code == 404
