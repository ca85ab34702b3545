"""Commands of `flask --app wsgi`: thin, each calls a service."""

import sys

import click
from flask import Flask, current_app

from booth_app.accounts import commands as people
from booth_app.base import db, schema
from booth_app.editor import commands as editor
from booth_app.exhibitions import commands as exhibitions
from booth_app.notices import commands as notices
from booth_app.sample import commands as sample


def register(app: Flask) -> None:
    """Add the commands of all rooms."""
    app.cli.add_command(prepare)
    app.cli.add_command(sample.group)
    app.cli.add_command(exhibitions.group)
    app.cli.add_command(people.group)
    app.cli.add_command(editor.group)  # with what `layouts` has put into it
    app.cli.add_command(notices.worker)


@click.command("prepare")
@click.option("--sample", "with_sample", is_flag=True, help="Fill the sample exhibition if there is no exhibition yet.")
def prepare(*, with_sample: bool) -> None:
    """Bring the database to the newest schema."""
    schema.upgrade(db.here())
    if with_sample:
        if current_app.config["SETTINGS"].production:
            sys.exit("The sample is for development only.")
        sample.fill_if_empty()
