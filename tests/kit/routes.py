"""Every route of the application as an address that exists: one without a value here fails the tests that walk."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from booth_app.accounts.models import User
from booth_app.base.access import permission_of
from booth_app.claims.models import Claim, ClaimState, CoExhibitor
from booth_app.demos.models import Place, Showcase, ShowcaseState, Slot
from booth_app.exhibitions.models import Exhibition, Hall
from booth_app.exhibitors.models import Application, ApplicationState, Member, Organisation, Profile, Tool
from booth_app.layouts.models import Revision, RevisionState
from booth_app.notices.models import Message


@dataclass(frozen=True, slots=True)
class Route:
    """One route and verb."""

    endpoint: str
    method: str
    permission: str | None
    rule: Rule


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation of the sample as tests speak of it."""

    id: int
    user_id: int


def routes(app: Flask) -> Iterator[Route]:
    """All of them, each verb by itself."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Route(rule.endpoint, method, permission_of(app, rule.endpoint), rule)


def body(session: Session, name_en: str) -> Body:
    """A sample organisation by its English name."""
    found = select(Organisation.id, Member.user_id).join(Member).where(Organisation.name_en == name_en)
    return Body(*session.execute(found).one())


def values(session: Session, organisation: Body, exhibition: str = "forum") -> dict[str, object]:
    """Values for every part of an address: of this organisation where a thing belongs to one."""
    ours = Profile.organisation_id == organisation.id
    first = session.scalars
    event = first(select(Exhibition).where(Exhibition.slug == exhibition)).one()
    claim = first(select(Claim).where(Claim.organisation_id == organisation.id).order_by(Claim.id)).first()
    draft = first(select(Revision).where(Revision.state == RevisionState.DRAFT)).first()
    showcase = first(select(Showcase).where(Showcase.organisation_id == organisation.id)).first()
    public = first(select(Showcase).where(Showcase.state == ShowcaseState.ACCEPTED)).first()
    waiting = first(select(Application).where(Application.state == ApplicationState.APPLIED)).first()
    submitted = first(select(Claim).where(Claim.state == ClaimState.SUBMITTED)).first()
    profile = first(select(Profile).where(ours)).first()
    tool = first(select(Tool).join(Profile, Profile.id == Tool.profile_id).where(ours)).first()
    staff_area = {
        "claim_id": submitted.id if submitted else 0,
        "showcase_id": public.id if public else 0,
    }
    return {
        "lang": "en",
        "exhibition": event.slug,
        "number": "A-201",
        "slug": profile.slug if profile else "none",
        "showcase_slug": public.slug if public else "none",
        "token": "not-a-token",
        "claim_id": claim.id if claim else 0,
        "showcase_id": showcase.id if showcase else 0,
        "organisation_id": organisation.id,
        "user_id": organisation.user_id,
        "invitation_id": 1,
        "tool_id": tool.id if tool else 0,
        "profile_id": first(select(CoExhibitor.profile_id)).first() or 0,
        "place_id": first(select(Place.id)).first(),
        "slot_id": first(select(Slot.id)).first(),
        "message": first(select(Message.id)).first() or 0,
        "message_id": "none",
        "role": "member",
        "way": "up",
        "hall": first(select(Hall.key)).first(),
        "hall_key": first(select(Hall.key)).first(),
        "revision_id": draft.id if draft else 0,
        "application_id": waiting.id if waiting else 0,
        "staff_area": staff_area,
    }


def address(app: Flask, route: Route, given: dict[str, object]) -> str:
    """The address of a route.

    Raises:
        LookupError: a part of it has no value here.
    """
    rule = route.rule
    area = given["staff_area"] if "/staff/" in rule.rule else {}
    parts = given | area  # type: ignore[operator]
    if "/showcases/<slug>" in rule.rule:
        parts["slug"] = given["showcase_slug"]
    missing = rule.arguments - parts.keys()
    if missing:
        raise LookupError(f"{rule.rule}: no value for {', '.join(missing)} in tests/kit/routes.py")
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        return adapter.build(route.endpoint, {name: parts[name] for name in rule.arguments}, method=route.method)


def user(session: Session, user_id: int) -> User:
    """A person, as they are now."""
    return session.get_one(User, user_id)
