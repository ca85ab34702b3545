"""Versions of the terms."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from booth_app.base.access import Who
from booth_app.base.errors import Stale
from booth_app.exhibitions import queries
from booth_app.exhibitions.services.terms import TermsIncomplete, publish
from tests.kit import make


@pytest.fixture
def exhibition(database):
    with database.write() as session:
        return make.exhibition(session).id


def put(database, exhibition, text, *, now, seen=None):
    with database.write() as session:
        who = Who(user_id=3, exhibition_id=exhibition)
        return publish(session, who, text_ar=f"شروط {text}", text_en=f"Terms {text}", seen=seen, now=now)


def versions(database, exhibition):
    with database.read() as session:
        return [(each.version, each.text_en) for each in queries.terms_versions(session, exhibition)]


def test_new_terms_are_a_new_version_and_the_old_one_stays(database, exhibition, now):
    version = put(database, exhibition, "of spring", now=now, seen=1)

    assert version == 2
    assert versions(database, exhibition) == [(2, "Terms of spring"), (1, "The terms")]


def test_the_same_texts_are_no_new_version(database, exhibition, now):
    put(database, exhibition, "of spring", now=now)

    again = put(database, exhibition, "of spring", now=now)

    assert again == 2
    assert len(versions(database, exhibition)) == 2


def test_terms_written_on_an_older_version_are_refused(database, exhibition, now):
    put(database, exhibition, "of spring", now=now, seen=1)

    with pytest.raises(Stale):
        put(database, exhibition, "of summer", now=now, seen=1)

    assert len(versions(database, exhibition)) == 2


@pytest.mark.parametrize(("ar", "en"), [("", "Terms"), ("شروط", "  "), ("", "")])
def test_both_languages_are_needed(database, exhibition, now, ar, en):
    with pytest.raises(TermsIncomplete), database.write() as session:
        publish(session, Who(user_id=3, exhibition_id=exhibition), text_ar=ar, text_en=en, now=now)


def test_two_administrators_at_once_publish_two_versions(database, exhibition, now):
    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(lambda n: put(database, exhibition, n, now=now), range(12)))

    assert sorted(made) == list(range(2, 14))
    assert len(versions(database, exhibition)) == 13
