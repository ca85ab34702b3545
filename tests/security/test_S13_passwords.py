"""S13: long enough, not among the common ones, taken exactly as typed; nothing asked of its characters."""

import re

import pytest

from tests.accounts.browser import REGISTRATION, person, send, sign_in, user


@pytest.fixture
def house(make_app, sqlite_url):
    """The application with tokens checked."""
    return make_app(sqlite_url, csrf=True)


def registered(house, password: str, **fields):
    return send(house.test_client(), "/en/account/register", **(REGISTRATION | {"password": password} | fields))


@pytest.mark.parametrize(
    "password",
    [
        "eightchr",
        "nothing but lower case",
        "كلمة مرور بالعربية",
        "x1 " * 21 + "y",
        "🦉🦉🦉🦉🦉🦉🦉🐪",
        "z" * 63 + "a",
        "  outer spaces count  ",
        "p" + "q" * 255,
    ],
)
def test_S13_any_characters_will_do(house, password):
    assert registered(house, password).status_code == 303


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("seven77", "Use 8 characters or more."),
        ("password", "tried first"),
        ("PassWord1", "tried first"),
        ("qwertyuiop", "tried first"),
        ("aaaaaaaaaaaa", "tried first"),
        ("huda@sanad.example", "no password"),
        ("Q" * 200 + "r" * 57, "at most 256"),
        ("        ", "password"),
    ],
)
def test_S13_short_common_and_own_names_are_refused_in_words(house, password, words):
    answer = registered(house, password)

    assert answer.status_code == 422
    assert words in re.sub(r"<[^>]+>", "", answer.text)


def test_S13_a_password_is_not_trimmed_and_its_case_counts(house, now):
    person(house, now, password="  Outer Spaces Count  ")

    assert sign_in(house.test_client(), password="Outer Spaces Count").status_code == 422
    assert sign_in(house.test_client(), password="  outer spaces count  ").status_code == 422
    assert sign_in(house.test_client(), password="  Outer Spaces Count  ").status_code == 303


def test_S13_two_ways_to_type_one_letter_are_one_password(house, now):
    person(house, now, password="caf\u00e9-in-the-hall")

    assert sign_in(house.test_client(), password="cafe\u0301-in-the-hall").status_code == 303


def test_S13_what_is_stored_is_argon2id(house):
    registered(house, "eightchr")

    assert user(house).password.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_S13_pasting_and_password_managers_are_welcome(house):
    page = house.test_client().get("/en/account/register").text
    field = re.search(r'<input[^>]*name="password"[^>]*>', page).group()

    assert 'autocomplete="new-password"' in field
    assert "maxlength" not in field
    assert "onpaste" not in page
