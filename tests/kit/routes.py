"""Every route of the application as an address that exists: one without a value here fails the tests that walk."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from booth_app.accounts.models import User
from booth_app.base.access import permission_of
from booth_app.claims.models import Claim, ClaimState, CoExhibitor
from booth_app.demos.models import Place, Showcase, ShowcaseState, Slot
from booth_app.demos.pauses.models import PauseRow
from booth_app.exhibitions.models import Booth, Exhibition, Hall
from booth_app.exhibitors.models import (
    Application,
    ApplicationState,
    Invitation,
    Member,
    Organisation,
    Profile,
    Tool,
)
from booth_app.layouts.models import PlanFile, Revision, RevisionState
from booth_app.notices.models import KeptMail, Message, MessageState

FEED = "maps.feed"
"""The event loop's, not Flask's: `tests/maps` has it."""


@dataclass(frozen=True, slots=True)
class Route:
    """One route and verb."""

    endpoint: str
    method: str
    permission: str | None
    rule: Rule

    @property
    def of_staff(self) -> bool:
        """Whether it is one of staff's pages."""
        return "/staff/" in self.rule.rule


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as tests speak of it."""

    id: int
    user_id: int


def routes(app: Flask, *methods: str) -> Iterator[Route]:
    """All of them, each verb by itself; readers first, as what others change may be what they show."""
    found = [
        Route(rule.endpoint, method, permission_of(app, rule.endpoint), rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    ]
    order = sorted(found, key=lambda each: (each.method, each.rule.rule, each.endpoint))
    return (each for each in order if not methods or each.method in methods)


def body(session: Session, name_en: str) -> Body:
    """An organisation by its English name."""
    found = select(Organisation.id, Member.user_id).join(Member).where(Organisation.name_en == name_en)
    return Body(*session.execute(found).one())


def values(session: Session, organisation: Body, exhibition: str = "forum") -> dict[str, Any]:
    """Values for every part of an address: of this organisation where a thing belongs to one."""

    def first(query: Select[Any]) -> Any:
        return session.scalars(query.limit(1)).first()

    event = session.scalars(select(Exhibition).where(Exhibition.slug == exhibition)).one()
    own, here = organisation.id, event.id
    ours = select(Claim).where(Claim.organisation_id == own, Claim.exhibition_id == here)
    claim = first(ours.where(Claim.state == ClaimState.CONFIRMED)) or first(ours)
    hall = first(select(Hall).where(Hall.exhibition_id == here).order_by(Hall.position))
    draft = select(Revision).where(Revision.state == RevisionState.DRAFT, Revision.hall_id == hall.id)
    showcases = select(Showcase).where(Showcase.exhibition_id == here).order_by(Showcase.id)
    public = first(showcases.where(Showcase.state == ShowcaseState.ACCEPTED))
    profile = first(select(Profile).where(Profile.organisation_id == own, Profile.exhibition_id == here))
    submitted = first(select(Claim).where(Claim.exhibition_id == here, Claim.state == ClaimState.SUBMITTED))
    applications = select(Application).where(Application.exhibition_id == here)
    messages = select(Message).where(Message.exhibition_id == here)
    guest = first(select(CoExhibitor.profile_id).join(Claim).where(Claim.organisation_id == own)) or 0
    in_staff_area = {
        "claim_id": _id(submitted or claim),
        "showcase_id": _id(first(showcases)),
        "application_id": _id(first(applications.where(Application.state == ApplicationState.APPLIED)))
        or _id(first(applications)),
        "organisation_id": own,
    }
    return {
        "lang": "en",
        "exhibition": event.slug,
        "number": first(select(Booth.number).where(Booth.hall_id == hall.id, Booth.removed_at.is_(None))),
        "slug": profile.slug if profile else "none",
        "showcase_slug": public.slug if public else "none",
        "token": "not-a-token",
        "claim_id": _id(claim),
        "showcase_id": _id(first(showcases.where(Showcase.organisation_id == own))),
        "organisation_id": own,
        "user_id": organisation.user_id,
        "invitation_id": _id(first(select(Invitation).where(Invitation.organisation_id == own))),
        "tool_id": _id(first(select(Tool).join(Profile).where(Profile.organisation_id == own))),
        "profile_id": guest,
        "guest_tool_id": _id(first(select(Tool).where(Tool.profile_id == guest))),
        "place_id": _id(first(select(Place).where(Place.exhibition_id == here))),
        "slot_id": _id(first(select(Slot).where(Slot.exhibition_id == here))),
        "pause_id": _id(first(select(PauseRow).where(PauseRow.exhibition_id == here))),
        "seats_link": "not-a-link",
        "reservation_id": 1,
        "visitor_id": 1,
        "press": "cancel",
        "message": _id(first(messages.where(Message.state == MessageState.DEAD))) or _id(first(messages)),
        "message_id": first(select(KeptMail.message_id)) or "none",
        "role": "member",
        "verb": "reject",
        "way": "up",
        "hall": hall.key,
        "hall_id": hall.id,
        "file": _id(first(select(PlanFile).where(PlanFile.hall_id == hall.id))),
        "draft": _id(first(draft)),
        "in_staff_area": in_staff_area,
    }


def address(app: Flask, route: Route, given: Mapping[str, Any]) -> str:
    """The address of a route.

    Raises:
        LookupError: a part of it has no value here.
    """
    rule = route.rule
    parts = {**given, **(given["in_staff_area"] if route.of_staff else {})}
    if "/showcases/<slug>" in rule.rule:
        parts["slug"] = given["showcase_slug"]
    if "visitors/<int:visitor_id>" in rule.rule:
        parts["press"] = "approve"
    missing = rule.arguments - parts.keys()
    if missing:
        raise LookupError(f"{rule.rule}: no value for {', '.join(missing)} in tests/kit/routes.py")
    adapter = app.url_map.bind("localhost")
    return adapter.build(route.endpoint, {name: parts[name] for name in rule.arguments}, method=route.method)


def user(session: Session, user_id: int) -> User:
    """A person, as they are now."""
    return session.get_one(User, user_id)


def _id(row: Any) -> int:
    return row.id if row else 0
