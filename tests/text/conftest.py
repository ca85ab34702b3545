"""The names that searches are tried on."""

import pytest

from booth_app.text.search import Entry, Index
from tests.kit import names


@pytest.fixture(scope="session")
def exhibitors() -> list[Entry[str]]:
    return names.exhibitors()


@pytest.fixture(scope="session")
def index(exhibitors) -> Index[str]:
    return Index(exhibitors)
