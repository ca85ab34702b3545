"""An application's life: applied, returned, corrected, accepted, rejected. Nothing twice, nothing unseen."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from booth_app.base.access import Who
from booth_app.base.errors import NotFound, Stale
from booth_app.exhibitions.models import Exhibition
from booth_app.exhibitors import queries, services
from booth_app.exhibitors.models import Application, ApplicationState, Category, Profile
from booth_app.exhibitors.states import TRANSITIONS, Verb, allowed, verbs
from booth_app.journal.models import Detail, Entry
from tests.kit import make

CONTENT = {
    "category": Category.PARENTAL,
    "about_ar": "نبذة",
    "about_en": "About us",
    "contact_name": "Huda",
    "contact_email": "Huda@Sanad.Example",
    "contact_phone": "+٩٦٦ 11 000 0000",
}


def apply(database, who, now, **content) -> int:
    with database.write() as session:
        return services.apply(session, who, **(CONTENT | content), now=now)


def decide(database, verb, *arguments, **options) -> None:
    with database.write() as session:
        getattr(services, verb)(session, *arguments, **options)


def kinds(database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(Entry.kind).order_by(Entry.id)))


def test_an_application_waits_for_staff_with_all_that_was_typed(database, scene, now):
    made = apply(database, scene.owner, now)

    with database.read() as session:
        [waiting] = queries.queue(session, scene.sales)
    assert (waiting.id, waiting.state, waiting.name_en) == (made, ApplicationState.APPLIED, "Sanad Association")
    assert (waiting.contact_email, waiting.contact_phone) == ("huda@sanad.example", "+966 11 000 0000")
    assert kinds(database) == ["application-submitted"]


def test_sending_the_same_application_twice_does_nothing_twice(database, scene, now):
    first = apply(database, scene.owner, now)
    second = apply(database, scene.owner, now + timedelta(seconds=1))

    assert first == second
    assert kinds(database) == ["application-submitted"]


def test_two_first_applications_at_once_are_one(database, scene, now):
    errors, start = [], threading.Barrier(4)

    def work():
        try:
            start.wait()
            apply(database, scene.owner, now)
        except Exception as error:
            errors.append(error)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()

    assert errors == []
    assert kinds(database) == ["application-submitted"]


def test_acceptance_gives_the_organisation_a_page_at_an_address_of_its_own(database, scene, now):
    made = apply(database, scene.owner, now)

    decide(database, "accept", scene.sales, made, seen=1, now=now)

    with database.read() as session:
        page = queries.profile_of(session, scene.exhibition, scene.organisation)
        assert queries.profile(session, scene.exhibition, "sanad-association") == page
        assert queries.application(session, scene.exhibition, scene.organisation).state is ApplicationState.ACCEPTED
    assert (page.name_ar, page.category, page.about_en) == ("جمعية سند", Category.PARENTAL, "About us")


def test_two_organisations_of_one_name_get_two_addresses(database, scene, now):
    with database.write() as session:
        other = make.organisation(session, name_ar="سند", name_en="Sanad Association")
        owner = Who(make.owner_of(session, other).id, other.id, scene.exhibition)
    for who in (scene.owner, owner):
        decide(database, "accept", scene.sales, apply(database, who, now), now=now)

    with database.read() as session:
        slugs = [page.slug for page in queries.profiles(session, scene.exhibition)]
    assert slugs == ["sanad-association", "sanad-association-2"]


def test_a_returned_application_keeps_everything_and_says_why(database, scene, now):
    made = apply(database, scene.owner, now)

    decide(database, "return_", scene.sales, made, reason=" أرفقوا نبذة أطول ", now=now)

    with database.read() as session:
        mine = queries.own_application(session, scene.owner)
        assert session.scalars(select(Detail.words)).all() == [{"reason": "أرفقوا نبذة أطول"}]
    assert (mine.state, mine.reason) == (ApplicationState.RETURNED, "أرفقوا نبذة أطول")
    assert (mine.about_ar, mine.contact_name) == ("نبذة", "Huda")


def test_a_returned_application_is_sent_again_with_the_same_or_other_content(database, scene, now):
    made = apply(database, scene.owner, now)
    decide(database, "return_", scene.sales, made, reason="More", now=now)

    again = apply(database, scene.owner, now + timedelta(hours=1))

    with database.read() as session:
        mine = queries.own_application(session, scene.owner)
    assert again == made
    assert (mine.state, mine.reason, mine.decided_at) == (ApplicationState.APPLIED, "", None)
    assert mine.submitted_at == now + timedelta(hours=1)


@pytest.mark.parametrize("verb", ["accept", "return_", "reject"])
def test_deciding_what_was_changed_meanwhile_is_refused(database, scene, now, verb):
    made = apply(database, scene.owner, now)
    apply(database, scene.owner, now, about_en="Other words")
    reason = {} if verb == "accept" else {"reason": "Why"}

    with pytest.raises(Stale):
        decide(database, verb, scene.sales, made, seen=1, now=now, **reason)

    with database.read() as session:
        assert queries.own_application(session, scene.owner).state is ApplicationState.APPLIED


@pytest.mark.parametrize("verb", ["accept", "return_", "reject"])
def test_the_same_decision_twice_is_one(database, scene, now, verb):
    made = apply(database, scene.owner, now)
    reason = {} if verb == "accept" else {"reason": "Why"}

    for _ in range(2):
        decide(database, verb, scene.sales, made, seen=1, now=now, **reason)

    assert len(kinds(database)) == 2


def test_the_second_of_two_different_decisions_is_refused(database, scene, now):
    made = apply(database, scene.owner, now)
    decide(database, "accept", scene.sales, made, seen=1, now=now)

    with pytest.raises(Stale):
        decide(database, "reject", scene.sales, made, reason="No", seen=1, now=now)
    with pytest.raises(services.WrongState):
        decide(database, "reject", scene.sales, made, reason="No", seen=2, now=now)


def test_a_correction_of_what_was_decided_meanwhile_is_refused(database, scene, now):
    made = apply(database, scene.owner, now)
    decide(database, "return_", scene.sales, made, reason="More", now=now)

    with pytest.raises(Stale):
        apply(database, scene.owner, now, about_en="Written before the return", seen=1)


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
@pytest.mark.parametrize("verb", ["return_", "reject"])
def test_returning_and_rejecting_need_a_reason(database, scene, now, verb, reason):
    made = apply(database, scene.owner, now)

    with pytest.raises(services.ReasonNeeded):
        decide(database, verb, scene.sales, made, reason=reason, now=now)


def test_staff_of_another_exhibition_find_no_such_application(database, scene, now):
    made = apply(database, scene.owner, now)
    with database.write() as session:
        other = make.exhibition(session, "other")
        stranger = Who(make.staff(session, other, "administrator").id, None, other.id, frozenset({"administrator"}))

    with pytest.raises(NotFound):
        decide(database, "accept", stranger, made, now=now)
    with database.read() as session:
        assert queries.application_detail(session, stranger, made) is None
        assert queries.queue(session, stranger) == []


def test_where_nobody_is_vetted_applying_is_being_accepted(database, scene, now):
    with database.write() as session:
        session.get_one(Exhibition, scene.exhibition).vetting = False

    apply(database, scene.owner, now)

    with database.read() as session:
        assert queries.application(session, scene.exhibition, scene.organisation).state is ApplicationState.ACCEPTED
        assert queries.profile_of(session, scene.exhibition, scene.organisation) is not None
    assert kinds(database) == ["application-submitted", "application-accepted"]


def test_nobody_applies_to_an_exhibition_that_is_over(database, scene, now):
    with pytest.raises(services.ExhibitionOver):
        apply(database, scene.owner, now + timedelta(days=100))

    with database.read() as session:
        assert session.scalars(select(Application)).all() == []


def test_a_rejection_can_be_taken_back_and_an_acceptance_cannot(database, scene, now):
    made = apply(database, scene.owner, now)
    decide(database, "reject", scene.sales, made, reason="No", now=now)

    decide(database, "accept", scene.sales, made, now=now)

    assert verbs(ApplicationState.ACCEPTED, by_staff=True) == []
    with pytest.raises(services.WrongState):
        decide(database, "return_", scene.sales, made, reason="More", now=now)


@pytest.mark.parametrize("verb", [Verb.ACCEPT, Verb.RETURN, Verb.REJECT])
@pytest.mark.parametrize("state", list(ApplicationState))
def test_the_services_do_what_the_table_says(database, scene, now, verb, state):
    made = apply(database, scene.owner, now)
    with database.write() as session:
        session.get_one(Application, made).state = state
    reason = {} if verb is Verb.ACCEPT else {"reason": "Why"}
    names = {Verb.ACCEPT: "accept", Verb.RETURN: "return_", Verb.REJECT: "reject"}

    if allowed(verb, state):
        decide(database, names[verb], scene.sales, made, now=now, **reason)
        expected = TRANSITIONS[verb].target
    else:
        if state is not TRANSITIONS[verb].target:
            with pytest.raises(services.WrongState):
                decide(database, names[verb], scene.sales, made, now=now, **reason)
        expected = state

    with database.read() as session:
        assert session.get_one(Application, made).state is expected


def test_the_queue_is_found_by_names_in_either_language_and_spelling(database, scene, now):
    with database.write() as session:
        for name_ar, name_en in (("مؤسسة أمان", "Aman Foundation"), ("مركز الأمن", "Centre for Safety")):
            other = make.organisation(session, name_ar=name_ar, name_en=name_en)
            who = Who(make.owner_of(session, other).id, other.id, scene.exhibition)
            services.apply(session, who, **CONTENT, now=now)
    apply(database, scene.owner, now)

    with database.read() as session:
        found = {
            text: [each.name_en for each in queries.queue(session, scene.sales, query=text)]
            for text in ("امان", "AMAN", "مؤسسه", "سند", "nothing at all")
        }
    assert found == {
        "امان": ["Aman Foundation"],
        "AMAN": ["Aman Foundation"],
        "مؤسسه": ["Aman Foundation"],
        "سند": ["Sanad Association"],
        "nothing at all": [],
    }


@pytest.mark.parametrize("roles", [frozenset(), frozenset({"layout"}), frozenset({"viewer"})])
def test_who_does_not_decide_sees_no_queue_and_no_contact(database, scene, now, roles):
    made = apply(database, scene.owner, now)
    other = Who(scene.sales.user_id, 999, scene.exhibition, roles)

    with database.read() as session:
        assert queries.queue(session, other) == []
        assert queries.application_detail(session, other, made) is None
        assert queries.own_application(session, other) is None


def test_what_everyone_inside_may_ask_holds_no_typed_word(database, scene, now):
    canaries = {"about_en": "canary-about", "contact_name": "canary-name", "contact_email": "canary@example.org"}
    made = apply(database, scene.owner, now, **canaries)
    decide(database, "return_", scene.sales, made, reason="canary-reason", now=now)

    with database.read() as session:
        open_answers = repr(
            [
                queries.application(session, scene.exhibition, scene.organisation),
                queries.organisations(session, scene.exhibition),
                queries.counts(session, scene.exhibition),
            ]
        )
    assert "canary" not in open_answers


def test_counts_name_every_state(database, scene, now):
    apply(database, scene.owner, now)

    with database.read() as session:
        found = queries.counts(session, scene.exhibition)

    assert found == {
        ApplicationState.APPLIED: 1,
        ApplicationState.ACCEPTED: 0,
        ApplicationState.RETURNED: 0,
        ApplicationState.REJECTED: 0,
    }


def test_an_organisation_that_was_accepted_twice_has_one_page(database, scene, now):
    made = apply(database, scene.owner, now)
    decide(database, "accept", scene.sales, made, now=now)
    with database.write() as session:
        session.get_one(Application, made).state = ApplicationState.REJECTED

    decide(database, "accept", scene.sales, made, now=now)

    with database.read() as session:
        assert len(session.scalars(select(Profile)).all()) == 1
