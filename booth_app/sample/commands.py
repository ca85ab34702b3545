"""`flask sample load` and `flask sample accounts`."""

import json
import sys

import click
from flask import current_app
from flask.cli import AppGroup

from booth_app.base import clock, db
from booth_app.exhibitions import queries as exhibitions
from booth_app.sample import accounts as people
from booth_app.sample import load as loading

group = AppGroup("sample", help="The sample exhibition (development only).")


@group.command("load")
def load() -> None:
    """Fill the sample exhibition; does nothing where it is there already."""
    _development()
    fill_if_empty()


@group.command("accounts")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def accounts(*, form: str) -> None:
    """List the accounts that come with the sample."""
    _development()
    with db.read() as session:
        found = people.listed(session)
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for each in found:
        click.echo(f"{each['role']:14} {each['email']:34} {each['password']}  {each['organisation'] or ''}")


def fill_if_empty() -> None:
    """Load the sample unless its exhibition exists."""
    with db.write() as session:
        if exhibitions.exhibition(session, loading.SLUG) is None:
            loading.load(session, now=clock.now(session))
            click.echo("The sample exhibition is filled.")


def _development() -> None:
    if current_app.config["SETTINGS"].production:
        sys.exit("The sample and its accounts are for development only.")
