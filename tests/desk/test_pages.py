"""Every page of staff's, in both languages, for those who may see it."""

import re

import pytest
from sqlalchemy import event

from tests.desk import scene as scenes

PAGES = [
    "",
    "applications",
    "applications/1",
    "claims",
    "claims/1",
    "booths",
    "booths/A-101",
    "booths/A-106",
    "organisations",
    "organisations/1",
    "journal",
    "settings",
    "terms",
    "roles",
    "halls",
    "exports",
    "mail",
]


SECRETS = re.compile(r'(name="[\w-]*(?:csrf_token|request_key)"[^>]* value=)"[^"]*"')


def plain(html):
    """A page without what is new in each answer."""
    return SECRETS.sub(r"\1", html).strip()


@pytest.fixture
def scene(any_app):
    return scenes.fill(any_app.extensions["database"])


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_an_administrator_sees_every_page_in_both_languages(any_app, scene, lang):
    scenes.number(any_app.extensions["database"])
    browser = scenes.staff(any_app, scene)

    for path in PAGES:
        whole = browser.get(f"/{lang}/staff/forum/{path}")
        part = browser.get(f"/{lang}/staff/forum/{path}", headers={"HX-Request": "true"})

        assert (whole.status_code, part.status_code) == (200, 200), path
        assert f'<html lang="{lang}"' in whole.text
        assert "<html" not in part.text
        assert plain(part.text) in plain(whole.text), path


LISTS = ["", "applications?state=all", "claims", "booths", "organisations", "journal", "roles", "mail?state=all"]


def asked(app, browser, path):
    """How many statements one page needs."""
    count = []

    def note(*_):
        count.append(1)

    database = app.extensions["database"]
    event.listen(database.reader, "before_cursor_execute", note)
    try:
        assert browser.get(path).status_code == 200
    finally:
        event.remove(database.reader, "before_cursor_execute", note)
    return len(count)


def test_lists_ask_as_often_for_many_rows_as_for_one(app):
    few = scenes.fill(app.extensions["database"], requests=1)
    many = scenes.fill(app.extensions["database"], requests=5, slug="other")
    one, other = scenes.staff(app, few), scenes.staff(app, many)

    for path in LISTS:
        asked(app, one, f"/en/staff/forum/{path}")  # plans are kept in memory from here on
        asked(app, other, f"/en/staff/other/{path}")
        assert asked(app, one, f"/en/staff/forum/{path}") == asked(app, other, f"/en/staff/other/{path}"), path
