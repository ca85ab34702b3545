"""An exhibitor proposes, writes, takes back; what is not accepted is seen by nobody else."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select

from booth_app.base.errors import Invalid, NotFound, Stale
from booth_app.base.idempotency import KeyReused
from booth_app.demos import queries, services
from booth_app.demos.models import ShowcaseState
from booth_app.demos.proposals import Person
from booth_app.demos.queries import private
from booth_app.exhibitors.models import Application, ApplicationState
from booth_app.journal import queries as journal
from booth_app.journal.models import Entry
from tests.demos.conftest import key, proposal

HALA = Person("هالة العمري", "Hala Al-Omari", "hala@example.org")


def kinds(scene) -> list[str]:
    with scene.database.read() as session:
        return list(session.scalars(select(Entry.kind).order_by(Entry.id)))


def edit(scene, showcase_id, changed, seen=None, who=None):
    with scene.write() as session:
        mark = private.my_showcase(session, scene.ours, showcase_id).mark if seen is None else seen
        services.edit(session, who or scene.ours, showcase_id, changed, seen=mark, now=scene.now)


def test_a_proposal_is_kept_whole_and_comes_back_to_its_organisation_only(scene):
    made = scene.propose()

    with scene.database.read() as session:
        [own] = private.mine(session, scene.ours)
        others = private.mine(session, scene.theirs)
        theirs = private.my_showcase(session, scene.theirs, made)

    assert (own.id, own.proposal, own.state) == (made, proposal(), ShowcaseState.PROPOSED)
    assert (others, theirs) == ([], None)
    assert kinds(scene) == ["showcase-proposed"]


def test_one_request_sent_twice_is_one_showcase(scene):
    twice = key()

    def send(**values):
        with scene.write() as session:
            return services.propose(session, scene.ours, proposal(**values), request_key=twice, now=scene.now)

    first, second = send(), send()

    assert first == second
    assert kinds(scene) == ["showcase-proposed"]
    with pytest.raises(KeyReused):
        send(title_en="Something else")


@pytest.mark.parametrize("state", [None, *(each for each in ApplicationState if each != ApplicationState.ACCEPTED)])
def test_only_an_accepted_exhibitor_proposes(scene, state):
    with scene.write() as session:
        application = session.scalar(select(Application).filter_by(organisation_id=scene.ours.organisation_id))
        if state is None:
            session.delete(application)
        else:
            application.state = state

    with pytest.raises(services.NotAccepted) as refused:
        scene.propose()

    assert refused.value.values == {"state": state}
    assert kinds(scene) == []


def test_where_nobody_is_vetted_everyone_may_propose(make_scene):
    scene = make_scene(vetting=False)
    with scene.write() as session:
        session.scalar(
            select(Application).filter_by(organisation_id=scene.ours.organisation_id)
        ).state = ApplicationState.APPLIED

    assert scene.propose()


@pytest.mark.parametrize(
    "wrong",
    [
        {"declared_synthetic": False},
        {"declared_harmless": False},
        {"length_minutes": 12},
        {"length_minutes": 0},
        {"length_minutes": 245},
        {"presenters": ()},
        {"presenters": (HALA, HALA)},
        {"title_en": ""},
        {"abstract_ar": ""},
        {"tool_en": ""},
        {"language": "fr"},
    ],
)
def test_what_our_form_would_not_send_is_refused_and_leaves_nothing(scene, wrong):
    with pytest.raises(Invalid):
        scene.propose(**wrong)

    assert kinds(scene) == []
    assert scene.presenters() == []


def test_the_address_comes_from_the_title_is_unique_and_outlives_a_change_of_title(scene):
    first, second = scene.propose(), scene.propose(scene.theirs)

    edit(scene, first, proposal(title_en="Quite another title"))

    assert scene.showcase(first).slug == "triage-of-reports"
    assert scene.showcase(second).slug == "triage-of-reports-2"


def test_two_at_once_with_the_same_title_get_two_addresses_and_one_presenter(scene):
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: scene.propose(), range(12)))

    assert len({scene.showcase(each).slug for each in made}) == 12
    assert len(scene.presenters()) == 1


def test_an_edit_changes_the_text_and_tells_the_journal_once(scene):
    made = scene.propose()
    changed = proposal(title_en="Triage, step by step", length_minutes=45)

    edit(scene, made, changed)
    edit(scene, made, changed, seen=proposal().mark)  # the same form once more

    with scene.database.read() as session:
        assert private.my_showcase(session, scene.ours, made).proposal == changed
    assert kinds(scene) == ["showcase-proposed", "showcase-edited"]


def test_an_edit_over_somebody_elses_edit_is_refused_and_changes_nothing(scene):
    made = scene.propose()
    edit(scene, made, proposal(title_en="Mine"))

    with pytest.raises(Stale):
        edit(scene, made, proposal(title_en="Yours"), seen=proposal().mark)

    assert scene.showcase(made).title_en == "Mine"


def test_a_returned_showcase_goes_in_again_when_it_is_edited(scene):
    made = scene.propose()
    with scene.write() as session:
        services.return_(session, scene.staff, made, reason="Say which data", request_key=key(), now=scene.now)

    edit(scene, made, proposal(abstract_en="On synthetic data."))

    assert scene.showcase(made).state == ShowcaseState.PROPOSED
    assert kinds(scene) == ["showcase-proposed", "showcase-returned", "showcase-proposed"]


@pytest.mark.parametrize("end", ["accept", "reject", "withdraw"])
def test_what_is_decided_is_not_written_in_any_more(scene, end):
    made = scene.propose()
    with scene.write() as session:
        if end == "accept":
            services.accept(session, scene.staff, made, seen=proposal().mark, request_key=key(), now=scene.now)
        elif end == "reject":
            services.reject(session, scene.staff, made, reason="No", request_key=key(), now=scene.now)
        else:
            services.withdraw(session, scene.ours, made, now=scene.now)

    with pytest.raises(services.WrongState):
        edit(scene, made, proposal(title_en="Late"), seen=proposal().mark)

    assert scene.showcase(made).title_en == "Triage of reports"


def test_nobody_writes_in_or_takes_back_another_organisations_showcase(scene):
    made = scene.propose()

    with pytest.raises(NotFound):
        edit(scene, made, proposal(title_en="Stolen"), who=scene.theirs)
    with pytest.raises(NotFound), scene.write() as session:
        services.withdraw(session, scene.theirs, made, now=scene.now)

    assert scene.showcase(made).state == ShowcaseState.PROPOSED


def test_a_person_named_twice_is_one_presenter_and_a_corrected_name_is_corrected(scene):
    scene.propose()

    scene.propose(presenters=(replace(HALA, name_en="Hala Alomari"), Person("سارة", "Sarah", "sarah@example.org")))

    assert [(each.name_en, each.email) for each in scene.presenters()] == [
        ("Hala Alomari", "hala@example.org"),
        ("Sarah", "sarah@example.org"),
    ]


def test_a_name_that_the_public_reads_is_not_changed_by_another_proposal(scene):
    accepted = scene.accepted()

    with pytest.raises(services.PresenterFixed) as refused:
        scene.propose(presenters=(replace(HALA, name_en="Somebody Else"),))

    assert refused.value.values["name_en"] == "Hala Al-Omari"
    with scene.database.read() as session:
        [shown] = queries.showcases(session, scene.exhibition_id)
    assert (shown.id, shown.presenters[0].name_en) == (accepted, "Hala Al-Omari")


def test_nothing_is_public_before_it_is_accepted_and_no_longer_than_that(scene):
    def public():
        with scene.database.read() as session:
            return [
                {each.id for each in queries.showcases(session, scene.exhibition_id)},
                {each.id for each in queries.showcases_of(session, scene.exhibition_id, scene.ours.organisation_id)},
                {each.showcase.id for each in queries.programme(session, scene.exhibition_id)},
                {scene.showcase(each).slug for each in made.values()}
                & {
                    slug
                    for slug in (scene.showcase(each).slug for each in made.values())
                    if queries.showcase(session, scene.exhibition_id, slug)
                },
            ]

    made = {name: scene.propose(title_en=name) for name in ("proposed", "returned", "rejected", "withdrawn")}
    made["accepted"] = scene.accepted(title_en="accepted")
    scene.place(made["accepted"], "10:00")
    with scene.write() as session:
        services.return_(session, scene.staff, made["returned"], reason="?", request_key=key(), now=scene.now)
        services.reject(session, scene.staff, made["rejected"], reason="no", request_key=key(), now=scene.now)
        services.withdraw(session, scene.ours, made["withdrawn"], now=scene.now)

    only = made["accepted"]
    assert public() == [{only}, {only}, {only}, {"accepted"}]

    with scene.write() as session:
        services.withdraw(session, scene.ours, only, now=scene.now)
    assert public() == [set(), set(), set(), set()]


def test_the_journal_carries_ids_and_keeps_the_title_apart(scene):
    made = scene.propose()

    with scene.database.write() as session:
        entry = session.scalar(select(Entry))
        change = journal.entry(session, entry.id)

    assert (change.subject, change.organisation_id, change.public) == (
        f"showcase:{made}",
        scene.ours.organisation_id,
        False,
    )
    assert change.after == {"state": "proposed", "showcase": made}
    assert change.words == {"title_ar": "فرز البلاغات", "title_en": "Triage of reports"}
