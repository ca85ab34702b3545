"""Fill the sample: exhibition, people, organisations, then halls, booths and demonstrations by the rooms' services."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.exhibitions.models import Approval, Exhibition, Hall, Role, Terms
from booth_app.exhibitors.models import (
    Application,
    ApplicationState,
    Category,
    Member,
    MemberRole,
    Organisation,
    OrganisationKind,
    Profile,
    Tool,
)
from booth_app.sample import accounts, bookings, halls, programme
from booth_app.sample.data import read, text

SLUG = "forum"
FORUM_DAY = date(2027, 1, 18)
WAITING = {"kashif": ApplicationState.APPLIED, "global": ApplicationState.APPLIED, "thiqa": ApplicationState.RETURNED}


def first_day(today: date) -> date:
    """The forum's first day: 18 January 2027, or a Monday eight weeks ahead once that is too near."""
    if today <= FORUM_DAY - timedelta(days=35):
        return FORUM_DAY
    ahead = today + timedelta(weeks=8)
    return ahead + timedelta(days=-ahead.weekday() % 7)


def load(session: Session, *, now: datetime) -> None:
    """The whole sample, in the caller's transaction."""
    made = _exhibition(session, now)
    hashed = accounts.hashed_password()
    people = accounts.staff(session, made, now=now, hashed=hashed)
    staff = Who(user_id=people[Role.ADMINISTRATOR].id, exhibition_id=made.id, roles=frozenset({Role.ADMINISTRATOR}))
    for values in read("organisations"):
        _organisation(session, made, values, now=now, hashed=hashed)
    session.flush()
    halls.fill(session, staff, made.id, now=now - timedelta(days=13))
    bookings.fill(session, staff, made.id, now=now)
    zone = ZoneInfo(made.time_zone)
    programme.fill(session, staff, made.id, first_day=made.first_day, zone=zone, now=now)


def _exhibition(session: Session, now: datetime) -> Exhibition:
    day = first_day(now.date())
    made = Exhibition(
        slug=SLUG,
        name_ar="المعرض المصاحب للملتقى الوطني للوقاية من الاستغلال الجنسي للأطفال عبر الإنترنت",
        name_en="Exhibition of the National Forum for the Prevention of Online Child Sexual Exploitation",
        short_name_ar="المعرض المصاحب للملتقى الوطني",
        short_name_en="National Forum Exhibition",
        motto_ar="شراكة عالمية للوقاية من الاستغلال الجنسي للأطفال عبر الإنترنت",
        motto_en="A global partnership for the prevention of online child sexual exploitation",
        about_ar="معرض يصاحب جلسات الملتقى على مدى ثلاثة أيام، تعرض فيه الجهات الحكومية والمنظمات المجتمعية والدولية "
        "ومطوّرو الأدوات نماذج من أساليب الرصد والوقاية، ببيانات اصطناعية لا تتضمن أي محتوى ضار.",
        about_en="Beside three days of sessions, public bodies, community organisations, international bodies and tool "
        "makers show models of monitoring and prevention, on synthetic data and without any harmful content.",
        venue_ar="مركز المؤتمرات والمعارض",
        venue_en="Convention and Exhibition Centre",
        city_ar="الرياض",
        city_en="Riyadh",
        first_day=day,
        last_day=day + timedelta(days=2),
        contact_email="booths@sample.example",
        reporting_name_ar="قناة الإبلاغ",
        reporting_name_en="Reporting line",
        reporting_address="+966 11 000 0001",
        help_name_ar="خط المساندة",
        help_name_en="Help line",
        help_address="+966 11 000 0002",
        booking_opens_at=now - timedelta(days=14),
        booking_closes_at=datetime.combine(day - timedelta(days=10), datetime.min.time(), now.tzinfo),
        approval=Approval.STAFF,
        vetting=True,
        quota=6,
    )
    session.add(made)
    session.flush()
    session.add(
        Terms(
            exhibition_id=made.id,
            version=1,
            text_ar=text("terms.ar"),
            text_en=text("terms.en"),
            published_at=now - timedelta(days=20),
        )
    )
    session.add_all(
        [
            Hall(exhibition_id=made.id, key="a", name_ar="القاعة أ", name_en="Hall A", level=0, position=0),
            Hall(exhibition_id=made.id, key="b", name_ar="القاعة ب", name_en="Hall B", level=1, position=1),
        ]
    )
    session.flush()
    return made


def _organisation(
    session: Session, exhibition: Exhibition, values: dict[str, Any], *, now: datetime, hashed: str
) -> None:
    key = values["key"]
    owner = accounts.make(session, f"{key}@{accounts.DOMAIN}", "", now=now, hashed=hashed)
    made = Organisation(
        name_ar=values["ar"],
        name_en=values["en"],
        country=values["country"],
        kind=OrganisationKind(values["kind"]),
        website=f"https://{key}.example",
        created_at=now,
        created_by=owner.id,
    )
    session.add(made)
    session.flush()
    session.add(Member(organisation_id=made.id, user_id=owner.id, role=MemberRole.OWNER, since=now))
    state = WAITING.get(key, ApplicationState.ACCEPTED)
    session.add(
        Application(
            exhibition_id=exhibition.id,
            organisation_id=made.id,
            state=state,
            category=Category(values["category"]),
            about_ar=values["about_ar"],
            about_en=values["about_en"],
            contact_name=values["en"],
            contact_email=f"{key}@{accounts.DOMAIN}",
            contact_phone="+966500000000",
            declared_at=now,
            declared_by=owner.id,
            submitted_at=now - timedelta(days=3),
            decided_at=None if state == ApplicationState.APPLIED else now - timedelta(days=2),
            reason="أضيفوا نبذة بالإنجليزية عن طريقة التحقق." if state == ApplicationState.RETURNED else "",
        )
    )
    if state == ApplicationState.ACCEPTED:
        profile = Profile(
            exhibition_id=exhibition.id,
            organisation_id=made.id,
            slug=key,
            name_ar=made.name_ar,
            name_en=made.name_en,
            country=made.country,
            category=Category(values["category"]),
            about_ar=values["about_ar"],
            about_en=values["about_en"],
            website=made.website,
        )
        session.add(profile)
        session.flush()
        for position, (category, name_ar, name_en, about_ar, about_en) in enumerate(values["tools"]):
            tool = Tool(profile_id=profile.id, position=position, category=Category(category), name_ar=name_ar)
            tool.name_en, tool.about_ar, tool.about_en = name_en, about_ar, about_en
            session.add(tool)
