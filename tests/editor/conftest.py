"""A hall with a published plan of four booths, an editor at work, and ways to post what forms post."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from booth_app.base.access import Who
from booth_app.base.db import Database
from booth_app.layouts import queries, services
from tests.editor.hands import Come, arriving
from tests.kit import make
from tests.kit.browser import Person
from tests.kit.server import Server, serve
from tests.layouts.conftest import drawing

HTMX = {"HX-Request": "true"}


@dataclass
class Desk:
    """An application, its database, and a person with the layout role at a client."""

    app: Flask
    database: Database
    client: FlaskClient
    exhibition_id: int
    hall_id: int
    who: Who
    ids: dict[str, int] = field(default_factory=dict)

    def draft(self, plan: Any = None) -> int:
        """A draft of what is published, or of a plan."""
        with self.database.write() as session:
            if plan is None:
                return services.start_draft(session, self.who, self.hall_id, now=make.NOW)
            return services.import_plan(session, self.who, self.hall_id, plan, now=make.NOW)

    def value(self, draft: int) -> queries.DraftValue:
        """A draft as it is."""
        with self.database.read() as session:
            found = queries.draft(session, draft)
        assert found is not None
        return found

    def key(self, number: str) -> str:
        """The key of a published booth."""
        return f"b{self.ids[number]}"

    def url(self, draft: int, verb: str = "", lang: str = "en") -> str:
        """An address of the draft."""
        return f"/{lang}/staff/forum/layouts/a/drafts/{draft}" + (f"/{verb}" if verb else "")

    def post(self, draft: int, verb: str, *, htmx: bool = False, **fields: Any) -> TestResponse:
        """Post a form as a page would: with the version that the draft has, unless another is named."""
        given = {"version": self.value(draft).version} | fields
        return self.client.post(self.url(draft, verb), data=given, headers=HTMX if htmx else {})

    def edit(self, draft: int, do: str, booth: str = "", **fields: Any) -> TestResponse:
        """Post an edit of a booth."""
        found = self.value(draft).plan.numbered(booth)
        return self.post(draft, "edit", do=do, **({"key": found.key} if found else {}), **fields)

    def outline(self, draft: int, number: str) -> tuple[float, ...]:
        """Where a booth lies."""
        booth = self.value(draft).plan.numbered(number)
        assert booth is not None
        return booth.outline.bounds


def desk_on(app: Flask) -> Desk:
    """A desk on an empty, migrated database."""
    database = app.extensions["database"]
    with database.write() as session:
        exhibition = make.exhibition(session)
        hall = make.hall(session, exhibition)
        person = make.staff(session, exhibition, "layout")
    who = Who(person.id, None, exhibition.id, frozenset({"layout"}))
    desk = Desk(app, database, make.sign_in(app.test_client(), person), exhibition.id, hall.id, who)
    plan = drawing(("A-101", 5, 5), ("A-102", 8, 5), ("A-103", 11, 5), ("A-104", 20, 5))
    with database.write() as session:
        draft = services.import_plan(session, who, hall.id, plan, now=make.NOW)
        services.publish(session, who, draft, version=0, now=make.NOW)
    with database.read() as session:
        published = queries.published(session, hall.id)
    assert published is not None
    desk.ids = {each.number: key for key, each in published.facts.items()}
    return desk


@pytest.fixture
def desk(app) -> Desk:
    """On SQLite."""
    return desk_on(app)


@pytest.fixture
def any_desk(any_app) -> Desk:
    """On each kind of database."""
    return desk_on(any_app)


def text(response: TestResponse) -> str:
    """The words of an answer, without markup and isolates."""
    plain = re.sub(r"<[^>]+>", " ", response.get_data(as_text=True).replace("&nbsp;", " "))
    return re.sub(r"\s+", " ", re.sub("[\u2066-\u2069]", "", plain))


@pytest.fixture(scope="module")
def shared(sample_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """One server for tests that keep to drafts of their own."""
    path = tmp_path_factory.mktemp("editor") / "sample.sqlite3"
    shutil.copyfile(sample_template, path)
    with serve(f"sqlite:///{path}") as server:
        yield server, f"sqlite:///{path}"


@pytest.fixture
def come(shared: tuple[Server, str], person: Callable[..., Person]) -> Come:
    """People at the shared server."""
    return arriving(*shared, person)


@pytest.fixture
def come_alone(sample_url: str, person: Callable[..., Person]) -> Iterator[Come]:
    """People at a server of this test's own: it publishes."""
    with serve(sample_url) as server:
        yield arriving(server, sample_url, person)
