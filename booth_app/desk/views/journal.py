"""The audit view of the journal, filtered."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, abort, request
from sqlalchemy.orm import Session

from booth_app.accounts import queries as accounts
from booth_app.base import db
from booth_app.base.access import Who, may, who
from booth_app.base.keys import row_number
from booth_app.base.languages import zone
from booth_app.base.page import page
from booth_app.desk import queries
from booth_app.desk.lines import actor_name, lines
from booth_app.desk.sentences import KINDS, SENTENCES
from booth_app.desk.views.blueprint import bp
from booth_app.exhibitors import queries as exhibitors
from booth_app.journal import queries as journal_queries

AT_ONCE = 50


@bp.get("/journal")
@may("journal.read")
def journal() -> Response:
    """What happened, newest first: of a kind, by a person, of an organisation, on a booth, on some days."""
    asked = {name: request.args.get(name, "").strip()[:80] for name in ("kind", "actor", "booth", "from", "to")}
    organisation_id = request.args.get("organisation", type=row_number)
    first, last = _days(asked["from"], asked["to"], zone())
    filters: dict[str, Any] = {
        "kind": asked["kind"] if asked["kind"] in SENTENCES else "",
        "actor": asked["actor"],
        "organisation_id": organisation_id,
        "first": first,
        "last": last,
    }
    with db.read() as session:
        exhibition_id = who().exhibition_id or 0
        unknown_booth = False
        if asked["booth"]:
            booth = queries.find(session, exhibition_id, asked["booth"])
            unknown_booth = booth is None
            filters["booth_id"] = booth.id if booth else 0
        found = journal_queries.page(
            session, exhibition_id, before=request.args.get("before", type=row_number), limit=AT_ONCE + 1, **filters
        )
        told = lines(session, found[:AT_ONCE])
        kinds = [each for each in journal_queries.kinds(session, exhibition_id) if each in SENTENCES]
        actors = _actors(session, who())
        bodies = exhibitors.organisations(session, exhibition_id)
    return page(
        "desk/journal.html",
        "journal",
        lines=told,
        older=found[AT_ONCE - 1].number if len(found) > AT_ONCE else None,
        kinds=kinds,
        journal_kinds=KINDS,
        actors=actors,
        bodies=bodies,
        asked=asked,
        organisation_id=organisation_id,
        unknown_booth=unknown_booth,
        filtered=any(asked.values()) or organisation_id is not None,
    )


def _days(first: str, last: str, where: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """From the beginning of the first day to the end of the last, as the exhibition's clocks go."""
    return _midnight(first, where), _midnight(last, where, days=1)


def _midnight(day: str, where: ZoneInfo, *, days: int = 0) -> datetime | None:
    if not day:
        return None
    try:
        return datetime.combine(date.fromisoformat(day) + timedelta(days=days), time(), where)
    except (ValueError, OverflowError):
        abort(400)


def _actors(session: Session, asking: Who) -> Iterable[tuple[str, str]]:
    """Everybody who did something in the exhibition, by name."""
    found = journal_queries.actors(session, asking.exhibition_id or 0)
    ids = [int(each.removeprefix("user:")) for each in found if each.startswith("user:")]
    people = accounts.people(session, ids)
    return sorted(((each, actor_name(each, people)) for each in found), key=lambda pair: pair[1])
