"""S20, S24: whatever people type is shown as they typed it: no element, no script, no placeholder is made of it."""

import json
import re

import lxml.html
import pytest
from sqlalchemy import text

from tests.kit.passes import issue
from tests.kit.server import SECRET, serve
from tests.security.conftest import open_world
from tests.security.hostile import MARK, TEMPLATE, spoil

ROLES = {"visitor": "/<exhibition>/", "exhibitor": "/my/", "administrator": "/staff/"}
"""Who reads which pages in the browser; all of them read all pages without one."""
LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
LOOK = """(mark) => ({
  made: [...document.querySelectorAll(`#${mark}, [onclick], [onerror], [onload], [data-hx-get]`)]
    .map((e) => e.outerHTML),
  led: [...document.querySelectorAll("[href^='javascript:' i], [src^='javascript:' i]")].map((e) => e.outerHTML),
  violations: window.violations,
})"""


@pytest.fixture(scope="module")
def spoiled(whole_template, tmp_path_factory):
    """Everything there is, every word of it hostile."""
    world = open_world(whole_template, tmp_path_factory.mktemp("spoiled") / "whole.sqlite3")
    assert spoil(world.app.extensions["database"]) > 1000
    yield world
    world.app.extensions["database"].dispose()


def elements(html):
    """What a text has become that should have stayed one."""
    page = lxml.html.fromstring(html)
    made = page.xpath(f"//*[@id='{MARK}'] | //*[@onclick or @onerror or @onload or @data-hx-get]")
    led = page.xpath("//*[starts-with(@href, 'javascript:') or starts-with(@src, 'javascript:')]")
    scripts = page.xpath("//script[not(@src) and not(@type='application/ld+json')]")
    return [lxml.html.tostring(each)[:200] for each in (*made, *led, *scripts)]


DOWNLOADS = (".ics", ".pdf", ".json", "/download/plan")
"""What a browser does not show but keeps."""


@pytest.mark.parametrize("role", ROLES)
def test_S20_no_page_makes_an_element_of_a_text(spoiled, role):
    client, wrong, shown, data = spoiled.client(role), [], 0, 0

    for _, address in spoiled.pages():
        for headers in ({}, {"HX-Request": "true"}):
            answer = client.get(address, headers=headers)
            assert answer.status_code < 500, address
            if answer.mimetype == "text/html" and answer.data.strip():
                wrong += [f"{address}: {each}" for each in elements(answer.text)]
                shown += TEMPLATE in answer.text
                for each in re.findall(r'<script type="application/ld\+json">(.*?)</script>', answer.text, re.DOTALL):
                    json.loads(each)
                    data += 1

    assert wrong == []
    assert shown > (10 if role == "visitor" else 25)
    assert data > 0


@pytest.mark.parametrize("role", ["visitor", "exhibitor", "administrator"])
def test_S24_placeholders_in_texts_are_filled_in_by_nobody(spoiled, role):
    client, found = spoiled.client(role), 0

    for _, address in spoiled.pages(area="<exhibition>"):
        answer = client.get(address)
        if answer.mimetype == "text/html":
            found += answer.text.count(TEMPLATE)
            assert "49{x" not in answer.text, address
            assert "<class" not in answer.text, address

    assert found > 20


def test_S20_machines_get_text_too(spoiled):
    client = spoiled.client("visitor")

    booths = json.loads(client.get("/en/forum/booths.json").text)
    sitemap = client.get("/sitemap.xml")

    assert any(TEMPLATE in each["exhibitor"]["en"] for each in booths["booths"] if each["exhibitor"])
    assert MARK not in sitemap.text
    assert sitemap.status_code == 200


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x"]
)
def test_S20_no_other_scheme_is_taken_for_a_site(spoiled, address):
    fields = {"category": "filter", "about_ar": "نبذة", "about_en": "About", "website": address, "seen": ""}

    answer = spoiled.client("exhibitor").post("/en/my/forum/profile", data=fields)

    assert answer.status_code == 422


@pytest.mark.browser
def test_S20_in_a_real_browser_nothing_runs_and_nothing_is_blocked(spoiled, person):
    url = spoiled.app.extensions["database"].url.render_as_string()
    with serve(url) as server:
        for role, area in ROLES.items():
            guest = person(server.address, locale="en-GB")
            guest.context.set_default_timeout(30_000)
            guest.context.add_init_script(LISTEN)
            if role in spoiled.people:
                with spoiled.app.extensions["database"].read() as session:
                    named = session.execute(
                        text("SELECT fs_uniquifier FROM account WHERE id = :id"), {"id": spoiled.people[role]}
                    ).scalar_one()
                name, _, value = issue(SECRET, named).cookie.partition("=")
                guest.context.add_cookies([{"name": name, "value": value, "url": server.address}])
            said = []
            guest.page.on("dialog", lambda dialog, said=said: (said.append(dialog.message), dialog.dismiss()))
            read = 0
            for route, address in spoiled.pages(area=area):
                if role == "visitor" and ("/my/" in address or "/staff/" in address):
                    continue
                if route.endpoint.endswith(("picture", "tiles", "booths", "news", "export", "export_draft")):
                    continue
                if route.endpoint == "claims.confirmation" or address.partition("?")[0].endswith(DOWNLOADS):
                    continue
                guest.page.goto(address, wait_until="domcontentloaded")
                seen = guest.page.evaluate(LOOK, MARK)
                assert seen == {"made": [], "led": [], "violations": []}, address
                read += 1
            guest.page.goto("about:blank")
            assert said == []
            assert read > 5
