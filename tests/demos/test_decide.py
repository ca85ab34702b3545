"""Staff read, accept, return, reject; what was read is what is accepted."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from booth_app.base.access import Who
from booth_app.base.errors import NotFound, Stale
from booth_app.demos import services
from booth_app.demos.models import ShowcaseState
from booth_app.demos.queries import private
from booth_app.demos.states import TRANSITIONS, verbs
from booth_app.journal.models import Detail, Entry
from tests.demos.conftest import key, proposal
from tests.kit import make


def decide(scene, verb, showcase_id, request_key="", *, who=None, seen=None, reason="لم تُذكر البيانات"):
    act = {"return": services.return_, "reject": services.reject}.get(verb)
    with scene.write() as session:
        who, at, request_key = who or scene.staff, scene.now, request_key or key()
        if act:
            act(session, who, showcase_id, reason=reason, request_key=request_key, now=at)
        elif verb == "accept":
            seen = seen or private.reviewed(session, scene.staff, showcase_id).mark
            services.accept(session, who, showcase_id, seen=seen, request_key=request_key, now=at)
        else:
            services.withdraw(session, scene.ours, showcase_id, now=at)


def bring(scene, state):
    """A showcase in that state."""
    made = scene.propose(title_en=state)
    path = {
        ShowcaseState.CHANGES_REQUESTED: "return",
        ShowcaseState.ACCEPTED: "accept",
        ShowcaseState.REJECTED: "reject",
        ShowcaseState.WITHDRAWN: "withdraw",
    }
    if state in path:
        decide(scene, path[state], made)
    return made


@pytest.mark.parametrize("verb", ["accept", "return", "reject", "withdraw"])
@pytest.mark.parametrize("state", list(ShowcaseState))
def test_a_verb_does_what_the_table_says_and_nothing_from_any_other_state(scene, verb, state):
    made = bring(scene, state)
    move = TRANSITIONS[verb]

    if state in move.start or (verb, state) == ("withdraw", ShowcaseState.WITHDRAWN):
        decide(scene, verb, made)
        assert scene.showcase(made).state == move.end
    else:
        with pytest.raises(services.WrongState) as refused:
            decide(scene, verb, made)
        assert refused.value.values == {"state": state, "verb": verb}
        assert scene.showcase(made).state == state


def test_the_table_offers_staff_and_organisation_their_own_verbs():
    assert verbs(ShowcaseState.PROPOSED, "programme.edit") == ["accept", "return", "reject"]
    assert verbs(ShowcaseState.PROPOSED, "member") == ["edit", "withdraw"]
    assert verbs(ShowcaseState.CHANGES_REQUESTED, "member") == ["resubmit", "withdraw"]
    assert verbs(ShowcaseState.REJECTED, "programme.edit") == []


@pytest.mark.parametrize("verb", ["accept", "return", "reject"])
def test_a_decision_sent_twice_is_taken_once(scene, verb):
    made, twice = scene.propose(), key()

    decide(scene, verb, made, twice, seen=proposal().mark)
    decide(scene, verb, made, twice, seen=proposal().mark)

    with scene.database.read() as session:
        kinds = list(session.scalars(select(Entry.kind).order_by(Entry.id)))
    assert kinds == ["showcase-proposed", TRANSITIONS[verb].kind]


def test_a_text_that_was_changed_after_it_was_read_is_not_accepted(scene):
    made = scene.propose()
    with scene.write() as session:
        services.edit(session, scene.ours, made, proposal(abstract_en="Unread."), seen=proposal().mark, now=scene.now)

    with pytest.raises(Stale):
        decide(scene, "accept", made, seen=proposal().mark)

    assert scene.showcase(made).state == ShowcaseState.PROPOSED


def test_a_presenters_name_changed_through_another_showcase_must_be_read_too(scene):
    made, mark = scene.propose(), proposal().mark
    scene.propose(title_en="Another", presenters=(replace(proposal().presenters[0], name_en="Unread Name"),))

    with pytest.raises(Stale):
        decide(scene, "accept", made, seen=mark)


@pytest.mark.parametrize("verb", ["return", "reject"])
def test_a_no_without_a_reason_is_refused(scene, verb):
    made = scene.propose()

    with pytest.raises(services.NoReason):
        decide(scene, verb, made, reason="  ")

    assert scene.showcase(made).state == ShowcaseState.PROPOSED


def test_the_reason_reaches_the_organisation_and_stands_apart_in_the_journal(scene):
    made = scene.propose()

    decide(scene, "return", made, reason="أضيفوا مصدر البيانات")

    with scene.database.read() as session:
        own = private.my_showcase(session, scene.ours, made)
        entry = session.scalar(select(Entry).where(Entry.kind == "showcase-returned"))
        words = session.get(Detail, entry.id).words
    assert (own.state, own.reason) == (ShowcaseState.CHANGES_REQUESTED, "أضيفوا مصدر البيانات")
    assert words["reason"] == "أضيفوا مصدر البيانات"
    assert "reason" not in entry.after


@pytest.mark.parametrize("verb", ["return", "reject", "withdraw"])
def test_leaving_acceptance_frees_the_time_and_says_so(scene, verb):
    made = scene.accepted()
    scene.place(made, "10:00")
    scene.place(made, "14:00", stage=1)

    decide(scene, verb, made)

    assert scene.slots() == set()
    assert scene.ticks() == (set(), set())
    with scene.database.read() as session:
        entries = session.execute(select(Entry.kind, Entry.public).order_by(Entry.id.desc()).limit(3)).all()
    assert [tuple(each) for each in entries] == [
        (TRANSITIONS[verb].kind, True),
        ("slot-removed", True),
        ("slot-removed", True),
    ]


def test_staff_of_another_exhibition_find_nothing_here(scene):
    made = scene.propose()
    with scene.write() as session:
        other = make.exhibition(session, slug="other")
        stranger = Who(make.staff(session, other, "programme").id, None, other.id, frozenset({"programme"}))

    for verb in ("accept", "return", "reject"):
        with pytest.raises(NotFound):
            decide(scene, verb, made, who=stranger, seen=proposal().mark)
    with scene.database.read() as session:
        assert private.review(session, stranger) == []
        assert private.reviewed(session, stranger, made) is None
        assert private.review(session, scene.ours) == []


def test_the_queue_is_filtered_by_state_and_counted(scene):
    waiting = [scene.propose(), scene.propose(scene.theirs)]
    done = scene.accepted()

    with scene.database.read() as session:
        proposed = private.review(session, scene.staff, state=ShowcaseState.PROPOSED)
        everything = private.review(session, scene.staff)
        counted = private.counts(session, scene.staff)

    assert [each.id for each in proposed] == waiting
    assert {each.id for each in everything} == {*waiting, done}
    assert counted == {
        ShowcaseState.PROPOSED: 2,
        ShowcaseState.CHANGES_REQUESTED: 0,
        ShowcaseState.ACCEPTED: 1,
        ShowcaseState.REJECTED: 0,
        ShowcaseState.WITHDRAWN: 0,
    }
