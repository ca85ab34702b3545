"""What every page keeps, whoever reads it: no id twice, nothing inline, nothing from elsewhere, no cookie for it."""

import re
import shutil
from collections import Counter

import lxml.html
import pytest

from booth_app.base.limits import limiter
from tests.security.conftest import open_world

ROLES = ("visitor", "exhibitor", "administrator")
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=[\"']|javascript:|\bhx-on\b|\bjs:")


@pytest.fixture(scope="module")
def world(whole_template, tmp_path_factory):
    """Everything there is."""
    path = tmp_path_factory.mktemp("pages") / "whole.sqlite3"
    shutil.copyfile(whole_template, path)
    limits, limiter.enabled = limiter.enabled, False
    made = open_world(whole_template, path)
    yield made
    limiter.enabled = limits
    made.app.extensions["database"].dispose()


@pytest.fixture(scope="module")
def pages(world):
    """Every page of every reader: (role, endpoint, address) → the answer."""
    found = {}
    for role in ROLES:
        client = world.client(role)
        for route, address in world.pages():
            answer = client.get(address)
            if answer.status_code == 200 and answer.data.startswith(b"<!doctype"):
                found[role, route.endpoint, address] = answer
    assert len(found) > 80
    return found


def test_no_id_stands_twice_on_a_page(pages):
    twice = {}
    for (role, _, address), answer in pages.items():
        count = Counter(lxml.html.fromstring(answer.text).xpath("//@id"))
        if again := [name for name, times in count.items() if times > 1]:
            twice[role, address] = again

    assert twice == {}


def test_labels_and_references_lead_to_something_on_the_page(pages):
    lost = {}
    for (role, _, address), answer in pages.items():
        page = lxml.html.fromstring(answer.text)
        ids = set(page.xpath("//@id"))
        named = {
            each for value in page.xpath("//@for | //@aria-describedby | //@aria-labelledby") for each in value.split()
        }
        if missing := named - ids:
            lost[role, address] = missing

    assert lost == {}


def test_S21_no_page_has_anything_inline(pages):
    found = {}
    for (role, _, address), answer in pages.items():
        scripts = lxml.html.fromstring(answer.text).xpath("//script[not(@src) and not(@type='application/ld+json')]")
        if scripts or (inline := INLINE.findall(answer.text)):
            found[role, address] = scripts or inline

    assert found == {}


def test_P16_pages_are_made_of_our_own_parts_only(pages):
    parts = (
        "//script/@src | //link[@rel='stylesheet' or @rel='preload' or @rel='icon']/@href | //img/@src | //iframe/@src"
    )
    elsewhere = {
        (role, address, each)
        for (role, _, address), answer in pages.items()
        for each in lxml.html.fromstring(answer.text).xpath(parts)
        if not each.startswith(("/static/", "/en/", "data:image/"))
    }

    assert elsewhere == set()


def test_P16_who_only_looks_gets_no_cookie(pages):
    given = {
        address: answer.headers["Set-Cookie"]
        for (role, endpoint, address), answer in pages.items()
        if role == "visitor" and "Set-Cookie" in answer.headers and "<form" not in _main_of_post(answer.text)
        if not endpoint.startswith(("security.", "accounts."))
    }

    assert given == {}


def _main_of_post(html):
    """The forms of a page that are sent by POST, as text."""
    forms = lxml.html.fromstring(html).xpath("//main//form[translate(@method, 'POST', 'post')='post']")
    return "".join(lxml.html.tostring(each, encoding="unicode") for each in forms)


def test_S26_htmx_is_told_to_ask_this_site_only_and_to_style_nothing(pages):
    for (_, _, address), answer in pages.items():
        page = lxml.html.fromstring(answer.text)
        [said] = page.xpath("//meta[@name='htmx-config']/@content")
        assert '"includeIndicatorCSS":false' in said, address
        assert '"mode"' not in said, address  # its own default is the site itself
        targets = page.xpath("//@hx-get | //@hx-post | //@hx-put | //@hx-delete | //@hx-patch")
        assert [each for each in targets if not re.match(r"/(?!/)|\?|#|$", each)] == [], address


def test_S26_private_pages_are_kept_by_no_history(pages):
    private = [(address, answer) for (role, _, address), answer in pages.items() if role != "visitor"]

    assert {address for address, answer in private if answer.headers["Cache-Control"] != "no-store"} == set()


def test_S26_what_htmx_is_told_to_do_comes_from_no_input(world):
    evil = [("next", "//evil.example"), ("from", "//evil.example"), ("hall", "//evil"), ("booth", "\r\nX: y")]
    orders, wrong = Counter(), []

    for role in ROLES:
        client = world.client(role)
        for _, address in world.pages():
            answer = client.get(address, query_string=evil, headers={"HX-Request": "true"})
            for name, value in answer.headers:
                if name.lower().startswith("hx-"):
                    orders[name] += 1
                    if "evil" in value.split("?")[0] or value.startswith("//") or "\n" in value:
                        wrong.append(f"{address} {name}: {value}")

    assert orders["HX-Redirect"] > 5
    assert wrong == []
