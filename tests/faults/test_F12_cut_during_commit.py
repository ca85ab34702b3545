"""The connection is cut at the COMMIT, before or after it has arrived: what became of it is found by the request's key,
and nothing is done twice."""

import pytest
from sqlalchemy import make_url, select

from booth_app.base import clock
from booth_app.base.db import TRIES, Database
from booth_app.claims import services
from booth_app.claims.models import Claim
from tests.claims.world import TYPED
from tests.faults.scenes import contradictions, crowded
from tests.faults.test_F13_lock_held import press
from tests.kit.proxy import Way, proxy

KEY = "one-and-the-same-key"


@pytest.fixture
def between(postgres_url):
    """A proxy before the database, and the address that leads through it."""
    direct = make_url(postgres_url)
    where = str(direct.query.get("host") or direct.host)
    port = int(str(direct.port or direct.query.get("port", 5432)))
    upstream = f"{where}/.s.PGSQL.{port}" if where.startswith("/") else (where, port)
    with proxy(upstream) as made:
        through = direct.set(host="127.0.0.1", port=made.port, query={})
        yield made, through.render_as_string(hide_password=False)


def cutting(made, how, times, *, after=b"INSERT INTO claim "):
    """Cut connections at the COMMIT of a transaction that wrote this, so many times."""

    def treat():
        wrote = False

        def at_commit(data):
            nonlocal wrote
            wrote |= after in data
            return how if wrote and b"COMMIT" in data and made.cuts < times else None

        return Way(cut_request=at_commit)

    made.treat = treat


@pytest.mark.service
@pytest.mark.parametrize("how", ["before", "after"])
def test_F12_a_hold_whose_commit_is_cut_is_answered_as_if_nothing_had_been(make_app, postgres_url, between, how):
    made, through = between
    app = make_app(through)
    with crowded(postgres_url, booths=2, organisations=2) as world:
        cutting(made, how, 1)

        answer, _ = press(app, world, 0, "A-101", KEY)
        again, _ = press(app, world, 0, "A-101", KEY)

        assert made.cuts == 1
        assert (answer.status_code, again.location) == (303, answer.location)
        assert world.count(Claim) == 1
        assert world.kinds().count("booth-held") == 1
        assert contradictions(world) == []


@pytest.mark.service
@pytest.mark.parametrize("how", ["before", "after"])
def test_F12_where_every_commit_is_cut_it_is_given_up_and_the_form_sent_again_finds_out(
    make_app, postgres_url, between, how
):
    made, through = between
    app = make_app(through)
    with crowded(postgres_url, booths=2, organisations=2) as world:
        # Once it has arrived there is nothing more to write: the first try that repeats it finds the claim.
        cutting(made, how, TRIES, after=b"INSERT INTO request_key")

        answer, _ = press(app, world, 0, "A-101", KEY)
        stored = world.count(Claim)
        again, _ = press(app, world, 0, "A-101", KEY)

        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert stored == (1 if how == "after" else 0)
        assert again.status_code == 303
        assert (world.count(Claim), world.kinds().count("booth-held")) == (1, 1)
        assert contradictions(world) == []


@pytest.mark.service
@pytest.mark.parametrize("how", ["before", "after"])
@pytest.mark.parametrize("verb", ["submit", "extend", "release"])
def test_F12_every_step_of_a_claim_happens_once(postgres_url, between, how, verb):
    made, through = between
    with crowded(postgres_url, booths=1) as world:
        database = Database(through)
        claim = world.hold(0).claim_id
        cutting(made, how, 1, after=b"INSERT INTO request_key")

        for attempt in database.attempts():
            with attempt as session:
                now = clock.now(session)
                given = {"request_key": KEY, "now": now}
                if verb == "submit":
                    services.submit(session, world.who(), claim, TYPED, terms_version=1, **given)
                else:
                    getattr(services, verb)(session, world.who(), claim, **given)

        database.dispose()

        assert made.cuts == 1
        assert len(world.kinds()) == 2
        with world.database.read() as session:
            [state] = session.scalars(select(Claim.state))
        assert state == {"submit": "submitted", "extend": "held", "release": "released"}[verb]
