"""The worker: from what happened to the mail about it, in one turn; several at once; stopped between two steps."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from booth_app.base.models import RequestKey
from booth_app.journal import services as journal
from booth_app.notices import kept, worker
from booth_app.notices.models import KeptMail, Message
from booth_app.notices.worker import Worker
from tests.kit import make, owed, smtp

ROOT = Path(__file__).resolve().parents[2]


def ask_for_confirmation(app, address="new@example.org"):
    with app.extensions["database"].write() as session:
        person = make.user(session, address, confirmed_at=None)
        journal.record(session, "confirmation-asked", actor="system", subject=f"user:{person.id}", at=datetime.now(UTC))


def test_one_turn_leads_from_the_journal_to_the_mail(any_app):
    ask_for_confirmation(any_app)

    Worker(any_app).turn()

    with any_app.extensions["database"].read() as session:
        [mail] = kept.mails(session)
    assert mail.recipient == "new@example.org"
    assert mail.subject == "تأكيد البريد الإلكتروني"
    assert "http://localhost:5000/ar/account/confirm/" in mail.text


def test_with_a_mail_server_mail_goes_there_and_is_not_kept(make_app, sqlite_url):
    with smtp.inbox() as inbox:
        app = make_app(sqlite_url, MAIL_URL=inbox.url)
        ask_for_confirmation(app)
        Worker(app).turn()

    with app.extensions["database"].read() as session:
        assert session.scalar(select(func.count()).select_from(KeptMail)) == 0
    [mail] = inbox.mails
    assert (mail["X-Recipient"], mail["Auto-Submitted"]) == ("new@example.org", "auto-generated")


def test_while_no_server_answers_the_worker_asks_less_and_less_often(make_app, sqlite_url, monkeypatch):
    app = make_app(sqlite_url, MAIL_URL=f"smtp://127.0.0.1:{smtp.free_port()}")
    ask_for_confirmation(app)
    tries = []
    monkeypatch.setattr(worker, "send_next", lambda *_: tries.append(1) or worker.Outcome.AWAY)
    mine = Worker(app)

    for _ in range(50):
        mine.turn()
    waits = []
    for _ in range(6):
        mine._mail_after = 0
        mine.turn()
        waits.append(mine._mail_after - time.monotonic())

    assert len(tries) == 7
    assert waits[-1] > 20
    assert max(waits) <= 90


def test_one_step_that_fails_keeps_none_of_the_others_from_running(any_app, monkeypatch):
    ask_for_confirmation(any_app)
    monkeypatch.setattr(worker.claims, "sweep", lambda *_args, **_values: 1 / 0)

    Worker(any_app).turn()

    with any_app.extensions["database"].read() as session:
        assert len(kept.mails(session)) == 1


def test_old_request_keys_are_forgotten(any_app):
    with any_app.extensions["database"].write() as session:
        session.add(RequestKey(scope="x", key="y" * 16, fingerprint="", at=datetime(2020, 1, 1, tzinfo=UTC)))

    Worker(any_app).turn()

    with any_app.extensions["database"].read() as session:
        assert session.scalar(select(func.count()).select_from(RequestKey)) == 0


def run(url, *arguments):
    """`flask worker` as a process of its own."""
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": url, "BOOTH_DATA_DIR": str(ROOT / "var")}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def test_the_command_does_what_there_is_to_do_and_ends(app, sqlite_url):
    ask_for_confirmation(app)

    done = run(sqlite_url, "--once")
    output, _ = done.communicate(timeout=60)

    assert done.returncode == 0, output
    assert owed.states(app.extensions["database"]) == {"new@example.org": "sent"}


def test_three_workers_at_once_send_each_mail_once_and_stop_when_told(any_app, database_url):
    people = [f"new{n}@example.org" for n in range(12)]
    for each in people:
        ask_for_confirmation(any_app, each)
    database = any_app.extensions["database"]

    workers = [run(database_url) for _ in range(3)]
    said = [each.stdout.readline() for each in workers if each.stdout]  # from here on they hear that they shall stop
    deadline = time.monotonic() + 60
    while owed.counted(database)["sent"] < len(people) and time.monotonic() < deadline:
        time.sleep(0.2)
    for each in workers:
        each.send_signal(signal.SIGTERM)
    outputs = [each.communicate(timeout=20)[0].decode() for each in workers]

    assert all(b"worker-started" in each for each in said), said
    assert owed.counted(database) == {"sent": len(people)}
    with database.read() as session:
        assert sorted(session.scalars(select(KeptMail.recipient))) == sorted(people)
        assert session.scalar(select(func.max(Message.tries))) == 1
    assert [each.returncode for each in workers] == [0, 0, 0], outputs
    assert all("worker-stopped" in output and "failed" not in output for output in outputs), outputs


def test_the_shelf_keeps_a_mail_once_and_makes_room(any_app, monkeypatch):
    monkeypatch.setattr(kept, "MOST", 3)
    database = any_app.extensions["database"]
    shelf = kept.Shelf(database)

    for n in (1, 1, 2, 3, 4):
        mail = owed.plain(type("Taken", (), {"recipient": f"r{n}@example.org", "message_id": f"<{n}@x>"}))
        shelf.deliver(mail)

    with database.read() as session:
        assert [each.recipient for each in kept.mails(session)] == [f"r{n}@example.org" for n in (4, 3, 2)]
        assert [each.recipient for each in kept.mails(session, recipient="r3@example.org")] == ["r3@example.org"]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_kept_mail_is_shown_latest_first_with_links_to_follow(app, client, lang):
    ask_for_confirmation(app, "first@example.org")
    Worker(app).turn()
    ask_for_confirmation(app, "second@example.org")
    Worker(app).turn()

    page = client.get(f"/{lang}/account/mail")
    only = client.get(f"/{lang}/account/mail?to=first@example.org")

    assert page.status_code == 200
    assert page.text.index("second@example.org") < page.text.index("first@example.org")
    assert '<a href="http://localhost:5000/ar/account/confirm/' in page.text
    assert "second@example.org" not in only.text


def test_the_page_of_a_kept_mail_allows_its_own_style_and_nothing_else(app, client):
    ask_for_confirmation(app)
    Worker(app).turn()
    with app.extensions["database"].read() as session:
        [mail] = kept.mails(session)

    answer = client.get(f"/en/account/mail/{mail.message_id}")

    policy = answer.headers["Content-Security-Policy"]
    assert answer.text == mail.html
    assert "unsafe" not in policy
    assert "style-src 'sha256-" in policy
    assert client.get("/en/account/mail/<none>").status_code == 404
