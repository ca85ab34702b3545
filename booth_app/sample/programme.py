"""The sample's demonstrations: proposed by their exhibitors, reviewed, placed on the stages."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.demos import queries
from booth_app.demos import services as demos
from booth_app.demos.models import Audience
from booth_app.demos.proposals import Person, Proposal
from booth_app.exhibitors.models import Category
from booth_app.sample.accounts import DOMAIN
from booth_app.sample.bookings import member
from booth_app.sample.data import read


def fill(session: Session, staff: Who, exhibition_id: int, *, first_day: date, zone: ZoneInfo, now: datetime) -> None:
    """Stages, showcases in all states, slots over the three days."""
    demos.sync_places(session, staff, exhibition_id, now=now)
    places = {each.fixture_key: each.id for each in queries.places(session, exhibition_id)}
    for turn, values in enumerate(read("showcases")):
        proposal = _proposal(values)
        who = member(session, values["by"], exhibition_id)
        made = demos.propose(session, who, proposal, request_key=f"sample-showcase-{turn:03}", now=now)
        if values["state"] == "changes_requested":
            key = f"sample-return-{turn:03}"
            demos.return_(session, staff, made, reason=values["reason"], request_key=key, now=now)
        if values["state"] != "accepted":
            continue
        key = f"sample-accept-{turn:03}"
        demos.accept(session, staff, made, seen=proposal.mark, request_key=key, now=now)
        for number, (day, place, at) in enumerate(values["slots"]):
            starts = datetime.combine(first_day + timedelta(days=day), time.fromisoformat(at), zone)
            key = f"sample-slot-{turn:03}-{number}"
            demos.place(session, staff, made, place_id=places[place], starts_at=starts, request_key=key, now=now)


def _proposal(values: dict[str, Any]) -> Proposal:
    people = tuple(Person(ar, en, f"{en.lower().replace(' ', '.')}@{DOMAIN}") for ar, en in values["presenters"])
    return Proposal(
        title_ar=values["title_ar"],
        title_en=values["title_en"],
        abstract_ar=values["abstract_ar"],
        abstract_en=values["abstract_en"],
        tool_ar=values["tool_ar"],
        tool_en=values["tool_en"],
        category=Category(values["category"]),
        presenters=people,
        length_minutes=values["minutes"],
        audience=Audience(values["audience"]),
        language="ar",
        declared_synthetic=True,
        declared_harmless=True,
    )
