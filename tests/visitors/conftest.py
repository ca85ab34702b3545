"""What tests of the public pages share."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booth_app.exhibitors.models import Category, Profile, Tool
from tests.kit import make
from tests.maps.conftest import Fair, fair_on

__all__ = ["fair_on"]


class Visits:
    """An application with a fair in it, and clients of whoever visits."""

    def __init__(self, app: Flask, fair: Fair) -> None:
        self.app = app
        self.fair = fair
        self.visitor = app.test_client()

    def client(self, who: str) -> FlaskClient:
        """A signed-in client: `first`, `second` or `staff`."""
        asked = getattr(self.fair, who)
        client = self.app.test_client()
        with self.fair.database.read() as session:
            person = session.get_one(make.User, asked.user_id)
        return make.sign_in(client, person)

    def describe(self, who: str, **values: object) -> str:
        """Change the public profile of an organisation; gives its slug."""
        asked = getattr(self.fair, who)
        with self.fair.database.write() as session:
            profile = session.query(Profile).filter_by(organisation_id=asked.organisation_id).one()
            tools = values.pop("tools", ())
            for name, value in values.items():
                setattr(profile, name, value)
            for place, (ar, en) in enumerate(tools):  # type: ignore[var-annotated]
                tool = {"position": place, "category": Category.FILTER, "name_ar": ar, "name_en": en}
                session.add(Tool(profile_id=profile.id, **tool))
            return profile.slug


@pytest.fixture
def visits(app: Flask, fair_on: Callable[..., Fair]) -> Visits:
    """A fair of twelve booths in an application on SQLite."""
    return Visits(app, fair_on(app.extensions["database"], 12, quota=100))
