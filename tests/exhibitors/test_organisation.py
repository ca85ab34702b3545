"""An organisation says that it is called otherwise, or that somebody else is to be turned to."""

from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import select

from booth_app.base.access import Who
from booth_app.base.errors import NotFound, Stale
from booth_app.claims import services as claims
from booth_app.exhibitors import queries, services
from booth_app.exhibitors.models import Application, ApplicationState, Member, MemberRole, Organisation, Profile
from booth_app.exhibitors.models import OrganisationKind as Kind
from booth_app.journal.models import Detail, Entry
from tests.exhibitors.conftest import made
from tests.exhibitors.test_views import browser, hidden
from tests.kit import make

CHANGED = {"name_ar": "هيئة سند", "name_en": "Sanad Authority", "country": "AE", "kind": Kind.INTERNATIONAL_BODY}
CONTACT = {"name": "Huda", "email": "Huda@Sanad.example", "phone": "+966 11 000 0000"}


@pytest.fixture
def accepted(database, scene) -> Who:
    """The owner of an organisation that applied and was accepted, at a page of its own."""
    with database.write() as session:
        apply(session, scene)
    return scene.owner


def apply(session, scene, state=ApplicationState.ACCEPTED, exhibition=None) -> Application:
    where = Who(scene.owner.user_id, scene.organisation, exhibition or scene.exhibition)
    row = Application(
        exhibition_id=where.exhibition_id,
        organisation_id=scene.organisation,
        state=state,
        category="hotline",
        contact_name="Noura",
        contact_email="noura@sanad.example",
        declared_at=make.NOW,
        submitted_at=make.NOW,
    )
    session.add(row)
    session.flush()
    body = session.get(Organisation, scene.organisation)
    services.introduce(
        session,
        where,
        name_ar=body.name_ar,
        name_en=body.name_en,
        country="SA",
        category="hotline",
        organisation_id=body.id,
    )
    return row


def do(database, verb, *arguments, **options):
    with database.write() as session:
        return getattr(services, verb)(session, *arguments, **options)


def entries(database, kind):
    with database.read() as session:
        rows = session.execute(select(Entry, Detail.words).outerjoin(Detail).where(Entry.kind == kind))
        return [(row, words) for row, words in rows]


def test_its_page_follows_at_the_address_it_has(database, scene, accepted, now):
    do(database, "edit_organisation", accepted, scene.organisation, **CHANGED, now=now)

    with database.read() as session:
        page = queries.profile_of(session, scene.exhibition, scene.organisation)
        body = queries.organisation(session, scene.organisation)
    assert (body.name_ar, body.name_en, body.country, body.kind) == tuple(CHANGED.values())
    assert (page.name_ar, page.name_en, page.country) == ("هيئة سند", "Sanad Authority", "AE")
    assert (page.slug, page.version) == ("sanad-association", 2)


def test_what_it_was_and_what_it_is_stand_in_the_journal_once(database, scene, accepted, now):
    for _ in range(2):
        do(database, "edit_organisation", accepted, scene.organisation, **CHANGED, now=now)

    [(entry, words)] = entries(database, "organisation-changed")
    assert (entry.exhibition_id, entry.organisation_id, entry.public) == (scene.exhibition, scene.organisation, True)
    assert entry.before == {"country": "SA", "kind": "public_body"}
    assert entry.after == {"changed": [*CHANGED], "country": "AE", "kind": "international_body"}
    assert words == {"name_ar": ["جمعية سند", "هيئة سند"], "name_en": ["Sanad Association", "Sanad Authority"]}


def test_a_page_of_an_exhibition_that_is_over_stays_as_it_was_read(database, scene, accepted, now):
    with database.write() as session:
        past = make.exhibition(
            session, "past", first_day=now.date() - timedelta(days=40), last_day=now.date() - timedelta(days=38)
        )
        apply(session, scene, exhibition=past.id)
        gone = past.id

    do(database, "edit_organisation", accepted, scene.organisation, **CHANGED, now=now)

    with database.read() as session:
        names = dict(session.execute(select(Profile.exhibition_id, Profile.name_en)).all())
    assert names == {scene.exhibition: "Sanad Authority", gone: "Sanad Association"}
    public = {entry.exhibition_id: entry.public for entry, _ in entries(database, "organisation-changed")}
    assert public == {scene.exhibition: True, gone: False}


def test_an_organisation_that_never_applied_is_written_down_too(database, scene, now):
    do(database, "edit_organisation", scene.owner, scene.organisation, **CHANGED, now=now)

    [(entry, _)] = entries(database, "organisation-changed")
    assert (entry.exhibition_id, entry.subject, entry.public) == (None, f"organisation:{scene.organisation}", False)


def test_a_member_who_is_no_owner_may_and_a_stranger_finds_nothing(database, scene, now):
    with database.write() as session:
        colleague = make.user(session)
        session.add(Member(organisation_id=scene.organisation, user_id=colleague.id, role=MemberRole.MEMBER, since=now))
        stranger = make.owner_of(session, make.organisation(session))
        member, other = Who(colleague.id), Who(stranger.id)

    do(database, "edit_organisation", member, scene.organisation, **CHANGED, now=now)
    with pytest.raises(NotFound):
        do(database, "edit_organisation", other, scene.organisation, **(CHANGED | {"name_en": "Mine"}), now=now)

    with database.read() as session:
        assert queries.organisation(session, scene.organisation).name_en == "Sanad Authority"


def test_a_colleagues_change_is_not_written_over(database, scene, now):
    with database.read() as session:
        seen = queries.organisation(session, scene.organisation).stamp
    do(database, "edit_organisation", scene.owner, scene.organisation, **CHANGED, seen=seen, now=now)

    with pytest.raises(Stale):
        do(
            database,
            "edit_organisation",
            scene.owner,
            scene.organisation,
            **(CHANGED | {"name_en": "Another"}),
            seen=seen,
            now=now,
        )


def test_a_name_in_neither_language_is_none(database, scene, now):
    nothing = CHANGED | {"name_ar": " ", "name_en": ""}

    with pytest.raises(services.NameMissing):
        do(database, "edit_organisation", scene.owner, scene.organisation, **nothing, now=now)


def test_another_contact_person_is_named_after_the_acceptance(database, scene, accepted, now):
    do(database, "change_contact", accepted, **CONTACT, seen=1, now=now)

    with database.read() as session:
        mine = queries.own_application(session, accepted)
    assert (mine.contact_name, mine.contact_email) == ("Huda", "huda@sanad.example")
    assert (mine.state, mine.version) == (ApplicationState.ACCEPTED, 2)
    [(entry, words)] = entries(database, "contact-changed")
    assert entry.after["changed"] == ["contact_name", "contact_email", "contact_phone"]
    assert "huda" not in str(entry.after).lower()  # personal values stand where they can be erased
    assert words["contact"][0]["contact_name"] == "Noura"
    assert words["contact"][1]["contact_name"] == "Huda"


def test_the_same_contact_person_is_no_change(database, accepted, now):
    for _ in range(2):
        do(database, "change_contact", accepted, **CONTACT, now=now)

    assert len(entries(database, "contact-changed")) == 1


def test_a_contact_form_of_before_a_decision_is_stale(database, accepted, now):
    with pytest.raises(Stale):
        do(database, "change_contact", accepted, **CONTACT, seen=7, now=now)


def test_a_rejected_application_keeps_its_contact_person(database, scene, now):
    with database.write() as session:
        apply(session, scene, ApplicationState.REJECTED)

    with pytest.raises(services.WrongState):
        do(database, "change_contact", scene.owner, **CONTACT, now=now)


def test_who_has_not_applied_has_no_contact_person(database, scene, now):
    with pytest.raises(NotFound):
        do(database, "change_contact", scene.owner, **CONTACT, now=now)


@pytest.fixture
def there(app):
    """The scene in the application's database, accepted and with a booth."""
    with app.extensions["database"].write() as session:
        found = made(session)
        apply(session, found)
        hall = make.hall(session, session.get(make.Exhibition, found.exhibition))
        booth = make.plan(session, hall, 2)[0].id
    with app.extensions["database"].write() as session:
        claims.assign(
            session,
            found.sales,
            found.organisation,
            booth_ids=[booth],
            request_key="assign-the-booth",
            now=make.NOW,
        )
    return found


def test_the_form_holds_what_is_said_now_and_saves_what_is_typed(app, there):
    owner = browser(app, there.owner)
    path = f"/ar/my/organisations/{there.organisation}/edit"
    page = owner.get(path)

    answer = owner.post(path, data=CHANGED | {"kind": "tool_maker", "seen": hidden(page, "seen")})

    assert "جمعية سند" in page.text
    assert answer.status_code == 303
    assert "هيئة سند" in owner.get(answer.location).text


def test_the_map_and_the_list_say_the_new_name_at_once(app, there):
    visitor, owner = app.test_client(), browser(app, there.owner)
    paths = ("/en/forum/booths.json", "/en/forum/exhibitors", "/en/forum/search?q=Sanad", "/en/forum/")
    before = [visitor.get(path).text for path in paths]

    owner.post(f"/en/my/organisations/{there.organisation}/edit", data=CHANGED | {"seen": ""})

    after = [visitor.get(path).text for path in paths]
    assert all("Sanad Association" in text for text in before)
    assert [("Sanad Authority" in text, "Sanad Association" in text) for text in after] == [(True, False)] * 4


def test_an_empty_form_says_what_is_missing_and_keeps_the_rest(app, there):
    owner = browser(app, there.owner)

    answer = owner.post(
        f"/en/my/organisations/{there.organisation}/edit",
        data={"name_ar": "", "name_en": "Typed", "country": "SA", "kind": "public_body"},
    )

    assert answer.status_code == 422
    assert "Enter the organisation's name in Arabic." in unescape(answer.text)
    assert 'value="Typed"' in answer.text


def test_the_edited_form_of_a_colleague_is_answered_with_what_was_typed(app, there):
    owner = browser(app, there.owner)
    path = f"/en/my/organisations/{there.organisation}/edit"
    seen = hidden(owner.get(path), "seen")
    owner.post(path, data=CHANGED | {"seen": seen})

    answer = owner.post(path, data=CHANGED | {"name_en": "Third", "seen": seen})

    assert (answer.status_code, 'data-refusal="stale"' in answer.text) == (409, True)
    assert 'value="Third"' in answer.text
    assert owner.post(path, data=CHANGED | {"name_en": "Third", "seen": hidden(answer, "seen")}).status_code == 303


def test_a_contact_form_in_error_is_open_and_the_rest_of_the_page_is_there(app, there):
    owner = browser(app, there.owner)

    answer = owner.post(
        "/en/my/forum/application/contact", data={"contact_name": "Huda", "contact_email": "nothing", "seen": "1"}
    )

    assert answer.status_code == 422
    assert "<details open>" in answer.text
    assert 'value="nothing"' in answer.text
    assert "noura@sanad.example" in answer.text


def test_a_contact_person_is_changed_by_a_plain_form(app, there):
    owner = browser(app, there.owner)
    form = {"contact_name": "Huda", "contact_email": "huda@sanad.example", "contact_phone": ""}

    answer = owner.post("/en/my/forum/application/contact", data=form)

    assert answer.status_code == 303
    assert "huda@sanad.example" in owner.get(answer.location).text
