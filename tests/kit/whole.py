"""The sample, and what it does not hold: a draft, invitations, refusals with their reasons, mail, a second exhibition.

Whatever a route can be about exists here, twice (`OURS`, `OTHERS`) and once in an exhibition elsewhere.
"""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from booth_app.accounts.models import User
from booth_app.base.access import Who
from booth_app.claims import queries as claim_queries
from booth_app.claims import services as claims
from booth_app.claims.details import Details
from booth_app.demos import services as demos
from booth_app.demos.models import Audience
from booth_app.demos.proposals import Person, Proposal
from booth_app.edits import Move, Renumber
from booth_app.exhibitions.models import Exhibition, Hall, Role, StaffRole
from booth_app.exhibitions.services import terms
from booth_app.exhibitors import links
from booth_app.exhibitors import services as exhibitors
from booth_app.exhibitors.models import Category, Organisation, Tool
from booth_app.layouts import queries as layouts
from booth_app.layouts import services as layout_services
from booth_app.layouts.queries import booth_key
from booth_app.notices import routing
from booth_app.notices.models import KeptMail, Message, MessageState
from tests.kit import make
from tests.kit.routes import Body, body

OURS, OTHERS, ELSEWHERE = "Sanad Digital Centre", "Mersal Family Safety Society", "Organisation elsewhere"
DRAFTED, UPLOADED = "Q-777", "qqfileqq.svg"
"""A number and a file's name that only a draft has."""
ROLES = (
    "visitor",
    "closed account",
    "person",
    "exhibitor",
    "other exhibitor",
    *(str(role) for role in Role),
    "administrator elsewhere",
)


def fill(app: Flask) -> None:
    """Add to the sample what it does not hold, through the services that people use."""
    now = datetime.now(UTC)
    with app.app_context(), app.extensions["database"].write() as session:
        event = session.scalars(select(Exhibition)).one()
        # The world is made once in a run, which may last longer than a hold does by default.
        event.hold_minutes, event.hold_cap_minutes = 8 * 60, 24 * 60
        staff = _staff(session, event, Role.ADMINISTRATOR)
        for name in (OURS, OTHERS):
            _organisation(session, event, staff, body(session, name), now)
        _drafts(session, event, _staff(session, event, Role.LAYOUT), now)
        published = {"text_ar": "شروط جديدة", "text_en": "New terms", "seen": 1}
        terms.publish(session, staff, **published, now=now)
        _elsewhere(session, now)
        make.user(session, "without-organisation@whole.example")
        make.user(session, "closed@whole.example", active=False)
        make.user(session, "unconfirmed@whole.example", confirmed_at=None)
    with app.app_context(), app.extensions["database"].write() as session:
        _mail(session, event.id, now)


def people(session: Session) -> dict[str, int]:
    """Who is who, by role."""
    named = dict(session.execute(select(User.email, User.id)).all())
    elsewhere = (
        select(StaffRole.user_id)
        .join(Exhibition)
        .where(Exhibition.slug == "elsewhere", StaffRole.role == Role.ADMINISTRATOR)
    )
    staff = select(StaffRole.role, StaffRole.user_id).join(Exhibition).where(Exhibition.slug == "forum")
    return {
        "person": named["without-organisation@whole.example"],
        "closed account": named["closed@whole.example"],
        "exhibitor": body(session, OURS).user_id,
        "other exhibitor": body(session, OTHERS).user_id,
        "administrator elsewhere": session.scalars(elsewhere).one(),
        **{str(role): user_id for role, user_id in session.execute(staff)},
    }


def _staff(session: Session, event: Exhibition, role: Role) -> Who:
    held = select(StaffRole.user_id).where(StaffRole.exhibition_id == event.id, StaffRole.role == role)
    return Who(user_id=session.scalar(held), exhibition_id=event.id, roles=frozenset({str(role)}))


def _organisation(session: Session, event: Exhibition, staff: Who, own: Body, now: datetime) -> None:
    """A rejected request, a running hold, a shared stand, showcases refused and under review, an open invitation."""
    who = Who(user_id=own.user_id, organisation_id=own.id, exhibition_id=event.id)
    details = Details(
        fascia_ar="لافتة",
        fascia_en="Fascia",
        contact_name="Contact of the claim",
        contact_email="claim@example.org",
        contact_phone="+966111111111",
        power_kw=3,
        notes="Notes of the claim",
    )
    first, second = _free(session, event, now)[:2]
    held = claims.hold(session, who, [first], request_key=f"whole-hold-{own.id}", now=now)
    claims.submit(session, who, held.claim_id, details, terms_version=1, now=now)
    claims.reject(session, staff, held.claim_id, reason="Reason of the rejection", now=now)
    claims.hold(session, who, [second], request_key=f"whole-held-{own.id}", now=now)
    [lead] = [each for each in claim_queries.mine(session, who, now=now) if each.state == "confirmed"]
    shared = claims.Body("جهة مشاركة", "Sharing body", "SA", Category.AWARENESS)
    guest = claims.share(session, who, lead.id, shared, request_key=f"whole-share-{own.id}", now=now)
    session.add(Tool(profile_id=guest.profile_id, category=Category.FILTER, name_ar="أداة الضيف", name_en="Guest tool"))
    claims.fill(session, who, lead.id, details, request_key=f"whole-fill-{own.id}", now=now)
    exhibitors.invite(session, who, own.id, f"invited-{own.id}@whole.example", sign=links.invitation_token, now=now)
    for at, verb in enumerate(("reject", "return_", "propose", "withdraw")):
        key = f"whole-showcase-{own.id}-{at}"
        made = demos.propose(session, who, _proposal(own, verb), request_key=key, now=now)
        if verb == "withdraw":
            demos.withdraw(session, who, made, now=now)
        elif verb != "propose":
            decide = getattr(demos, verb)
            decide(session, staff, made, reason=f"Reason of {verb}", request_key=f"{key}-decided", now=now)


def _proposal(own: Body, verb: str) -> Proposal:
    return Proposal(
        title_ar=f"عنوان {verb}",
        title_en=f"Title {verb}",
        abstract_ar=f"نبذة {verb}",
        abstract_en=f"Abstract {verb}",
        tool_ar="أداة",
        tool_en="Tool",
        category=Category.FILTER,
        presenters=(Person("مقدّم", f"Presenter {verb}", f"{verb}-{own.id}@whole.example".replace("_", "")),),
        length_minutes=30,
        audience=Audience.EVERYONE,
        language="ar",
        declared_synthetic=True,
        declared_harmless=True,
    )


def _free(session: Session, event: Exhibition, now: datetime) -> list[int]:
    states = claim_queries.states(session, event.id, now=now)
    return [each.booth_id for each in states.values() if each.state == "free"]


def _drafts(session: Session, event: Exhibition, who: Who, now: datetime) -> None:
    """A draft of the first hall that moves a booth and numbers it anew, and one of the second from a file."""
    first, second = session.scalars(select(Hall).where(Hall.exhibition_id == event.id).order_by(Hall.position))
    draft = layout_services.start_draft(session, who, first.id, now=now)
    key = booth_key(
        next(each.booth_id for each in layouts.facts(session, event.id).values() if each.hall_id == first.id)
    )
    for version, each in enumerate((Move((key,), 0.001, 0.0), Renumber(key, DRAFTED))):
        layout_services.edit(session, who, draft, each.to_json(), version=version, now=now)
    published = layouts.published(session, second.id)
    assert published is not None
    report = {"name": UPLOADED, "scale": {"metres_per_unit": 1, "source": "argument"}, "notes": []}
    layout_services.import_plan(session, who, second.id, published.plan, report=report, now=now)


def _elsewhere(session: Session, now: datetime) -> None:
    """An exhibition with staff, a hall, booths, an organisation, a claim, a showcase, a stage: of other people."""
    window = {"booking_opens_at": now - timedelta(days=1), "booking_closes_at": now + timedelta(days=9)}
    event = make.exhibition(session, "elsewhere", listed=False, name_en="Exhibition elsewhere", **window)
    hall = make.hall(session, event)
    booths = make.plan(session, hall)
    make.place(session, event, hall)
    staff = make.staff(session, event)
    its = make.organisation(session, event, name_ar="جهة أخرى", name_en=ELSEWHERE)
    own = body(session, ELSEWHERE)
    who = Who(user_id=own.user_id, organisation_id=its.id, exhibition_id=event.id)
    claims.hold(session, who, [booths[0].id], request_key="whole-elsewhere", now=now)
    demos.propose(session, who, _proposal(own, "propose"), request_key="whole-elsewhere", now=now)
    at = Who(user_id=staff.id, exhibition_id=event.id, roles=frozenset({"administrator"}))
    layout_services.start_draft(session, at, hall.id, now=now)


def _mail(session: Session, exhibition_id: int, now: datetime) -> None:
    """What is owed for all this; one message that could not be delivered; one that was kept."""
    routing.begin(session)
    while routing.route(session, host="whole.example", now=now) == routing.AT_ONCE:
        pass
    first = select(Message.id).where(Message.exhibition_id == exhibition_id).order_by(Message.id).limit(1)
    dead = {"state": MessageState.DEAD, "error": "550 no such mailbox", "tries": 1}
    session.execute(update(Message).where(Message.id == first.scalar_subquery()).values(dead))
    kept = {"recipient": "kept@whole.example", "subject": "Kept", "text": "Kept text", "html": "<p>Kept html</p>"}
    session.add(KeptMail(message_id="<kept@whole.example>", at=now, **kept))


def organisation_id(session: Session, name_en: str) -> int:
    """The id of an organisation."""
    return session.scalars(select(Organisation.id).where(Organisation.name_en == name_en)).one()
