"""Forms as pages show them: every one that somebody finds on a page, filled in as its fields ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.security.conftest import World

TYPED = {
    "email": "filled@whole.example",
    "url": "https://filled.example",
    "number": "2",
    "date": "2026-12-20",
    "time": "10:00",
    "datetime-local": "2026-12-20T10:00",
    "tel": "+966500000009",
    "password": "a-sentence-to-remember",
    "color": "#000000",
}
ENDINGS = ("security.logout", "accounts.sign_out_everywhere")
"""Whoever sends these is nobody afterwards."""


@dataclass(frozen=True, slots=True)
class Found:
    """A form on a page: whose view takes it, where it goes, what is in it; `numbers` are fields for numbers."""

    endpoint: str
    action: str
    fields: Mapping[str, list[str]]
    numbers: tuple[str, ...] = ()
    page: str = ""


def forms(world: World, role: str) -> list[Found]:
    """The first form of each view that is found on the pages of a role."""
    client, found = world.client(role), {}
    for _, address in world.pages():
        answer = client.get(address)
        if answer.status_code == 200 and b"<form" in answer.data:
            for each in on_page(world.app, answer.text, address):
                found.setdefault(each.endpoint, each)
    return sorted(found.values(), key=lambda each: (each.endpoint in ENDINGS, each.endpoint))


def on_page(app: Flask, html: str, address: str) -> Iterator[Found]:
    """The forms of one page that change something; buttons of a form that go elsewhere are forms of their own."""
    for form in lxml.html.fromstring(html, base_url=f"http://localhost{address}").forms:
        fields, numbers = _filled(form)
        if form.method == "POST":
            yield from _one(app, form.get("action") or address, fields, numbers, address)
        for button in form.xpath(".//button[@formaction]"):
            if (button.get("formmethod") or form.method).upper() == "POST":
                yield from _one(app, button.get("formaction"), fields, numbers, address)


def _one(app: Flask, action: str, fields: Any, numbers: tuple[str, ...], page: str) -> Iterator[Found]:
    action = urljoin(page, action)
    path = urlsplit(action).path
    try:
        endpoint, _ = app.url_map.bind("localhost").match(path, "POST")
    except HTTPException as error:
        raise AssertionError(f"{page} has a form that leads nowhere: {action}") from error
    yield Found(endpoint, action, fields, numbers, page)


def _filled(form: Any) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    fields: dict[str, list[str]] = {}
    numbers: list[str] = []
    for each in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name] | .//button[@name]"):
        name, kind = each.get("name"), each.get("type", "text")
        if each.get("disabled") is not None or kind == "file":
            continue
        if kind == "number" or each.get("inputmode") in ("numeric", "decimal"):
            numbers.append(name)
        value = _value(each, kind, fields.get(name))
        if value is not None:
            fields.setdefault(name, []).append(value)
    return fields, tuple(dict.fromkeys(numbers))


def _value(each: Any, kind: str, before: list[str] | None) -> str | None:
    if each.tag == "select":
        options = each.xpath(".//option")
        chosen = [option for option in options if option.get("selected") is not None and option.get("value") != ""]
        given = chosen or [option for option in options if option.get("value") != ""]
        return given[-1].get("value") if given else None
    if each.tag == "textarea":
        return (each.text or "").strip() or "نص Text"
    if each.tag == "button" or kind == "radio":
        return each.get("value", "") if not before else None
    if kind == "checkbox":
        return each.get("value", "on")
    value = each.get("value")
    return value if value or kind == "hidden" else TYPED.get(kind, "نص Text")
