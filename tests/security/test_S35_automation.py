"""S35: what a machine would do all day is limited: by address, by the mailbox that would be filled, by person, by
organisation. Who is over a limit is told when to come again, in their language; others notice nothing."""

import re

import pytest
from sqlalchemy import select

from booth_app.base import limits
from booth_app.exhibitors.models import Organisation
from tests.accounts.browser import REGISTRATION, journal, person
from tests.claims.world import build
from tests.kit import make

ELSEWHERE = "198.51.100.{}"
ORGANISATION = {"name_ar": "جهة {}", "name_en": "Body {}", "country": "SA", "kind": "public_body"}


@pytest.fixture
def house(make_app, sqlite_url):
    """The application with limits, counted in memory."""
    return make_app(sqlite_url, limits=True)


@pytest.fixture
def owner(house):
    """A signed-in person who owns two organisations: their client and the organisations' ids."""
    with house.extensions["database"].write() as session:
        human = make.user(session)
        bodies = [make.organisation(session, member=human) for _ in range(2)]
    return make.sign_in(house.test_client(), human), [each.id for each in bodies]


def refused_in_arabic(answer, within):
    """Whether an answer says in Arabic that it is too much, and when it is over."""
    said = "محاولات كثيرة في وقت قصير" in answer.text and 'lang="ar"' in answer.text
    return answer.status_code == 429 and said and 0 < int(answer.headers["Retry-After"]) <= within + 1


def register(house, *, address, lang="en", **fields):
    data = REGISTRATION | fields
    return house.test_client().post(
        f"/{lang}/account/register", data=data, environ_base={"REMOTE_ADDR": ELSEWHERE.format(address)}
    )


def test_S35_an_address_opens_so_many_accounts_an_hour_and_mistakes_count(house):
    tried = [register(house, address=1, email="none").status_code for _ in range(60)]

    assert set(tried) == {422}
    assert refused_in_arabic(register(house, address=1, lang="ar"), within=3600)
    assert register(house, address=2).status_code == 303


def test_S35_a_strangers_mailbox_is_not_filled_by_registering_it(house, now):
    person(house, now, "known@sanad.example")

    for email in ("unknown@sanad.example", "known@sanad.example"):
        mistaken = [register(house, address=9, email=email, name_ar="").status_code for _ in range(6)]
        statuses = [register(house, address=n, email=email).status_code for n in range(6)]

        assert mistaken == [422] * 6, "who mistypes is not shut out"
        assert statuses == [303] * 5 + [429]
    owed = [kind for kind, _ in journal(house) if kind in ("account-registered-again", "confirmation-asked")]
    assert len(owed) <= 2 * 5


def test_S35_a_strangers_mailbox_is_not_filled_with_invitations_of_whatever_body(house, owner):
    client, bodies = owner

    def invite(body, email="stranger@example.org", lang="en"):
        return client.post(f"/{lang}/my/organisations/{body}", data={"email": email})

    statuses = [invite(bodies[n % 2]).status_code for n in range(5)]

    assert statuses == [303] * 5
    assert refused_in_arabic(invite(bodies[0], lang="ar"), within=3600)
    assert refused_in_arabic(invite(bodies[1], "STRANGER@example.org ", lang="ar"), within=3600)
    assert invite(bodies[0], "colleague@example.org").status_code == 303


def test_S35_a_person_invites_so_many_an_hour_for_all_their_bodies_together(house, owner):
    client, bodies = owner
    statuses = []

    for n in range(31):
        client.post("/en/my/organisations/act", data={"organisation": bodies[n % 2]})
        invited = client.post(f"/en/my/organisations/{bodies[n % 2]}", data={"email": f"colleague{n}@example.org"})
        statuses.append(invited.status_code)

    assert statuses == [303] * 30 + [429]


def test_S35_a_person_registers_so_many_bodies_an_hour_though_each_time_they_act_for_another(house, owner):
    client, _ = owner

    def another(n, lang="en"):
        fields = {key: value.format(n) for key, value in ORGANISATION.items()}
        return client.post(f"/{lang}/my/organisations", data=fields | {"request_key": f"key-of-the-form-{n}"})

    statuses = [another(n).status_code for n in range(20)]

    assert statuses == [303] * 20
    assert refused_in_arabic(another(20, "ar"), within=3600)
    with house.extensions["database"].read() as session:
        assert len(session.scalars(select(Organisation.id)).all()) == 2 + 20


def test_S35_holding_and_giving_back_in_a_circle_ends_and_others_book_on(make_app, sqlite_url, now):
    house = make_app(sqlite_url, limits=True, BOOTH_REQUESTS_PER_MINUTE="6")
    world = build(house.extensions["database"], now, booths=2, booking_opens_at=None, booking_closes_at=None)
    with world.database.read() as session:
        users = [session.get_one(make.User, each) for each in world.people[:2]]
        bodies = [session.get_one(make.Organisation, each) for each in world.organisations[:2]]
    first, colleague, second = (make.sign_in(house.test_client(), users[n], bodies[n]) for n in (0, 0, 1))

    def hold(client, n, number="A-101", lang="en"):
        return client.post(f"/{lang}/forum/booths/{number}/hold", data={"request_key": f"key-of-the-form-{n}"})

    for n in range(6):
        held = hold((first, colleague)[n % 2], n)
        [claim] = re.findall(r"/claims/(\d+)", held.location)
        assert first.post(f"/en/my/forum/claims/{claim}/release").status_code == 303

    assert refused_in_arabic(hold(first, 7, lang="ar"), within=60)
    assert refused_in_arabic(hold(colleague, 8, lang="ar"), within=60)
    assert hold(second, 9).status_code == 303


def test_S35_an_address_searches_so_often_and_no_more_and_reads_on(make_app, sqlite_url, now, monkeypatch):
    assert limits.limiter_settings["searches"] == 1200
    monkeypatch.setitem(limits.limiter_settings, "searches", 8)
    house = make_app(sqlite_url, limits=True)
    build(house.extensions["database"], now)

    def look(page, address=1, lang="en"):
        where = {"REMOTE_ADDR": ELSEWHERE.format(address)}
        return house.test_client().get(f"/{lang}/forum/{page}", environ_base=where)

    found = [look(page).status_code for page in ("search?q=sanad", "exhibitors?q=sanad") * 4]

    assert found == [200] * 8
    assert refused_in_arabic(look("search?q=sanad", lang="ar"), within=60)
    assert refused_in_arabic(look("exhibitors?q=sanad", lang="ar"), within=60)
    assert [look(page).status_code for page in ("", "search", "exhibitors", "booths.json")] == [200] * 4
    assert look("search?q=sanad", address=2).status_code == 200
