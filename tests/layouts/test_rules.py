"""Which rules an exhibition's layouts must keep: set whole, by one at a time, told in the journal."""

import pytest
from sqlalchemy import select

from booth_app.base.access import Who
from booth_app.base.errors import NotFound, Stale
from booth_app.journal.models import Entry
from booth_app.layouts import queries, services
from booth_app.layouts.models import LayoutRules
from tests.kit import make


@pytest.fixture
def exhibition(database):
    with database.write() as session:
        made = make.exhibition(session)
        return made.id


def put(database, exhibition_id, settings, **named):
    given = {"version": 1, "now": make.NOW} | named
    with database.write() as session:
        return services.set_rules(session, Who(None, None, exhibition_id), exhibition_id, settings, **given)


def said(database, exhibition_id):
    with database.read() as session:
        return queries.rule_settings(session, exhibition_id)


def test_rules_are_set_whole_and_say_what_changed(database, exhibition):
    before = said(database, exhibition).settings

    version = put(database, exhibition, {**before, "overlap": {"severity": "warning"}}, preset="forum")

    after = said(database, exhibition)
    with database.read() as session:
        entry = session.scalars(select(Entry).where(Entry.kind == "layout-rules-changed")).one()
    assert (version, after.version, after.preset, after.changed_at) == (2, 2, "forum", make.NOW)
    assert after.settings["overlap"] == {"severity": "warning"}
    assert entry.after["rules"] == ["overlap"]
    assert entry.before["settings"] == {"overlap": True}


def test_the_same_rules_again_are_no_change(database, exhibition):
    before = said(database, exhibition)

    version = put(database, exhibition, dict(before.settings))

    assert (version, said(database, exhibition)) == (1, before)
    with database.read() as session:
        assert list(session.scalars(select(Entry).where(Entry.kind == "layout-rules-changed"))) == []


def test_the_first_word_on_rules_is_version_one(database, exhibition):
    with database.write() as session:
        session.delete(session.get_one(LayoutRules, exhibition))

    version = put(database, exhibition, {"*": False}, version=0)

    assert (version, said(database, exhibition).settings) == (1, {"*": False})


def test_whoever_looked_at_an_older_version_is_told_and_changes_nothing(database, exhibition):
    put(database, exhibition, {"*": False})

    with pytest.raises(Stale) as refused:
        put(database, exhibition, {"*": True})

    assert refused.value.values == {"version": 2}
    assert said(database, exhibition).settings == {"*": False}


@pytest.mark.parametrize(
    ("settings", "values"),
    [
        ({"overlaps": True}, {"reason": "unknown-rule", "rule": "overlaps"}),
        ({"overlap": {"depth": 1}}, {"reason": "unknown-setting", "rule": "overlap", "setting": "depth"}),
        ({"overlap": 3}, {"reason": "wrong-rule-value", "rule": "overlap", "value": "3"}),
    ],
)
def test_what_cannot_be_held_to_is_refused_by_name(database, exhibition, settings, values):
    before = said(database, exhibition)

    with pytest.raises(services.WrongRules) as refused:
        put(database, exhibition, settings)

    assert values.items() <= refused.value.values.items()
    assert said(database, exhibition) == before


def test_nobody_sets_the_rules_of_another_exhibition(database, exhibition):
    with database.write() as session, pytest.raises(NotFound):
        services.set_rules(session, Who(None, None, exhibition + 1), exhibition, {}, version=1, now=make.NOW)
