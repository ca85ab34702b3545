"""Opening an account, confirming it, signing in, choosing another password: as a person does it, without scripts."""

import pytest
from sqlalchemy import select

from booth_app.accounts import links, store
from booth_app.accounts.models import User
from booth_app.base import clock
from booth_app.base.access import Who
from booth_app.exhibitors import services
from booth_app.exhibitors.links import invitation_link, invitation_token
from booth_app.exhibitors.models import Member, Organisation
from tests.accounts.browser import (
    PASSWORD,
    REGISTRATION,
    journal,
    path_of,
    person,
    said,
    send,
    sign_in,
    signed_in,
    token,
    user,
)
from tests.kit import make


@pytest.fixture
def house(make_app, database_url):
    """The application with tokens checked."""
    return make_app(database_url, csrf=True)


@pytest.fixture
def client(house):
    """A browser."""
    return house.test_client()


def test_from_registering_to_the_application(house, client):
    with house.extensions["database"].write() as session:
        make.exhibition(session)

    registered = send(client, "/en/account/register", **REGISTRATION)
    assert (registered.status_code, registered.location) == (303, "/en/account/mailbox")
    assert "huda@sanad.example" in client.get("/en/account/mailbox").text
    assert journal(house) == [
        ("organisation-registered", "organisation:1"),
        ("account-registered", "user:1"),
        ("confirmation-asked", "user:1"),
    ]

    refused = sign_in(client)
    assert refused.status_code == 422
    assert "not confirmed yet" in said(refused)[0]

    with house.app_context():
        link = path_of(links.confirmation_link(1))
    looked = client.get(link)
    assert user(house).confirmed_at is None
    pressed = client.post(link, data={"csrf_token": token(looked)})
    assert (pressed.status_code, pressed.location) == (303, "/en/account/sign-in")
    assert "Next: apply to exhibit." in said(client.get(pressed.location))[0]

    opened = sign_in(client)
    assert opened.location == "/en/my/"
    assert client.get("/en/my/").location == "/en/my/forum/application"
    assert client.get("/en/my/forum/application").status_code == 200


def test_an_account_and_its_organisation_are_opened_together(house, client):
    send(client, "/ar/account/register", **REGISTRATION)

    with house.extensions["database"].read() as session:
        body = session.scalars(select(Organisation)).one()
        member = session.scalars(select(Member)).one()
    assert (body.name_ar, body.name_en, body.created_by) == ("جمعية سند", "Sanad Association", user(house).id)
    assert (member.organisation_id, member.user_id, str(member.role)) == (body.id, user(house).id, "owner")
    assert (user(house).language, user(house).name) == ("ar", "هدى القاسم")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name_ar", ""),
        ("name_en", "  "),
        ("name", ""),
        ("name", "a\x00b"),
        ("country", "XX"),
        ("kind", "crown"),
        ("email", "x"),
        ("password", "short"),
    ],
)
def test_a_mistake_in_one_field_is_said_and_opens_nothing(house, client, field, value):
    answer = send(client, "/en/account/register", **(REGISTRATION | {field: value}))

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert "One field needs another look." in answer.text
    assert journal(house) == []


def test_S04_a_form_sets_nothing_but_its_fields(house, client):
    columns = {name: "1" for name in (each.name for each in User.__table__.columns) if name not in REGISTRATION}

    send(client, "/en/account/register", **(columns | REGISTRATION))

    made = user(house)
    assert (made.id, made.confirmed_at, made.sample, made.active) == (1, None, False, True)
    assert (made.tf_primary_method, made.tf_totp_secret, made.mf_recovery_codes) == (None, None, None)


def test_a_known_address_makes_nothing_new(house, client, now):
    known = person(house, now)

    answer = send(client, "/en/account/register", **(REGISTRATION | {"email": "HUDA@Sanad.example"}))

    assert (answer.status_code, answer.location) == (303, "/en/account/mailbox")
    assert journal(house)[1:] == [("account-registered-again", f"user:{known}")]
    with house.extensions["database"].read() as session:
        assert session.scalars(select(Organisation)).all() == []
        assert len(session.scalars(select(User)).all()) == 1


def test_whoever_registers_a_strangers_address_first_does_not_know_its_password_later(house, client):
    send(client, "/en/account/register", **(REGISTRATION | {"password": "of-the-one-who-was-first"}))
    send(client, "/en/account/register", **(REGISTRATION | {"name_en": "The owner's own"}))
    with house.app_context():
        link = path_of(links.reset_link(1))

    send(client, link, password="chosen-by-the-mailbox")

    assert journal(house)[-2:] == [("account-contested", "user:1"), ("password-changed", "user:1")]
    assert sign_in(client, password="of-the-one-who-was-first").status_code == 422
    assert sign_in(client, password=PASSWORD).status_code == 422
    assert sign_in(client, password="chosen-by-the-mailbox").status_code == 303
    with house.extensions["database"].read() as session:
        assert [body.name_en for body in session.scalars(select(Organisation))] == ["The owner's own"]


def test_an_old_confirmation_link_of_a_contested_address_opens_nothing(house, client):
    send(client, "/en/account/register", **REGISTRATION)
    with house.app_context():
        link = path_of(links.confirmation_link(1))
    send(client, "/en/account/register", **REGISTRATION)

    assert client.get(link).location == "/en/account/confirm"
    assert user(house).confirmed_at is None


def test_a_forgotten_password_is_chosen_anew_by_the_link(house, client, now):
    person(house, now)
    asked = send(client, "/en/account/reset", email="huda@sanad.example")
    assert asked.location == "/en/account/mailbox"
    with house.app_context():
        link = path_of(links.reset_link(user(house).id))

    wrong = send(client, link, password="short")
    assert wrong.status_code == 422
    right = send(client, link, password="another-sentence-now")

    assert (right.status_code, right.location) == (303, "/en/account/sign-in")
    assert [kind for kind, _subject in journal(house)] == ["account-registered", "reset-asked", "password-changed"]
    assert sign_in(client).status_code == 422
    assert sign_in(client, password="another-sentence-now").status_code == 303


def test_a_password_is_changed_by_who_knows_it(house, client, now):
    person(house, now)
    sign_in(client)

    wrong = send(client, "/en/account/password", password="not it", new_password="another-sentence-now")
    assert wrong.status_code == 422
    right = send(client, "/en/account/password", password=PASSWORD, new_password="another-sentence-now")

    assert (right.status_code, right.location) == (303, "/en/account/")
    assert signed_in(client)
    assert journal(house)[-1] == ("password-changed", f"user:{user(house).id}")


def test_name_and_language_are_a_persons_own_to_change(house, client, now):
    person(house, now)
    sign_in(client)

    answer = send(client, "/en/account/", name="  Huda   Al-Qasim ", language="en")

    assert answer.status_code == 303
    assert (user(house).name, user(house).language) == ("Huda Al-Qasim", "en")
    assert send(client, "/en/account/", name="", language="fr").status_code == 422


def test_two_registrations_of_one_address_at_once_open_one_account(house, monkeypatch):
    first, second = house.test_client(), house.test_client()
    page = second.get("/en/account/register")
    found = store.People.find_user
    calls = []

    def late(self, **asked):
        # The second request looks before the first has committed, and writes after it.
        if not calls and "email" in asked:
            calls.append(asked)
            send(first, "/en/account/register", **REGISTRATION)
            return None
        return found(self, **asked)

    monkeypatch.setattr(store.People, "find_user", late)
    answer = second.post("/en/account/register", data={"csrf_token": token(page), **REGISTRATION})

    assert (answer.status_code, answer.location) == (303, "/en/account/mailbox")
    with house.extensions["database"].read() as session:
        assert len(session.scalars(select(User)).all()) == 1
        assert len(session.scalars(select(Organisation)).all()) == 1


def test_a_person_who_is_invited_opens_an_account_without_an_organisation(house, client, now):
    with house.app_context(), house.extensions["database"].write() as session:
        body = make.organisation(session, name_en="Aman Centre")
        owner = Who(make.owner_of(session, body).id)
        services.invite(session, owner, body.id, "huda@sanad.example", sign=invitation_token, now=clock.now(session))
        link = path_of(invitation_link(1, "en"))
        organisation_id = body.id
    invited = client.get(link)
    assert "Aman Centre" in invited.text
    register = f"/en/account/register?invitation={link.rpartition('/')[2]}"

    fields = {name: REGISTRATION[name] for name in ("name", "email", "password")}
    page = client.get(register)
    assert 'name="name_ar"' not in page.text
    invitation = link.rpartition("/")[2]
    answer = send(client, "/en/account/register", opened=register, invitation=invitation, **fields)
    assert answer.location == "/en/account/mailbox"
    with house.app_context():
        confirm = path_of(links.confirmation_link(user(house).id))
    send(client, confirm)
    sign_in(client)
    joined = send(client, link)

    assert joined.status_code == 303
    with house.extensions["database"].read() as session:
        assert session.get(Member, (organisation_id, user(house).id)) is not None
        assert len(session.scalars(select(Organisation)).all()) == 1
