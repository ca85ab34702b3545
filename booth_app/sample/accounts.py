"""The people of the sample: one of each role, and an owner for every organisation."""

import secrets
from datetime import datetime

from flask_security import hash_password
from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.accounts.models import User
from booth_app.exhibitions.models import Exhibition, Role, StaffRole
from booth_app.exhibitors.models import Member, Organisation

PASSWORD = "sample-forum-booths"  # noqa: S105 - development only; production refuses these accounts
DOMAIN = "sample.example"
SHOWN_EXHIBITORS = ("sanad", "mersal", "siyaj", "labeeb")
"""Organisations whose people the list names: accepted, some without a booth yet."""
STAFF = {
    Role.ADMINISTRATOR: ("نورة القاسم", "Noura Al-Qasim"),
    Role.SALES: ("ريم السبيعي", "Reem Al-Subaie"),
    Role.LAYOUT: ("بندر الحازمي", "Bandar Al-Hazmi"),
    Role.PROGRAMME: ("عهود الفيفي", "Ohoud Al-Faifi"),
    Role.VIEWER: ("سامي المالكي", "Sami Al-Malki"),
    Role.DOOR: ("هند الشمري", "Hind Al-Shammari"),
}


def make(session: Session, email: str, name: str, *, now: datetime, hashed: str) -> User:
    """A confirmed person of the sample."""
    person = User(
        email=email,
        name=name,
        language="ar",
        password=hashed,
        sample=True,
        fs_uniquifier=secrets.token_hex(16),
        confirmed_at=now,
        create_datetime=now,
        update_datetime=now,
    )
    session.add(person)
    session.flush()
    return person


def hashed_password() -> str:
    """One hash for all: it costs a tenth of a second, and they share the password."""
    return hash_password(PASSWORD)


def staff(session: Session, exhibition: Exhibition, *, now: datetime, hashed: str) -> dict[Role, User]:
    """One person for each role."""
    made = {}
    for role, (name, _english) in STAFF.items():
        made[role] = make(session, f"{role}@{DOMAIN}", name, now=now, hashed=hashed)
        session.add(StaffRole(exhibition_id=exhibition.id, user_id=made[role].id, role=role))
    session.flush()
    return made


def listed(session: Session) -> list[dict[str, str | None]]:
    """What `sample accounts` prints: staff first, then exhibitors of different organisations."""
    roles = select(User.email, StaffRole.role).join(StaffRole, StaffRole.user_id == User.id).where(User.sample)
    order = list(STAFF)
    found = [
        _shown(email, str(role), None)
        for email, role in sorted(session.execute(roles), key=lambda row: order.index(row[1]))
    ]
    wanted = [f"{key}@{DOMAIN}" for key in SHOWN_EXHIBITORS]
    members = (
        select(User.email, Organisation.name_en)
        .join(Member, Member.user_id == User.id)
        .join(Organisation, Organisation.id == Member.organisation_id)
        .where(User.sample, User.email.in_(wanted))
    )
    exhibitors = sorted(session.execute(members), key=lambda row: wanted.index(row[0]))
    return [*found, *(_shown(email, "exhibitor", name) for email, name in exhibitors)]


def _shown(email: str, role: str, organisation: str | None) -> dict[str, str | None]:
    return {"email": email, "password": PASSWORD, "role": role, "organisation": organisation}
