"""The dashboard: figures that are true, and what needs a decision elsewhere."""

import re
from datetime import timedelta

import pytest

from booth_app import edits
from booth_app.base import clock
from booth_app.base.access import Who
from booth_app.claims import services as claims
from booth_app.claims.details import Details
from booth_app.desk import queries
from booth_app.exhibitions.models import Exhibition
from booth_app.layouts import queries as plans
from booth_app.layouts import services as layouts
from tests.desk import scene as scenes
from tests.kit import make

EVERYTHING = frozenset({"administrator"})


@pytest.fixture
def scene(database):
    return scenes.fill(database, booths=10, requests=3)


def today(database, scene, *, roles=EVERYTHING, watching=()):
    with database.read() as session:
        who = Who(user_id=1, exhibition_id=scene.exhibition, roles=roles)
        return queries.today(session, who, now=clock.now(session), watching=watching)


def test_figures_follow_what_happens(database, scene):
    with database.write() as session:
        now = clock.now(session)
        who = Who(user_id=1, exhibition_id=scene.exhibition, roles=EVERYTHING)
        claims.approve(session, who, scene.claims[0], now=now)
        claims.close(session, who, scene.booths[9], now=now)
        exhibitor = Who(organisation_id=scene.bodies[0], exhibition_id=scene.exhibition)
        held = claims.hold(session, exhibitor, [scene.booths[5]], request_key="h" * 16, now=now)

    shown = today(database, scene)

    assert (shown.waiting, shown.waiting_new, shown.held, shown.confirmed) == (2, 2, 1, 1)
    assert (shown.free, shown.booths) == (5, 10)
    assert shown.next_end == held.until
    [hall] = shown.halls
    assert (hall.whole.booths, hall.whole.taken) == (10, 4)


def test_what_is_missing_is_said_for_each_request(database, scene):
    scenes.request(database, scene, scene.bodies[0], scene.booths[7], Details(contact_name="x", fascia_ar="ا"))

    missing = {each.claim.numbers: each.missing for each in today(database, scene).requests}

    assert missing["A-101",] == ()
    assert missing["A-108",] == ("fascia", "contact", "power")


def test_days_that_a_request_has_waited_are_the_exhibitions_days(database, scene):
    with database.read() as session:
        now = clock.now(session)
        who = Who(user_id=1, exhibition_id=scene.exhibition, roles=EVERYTHING)
        later = [queries.requests(session, who, now=now + timedelta(days=n))[0].days for n in (0, 1, 3)]

    assert later == [0, 1, 3]


def test_a_draft_that_touches_bookings_needs_a_decision(database, scene):
    who = Who(user_id=None, exhibition_id=scene.exhibition, roles=EVERYTHING)
    with database.write() as session:
        now = clock.now(session)
        draft = layouts.start_draft(session, who, scene.hall, now=now)
        before = [each.kind for each in queries.today(session, who, now=now).decisions]
        for version, booth in enumerate((scene.booths[0], scene.booths[8])):
            moved = edits.Move((plans.booth_key(booth),), 0.0, 2.5).to_json()
            layouts.edit(session, who, draft, moved, version=version, now=now)

    found = [each for each in today(database, scene).decisions if each.kind == "draft"]

    assert "draft" not in before
    assert [(each.count, each.number) for each in found] == [(1, 2)]


def test_what_other_rooms_tell_is_shown_and_nothing_else(database, scene):
    def told(_session, _who, _now):
        return [("mail-dead", 2), ("mail-stuck", 0)]

    decisions = today(database, scene, watching=[told]).decisions

    assert [(each.kind, each.count) for each in decisions] == [("mail-dead", 2)]


def test_zones_are_called_by_their_names(sample_url, make_app):
    sample = make_app(sample_url)
    with sample.extensions["database"].write() as session:
        made = make.staff(session, session.get_one(Exhibition, 1))
    browser = make.sign_in(sample.test_client(), made)

    page = browser.get("/ar/staff/forum/").text

    zones = re.findall(r'class="fill"><span><bdi>([^<]*)</bdi>', page)
    assert zones[0] == "القاعة أ"
    assert all(re.search("[\u0600-\u06ff]", each) for each in zones)
