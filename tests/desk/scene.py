"""An exhibition with staff and requests, made through the services that people use."""

from dataclasses import dataclass
from datetime import timedelta

from booth_app.base import clock
from booth_app.base.access import Who
from booth_app.claims import services as claims
from booth_app.claims.details import Details
from booth_app.claims.models import Claim
from booth_app.exhibitions.models import Exhibition
from booth_app.journal import services as journal
from tests.kit import make

DETAILS = Details(
    fascia_ar="جهة",
    fascia_en="Body",
    contact_name="Contact",
    contact_email="stand@example.org",
    contact_phone="+966500000000",
    power_kw=3,
    notes="",
)


@dataclass
class Scene:
    """Ids of what there is."""

    exhibition: int
    hall: int
    booths: list[int]
    numbers: list[str]
    bodies: list[int]
    claims: list[int]


def fill(database, *, booths=6, requests=3, **exhibition) -> Scene:
    """`booths` booths in a hall, and as many organisations with requests as asked for, one booth each."""
    with database.write() as session:
        now = clock.now(session)
        made = make.exhibition(
            session,
            booking_opens_at=now - timedelta(days=1),
            booking_closes_at=now + timedelta(days=30),
            **exhibition,
        )
        hall = make.hall(session, made)
        places = make.plan(session, hall, booths)
        bodies = [make.organisation(session, made) for _ in range(requests)]
        scene = Scene(made.id, hall.id, [each.id for each in places], [each.number for each in places], [], [])
        scene.bodies = [each.id for each in bodies]
    for body, booth in zip(scene.bodies, scene.booths, strict=False):
        scene.claims.append(request(database, scene, body, booth))
    return scene


def request(database, scene, body, booth, details=DETAILS) -> int:
    """A request for a booth: held, filled in, sent."""
    with database.write() as session:
        now = clock.now(session)
        exhibition = session.get_one(Exhibition, scene.exhibition)
        claimant = Who(user_id=None, organisation_id=body, exhibition_id=exhibition.id)
        held = claims.hold(session, claimant, [booth], request_key=f"hold-{body}-{booth}", now=now)
        return claims.submit(session, claimant, held.claim_id, details, terms_version=1, now=now).claim_id


def staff(app, scene, role="administrator"):
    """A browser of somebody with a role."""
    with app.extensions["database"].write() as session:
        person = make.staff(session, session.get_one(Exhibition, scene.exhibition), role)
    return make.sign_in(app.test_client(), person)


def states(database):
    """State by claim."""
    with database.read() as session:
        return {each.id: str(each.state) for each in session.query(Claim)}


def number(database):
    """Give numbers to what was written (PostgreSQL does it after the commit)."""
    with database.write() as session:
        journal.give_numbers(session)
