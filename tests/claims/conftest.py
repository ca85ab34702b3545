"""A world per test, on each kind of database."""

from datetime import datetime

import pytest

from booth_app.base.db import Database
from tests.claims.site import Site
from tests.claims.world import World, build


@pytest.fixture
def world(database: Database, now: datetime) -> World:
    """Eight booths in a row, three accepted organisations, staff; two booths each at most."""
    return build(database, now)


@pytest.fixture
def site(app):
    """The application on SQLite with a world in it."""
    return Site(app)


@pytest.fixture
def either(any_app):
    """The same on each kind of database."""
    return Site(any_app)
