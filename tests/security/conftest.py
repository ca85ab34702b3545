"""Everything there is, once for a file of tests: they read it, or say what they change."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from booth_app import config
from booth_app.accounts.models import User
from booth_app.app import create_app
from booth_app.base.limits import limiter
from tests.conftest import ROOT
from tests.kit import routes, whole
from tests.kit.routes import Route
from tests.kit.visiting import come
from tests.kit.whole import OTHERS, OURS

PRODUCTION = {
    "APP_ENV": "production",
    "SECRET_KEY": "a-secret-of-forty-characters-for-the-test",
    "BOOTH_PUBLIC_URL": "https://localhost",
    "MAIL_URL": "smtp://localhost:25",
    "BOOTH_MAIL_FROM": "booths@booths.example",
}
"""Fit to start; its host is the one that a test's client asks for."""


@dataclass(frozen=True, slots=True)
class World:
    """An application on the whole sample and more, who is who in it, and values for addresses."""

    app: Flask
    people: dict[str, int]
    ours: dict[str, Any]
    others: dict[str, Any]

    def client(self, role: str) -> FlaskClient:
        """A client of somebody: a visitor, or a role of `whole.people`."""
        return come(self.app, self.people.get(role))

    def pages(self, *, area: str = "") -> list[tuple[Route, str]]:
        """Every route that is read, with its address; `area`: those whose address has this in it."""
        found = [each for each in routes.routes(self.app, "GET") if each.endpoint != routes.FEED]
        return [(each, routes.address(self.app, each, self.ours)) for each in found if area in each.rule.rule]


def open_world(template: Path, path: Path, *, before: Any = None, **environment: str) -> World:
    """A world on a copy of the template; `before(session)` changes the copy before anyone looks at it."""
    shutil.copyfile(template, path)
    given = {"DATABASE_URL": f"sqlite:///{path}", "BOOTH_DATA_DIR": str(ROOT / "var"), "BOOTH_LOG_LEVEL": "ERROR"}
    if environment.get("APP_ENV") == "production":
        # With the sample's accounts it would not start, rightly (S50).
        unsampled = create_app(config.load(given))
        with unsampled.app_context(), unsampled.extensions["database"].write() as session:
            session.execute(update(User).values(sample=False))
        unsampled.extensions["database"].dispose()
    app = create_app(config.load(given | environment))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)
    if before is not None:
        with app.app_context(), app.extensions["database"].write() as session:
            before(session)
    with app.extensions["database"].read() as session:
        ours, others = (routes.values(session, routes.body(session, name)) for name in (OURS, OTHERS))
        return World(app, whole.people(session), ours, others)


@pytest.fixture(scope="module")
def forum_of_the_file(whole_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One development installation for a file of tests."""
    world = open_world(whole_template, tmp_path_factory.mktemp("forum") / "whole.sqlite3")
    yield world
    world.app.extensions["database"].dispose()


@pytest.fixture(scope="module")
def fortress_of_the_file(whole_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One production installation for a file of tests."""
    world = open_world(whole_template, tmp_path_factory.mktemp("fortress") / "whole.sqlite3", **PRODUCTION)
    yield world
    world.app.extensions["database"].dispose()


@pytest.fixture
def forum(forum_of_the_file: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A development installation; limits are off (one counter serves all applications of a process)."""
    monkeypatch.setattr(limiter, "enabled", False)
    return forum_of_the_file


@pytest.fixture
def fortress(fortress_of_the_file: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A production installation; limits are off as in `forum`."""
    monkeypatch.setattr(limiter, "enabled", False)
    return fortress_of_the_file
