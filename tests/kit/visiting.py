"""Coming to the site as somebody, and looking at what that changes."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.kit import make, routes

Contents = dict[str, list[tuple[Any, ...]]]


def come(app: Flask, user_id: int | None) -> FlaskClient:
    """A client of a person, with a session of now; without one, a visitor's."""
    client = app.test_client()
    if user_id is None:
        return client
    with app.extensions["database"].read() as session:
        return make.sign_in(client, routes.user(session, user_id))


def contents(app: Flask) -> Contents:
    """Every row of every table."""
    with app.extensions["database"].reader.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        return {
            name: [tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')]
            for name in sorted(names)
        }


def differences(before: Contents, after: Contents) -> Contents:
    """The rows that are there now and were not, or were and are not."""
    return {
        name: sorted(set(map(repr, rows)) ^ set(map(repr, before[name])))
        for name, rows in after.items()
        if rows != before[name]
    }
