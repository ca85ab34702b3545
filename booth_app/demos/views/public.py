"""What visitors read: the programme, and a page for each showcase. Accepted showcases only."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Response, abort, current_app, g, request, url_for

from booth_app.base import clock, db
from booth_app.base.access import may
from booth_app.base.languages import both, zone
from booth_app.base.page import page
from booth_app.demos import queries, times
from booth_app.demos.models import Audience
from booth_app.demos.seats import queries as seats
from booth_app.demos.sections import by_day
from booth_app.demos.views.blueprint import bp
from booth_app.exhibitors.models import Category
from booth_app.text.calendars import local_day

ALL = "all"
VIEWS = ("", "places")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of the programme. `day` is None for all days."""

    day: date | None
    place: int | None
    category: Category | None
    audience: Audience | None
    view: str

    def address(self, **changed: Any) -> str:
        """The programme's address with something chosen otherwise; what is not chosen is not in it."""
        chosen: dict[str, Any] = {
            "day": self.day.isoformat() if self.day else ALL,
            "place": self.place,
            "category": self.category,
            "audience": self.audience,
            "view": self.view or None,
        } | changed
        return url_for("demos.programme", **{name: value for name, value in chosen.items() if value})

    @property
    def narrowed(self) -> bool:
        """Whether anything but a day was chosen."""
        return any((self.place, self.category, self.audience))


@bp.get("/<exhibition>/programme")
@may("public")
def programme() -> Response:
    """The demonstrations by day, and within a day by time or by place; filters are in the address."""
    days = times.days(g.exhibition.first_day, g.exhibition.last_day)
    with db.read() as session:
        now = clock.now(session)
        asked = _asked(days, now)
        places = queries.places(session, g.exhibition.id)
        if asked.place and asked.place not in {each.id for each in places}:
            abort(404)
        entries = queries.programme(
            session,
            g.exhibition.id,
            day=asked.day,
            place_id=asked.place,
            category=asked.category,
            audience=asked.audience,
        )
        known = queries.showcases(session, g.exhibition.id)
    return page(
        "demos/programme.html",
        "programme",
        asked=asked,
        days=days,
        places=places,
        found=by_day(entries, zone(), places=places if asked.view else ()),
        count=len(entries),
        published=any(each.slots for each in known),
        waiting=[each for each in known if not each.slots],
        now=now,
    )


@bp.get("/<exhibition>/showcases/<slug>")
@may("public")
def showcase(slug: str) -> Response:
    """A showcase at its stable address."""
    with db.read() as session:
        now = clock.now(session)
        found = queries.showcase(session, g.exhibition.id, slug)
        coming = [each.id for each in found.slots if each.starts_at > now] if found else []
        left = seats.left(session, g.exhibition.id, coming, now=now) if coming else {}
    if found is None:
        abort(404)
    return page(
        "demos/showcase.html",
        "showcase",
        showcase=found,
        now=now,
        left=left,
        address=_absolute(slug),
        data={"@context": "https://schema.org", "@graph": _events(found)} if found.slots else None,
    )


def _asked(days: list[date], now: datetime) -> Asked:
    """What was asked; a value that is none of ours is a broken address: 400."""
    given = request.args
    today = local_day(now, zone())
    wanted = given.get("day") or (today if today in days else days[0]).isoformat()
    try:
        day = None if wanted == ALL else date.fromisoformat(wanted)
        asked = Asked(
            day=day,
            place=int(given["place"]) if given.get("place") else None,
            category=Category(given["category"]) if given.get("category") else None,
            audience=Audience(given["audience"]) if given.get("audience") else None,
            view=given.get("view", ""),
        )
    except ValueError:
        abort(400)
    if (day is not None and day not in days) or asked.view not in VIEWS:
        abort(400)
    return asked


def _absolute(slug: str) -> str:
    return current_app.config["SETTINGS"].booth_public_url + url_for("demos.showcase", slug=slug)


def _events(found: queries.ShowcaseValue) -> list[dict[str, Any]]:
    """One event a slot, in the words of schema.org."""
    exhibition = g.exhibition
    return [
        {
            "@type": "EducationEvent",
            "name": both(found, "title"),
            "description": both(found, "abstract"),
            "url": _absolute(found.slug),
            "startDate": slot.starts_at.astimezone(zone()).isoformat(),
            "endDate": slot.ends_at.astimezone(zone()).isoformat(),
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "eventStatus": "https://schema.org/EventScheduled",
            "inLanguage": found.language.split("+"),
            "isAccessibleForFree": True,
            "audience": {"@type": "Audience", "audienceType": str(found.audience)},
            "organizer": {"@type": "Organization", "name": both(found.by, "name")},
            "performer": [{"@type": "Person", "name": both(each, "name")} for each in found.presenters],
            "location": {
                "@type": "Place",
                "name": f"{both(slot.place, 'name')} ({both(slot.place, 'hall')})",
                "address": ", ".join(filter(None, (both(exhibition, "venue"), both(exhibition, "city")))),
            },
            "superEvent": {"@type": "ExhibitionEvent", "name": both(exhibition, "name")},
        }
        for slot in found.slots
    ]
