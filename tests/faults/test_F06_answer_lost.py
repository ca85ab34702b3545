"""Between a person and the server answers are lost and requests come late: what is sent again with the same key gets
the first answer, and what arrives after it was given up changes nothing any more."""

import http.client
import re
import threading
import time
from datetime import UTC, datetime
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from booth_app.accounts.models import User
from booth_app.base.db import Database
from booth_app.claims.models import Claim
from tests.claims.world import build
from tests.faults.scenes import contradictions
from tests.kit.history import FREE, OK, REFUSED, TAKE, Seen, faults
from tests.kit.passes import issue
from tests.kit.proxy import Way, proxy
from tests.kit.server import SECRET, serve

LONG = 30.0


@pytest.fixture
def site(database_url):
    """The real server with four booths and two organisations; a proxy before it; people's passes."""
    database = Database(database_url)
    given = {"quota": None, "booking_opens_at": None, "booking_closes_at": None, "hold_minutes": 30}
    world = build(database, datetime.now(UTC), booths=4, organisations=2, **given)
    with database.read() as session:
        names = [session.get_one(User, each).fs_uniquifier for each in world.people]
    passes = [issue(SECRET, *each) for each in zip(names, world.organisations, strict=True)]
    with serve(database_url) as server, proxy(("127.0.0.1", server.ports[0])) as between:
        yield SimpleNamespace(world=world, passes=passes, direct=server.ports[0], between=between)
    database.dispose()


def post(site, path, *, by=0, key, port=None):
    """Send a form as the n-th organisation: status and where it leads. Raises where no answer comes."""
    connection = http.client.HTTPConnection("127.0.0.1", port or site.direct, timeout=LONG)
    given = site.passes[by]
    headers = {"Cookie": given.cookie, "Content-Type": "application/x-www-form-urlencoded"}
    try:
        connection.request("POST", path, urlencode({"csrf_token": given.csrf, "request_key": key}), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.getheader("Location") or ""
    finally:
        connection.close()


def hold(site, number, **given):
    return post(site, f"/en/forum/booths/{number}/hold", **given)


def claim_in(location):
    [number] = re.findall(r"/claims/(\d+)", location)
    return int(number)


def release(site, claim, **given):
    return post(site, f"/en/my/forum/claims/{claim}/release", **given)


def claims(site):
    with site.world.database.read() as session:
        return [tuple(row) for row in session.execute(select(Claim.id, Claim.state).order_by(Claim.id))]


def test_F06_a_lost_answer_is_asked_for_again_and_is_the_first_one(site):
    """Lost on its way back, and with the line gone as soon as the request was through."""
    lost = {
        "A-101": Way(cut_answer=lambda _data: "before"),
        "A-102": Way(cut_request=lambda data: "after" if b"request_key=" in data else None),
    }
    found = {}

    for number, way in lost.items():
        site.between.treat = lambda way=way: way
        with pytest.raises((http.client.HTTPException, OSError)):
            hold(site, number, key=f"key-for-{number}", port=site.between.port)
        found[number] = [hold(site, number, key=f"key-for-{number}") for _ in range(2)]

    assert site.between.cuts == 2
    for first, second in found.values():
        assert first[0] == 303
        assert first == second
    assert [state for _, state in claims(site)] == ["held", "held"]
    assert site.world.kinds().count("booth-held") == 2
    assert contradictions(site.world) == []


def test_F21_a_request_that_arrives_after_its_booth_was_given_back_takes_nothing(site):
    gate = threading.Event()
    site.between.treat = lambda: Way(request=gate)
    late = []
    through = site.between.port
    waiting = threading.Thread(target=lambda: late.append(hold(site, "A-101", key="key-of-form", port=through)))
    waiting.start()

    sent_again = hold(site, "A-101", key="key-of-form")
    given_back = release(site, claim_in(sent_again[1]), key="key-release")
    rival = hold(site, "A-101", by=1, key="key-of-rival")
    gate.set()
    waiting.join(LONG)

    assert (sent_again[0], given_back[0], rival[0]) == (303, 303, 303)
    assert late == [sent_again], "the answer of the request that was done"
    assert claims(site) == [(claim_in(sent_again[1]), "released"), (claim_in(rival[1]), "held")]
    assert contradictions(site.world) == []


def test_F21_a_release_overtakes_the_answer_of_its_hold(site):
    gate = threading.Event()
    site.between.treat = lambda: Way(answer=gate)
    seen, late = [], []

    def noted(kind, owner, work):
        began = time.monotonic()
        status, where = work()
        seen.append(Seen("A-101", kind, owner, began, time.monotonic(), OK if status == 303 else REFUSED))
        return status, where

    def held_back():
        late.append(noted(TAKE, "0", lambda: hold(site, "A-101", key="key-of-form", port=site.between.port)))

    waiting = threading.Thread(target=held_back)
    waiting.start()
    while not claims(site):
        time.sleep(0.01)
    [(claim, _)] = claims(site)

    given_back = noted(FREE, "0", lambda: release(site, claim, key="key-release"))
    rival = noted(TAKE, "1", lambda: hold(site, "A-101", by=1, key="key-of-rival"))
    gate.set()
    waiting.join(LONG)

    assert (given_back[0], rival[0]) == (303, 303)
    assert late[0][0] == 303
    assert claim_in(late[0][1]) == claim
    assert faults(seen) == []
    assert [state for _, state in claims(site)] == ["released", "held"]
    assert contradictions(site.world) == []
