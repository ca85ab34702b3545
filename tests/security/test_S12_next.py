"""S12: after signing in the way leads to a page of this site, whatever the address said."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booth_app.accounts.forms import own_page
from tests.accounts.browser import person, send, sign_in

ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https://evil.example/en/",
    "http:///evil.example",
    "javascript:alert(1)",
    "\t//evil.example",
    "/\t/evil.example",
    "\r\n//evil.example",
    "%2f%2fevil.example",
    "/%2f%2fevil.example",
    "en/@evil.example",
    "@evil.example",
    "／／evil.example",
    "/en\\@evil.example",
    "/en/\\evil.example",
    "/en/\nSet-Cookie: a=b",
    " /en/",
    "/fr/",
    "/enough",
    "data:text/html,x",
    "security.logout",
]


@pytest.fixture
def house(make_app, sqlite_url, now):
    """The application with a person in it."""
    app = make_app(sqlite_url, csrf=True)
    person(app, now)
    return app


@pytest.mark.parametrize("address", ELSEWHERE)
@pytest.mark.parametrize("in_form", [True, False])
def test_S12_an_address_elsewhere_leads_home(house, address, in_form):
    client = house.test_client()
    if in_form:
        answer = sign_in(client, next=address)
    else:
        path = f"/en/account/sign-in?next={quote(address, safe='')}"
        answer = send(client, path, email="huda@sanad.example", password="a-sentence-to-remember")

    assert (answer.status_code, answer.location) == (303, "/en/my/")


@pytest.mark.parametrize("address", ["/ar/my/organisations", "/en/account/?a=1", "/ar/forum/booths/A-101"])
def test_S12_a_page_of_ours_is_gone_on_to(house, address):
    assert sign_in(house.test_client(), next=address).location == address


@given(st.text(max_size=40))
def test_S12_whatever_is_asked_for_is_a_path_under_a_language_or_nothing(address):
    kept = own_page(address)

    assert kept == "" or kept.startswith(("/ar/", "/en/"))
    assert "\\" not in kept
    assert all(" " < char != "\x7f" for char in kept)
