"""The sample's booths: who has which, through the services that exhibitors and staff use."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.accounts.models import User
from booth_app.base.access import Who
from booth_app.claims import services as claims
from booth_app.claims.details import Details
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitors.models import Category, Member, Organisation, Profile
from booth_app.sample.accounts import DOMAIN
from booth_app.sample.data import read

CLOSED = ("A-108", "A-418", "B-208")
RESERVED = (
    (("A-308", "A-309", "A-310"), "الجهات الحكومية المستضيفة", "Host public bodies"),
    (("B-310",), "وفد الضيوف الدوليين", "International guests"),
)
PAVILION = "himaya"
"""The organisation that leads the pavilion."""
_SPACING = timedelta(hours=5)


def member(session: Session, key: str, exhibition_id: int) -> Who:
    """The owner of a sample organisation, acting for it."""
    query = (
        select(User.id, Organisation.id)
        .join(Member, Member.user_id == User.id)
        .join(Organisation, Organisation.id == Member.organisation_id)
        .where(User.email == f"{key}@{DOMAIN}")
    )
    user_id, organisation_id = session.execute(query).one()
    return Who(user_id=user_id, organisation_id=organisation_id, exhibition_id=exhibition_id)


def fill(session: Session, staff: Who, exhibition_id: int, *, now: datetime) -> None:
    """Claims in all states, closed booths, reserved ones, one pavilion of several bodies."""
    booths = {each.number: each.id for each in exhibitions.booths(session, exhibition_id)}
    for number in CLOSED:
        claims.close(session, staff, booths[number], now=now)
    for numbers, label_ar, label_en in RESERVED:
        for number in numbers:
            kept_for = claims.Beneficiary(label_ar=label_ar, label_en=label_en)
            claims.reserve(session, staff, booths[number], beneficiary=kept_for, until=None, now=now)
    terms = exhibitions.terms(session, exhibition_id)
    version = terms.version if terms else None
    names = {each["key"]: each for each in read("organisations")}
    wanted = read("claims")
    for turn, (state, key, numbers) in enumerate(wanted):
        # Bookings were made over the last days; holds are of this minute.
        at = now if state == "held" else now - _SPACING * (len(wanted) - turn) + timedelta(hours=9)
        who = member(session, key, exhibition_id)
        held = claims.hold(session, who, [booths[each] for each in numbers], request_key=f"sample-{turn:04}", now=at)
        if state == "held":
            continue
        details = Details(
            fascia_ar=names[key]["ar"][:24],
            fascia_en=names[key]["en"][:24],
            contact_name=names[key]["en"],
            contact_email=f"{key}@{DOMAIN}",
            contact_phone="+966500000000",
            power_kw=2,
        )
        claims.submit(session, who, held.claim_id, details, terms_version=version, now=at + timedelta(minutes=6))
        if state == "confirmed":
            claims.approve(session, staff, held.claim_id, now=at + timedelta(hours=3))
        if key == PAVILION:
            _guests(session, who, held.claim_id, now=at + timedelta(hours=4))


def _guests(session: Session, who: Who, claim_id: int, *, now: datetime) -> None:
    """Bodies that share the pavilion of the lead body, each with a page of its own."""
    for turn, values in enumerate(read("guests")):
        guest = claims.Body(values["name_ar"], values["name_en"], values["country"], Category(values["category"]))
        made = claims.share(session, who, claim_id, guest, request_key=f"sample-guest-{turn:03}", now=now)
        page = session.get_one(Profile, made.profile_id)
        page.about_ar, page.about_en = values["about_ar"], values["about_en"]
