"""People as commands and the sample make them."""

from datetime import timedelta

import pytest
from flask_security import verify_password
from sqlalchemy import select

from booth_app.accounts import links, queries, services
from booth_app.accounts.addresses import normal
from booth_app.accounts.models import User
from booth_app.base.access import SYSTEM, Who
from booth_app.base.db import Database
from booth_app.config import SettingsError
from booth_app.journal.models import Entry
from booth_app.text.problems import Unreadable
from tests.kit import make


@pytest.fixture
def house(any_app):
    """The application's context and database."""
    with any_app.app_context():
        yield any_app.extensions["database"]


def create(house, now, email="huda@sanad.example", **options) -> int:
    with house.write() as session:
        return services.create_person(
            session, email=email, name=" هدى  القاسم ", password="password-of-test", now=now, **options
        )


def test_a_person_is_confirmed_can_be_found_and_signs_in_with_the_password(house, now):
    made = create(house, now, "Huda@Sanad.EXAMPLE")

    with house.read() as session:
        found = queries.by_email(session, " HUDA@sanad.example")
        stored = session.get_one(User, made).password
    assert found == queries.PersonValue(made, "huda@sanad.example", "هدى القاسم", "ar", confirmed=True, active=True)
    assert stored.startswith("$argon2id$")
    assert verify_password("password-of-test", stored)


def test_an_address_has_one_account_however_it_is_typed(house, now):
    create(house, now)

    with pytest.raises(services.AddressTaken):
        create(house, now, "HUDA@SANAD.example")

    with house.read() as session:
        assert len(session.scalars(select(User)).all()) == 1


@pytest.mark.parametrize(
    "typed", ["", "x", "a@b", "a@localhost", "a b@c.org", "a@b.org\nBcc: c@d.org", "x" * 65 + "@b.org"]
)
def test_what_is_no_address_makes_no_account(house, now, typed):
    with pytest.raises(Unreadable):
        create(house, now, typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("A@MÜNCHEN.de", "a@münchen.de"),
        ("a@xn--mnchen-3ya.de", "a@münchen.de"),
        ("ليلى@مثال.السعودية", "ليلى@مثال.السعودية"),
        ("\u200fHuda@Sanad.example\u200f", "huda@sanad.example"),
    ],
)
def test_an_address_has_one_spelling_in_every_script(typed, kept):
    assert normal(typed) == kept
    assert normal(kept) == kept


def test_another_password_ends_every_session(house, now):
    made = create(house, now)
    with house.read() as session:
        before = session.get_one(User, made).fs_uniquifier

    with house.write() as session:
        services.set_password(session, made, "another-password", now=now)

    with house.read() as session:
        row = session.get_one(User, made)
    assert row.fs_uniquifier != before
    assert verify_password("another-password", row.password)


def test_a_closed_account_is_closed_once_and_has_no_session(house, now):
    made = create(house, now)
    with house.read() as session:
        before = session.get_one(User, made).fs_uniquifier

    for _ in range(2):
        with house.write() as session:
            services.deactivate(session, SYSTEM, made, now=now + timedelta(days=1))

    with house.read() as session:
        row = session.get_one(User, made)
        kinds = list(session.scalars(select(Entry.kind).order_by(Entry.id)))
    assert (row.active, row.fs_uniquifier == before) == (False, False)
    assert kinds == ["account-registered", "account-closed"]


def test_people_are_asked_for_in_one_answer(house, now):
    made = [create(house, now, f"{name}@sanad.example") for name in ("a", "b")]

    with house.read() as session:
        found = queries.people(session, [*made, 4711])

    assert sorted(found) == made


def test_links_lead_to_the_public_address_in_the_persons_language(make_app, database_url, now):
    app = make_app(database_url, BOOTH_PUBLIC_URL="https://booths.example")
    with app.app_context():
        house = app.extensions["database"]
        arabic, english = create(house, now), create(house, now, "b@sanad.example", language="en")

        assert links.confirmation_link(arabic).startswith("https://booths.example/ar/account/confirm/")
        assert links.reset_link(english).startswith("https://booths.example/en/account/reset/")
        with pytest.raises(LookupError):
            links.reset_link(4711)


def test_a_database_with_sample_accounts_is_refused_in_one_line(house, now):
    create(house, now)
    services.refuse_sample_accounts(house)
    made = create(house, now, "sample@sample.example", sample=True)

    with pytest.raises(SettingsError, match=r"1 sample account") as refused:
        services.refuse_sample_accounts(house)

    assert "\n" not in str(refused.value)
    with house.write() as session:
        assert [each.id for each in services.sample_accounts(session)] == [made]
        services.deactivate(session, SYSTEM, made, now=now)
    services.refuse_sample_accounts(house)


def test_a_database_without_tables_has_no_sample_accounts_and_one_that_is_away_is_refused(tmp_path):
    services.refuse_sample_accounts(Database(f"sqlite:///{tmp_path / 'new.sqlite3'}"))

    with pytest.raises(SettingsError, match="DATABASE_URL"):
        services.refuse_sample_accounts(Database(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.sqlite3'}"))


def test_signing_out_everywhere_gives_the_session_that_goes_on_its_new_name(house, now):
    with house.write() as session:
        person = make.user(session)
        before = person.fs_uniquifier

    with house.write() as session:
        new = services.sign_out_everywhere(session, Who(person.id), now=now)

    with house.read() as session:
        assert session.get_one(User, person.id).fs_uniquifier == new != before
