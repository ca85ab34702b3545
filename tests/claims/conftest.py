"""A world per test, on each kind of database."""

from datetime import datetime

import pytest

from booth_app.base.db import Database
from tests.claims.world import World, build


@pytest.fixture
def world(database: Database, now: datetime) -> World:
    """Eight booths in a row, three accepted organisations, staff; two booths each at most."""
    return build(database, now)
