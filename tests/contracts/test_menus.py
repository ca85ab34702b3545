"""The menus know every page that they lead to, and say where a person is."""

import re

from flask import Flask

from booth_app import menus
from tests.kit import make


def test_every_entry_and_every_page_below_one_is_a_page(app: Flask) -> None:
    entries = {endpoint for menu in (menus.PUBLIC, menus.STAFF, menus.ACCOUNT) for endpoint, *_ in menu}
    below = {endpoint for endpoints in menus.BELOW.values() for endpoint in endpoints}

    assert entries | below | menus.BELOW.keys() <= app.view_functions.keys()


def test_no_page_is_below_two_entries() -> None:
    below = [endpoint for endpoints in menus.BELOW.values() for endpoint in endpoints]

    assert len(below) == len(set(below))


def test_a_page_marks_its_entry_and_a_page_below_marks_the_entry_that_leads_to_it(app: Flask) -> None:
    with app.extensions["database"].write() as session:
        make.plan(session, make.hall(session, make.exhibition(session)))
    client = app.test_client()

    marked = [_marked(client.get(path).text) for path in ("/en/forum/", "/en/forum/booths/A-101", "/en/forum/search")]

    assert marked == [{("/en/forum/", "page")}, {("/en/forum/", "true")}, set()]


def _marked(html: str) -> set[tuple[str, str]]:
    menu = html[html.index("<nav") : html.index("</header>")]
    return set(re.findall(r'href="([^"]+)" aria-current="([^"]*)"', menu))
