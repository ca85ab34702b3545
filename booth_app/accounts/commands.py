"""`flask people …`: accounts as whoever runs the installation makes, closes and helps them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from booth_app.accounts import queries, services
from booth_app.accounts.passwords import wrong
from booth_app.base import clock, db
from booth_app.base.access import SYSTEM
from booth_app.base.errors import Refused
from booth_app.text.problems import Unreadable

group = AppGroup("people", help="Accounts of people.")


@group.command("add")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--language", type=click.Choice(["ar", "en"]), default="ar")
@click.password_option(help="Asked for when it is not given; never on a shared machine's command line.")
def add(*, email: str, name: str, language: str, password: str) -> None:
    """Make a confirmed account."""
    _check(password, email, name)
    with _refusals(), db.write() as session:
        now = clock.now(session)
        services.create_person(session, email=email, name=name, language=language, password=password, now=now)
    click.echo(f"The account {email} is made.")


@group.command("password")
@click.argument("email")
@click.password_option()
def password(*, email: str, password: str) -> None:
    """Give an account another password and end its sessions."""
    _check(password, email, "")
    with _refusals(), db.write() as session:
        services.set_password(session, _id(session, email), password, now=clock.now(session))
    click.echo(f"The account {email} has another password; its sessions have ended.")


@group.command("close")
@click.argument("email")
def close(*, email: str) -> None:
    """Close an account: nobody signs in with it, and its sessions end."""
    with _refusals(), db.write() as session:
        services.deactivate(session, SYSTEM, _id(session, email), now=clock.now(session))
    click.echo(f"The account {email} is closed.")


@group.command("reset-second-factor")
@click.argument("email")
def reset_second_factor(*, email: str) -> None:
    """For who has lost the authenticator and the recovery codes. Make sure by telephone that it is them."""
    with _refusals(), db.write() as session:
        services.remove_second_factor(session, _id(session, email), now=clock.now(session))
    click.echo(f"The account {email} has no second factor; its sessions have ended.")


@group.command("close-samples")
def close_samples() -> None:
    """Close the accounts of the sample: production refuses to start while one is open."""
    with db.write() as session:
        found = services.sample_accounts(session)
        for each in found:
            services.deactivate(session, SYSTEM, each.id, now=clock.now(session))
    click.echo(f"{len(found)} sample accounts are closed.")


def _id(session: Session, email: str) -> int:
    found = queries.by_email(session, email)
    if found is None:
        sys.exit(f"Nobody has the address {email}.")
    return found.id


def _check(password: str, email: str, name: str) -> None:
    with current_app.test_request_context("/en/"):
        if problems := wrong(password, {"email": email, "name": name}):
            sys.exit(problems[0])


@contextmanager
def _refusals() -> Iterator[None]:
    """Say in one line what cannot be done."""
    try:
        yield
    except Refused as refused:
        sys.exit(f"Not done: {refused.code}")
    except Unreadable as problem:
        sys.exit(f"Not done: {problem.code}")
