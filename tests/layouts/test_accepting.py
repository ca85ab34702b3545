"""Warnings accepted with a reason: by name, no worse than then, carried on, signed with the plan."""

import pytest
from sqlalchemy import select

from booth_app import edits
from booth_app.base.access import Who
from booth_app.base.errors import NotFound, Stale
from booth_app.journal.models import Detail, Entry
from booth_app.layouts import queries, services
from booth_app.layouts.models import AcceptedWarning, RevisionState
from tests.kit import make
from tests.layouts.conftest import drawing

REASON = "الممر خلفي ولا يمر به أحد"
APART = {"*": False, "overlap": {"severity": "warning"}}


class Hall:
    """A hall whose overlaps are warnings, and whoever draws in it."""

    def __init__(self, database):
        self.database = database
        with database.write() as session:
            exhibition = make.exhibition(session)
            self.hall = make.hall(session, exhibition).id
            self.person = make.staff(session, exhibition, "layout").id
            self.exhibition = exhibition.id
            self.who = Who(self.person, None, exhibition.id, frozenset({"layout"}))
            services.set_rules(session, self.who, exhibition.id, APART, version=1, now=make.NOW)

    def draft(self, *booths):
        with self.database.write() as session:
            if booths:
                return services.import_plan(session, self.who, self.hall, drawing(*booths), now=make.NOW)
            return services.start_draft(session, self.who, self.hall, now=make.NOW)

    def value(self, draft):
        with self.database.read() as session:
            return queries.draft(session, draft)

    def findings(self, draft):
        with self.database.read() as session:
            return queries.findings(session, queries.draft(session, draft))

    def move(self, draft, number, dx):
        value = self.value(draft)
        edit = edits.Move((value.plan.numbered(number).key,), dx, 0)
        with self.database.write() as session:
            services.edit(session, self.who, draft, edit.to_json(), version=value.version, now=make.NOW)

    def key(self, draft, *things):
        """The key of the overlap of two booths."""
        found = self.findings(draft)
        return next(key for key, each in zip(found.keys, found.violations, strict=True) if each.things == things)

    def accept(self, draft, **named):
        given = {"reason": REASON, "version": self.value(draft).version, "now": make.NOW} | named
        key = self.key(draft, "A-101", "A-102")
        with self.database.write() as session:
            services.accept_warning(session, self.who, draft, key, **given)

    def publish(self, draft, ticked=()):
        version = self.value(draft).version
        with self.database.write() as session:
            return services.publish(session, self.who, draft, version=version, now=make.NOW, ticked=ticked)

    def signed(self):
        with self.database.read() as session:
            [one] = queries.revisions(session, self.exhibition, RevisionState.PUBLISHED)
        return one.answered


@pytest.fixture
def hall(database):
    return Hall(database)


OVERLAPPING = (("A-101", 5, 5), ("A-102", 7.5, 5), ("A-103", 20, 5))


def test_an_accepted_warning_is_no_open_one_and_says_who_and_why(hall):
    draft = hall.draft(*OVERLAPPING)
    before = hall.findings(draft)

    hall.accept(draft)

    after = hall.findings(draft)
    [accepted] = after.accepted.values()
    assert (before.errors, before.warnings, len(before.accepted)) == (0, 1, 0)
    assert (after.errors, after.warnings, len(after.violations)) == (0, 0, 1)
    assert (accepted.reason, accepted.by, accepted.at) == (REASON, hall.person, make.NOW)
    with hall.database.read() as session:
        entry = session.scalars(select(Entry).where(Entry.kind == "warning-accepted")).one()
        words = session.get_one(Detail, entry.id).words
    assert (entry.after["rule"], entry.after["things"], words) == ("overlap", ["A-101", "A-102"], {"reason": REASON})


def test_an_acceptance_ends_where_the_warning_gets_worse_and_comes_back_with_undo(hall):
    draft = hall.draft(*OVERLAPPING)
    hall.accept(draft)

    hall.move(draft, "A-102", -0.1)
    worse = hall.findings(draft)
    with hall.database.write() as session:
        services.undo(session, hall.who, draft, version=hall.value(draft).version, now=make.NOW)
    undone = hall.findings(draft)
    hall.move(draft, "A-102", 0.1)
    better = hall.findings(draft)

    assert [found.warnings for found in (worse, undone, better)] == [1, 0, 0]


def test_an_acceptance_is_taken_back(hall):
    draft = hall.draft(*OVERLAPPING)
    hall.accept(draft)

    key = hall.key(draft, "A-101", "A-102")

    with hall.database.write() as session:
        services.withdraw_acceptance(session, hall.who, draft, key, now=make.NOW)

    assert hall.findings(draft).warnings == 1
    with hall.database.write() as session, pytest.raises(services.NoSuchWarning):
        services.withdraw_acceptance(session, hall.who, draft, key, now=make.NOW)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"reason": " \n"}, services.ReasonMissing),
        ({"reason": "x" * 1001}, services.ReasonMissing),
        ({"key": "overlap-000000000000_0_0"}, services.NoSuchWarning),
        ({"version": 7}, Stale),
        ({"who": Who(None, None, 99)}, NotFound),
    ],
)
def test_what_cannot_be_accepted_is_refused_and_leaves_nothing(hall, change, refusal):
    draft = hall.draft(*OVERLAPPING)
    asked = {"who": hall.who, "key": hall.key(draft, "A-101", "A-102"), "reason": REASON, "version": 0} | change
    who, key = asked.pop("who"), asked.pop("key")

    with pytest.raises(refusal), hall.database.write() as session:
        services.accept_warning(session, who, draft, key, now=make.NOW, **asked)

    with hall.database.read() as session:
        assert list(session.scalars(select(AcceptedWarning))) == []


def test_an_error_is_never_accepted(hall):
    draft = hall.draft(*OVERLAPPING)
    with hall.database.write() as session:
        services.set_rules(session, hall.who, hall.exhibition, {"*": False, "overlap": True}, version=2, now=make.NOW)

    with pytest.raises(services.NoSuchWarning):
        hall.accept(draft)


def test_a_plan_is_published_once_every_warning_is_accepted_or_ticked(hall):
    draft = hall.draft(*OVERLAPPING, ("A-104", 22.5, 5))
    hall.accept(draft)
    other = hall.key(draft, "A-103", "A-104")

    with pytest.raises(services.WarningsUnanswered) as refused:
        hall.publish(draft)
    hall.publish(draft, ticked=[other])

    assert refused.value.values == {"count": 1, "findings": (other,)}
    first, second = hall.signed()
    assert (first["how"], first["reason"], first["by"]) == ("accepted", REASON, hall.person)
    assert (second["how"], second["reason"], second["by"]) == ("ticked", "", hall.person)
    assert "A-103" in second["says"]["en"]
    assert "متداخلان" in second["says"]["ar"]


def test_what_was_accepted_holds_in_the_next_draft_and_what_was_ticked_does_not(hall):
    draft = hall.draft(*OVERLAPPING, ("A-104", 22.5, 5))
    hall.accept(draft)
    hall.publish(draft, ticked=[hall.key(draft, "A-103", "A-104")])

    following = hall.findings(hall.draft())

    assert [each.things for each in following.open.values()] == [("A-103", "A-104")]
    assert [following.find(key).things for key in following.accepted] == [("A-101", "A-102")]


def test_what_is_cured_before_publishing_is_not_carried_on(hall):
    draft = hall.draft(*OVERLAPPING)
    hall.accept(draft)
    hall.move(draft, "A-102", 3)
    hall.publish(draft)

    again = hall.draft()
    hall.move(again, "A-102", -3)

    assert hall.signed() == ()
    assert hall.findings(again).warnings == 1


def test_a_draft_brought_up_to_date_takes_over_what_was_accepted_meanwhile(hall):
    hall.publish(hall.draft(("A-101", 5, 5), ("A-102", 9, 5)))
    late, early = hall.draft(), hall.draft()
    hall.move(early, "A-102", -1.5)
    hall.accept(early)
    hall.publish(early)

    with hall.database.write() as session:
        services.bring_up_to_date(session, hall.who, late, version=0, now=make.NOW)

    assert len(hall.findings(late).accepted) == 1


def test_a_warning_that_is_pushed_aside_with_its_booths_stays_accepted(hall):
    draft = hall.draft(*OVERLAPPING)
    hall.accept(draft)
    before = hall.key(draft, "A-101", "A-102")

    hall.move(draft, "A-102", 0.6)
    hall.move(draft, "A-101", 0.6)

    after = hall.findings(draft)
    assert (after.warnings, len(after.accepted)) == (0, 1)
    assert list(after.accepted) != [before]
