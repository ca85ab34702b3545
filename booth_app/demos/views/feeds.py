"""The programme for calendars and programs. Public; asked for again and again, so an unchanged one answers 304."""

import hashlib
import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, abort, current_app, g, make_response, request, url_for

from booth_app.base import clock, db
from booth_app.base.access import may
from booth_app.base.languages import both, lang, zone
from booth_app.demos import queries, times, words
from booth_app.demos.feeds.calendar import KEPT, About, Shown, calendar
from booth_app.demos.feeds.exchange import Conference, schedule
from booth_app.demos.queries import Cancelled, ProgrammeEntry
from booth_app.demos.views.blueprint import bp

Places = dict[int, queries.PlaceValue]
CALENDAR = "text/calendar; charset=utf-8; method=PUBLISH"


@bp.get("/<exhibition>/programme.ics")
@may("public")
def programme_calendar() -> Response:
    """The whole programme, or one place's (`?place=`), to subscribe to."""
    with db.read() as session:
        now = clock.now(session)
        places = {each.id: each for each in queries.places(session, g.exhibition.id)}
        place_id = _place(places)
        entries = queries.programme(session, g.exhibition.id, place_id=place_id)
        gone = queries.cancelled(session, g.exhibition.id, since=now - KEPT)
        changed = queries.changed_at(session, g.exhibition.id)
    gone = [each for each in gone if place_id in (None, each.place_id)]
    name = both(g.exhibition, "name") if place_id is None else both(places[place_id], "name")
    address = url_for("demos.programme_calendar", place=place_id)
    return _answer(_calendar(_about(name, address), entries, gone, changed, places), CALENDAR)


@bp.get("/<exhibition>/showcases/<slug>/calendar.ics")
@may("public")
def showcase_calendar(slug: str) -> Response:
    """The slots of one showcase."""
    with db.read() as session:
        now = clock.now(session)
        found = queries.showcase(session, g.exhibition.id, slug)
        if found is None:
            abort(404)
        gone = [
            each
            for each in queries.cancelled(session, g.exhibition.id, since=now - KEPT)
            if each.showcase_id == found.id
        ]
        changed = queries.changed_at(session, g.exhibition.id)
        places = {each.id: each for each in queries.places(session, g.exhibition.id)}
    entries = [ProgrammeEntry(slot, found) for slot in found.slots]
    address = url_for("demos.showcase_calendar", slug=slug)
    return _answer(_calendar(_about(both(found, "title"), address), entries, gone, changed, places), CALENDAR)


@bp.get("/<exhibition>/schedule.json")
@may("public")
def exchange() -> Response:
    """The programme in the form that conference tools share."""
    with db.read() as session:
        entries = queries.programme(session, g.exhibition.id)
    conference = Conference(
        acronym=g.exhibition.slug,
        title=both(g.exhibition, "name"),
        days=times.days(g.exhibition.first_day, g.exhibition.last_day),
        zone=zone(),
        base_url=_absolute(url_for("demos.programme")),
    )
    return _json(schedule(conference, entries, _said))


@bp.get("/<exhibition>/programme.json")
@may("public")
def programme_data() -> Response:
    """The programme in both languages: what is shown when and where, and by whom."""
    with db.read() as session:
        entries = queries.programme(session, g.exhibition.id)
    return _json({"time_zone": g.exhibition.time_zone, "slots": [_slot(each, zone()) for each in entries]})


def _about(name: str, address: str) -> About:
    return About(name, _absolute(address), lang(), zone())


def _calendar(
    about: About, entries: list[ProgrammeEntry], gone: list[Cancelled], changed: dict[int, datetime], places: Places
) -> bytes:
    events = [(each, _shown(each), changed.get(each.slot.id, each.slot.starts_at)) for each in entries]
    where = {each: both(place, "name") for each, place in places.items()}
    cancelled = [(each, Shown(both(each, "title"), "", where.get(each.place_id, ""), "", "")) for each in gone]
    return calendar(about, events, cancelled)


def _shown(entry: ProgrammeEntry) -> Shown:
    showcase = entry.showcase
    lines = [both(showcase.by, "name"), str(words.RULES[showcase.audience]), "", both(showcase, "abstract")]
    return Shown(
        title=both(showcase, "title"),
        text="\n".join(lines),
        place=f"{both(entry.slot.place, 'name')} ({both(entry.slot.place, 'hall')})",
        url=_absolute(url_for("demos.showcase", slug=showcase.slug)),
        category=str(words.CATEGORIES[showcase.category]),
    )


def _said(entry: ProgrammeEntry) -> dict[str, Any]:
    showcase = entry.showcase
    return {
        "room": both(entry.slot.place, "name"),
        "title": both(showcase, "title"),
        "abstract": both(showcase, "abstract"),
        "url": _absolute(url_for("demos.showcase", slug=showcase.slug)),
        "persons": [
            {"id": number, "public_name": both(each, "name")}
            for number, each in enumerate(showcase.presenters, start=1)
        ],
    }


def _slot(entry: ProgrammeEntry, here: ZoneInfo) -> dict[str, Any]:
    slot, showcase = entry.slot, entry.showcase
    return {
        "uid": slot.uid,
        "sequence": slot.sequence,
        "starts_at": slot.starts_at.astimezone(here).isoformat(),
        "ends_at": slot.ends_at.astimezone(here).isoformat(),
        "place": _names(slot.place, "name") | {"hall": _names(slot.place, "hall"), "id": slot.place.id},
        "showcase": {
            "slug": showcase.slug,
            "title": _names(showcase, "title"),
            "abstract": _names(showcase, "abstract"),
            "tool": _names(showcase, "tool"),
            "category": str(showcase.category),
            "audience": str(showcase.audience),
            "language": showcase.language,
            "exhibitor": _names(showcase.by, "name"),
            "presenters": [_names(each, "name") for each in showcase.presenters],
        },
    }


def _names(of: Any, what: str) -> dict[str, Any]:
    return {"ar": getattr(of, f"{what}_ar"), "en": getattr(of, f"{what}_en")}


def _place(places: dict[int, queries.PlaceValue]) -> int | None:
    """The place that is asked for: 400 for what is no number, 404 for one that is not there."""
    asked = request.args.get("place", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 9):
        abort(400)
    if int(asked) not in places:
        abort(404)
    return int(asked)


def _json(value: dict[str, Any]) -> Response:
    return _answer(json.dumps(value, ensure_ascii=False).encode(), "application/json")


def _answer(body: bytes, content_type: str) -> Response:
    answer = make_response(body)
    answer.content_type = content_type
    answer.set_etag(hashlib.blake2b(body, digest_size=12).hexdigest())
    answer.make_conditional(request)
    return answer


def _absolute(address: str) -> str:
    public: str = current_app.config["SETTINGS"].booth_public_url
    return public + address
