"""Commands of `flask --app wsgi`: thin, each calls a service."""

from flask import Flask


def register(app: Flask) -> None:
    """Add the commands of all rooms."""
    del app
