"""S54: what is costly is done for few at a time: fifty who ask for it at once keep nobody from booking a booth."""

import http.client
import threading
import time
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from booth_app.accounts.models import User
from booth_app.base.costly import Busy
from booth_app.base.db import Database
from tests.claims.world import build
from tests.kit.passes import issue
from tests.kit.server import SECRET, serve

ASKED, THREADS = 50, 8
COSTLY = {
    "claims.confirmation", "demos.proposal", "desk.export", "editor.apply_cure", "editor.apply_repair", "editor.ask",
    "editor.cure", "editor.file", "editor.health", "editor.make_draft", "editor.repair", "editor.report",
    "editor.take", "editor.upload", "visitors.plan_pdf",
}  # fmt: skip


@pytest.fixture
def fair(sqlite_url):
    """Two booths, one of them confirmed for the first organisation: the address of its confirmation, and passes."""
    database = Database(sqlite_url)
    now = datetime.now(UTC)
    made = build(database, now, booths=2, organisations=2, booking_opens_at=None, booking_closes_at=None)
    document = f"/en/my/forum/claims/{made.confirmed(0)}/confirmation.pdf"
    with database.read() as session:
        names = [session.get_one(User, each).fs_uniquifier for each in made.people]
    yield document, [issue(SECRET, *each) for each in zip(names, made.organisations, strict=True)]
    database.dispose()


def ask(port, method, path, given, **fields):
    """A request of somebody with a pass: status, headers, and when the answer was there."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": given.cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, urlencode({"csrf_token": given.csrf} | fields) if fields else None, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), time.monotonic()


@pytest.mark.quiet
def test_S54_fifty_slow_documents_at_once_leave_a_booth_to_be_booked(fair, sqlite_url):
    document, (own, other) = fair
    answers, beginning = [], threading.Barrier(ASKED + 1)

    def want(port):
        beginning.wait()
        answers.append(ask(port, "GET", document, own))

    with serve(sqlite_url, target="tests.security.slow_documents:app", BOOTH_THREADS=str(THREADS)) as server:
        [port] = server.ports
        assert ask(port, "GET", document, own)[0] == 200
        crowd = [threading.Thread(target=want, args=(port,)) for _ in range(ASKED)]
        for each in crowd:
            each.start()
        beginning.wait()
        time.sleep(0.02)
        began = time.monotonic()
        held = ask(port, "POST", "/en/forum/booths/A-102/hold", other, request_key="key-of-the-form")
        for each in crowd:
            each.join()
        later = ask(port, "GET", document, own)

    assert held[0] == 303
    assert (len(answers), {status for status, *_ in answers}) == (ASKED, {200, 503})
    assert {headers.get("retry-after") for status, headers, _ in answers if status == 503} == {"5"}
    meanwhile = [status for status, _, at in answers if began < at < held[2]]
    assert meanwhile.count(200) <= THREADS, "it waited for the documents of everybody before it"
    assert later[0] == 200


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_S54_where_there_is_no_room_it_is_said_and_room_comes_back(forum, lang):
    places, held = forum.app.extensions["costly"], 0
    client = forum.client("administrator")
    form = {"table": "booths", "ending": "csv"}

    while places.acquire(blocking=False):
        held += 1
    full = client.post(f"/{lang}/staff/forum/exports", data=form)
    places.release(held)
    wrong = [client.post(f"/{lang}/staff/forum/exports", data={"table": "none"}).status_code for _ in range(held + 1)]
    free = client.post(f"/{lang}/staff/forum/exports", data=form)

    assert held == THREADS // 2
    assert (full.status_code, full.headers["Retry-After"]) == (Busy.status, "5")
    assert {"ar": "الخدمة", "en": "try again in some seconds"}[lang] in full.text
    assert set(wrong) == {422}, "a place is given back by whoever fails, too"
    assert free.status_code == 200


def test_S54_what_is_costly_is_marked(forum):
    assert {name for name, view in forum.app.view_functions.items() if hasattr(view, "costly")} == COSTLY
