"""The first page, in both languages."""

import pytest


@pytest.mark.parametrize(("lang", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_every_language_has_its_page_and_direction(client, lang, direction):
    answer = client.get(f"/{lang}/")

    assert answer.status_code == 200
    assert f'<html lang="{lang}" dir="{direction}">' in answer.text


@pytest.mark.parametrize(
    ("headers", "expected"),
    [({}, "/ar/"), ({"Accept-Language": "en-GB,en;q=0.8"}, "/en/"), ({"Accept-Language": "fr"}, "/ar/")],
)
def test_an_address_without_language_leads_to_the_readers(client, headers, expected):
    answer = client.get("/", headers=headers)

    assert (answer.status_code, answer.location) == (302, expected)


def test_an_unknown_page_says_so_in_the_readers_language(client):
    answer = client.get("/en/no-such-exhibition/")

    assert answer.status_code == 404
    assert "Page not found" in answer.text
