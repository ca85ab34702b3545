"""Rows to test with, made straight in the tables: the least that is whole, every value open to change."""

import itertools
import secrets
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask.testing import FlaskClient
from flask_security import hash_password
from sqlalchemy.orm import Session

from booth_app.accounts.models import User
from booth_app.demos.models import Place, PlaceKind
from booth_app.exhibitions.models import Booth, Exhibition, Hall, Role, StaffRole, Terms
from booth_app.exhibitors.models import (
    Application,
    ApplicationState,
    Category,
    Member,
    MemberRole,
    Organisation,
    OrganisationKind,
    Profile,
)
from booth_app.layouts.models import BoothShapeRow, FixtureShapeRow, LayoutRules, Revision, RevisionState
from booth_app.text.sorting import sort_key

NOW = datetime(2026, 12, 6, 8, 0, tzinfo=UTC)
FIVE = {
    "*": False,
    **dict.fromkeys(("overlap", "outside-hall", "obstacle", "duplicate-number", "invalid-shape"), True),
}
"""Layout rules for halls that are drawn to test something else: aisles, exits and ways are not asked about."""

_count = itertools.count(1)


def exhibition(session: Session, slug: str = "forum", **values: Any) -> Exhibition:
    """An exhibition whose booking is open at `NOW`, with terms."""
    given = {
        "name_ar": "المعرض المصاحب للملتقى الوطني",
        "name_en": "National Forum Exhibition",
        "short_name_ar": "معرض الملتقى",
        "short_name_en": "Forum Exhibition",
        "city_ar": "الرياض",
        "city_en": "Riyadh",
        "first_day": date(2027, 1, 18),
        "last_day": date(2027, 1, 20),
        "booking_opens_at": NOW - timedelta(days=30),
        "booking_closes_at": NOW + timedelta(days=30),
        "quota": 2,
        "contact_email": "organiser@example.org",
        "reporting_name_ar": "قناة الإبلاغ",
        "reporting_name_en": "Reporting line",
        "reporting_address": "1909",
    }
    made = Exhibition(slug=slug, **(given | values))
    session.add(made)
    session.flush()
    session.add(LayoutRules(exhibition_id=made.id, settings=FIVE, changed_at=NOW))
    session.add(Terms(exhibition_id=made.id, version=1, text_ar="الشروط", text_en="The terms", published_at=NOW))
    session.flush()
    return made


def hall(session: Session, exhibition: Exhibition, key: str = "a", **values: Any) -> Hall:
    """A hall without a plan."""
    given = {"name_ar": f"القاعة {key}", "name_en": f"Hall {key.upper()}"}
    made = Hall(exhibition_id=exhibition.id, key=key, **(given | values))
    session.add(made)
    session.flush()
    return made


def square(x: int, y: int, width: int = 3000, depth: int = 3000) -> list[list[list[int]]]:
    """The rings of a rectangle in millimetres."""
    return [[[x, y], [x + width, y], [x + width, y + depth], [x, y + depth], [x, y]]]


def plan(session: Session, hall: Hall, booths: int = 4, *, row: int = 10) -> list[Booth]:
    """A published plan: `booths` of 3 × 3 m in touching rows of `row`, 3 m aisles, an entrance, an exit, a stage."""
    rows = -(-booths // row)
    width, depth = row * 3000 + 6000, rows * 6000 + 6000
    floor = {"key": hall.key, "level": "0", "names": {"ar": "", "en": ""}, "rings": square(0, 0, width, depth)}
    ground = {"north": 0, "halls": [floor], "booths": [], "fixtures": [], "zones": [], "backdrop": []}
    revision = Revision(
        hall_id=hall.id, number=1, state=RevisionState.PUBLISHED, ground=ground, made_at=NOW, published_at=NOW
    )
    session.add(revision)
    session.flush()
    made = []
    for n in range(booths):
        number = f"{hall.key.upper()}-{101 + n}"
        booth = Booth(exhibition_id=hall.exhibition_id, hall_id=hall.id, number=number, sort_key=sort_key(number, "en"))
        session.add(booth)
        session.flush()
        shape = BoothShapeRow(
            revision_id=revision.id,
            booth_id=booth.id,
            number=number,
            rings=square(3000 + n % row * 3000, 3000 + n // row * 6000),
            area_mm2=9_000_000,
            type="inline",
            open_sides="bottom",
            drawn={},
            zone="",
        )
        session.add(shape)
        made.append(booth)
    fixtures = (
        ("entrance", "entrance-1", square(0, depth - 200, 3000, 200)),
        ("exit", "exit-1", square(width - 3000, depth - 200, 2000, 200)),
        ("stage", "stage-1", square(0, 0, 2500, 2500)),
    )
    for kind, key, rings in fixtures:
        values = {
            "label": key,
            "shape": {"polygon": rings},
            "type": "",
            "names": {"ar": key, "en": key},
            "width": None,
            "height": None,
        }
        session.add(FixtureShapeRow(revision_id=revision.id, key=key, kind=kind, values=values))
    session.flush()
    return made


def user(session: Session, email: str = "", **values: Any) -> User:
    """A confirmed person; the password is `password-of-test`."""
    given = {
        "email": email or f"person{next(_count)}@example.org",
        "password": None,
        "fs_uniquifier": secrets.token_hex(16),
        "confirmed_at": NOW,
        "create_datetime": NOW,
        "update_datetime": NOW,
    }
    made = User(**(given | values))
    session.add(made)
    session.flush()
    return made


def password() -> str:
    """The hash of `password-of-test`; needs an app context."""
    return hash_password("password-of-test")


def organisation(
    session: Session,
    exhibition: Exhibition | None = None,
    *,
    state: ApplicationState = ApplicationState.ACCEPTED,
    member: User | None = None,
    **values: Any,
) -> Organisation:
    """An organisation with an owner; with an exhibition, also its application (accepted) and public profile."""
    n = next(_count)
    given = {
        "name_ar": f"جهة {n}",
        "name_en": f"Organisation {n}",
        "country": "SA",
        "kind": OrganisationKind.PUBLIC_BODY,
        "created_at": NOW,
    }
    made = Organisation(**(given | values))
    session.add(made)
    session.flush()
    owner = member or user(session)
    session.add(Member(organisation_id=made.id, user_id=owner.id, role=MemberRole.OWNER, since=NOW))
    if exhibition is not None:
        application = Application(
            exhibition_id=exhibition.id,
            organisation_id=made.id,
            state=state,
            category=Category.AWARENESS,
            contact_name="Contact",
            contact_email="contact@example.org",
            declared_at=NOW,
            submitted_at=NOW,
        )
        profile = Profile(
            exhibition_id=exhibition.id,
            organisation_id=made.id,
            slug=f"organisation-{n}",
            name_ar=made.name_ar,
            name_en=made.name_en,
            country="SA",
            category=Category.AWARENESS,
        )
        session.add_all([application, profile])
    session.flush()
    return made


def owner_of(session: Session, organisation: Organisation) -> User:
    """The first member of an organisation."""
    member = session.query(Member).filter_by(organisation_id=organisation.id).first()
    return session.get_one(User, member.user_id)


def staff(session: Session, exhibition: Exhibition, role: Role | str = Role.ADMINISTRATOR) -> User:
    """A person with one role in an exhibition."""
    made = user(session)
    session.add(StaffRole(exhibition_id=exhibition.id, user_id=made.id, role=Role(role)))
    session.flush()
    return made


def place(session: Session, exhibition: Exhibition, hall: Hall, fixture_key: str = "stage-1", **values: Any) -> Place:
    """A stage, open from 9 to 18."""
    given = {
        "kind": PlaceKind.STAGE,
        "name_ar": "المسرح 1",
        "name_en": "Stage 1",
        "capacity": 60,
        "change_over_minutes": 10,
        "opens": time(9),
        "closes": time(18),
    }
    made = Place(exhibition_id=exhibition.id, hall_id=hall.id, fixture_key=fixture_key, **(given | values))
    session.add(made)
    session.flush()
    return made


def sign_in(client: FlaskClient, person: User, organisation: Organisation | None = None) -> FlaskClient:
    """Make a test client this person's, acting for `organisation` where one is named."""
    with client.session_transaction() as session:
        session["_user_id"] = person.fs_uniquifier
        session["_fresh"] = True
        session["fs_cc"] = "set"
        session["fs_paa"] = datetime.now(UTC).timestamp()
        if organisation is not None:
            session["acting"] = organisation.id
    return client
