"""Every page and message of signing in is in the reader's language, the library's own sentences too."""

import re

import pytest
from flask import g
from flask_security.core import _default_messages

from booth_app.accounts import links
from booth_app.accounts.messages import SAID
from tests.accounts.browser import PASSWORD, REGISTRATION, path_of, person, send, sign_in, token, user
from tests.kit import make

NEVER_SAID = re.compile(
    r"US_|WEBAUTHN|USERNAME|OAUTH|LOGIN_|INVALID_LOGIN|PASSWORDLESS|CHANGE_EMAIL|PHONE|IDENTITY|GENERIC_(?:RECOVERY|US)|"
    r"REFRESH|USE_CODE|CODE_HAS|FAILED_TO_SEND|PASSWORD_BREACHED|PASSWORD_TOO_SIMPLE|PASSWORD_INVALID_LENGTH|"
    r"PASSWORD_RESET$|PASSWORD_MISMATCH|INVALID_INPUT_LENGTH"
)
"""Messages of what is not installed here, or in whose place ours are said."""
LATIN = re.compile(r"[A-Za-z]{3,}(?:[ ,.'][A-Za-z]{2,})*")
ALLOWED = re.compile(r"English|name@example\.org|[\w.+-]+@[\w.-]+|QR|https?://\S*|Sanad Association|booths?\.\S*")


@pytest.fixture
def house(make_app, sqlite_url, now):
    """The application with a person in it, an exhibition, and an application under way."""
    app = make_app(sqlite_url, csrf=True)
    with app.extensions["database"].write() as session:
        make.exhibition(session)
    person(app, now)
    return app


def visible(page) -> str:
    """What is read or heard on a page."""
    body = re.sub(r"<(script|style|svg)\b.*?</\1>|<head>.*?</head>", " ", page.text, flags=re.DOTALL)
    spoken = " ".join(re.findall(r'(?:aria-label|alt|title|placeholder|data-show|data-hide)="([^"]*)"', body))
    body = re.sub(r'<(\w+)[^>]* lang="en"[^>]*>.*?</\1>', " ", body, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", body) + " " + spoken


def foreign(page) -> list[str]:
    """Latin words on an Arabic page that are no name, address or code."""
    text = ALLOWED.sub(" ", visible(page))
    return LATIN.findall(text)


def test_every_message_that_can_be_said_has_arabic(house):
    with house.test_request_context("/ar/"):
        g.lang = "ar"
        domain = house.extensions["security"].i18n_domain
        english = {
            key: sentence
            for key, (sentence, _category) in (_default_messages | SAID).items()
            if not NEVER_SAID.search(key) and not re.search("[\u0600-\u06ff]", domain.gettext(sentence))
        }

    assert english == {}


def test_ours_are_said_in_the_place_of_the_librarys(house):
    with house.test_request_context("/ar/"):
        g.lang = "ar"
        from flask_security.utils import get_message  # noqa: PLC0415 - needs the application's context

        said = get_message("GENERIC_AUTHN_FAILED")[0]

    assert said == "تعذّر تسجيل الدخول. تحققوا من البريد الإلكتروني وكلمة المرور."


def test_no_page_of_someone_signed_out_has_an_english_sentence(house):
    client = house.test_client()
    with house.app_context():
        reset = path_of(links.reset_link(user(house).id)).replace("/en/", "/ar/")
    send(client, "/ar/account/register", **(REGISTRATION | {"email": "new@sanad.example"}))
    with house.app_context():
        confirm = path_of(links.confirmation_link(user(house, "new@sanad.example").id))
    pages = [client.get(f"/ar/account/{path}") for path in ("sign-in", "register", "confirm", "reset", "mailbox")]
    pages += [client.get(reset), client.get(confirm)]
    pages += [
        send(client, "/ar/account/sign-in", email="huda@sanad.example", password="wrong"),
        send(client, "/ar/account/sign-in", email="new@sanad.example", password=PASSWORD),
        send(client, "/ar/account/register", email="x", password="short"),
        send(client, "/ar/account/register", **(REGISTRATION | {"password": "password1", "country": "XX"})),
        send(client, "/ar/account/register", **(REGISTRATION | {"name": "x" * 500, "name_ar": "x\x00"})),
        send(client, "/ar/account/reset", email=""),
        send(client, "/ar/account/reset", email="x"),
        send(client, "/ar/account/confirm", email="x"),
        send(client, reset, password="short"),
        send(client, reset, password="huda@sanad.example"),
    ]
    for path in ("confirm/none", "reset/none", "code", "second-factor", "code/recovery", "password"):
        pages.append(client.get(f"/ar/account/{path}", follow_redirects=True))

    assert {page.status_code for page in pages} == {200, 422}
    assert [(page.request.path, foreign(page)) for page in pages if foreign(page)] == []


def test_no_page_of_someone_signed_in_has_an_english_sentence(house):
    client = house.test_client()
    sign_in(client)
    name = {"name_ar": "جهة", "name_en": "Sanad Association", "kind": "public_body", "country": "SA"}
    wrong_application = {
        "contact_email": "x",
        "contact_name": "",
        "contact_phone": "abc",
        "about_ar": "نص",
        "category": "x",
    }
    pages = [client.get("/ar/account/"), client.get("/ar/my/organisations")]
    pages.append(send(client, "/ar/account/", name="", language="xx"))
    pages.append(send(client, "/ar/my/organisations", name_ar="", name_en="", kind="x", country="x"))
    key = re.search(r'name="request_key"[^>]* value="([^"]+)"', client.get("/ar/my/organisations").text).group(1)
    send(client, "/ar/my/organisations", request_key=key, **name)
    pages += [client.get(f"/ar/my/{path}") for path in ("organisations", "organisations/1", "forum/application")]
    pages.append(send(client, "/ar/my/organisations/1", email="x"))
    pages.append(send(client, "/ar/my/forum/application", **wrong_application))
    pages.append(send(client, "/ar/account/password", password="wrong", new_password="another-sentence"))
    pages.append(send(client, "/ar/account/password", password=PASSWORD, new_password=PASSWORD))
    pages.append(send(client, "/ar/account/verify", password="wrong"))
    pages.append(client.get("/ar/account/second-factor"))
    setup = send(client, "/ar/account/second-factor", setup="authenticator")
    wrong = client.post("/ar/account/code", data={"csrf_token": token(setup), "code": "000000"})
    pages.append(client.get("/ar/account/recovery-codes"))

    for each in (setup, wrong):
        assert [word for word in foreign(each) if not re.fullmatch("[A-Z0-9 -]+", word)] == []
    assert {page.status_code for page in pages} == {200, 422}
    assert [(page.request.path, foreign(page)) for page in pages if foreign(page)] == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_mistake_is_announced_at_the_top_and_tied_to_its_field(house, lang):
    page = send(house.test_client(), f"/{lang}/account/register", email="x", password="short").text

    assert re.search(r'<div class="notice bad" role="alert" tabindex="-1" autofocus', page)
    for field in ("email", "name_ar", "name_en", "name"):
        assert f'<a href="#{field}">' in page
        tag = re.search(rf'<(?:input|select)[^>]*\bid="{field}"[^>]*>', page).group()
        assert 'aria-invalid="true"' in tag
        assert f"{field}-error" in re.search(r'aria-describedby="([^"]*)"', tag).group(1)
    assert page.count("autofocus") == 1
