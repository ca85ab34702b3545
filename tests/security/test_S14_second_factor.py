"""S14: staff sign in in two steps in production; a code is spent by use, however it is typed; so is a recovery code."""

import re
import threading
import time

import pytest
import time_machine

from booth_app.accounts import codes, links
from booth_app.base.access import may
from booth_app.exhibitions.models import Role, StaffRole
from tests.accounts.browser import PASSWORD, journal, path_of, person, send, sign_in, signed_in, token, user
from tests.kit import make

PRODUCTION = {
    "APP_ENV": "production",
    "SECRET_KEY": "a-secret-of-forty-characters-for-the-test",
    "BOOTH_PUBLIC_URL": "https://booths.example",
    "MAIL_URL": "smtp://localhost:25",
    "BOOTH_MAIL_FROM": "booths@booths.example",
}
DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.fixture
def house(make_app, database_url, now):
    """The application in development with a person in it."""
    app = make_app(database_url, csrf=True)
    person(app, now)
    return app


def code_of(house, secret: str) -> str:
    """What the person's app shows now."""
    with house.app_context():
        return house.extensions["security"].totp_factory.generate_totp_password(secret)


def set_up(house, client) -> str:
    """Set up an authenticator as a signed-in person; gives its secret."""
    page = send(client, "/en/account/second-factor", setup="authenticator")
    assert 'class="qr"' in page.text
    with client.session_transaction() as session:
        secret = session["tf_totp_secret"]
    answer = client.post("/en/account/code", data={"csrf_token": token(page), "code": code_of(house, secret)})
    assert (answer.status_code, answer.location) == (303, "/en/account/recovery-codes")
    return secret


@pytest.fixture
def later():
    """A clock that stands still until it is put forward by half a minute, so that the app shows another code."""
    with time_machine.travel(time.time(), tick=False) as clock:
        yield lambda: clock.shift(31)


def test_S14_a_code_is_asked_for_and_opens_once(house, later):
    client = house.test_client()
    sign_in(client)
    secret = set_up(house, client)
    later()
    code = code_of(house, secret)

    first, second = house.test_client(), house.test_client()
    for each in (first, second):
        assert sign_in(each).location.startswith("/en/account/code")
        assert not signed_in(each)
    answers = [send(each, "/en/account/code", code=code) for each in (first, second)]

    assert [answer.status_code for answer in answers] == [303, 422]
    assert signed_in(first)
    assert not signed_in(second)


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: f" {code[:3]} {code[3:]} ",
        lambda code: code.translate(DIGITS),
        lambda code: f"{code[:3]}-{code[3:]}",
    ],
)
def test_S14_a_spent_code_stays_spent_however_it_is_typed(house, later, typed):
    client = house.test_client()
    sign_in(client)
    secret = set_up(house, client)
    later()
    code = code_of(house, secret)
    first, second = house.test_client(), house.test_client()
    sign_in(first)
    sign_in(second)

    assert send(first, "/en/account/code", code=typed(code)).status_code == 303
    assert send(second, "/en/account/code", code=typed(code)).status_code == 422
    assert send(second, "/en/account/code", code=code).status_code == 422


def test_S14_the_code_that_proved_the_app_is_spent_by_that(house, later):
    client = house.test_client()
    sign_in(client)
    secret = set_up(house, client)

    other = house.test_client()
    sign_in(other)

    assert send(other, "/en/account/code", code=code_of(house, secret)).status_code == 422
    later()
    assert send(other, "/en/account/code", code=code_of(house, secret)).status_code == 303


def test_S14_one_code_in_two_requests_at_once_opens_one_session(house, later):
    client = house.test_client()
    sign_in(client)
    secret = set_up(house, client)
    later()
    code, start, statuses = code_of(house, secret), threading.Barrier(4), []
    browsers = [house.test_client() for _ in range(4)]
    pages = []
    for each in browsers:
        sign_in(each)
        pages.append(token(each.get("/en/account/code")))

    def give(browser, csrf):
        start.wait()
        statuses.append(browser.post("/en/account/code", data={"csrf_token": csrf, "code": code}).status_code)

    workers = [threading.Thread(target=give, args=pair) for pair in zip(browsers, pages, strict=True)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()

    assert sorted(statuses) == [303, 422, 422, 422]


def test_S14_a_wrong_code_while_setting_up_keeps_the_key(house):
    client = house.test_client()
    sign_in(client)
    page = send(client, "/en/account/second-factor", setup="authenticator")
    key = re.search(r'class="key">([^<]+)<', page.text).group(1)

    wrong = client.post("/en/account/code", data={"csrf_token": token(page), "code": "000000"})

    assert wrong.status_code == 422
    assert key in wrong.text
    assert user(house).tf_primary_method is None


def test_S14_recovery_codes_are_shown_once_kept_as_hashes_and_work_once(house, later):
    client = house.test_client()
    sign_in(client)
    set_up(house, client)
    page = send(client, "/en/account/recovery-codes")
    shown = re.findall(r'<li><bdi dir="ltr">([0-9a-f-]+)</bdi></li>', page.text)
    assert len(shown) == 10
    assert shown[0] not in client.get("/en/account/recovery-codes?show_codes=1").text
    assert not set(shown) & set(user(house).mf_recovery_codes)
    later()

    first, second = house.test_client(), house.test_client()
    sign_in(first)
    sign_in(second)
    typed = shown[0].upper().replace("-", " ").translate(DIGITS)
    answers = [send(each, "/en/account/code/recovery", code=typed) for each in (first, second)]

    assert [answer.status_code for answer in answers] == [303, 422]
    assert codes.left(user(house)) == 9
    assert journal(house)[-1][0] == "recovery-code-used"


def test_S14_a_new_password_by_mail_does_not_get_around_the_code(house, later):
    client = house.test_client()
    sign_in(client)
    set_up(house, client)
    with house.app_context():
        link = path_of(links.reset_link(user(house).id))
    other = house.test_client()
    send(other, link, password="another-sentence-now")

    assert not signed_in(other)
    assert sign_in(other, password="another-sentence-now").location.startswith("/en/account/code")


@pytest.mark.parametrize("path", ["code", "code/recovery", "code/help", "code/way"])
def test_S14_a_page_for_codes_leaves_who_is_signed_in_as_they_are(house, path):
    client = house.test_client()
    sign_in(client)
    before = journal(house)

    client.get(f"/en/account/{path}")

    assert signed_in(client)
    assert journal(house) == before


def test_S14_setting_up_signs_other_devices_out(house):
    client, other = house.test_client(), house.test_client()
    sign_in(client)
    sign_in(other)

    set_up(house, client)

    assert signed_in(client)
    assert not signed_in(other)


def test_S14_a_second_factor_can_be_turned_off_by_who_need_not_have_one(house):
    client = house.test_client()
    sign_in(client)
    set_up(house, client)

    answer = send(client, "/en/account/second-factor", setup="disable")

    assert answer.status_code == 303
    assert user(house).tf_primary_method is None
    assert journal(house)[-1][0] == "second-factor-removed"


def production(make_app, url, now):
    """The application in production with one person of the staff and one exhibitor."""
    app = make_app(url, **PRODUCTION)
    staff = person(app, now, "staff@sanad.example")
    person(app, now, "huda@sanad.example")
    with app.extensions["database"].write() as session:
        exhibition = make.exhibition(session)
        session.add(StaffRole(exhibition_id=exhibition.id, user_id=staff, role=Role.SALES))
    return app


def asked(client, path: str, **fields):
    """A request as the proxy hands it on."""
    where = {"base_url": "https://booths.example"}
    return client.post(path, data=fields, **where) if fields else client.get(path, **where)


def test_S14_staff_set_up_a_second_factor_at_their_first_sign_in_in_production(make_app, sqlite_url, now):
    app = production(make_app, sqlite_url, now)
    client = app.test_client()

    answer = asked(client, "/en/account/sign-in", email="staff@sanad.example", password=PASSWORD)

    assert answer.location == "/en/account/second-factor"
    assert asked(client, "/en/account/").status_code == 303
    page = asked(client, "/en/account/second-factor", setup="authenticator")
    secret = user(app, "staff@sanad.example").tf_totp_secret
    assert secret is None
    assert 'class="qr"' in page.text


def test_S14_exhibitors_sign_in_by_password_in_production_and_staff_do_in_development(make_app, sqlite_url, now):
    app = production(make_app, sqlite_url, now)
    client = app.test_client()
    assert asked(client, "/en/account/sign-in", email="huda@sanad.example", password=PASSWORD).location == "/en/my/"

    there = make_app(sqlite_url)
    assert sign_in_plainly(there.test_client(), "staff@sanad.example").location == "/en/my/"


def sign_in_plainly(client, email: str):
    """Sign in where no token is asked for."""
    return client.post("/en/account/sign-in", data={"email": email, "password": PASSWORD})


def test_S14_a_session_from_before_the_role_opens_no_staff_page_in_production(make_app, sqlite_url, now):
    app = production(make_app, sqlite_url, now)
    app.add_url_rule("/<any(ar,en):lang>/staff/<exhibition>/x", "x", may("claims.decide")(lambda: "queue"))
    client = app.test_client()
    asked(client, "/en/account/sign-in", email="huda@sanad.example", password=PASSWORD)
    assert asked(client, "/en/staff/forum/x").status_code == 403

    with app.extensions["database"].write() as session:
        session.add(StaffRole(exhibition_id=1, user_id=user(app).id, role=Role.SALES))
    answer = asked(client, "/en/staff/forum/x")

    assert (answer.status_code, answer.location) == (303, "/en/account/second-factor")
