"""S07: what nobody has reviewed, and what was taken back, is public nowhere: not in a list, a count or a suggestion."""

import json
import re

import pytest
from sqlalchemy import select

from booth_app.base.access import Who
from booth_app.claims import services as claims
from booth_app.claims.models import Claim, ClaimState
from booth_app.demos import services as demos
from booth_app.demos.models import Showcase, ShowcaseState
from booth_app.exhibitors.models import Profile
from tests.kit import routes
from tests.kit.whole import DRAFTED, OURS
from tests.security.planted import Planted


@pytest.fixture
def planted(make_app, whole_url):
    """Everything there is, with a word in every field."""
    return Planted(make_app(whole_url))


def unnamed(session):
    """Addresses of exhibitors that nobody may read of: without a confirmed booth and without a public showcase."""
    confirmed = select(Claim.organisation_id).where(Claim.state == ClaimState.CONFIRMED)
    shown = select(Showcase.organisation_id).where(Showcase.state == ShowcaseState.ACCEPTED)
    hidden = Profile.organisation_id.not_in(confirmed.union(shown))
    return list(session.scalars(select(Profile.slug).where(Profile.exhibition_id == 1, hidden)))


def test_S07_pages_of_the_unreviewed_do_not_exist(planted):
    client = planted.app.test_client()
    with planted.database.read() as session:
        exhibitors = unnamed(session)
        waiting = list(session.scalars(select(Showcase.slug).where(Showcase.state != ShowcaseState.ACCEPTED)))

    found = {f"exhibitors/{each}": client.get(f"/en/forum/exhibitors/{each}").status_code for each in exhibitors}
    found |= {f"showcases/{each}": client.get(f"/en/forum/showcases/{each}").status_code for each in waiting}

    assert len(exhibitors) > 2
    assert len(waiting) > 6
    assert set(found.values()) == {404}


def test_S07_their_addresses_stand_in_no_list(planted):
    client = planted.app.test_client()
    with planted.database.read() as session:
        hidden = [f"/exhibitors/{each}" for each in unnamed(session)]
        waiting = session.scalars(select(Showcase.slug).where(Showcase.state != ShowcaseState.ACCEPTED))
        hidden += [f"/showcases/{each}" for each in waiting]

    lists = (
        "/sitemap.xml",
        "/en/forum/exhibitors",
        "/en/forum/programme?day=all",
        "/en/forum/",
        "/en/forum/search?q=a",
    )
    said = {each: client.get(each).text for each in lists}

    assert [
        (where, each) for where, text in said.items() for each in hidden if re.search(rf"{each}[\"<#?]", text)
    ] == []


def test_S07_no_word_of_theirs_is_found(planted):
    client, found = planted.app.test_client(), []
    reader = planted.reader("visitor")
    tables = ("organisation", "profile", "tool", "showcase", "presenter", "application", "claim", "reservation")
    hidden = [
        each
        for each in planted.words.values()
        if each.table in tables and not planted.is_public(each) and not reader.may(each)
    ]

    for each in hidden:
        answer = client.get(f"/en/forum/search?q={each.word}", headers={"HX-Request": "true"})
        if "<li>" in answer.text:  # some other word that is like it would be no fault, and there is none
            found.append(f"{each.table}.{each.column}")

    assert len(hidden) > 200
    assert found == []


def test_S07_what_is_public_is_found_by_its_word(planted):
    client = planted.app.test_client()
    named = next(each for each in planted.words.values() if each.table == "profile" and planted.is_public(each))

    answer = client.get(f"/en/forum/search?q={named.word}", headers={"HX-Request": "true"})

    assert "<li>" in answer.text


def test_S07_a_drafts_number_is_nowhere(planted):
    client = planted.app.test_client()

    assert client.get(f"/en/forum/booths/{DRAFTED}").status_code == 404
    assert DRAFTED not in client.get("/en/forum/booths.json").text
    assert "<li>" not in client.get(f"/en/forum/search?q={DRAFTED}", headers={"HX-Request": "true"}).text


def test_S07_counts_count_the_public_ones(planted):
    client = planted.app.test_client()
    with planted.database.read() as session:
        accepted = len(list(session.scalars(select(Showcase.id).where(Showcase.state == ShowcaseState.ACCEPTED))))
        hidden = unnamed(session)
        profiles = list(session.scalars(select(Profile.slug).where(Profile.exhibition_id == 1)))
    exhibitors = client.get("/en/forum/exhibitors").text

    assert exhibitors.count("exhibitor-card") == len(profiles) - len(hidden)
    assert f"{len(profiles) - len(hidden)}</bdi> exhibitors" in exhibitors
    booths = json.loads(client.get("/en/forum/booths.json").text)["booths"]
    assert all(each["exhibitor"] is None for each in booths if each["state"] != "confirmed")
    searched = client.get("/en/forum/search?q=showcase").text
    assert searched.count("/showcases/") <= accepted


def test_S07_what_is_taken_back_is_gone_from_pages_that_were_kept(make_app, whole_url, now):
    app = make_app(whole_url)
    client, database = app.test_client(), app.extensions["database"]
    with database.read() as session:
        own = routes.body(session, OURS)
        given = routes.values(session, own)
        mine = select(Showcase.id, Showcase.slug).where(
            Showcase.organisation_id == own.id, Showcase.state == ShowcaseState.ACCEPTED
        )
        showcases = session.execute(mine).all()
    page, shown = f"/en/forum/exhibitors/{given['slug']}", [f"/en/forum/showcases/{slug}" for _, slug in showcases]
    lists = [
        "/en/forum/?hall=b",
        "/en/forum/exhibitors",
        "/en/forum/programme?day=all",
        "/sitemap.xml",
        "/en/forum/booths.json",
    ]
    before = {each: client.get(each) for each in [page, *shown, *lists]}
    assert [each for each in [page, *lists] if OURS not in before[each].text and page not in before[each].text] == []

    who = Who(user_id=own.user_id, organisation_id=own.id, exhibition_id=1)
    with database.write() as session:
        claims.cancel(session, who, given["claim_id"], now=now)
        for key, _ in showcases:
            demos.withdraw(session, who, key, now=now)

    marks = {each: {"If-None-Match": before[each].headers.get("ETag", "")} for each in before}
    after = {each: client.get(each, headers=marks[each]) for each in before}
    assert {each: after[each].status_code for each in [page, *shown]} == dict.fromkeys([page, *shown], 404)
    assert {each: after[each].status_code for each in lists} == dict.fromkeys(lists, 200)
    assert [
        each for each in lists if OURS in after[each].text or f"exhibitors/{given['slug']}" in after[each].text
    ] == []
    found = client.get(f"/en/forum/search?q={OURS}", headers={"HX-Request": "true"}).text  # others are digital too
    assert "<li>" in found
    assert f"exhibitors/{given['slug']}" not in found
