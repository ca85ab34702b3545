"""`flask exhibition add` and `flask exhibition hall`: the first steps of an installation."""

import sys
from datetime import datetime

import click
from flask.cli import AppGroup

from booth_app.accounts.models import User
from booth_app.base import clock, db
from booth_app.base.access import SYSTEM
from booth_app.base.errors import Refused
from booth_app.exhibitions import queries
from booth_app.exhibitions.models import Role, StaffRole
from booth_app.exhibitions.services import create as creating

group = AppGroup("exhibition", help="Exhibitions and their halls.")
DAY = click.DateTime(["%Y-%m-%d"])


@group.command("add")
@click.option("--slug", required=True)
@click.option("--name-ar", required=True)
@click.option("--name-en", required=True)
@click.option("--first-day", required=True, type=DAY)
@click.option("--last-day", required=True, type=DAY)
@click.option("--time-zone", default="Asia/Riyadh")
@click.option("--administrator", help="E-mail of the person who administers it.")
def add(
    *,
    slug: str,
    name_ar: str,
    name_en: str,
    first_day: datetime,
    last_day: datetime,
    time_zone: str,
    administrator: str | None,
) -> None:
    """Make an exhibition."""
    with db.write() as session:
        person = session.query(User).filter_by(email=administrator.lower()).first() if administrator else None
        if administrator and person is None:
            sys.exit(f"Nobody has the address {administrator}; add the person first: flask --app wsgi people add")
        try:
            made = creating.create(
                session,
                SYSTEM,
                slug,
                name_ar=name_ar,
                name_en=name_en,
                first_day=first_day.date(),
                last_day=last_day.date(),
                time_zone=time_zone,
                now=clock.now(session),
            )
        except Refused as refused:
            sys.exit(f"Not made: {refused.code} {refused.values}")
        if person is not None:
            session.add(StaffRole(exhibition_id=made, user_id=person.id, role=Role.ADMINISTRATOR))
    click.echo(f"Exhibition {slug} is made.")


@group.command("hall")
@click.option("--slug", required=True)
@click.option("--key", required=True)
@click.option("--name-ar", required=True)
@click.option("--name-en", required=True)
@click.option("--level", type=int, default=0)
def hall(*, slug: str, key: str, name_ar: str, name_en: str, level: int) -> None:
    """Add a hall to an exhibition."""
    with db.write() as session:
        exhibition = queries.exhibition(session, slug)
        if exhibition is None:
            sys.exit(f"There is no exhibition {slug}.")
        try:
            creating.add_hall(
                session,
                SYSTEM,
                exhibition.id,
                key,
                name_ar=name_ar,
                name_en=name_en,
                level=level,
                now=clock.now(session),
            )
        except Refused as refused:
            sys.exit(f"Not added: {refused.code} {refused.values}")
    click.echo(f"Hall {key} is added.")
