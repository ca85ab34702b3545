"""Where claims live, and what their parts of other pages ask for."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from flask import Blueprint, g
from flask.blueprints import BlueprintSetupState
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from booth_app.base import clock, db
from booth_app.base.access import who
from booth_app.base.languages import zone
from booth_app.base.page import wants_part
from booth_app.claims import queries, words
from booth_app.claims.queries import Offer, RunningHold

Made = TypeVar("Made")

bp = Blueprint("claims", __name__, url_prefix="/<any(ar,en):lang>")


@bp.record
def _words(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(claim_states=words.STATES, claim_tags=words.STATE_TAGS, htmx_part=wants_part)


@bp.app_template_global("claim_offer")
def claim_offer(booth_id: int) -> Offer:
    """What the reader of this page may do with a booth."""
    with db.read() as session:
        return queries.offer(session, who(), booth_id, now=clock.now(session))


@bp.app_template_global("running_holds")
def running_holds() -> list[RunningHold]:
    """The reader's own holds whose time runs, for the banner under the header. No page fails for want of it."""
    if not g.get("exhibition") or g.get("who") is None or g.who.organisation_id is None:
        return []
    try:
        with db.read() as session:
            return queries.running_holds(session, who(), now=clock.now(session))
    except DBAPIError:
        return []


@bp.app_template_test("today")
def today(moment: datetime) -> bool:
    """Whether a time is on this day, by the exhibition's clock: then its hour says enough."""
    return moment.astimezone(zone()).date() == datetime.now(zone()).date()


@bp.app_template_global("new_request_key")
def new_request_key() -> str:
    """The key of a form that is being written."""
    return secrets.token_urlsafe(16)


def carried_out(work: Callable[[Session, datetime], Made]) -> Made:
    """What a service gives, once its transaction is committed; run again while the database asks for it."""
    made: list[Made] = []
    for attempt in db.attempts():
        with attempt as session:
            made = [work(session, clock.now(session))]
    return made[0]
