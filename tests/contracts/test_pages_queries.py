"""A page asks the database as often for many rows as for few."""

import shutil
from datetime import UTC, datetime

import pytest
from sqlalchemy import event, select

from booth_app.base.access import Who
from booth_app.base.limits import limiter
from booth_app.claims import services as claims
from booth_app.demos import services as demos
from booth_app.exhibitions.models import Exhibition, Role
from booth_app.exhibitors.models import ApplicationState
from booth_app.notices import routing
from tests.kit import make, routes, whole
from tests.security.conftest import open_world

ROLES = ("visitor", "exhibitor", "administrator")


def more(session):
    """Two further bodies: one that asks to be let in, two that hold, propose and wait; and the mail for all that."""
    now = datetime.now(UTC)
    forum = session.scalars(select(Exhibition).where(Exhibition.slug == "forum")).one()
    staff = Who(whole.people(session)[Role.ADMINISTRATOR], exhibition_id=forum.id, roles=frozenset({"administrator"}))
    free = whole._free(session, forum, now)
    for n in range(2):
        make.organisation(session, forum, name_en=f"Waiting {n}", name_ar=f"منتظرة {n}", state=ApplicationState.APPLIED)
        made = make.organisation(session, forum, name_en=f"Further {n}", name_ar=f"أخرى {n}")
        own = routes.body(session, f"Further {n}")
        who = Who(own.user_id, made.id, forum.id)
        held = claims.hold(session, who, [free[n]], request_key=f"more-held-{n}", now=now)
        claims.assign(session, staff, made.id, booth_ids=[free[n + 2]], request_key=f"more-assigned-{n}", now=now)
        for verb in ("propose", "accept"):
            key = f"more-{verb}-{n}"
            proposal = whole._proposal(own, verb)
            showcase = demos.propose(session, who, proposal, request_key=key, now=now)
            if verb == "accept":
                decided = f"{key}-decided"
                demos.accept(session, staff, showcase, seen=proposal.mark, request_key=decided, now=now)
        assert held.claim_id
    while routing.route(session, host="more.example", now=now) == routing.AT_ONCE:
        pass


@pytest.fixture(scope="module")
def worlds(whole_template, tmp_path_factory):
    """Everything there is; and the same with two more of each."""
    limits, limiter.enabled = limiter.enabled, False
    path = tmp_path_factory.mktemp("queries")
    shutil.copyfile(whole_template, path / "few.sqlite3")
    few = open_world(whole_template, path / "few.sqlite3")
    many = open_world(whole_template, path / "many.sqlite3", before=more)
    yield few, many
    limiter.enabled = limits
    for each in (few, many):
        each.app.extensions["database"].dispose()


def counts(world, role):
    """How often each page asks, once it has been made before (what is kept in memory is kept then)."""
    client, asked, found = world.client(role), [], {}
    database = world.app.extensions["database"]
    for engine in (database.reader, database.writer):
        event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    for route, address in world.pages():
        client.get(address)
        asked.clear()
        if client.get(address).status_code == 200:
            found[route.endpoint] = [each for each in asked if not each.startswith(("BEGIN", "PRAGMA"))]
    return found


@pytest.mark.parametrize("role", ROLES)
def test_no_page_asks_more_often_for_more_rows(worlds, role):
    few, many = (counts(each, role) for each in worlds)

    both = {name: (len(few[name]), len(many[name])) for name in few.keys() & many.keys()}
    grown = {name: each for name, each in both.items() if each[0] != each[1]}

    assert grown == {}
    assert few.keys() == many.keys()
    assert max(map(len, few.values())) < 40
