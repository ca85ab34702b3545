"""Every page of staff's, in both languages, for those who may see it."""

import re

import pytest

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
