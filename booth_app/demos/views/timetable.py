"""Staff put accepted showcases on the stages: a day at a glance, and a form that places, moves and removes."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Response, abort, flash, g, request, url_for
from flask_babel import gettext

from booth_app.base import clock, db
from booth_app.base.access import allowed, may, who
from booth_app.base.errors import Invalid, NotFound, Refused
from booth_app.base.idempotency import KeyReused
from booth_app.base.keys import row_number
from booth_app.base.languages import both, zone
from booth_app.base.languages import clock as clock_of
from booth_app.base.languages import day as day_of
from booth_app.base.page import go, page
from booth_app.demos import queries, services, times, words
from booth_app.demos.board import Wish, board
from booth_app.demos.forms import KeyForm, SlotForm
from booth_app.demos.models import ShowcaseState
from booth_app.demos.pauses import queries as pauses
from booth_app.demos.pauses.services import InPause
from booth_app.demos.pauses.words import called
from booth_app.demos.queries import FullShowcase, PlaceValue, SlotValue, private
from booth_app.demos.views.blueprint import bp
from booth_app.text import bidi
from booth_app.text.calendars import local_day

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
EXPECTED = (services.Clash, InPause, services.OutsideOpening, services.OffGrid, services.WrongState, KeyReused)


@dataclass(frozen=True, slots=True)
class Task:
    """What the form is about: a showcase to place, or a slot of it to move."""

    found: FullShowcase
    slot: SlotValue | None
    form: SlotForm

    @property
    def action(self) -> str:
        """Where the form goes."""
        if self.slot:
            return url_for("demos.move", slot_id=self.slot.id)
        return url_for("demos.place", showcase_id=self.found.id)


@bp.get("/staff/<exhibition>/timetable")
@may("programme.read")
def timetable() -> Response:
    """A day of all places; with `showcase` or `slot`, the form for it: of a free time that was chosen on the board."""
    showcase_id, slot_id = request.args.get("showcase", type=row_number), request.args.get("slot", type=row_number)
    day, task = _day(), None
    if slot_id:
        task = _moving(slot_id, _begun(day))
    elif showcase_id:
        task = _placing(showcase_id, _begun(day))
    return _timetable(day, task)


@bp.post("/staff/<exhibition>/timetable/showcases/<int:showcase_id>")
@may("programme.edit")
def place(showcase_id: int) -> Response:
    """Give it a time."""
    form = SlotForm()
    task = _placing(showcase_id, form)
    return _saved(task, lambda session, chosen: _place(session, task, chosen))


@bp.post("/staff/<exhibition>/timetable/slots/<int:slot_id>")
@may("programme.edit")
def move(slot_id: int) -> Response:
    """Give it another time or place."""
    form = SlotForm()
    task = _moving(slot_id, form)
    return _saved(task, lambda session, chosen: _move(session, task, slot_id, chosen))


@bp.post("/staff/<exhibition>/timetable/slots/<int:slot_id>/remove")
@may("programme.edit")
def remove(slot_id: int) -> Response:
    """Take it off the timetable."""
    form = KeyForm()
    if not form.validate_on_submit():
        abort(422)
    try:
        for attempt in db.attempts():
            with attempt as session:
                key = form.request_key.data or ""
                services.unplace(session, who(), slot_id, request_key=key, now=clock.now(session))
    except NotFound:
        flash(gettext("This slot is no longer on the timetable."), "error")
    else:
        flash(gettext("The slot is off the timetable; the showcase stays accepted."), "success")
    return go(url_for("demos.timetable", day=request.args.get("day")))


def _place(session: Any, task: Task, chosen: "Chosen") -> None:
    services.place(
        session,
        who(),
        task.found.id,
        place_id=chosen.place.id,
        starts_at=chosen.starts_at,
        request_key=task.form.request_key.data or "",
        now=clock.now(session),
        over_pause=bool(task.form.over_pause.data),
    )


def _move(session: Any, task: Task, slot_id: int, chosen: "Chosen") -> None:
    services.move(
        session,
        who(),
        slot_id,
        place_id=chosen.place.id,
        starts_at=chosen.starts_at,
        now=clock.now(session),
        over_pause=bool(task.form.over_pause.data),
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """A form's answer: where, and when exactly."""

    place: PlaceValue
    starts_at: datetime


def _saved(task: Task, act: Any) -> Response:
    """Run what the form asks; back to that day, or the same form with what is in the way."""
    chosen = _chosen(task.form)
    if chosen is None:
        return _timetable(_typed_day(task.form), task, 422)
    try:
        for attempt in db.attempts():
            with attempt as session:
                act(session, chosen)
    except EXPECTED as refused:
        return _timetable(_typed_day(task.form), task, refused.status, refusal=refused, chosen=chosen)
    message = gettext(
        "“%(title)s” is set for %(day)s at %(time)s, %(stage)s.",
        title=bidi.isolate(both(task.found.showcase, "title")),
        day=day_of(chosen.starts_at),
        time=bidi.ltr(clock_of(chosen.starts_at)),
        stage=bidi.isolate(both(chosen.place, "name")),
    )
    flash(message, "success")
    return go(url_for("demos.timetable", day=local_day(chosen.starts_at, zone()).isoformat()))


def _chosen(form: SlotForm) -> Chosen | None:
    """Place and moment of a valid form; None where it is not, with the reason at its field."""
    if not form.validate_on_submit():
        return None
    found = times.moments(form.on, form.clock, zone())
    if not found:
        form.start.errors = [gettext("There is no such time on that day: clocks go forward over it.")]
        return None
    with db.read() as session:
        place = private.place(session, who(), form.place.data)
    if place is None:
        raise Invalid
    return Chosen(place, found[-1] if form.later.data else found[0])


def _begun(day: date) -> SlotForm:
    """A form that nobody has sent, filled with the free time that was chosen, if one was."""
    place, start = request.args.get("place", type=row_number), request.args.get("start", "")
    if place is None or not _CLOCK.fullmatch(start):
        return SlotForm(formdata=None)
    later = request.args.get("later") == "y"
    return SlotForm(formdata=None, place=place, day=day.isoformat(), start=start, later=later)


def _placing(showcase_id: int, form: SlotForm) -> Task:
    with db.read() as session:
        found = private.reviewed(session, who(), showcase_id)
    if found is None:
        abort(404)
    return Task(found, None, _offered(form))


def _moving(slot_id: int, form: SlotForm) -> Task:
    with db.read() as session:
        known = private.slot(session, who(), slot_id)
    if known is None:
        abort(404)
    slot, found = known
    if form.start.data is None:
        form.place.data, form.day.data = slot.place.id, local_day(slot.starts_at, zone()).isoformat()
        form.start.data = clock_of(slot.starts_at)
    return Task(found, slot, _offered(form))


def _offered(form: SlotForm) -> SlotForm:
    """The form with the exhibition's places and days to choose from."""
    with db.read() as session:
        places = queries.places(session, g.exhibition.id)
    days = times.days(g.exhibition.first_day, g.exhibition.last_day)
    form.offer(
        [(each.id, both(each, "name")) for each in places],
        [(each, words.short_day(each)) for each in days],
    )
    return form


def _day() -> date:
    """The day to show: the one asked for, else today, else the first."""
    days = times.days(g.exhibition.first_day, g.exhibition.last_day)
    try:
        asked = date.fromisoformat(request.args["day"]) if request.args.get("day") else None
    except ValueError:
        abort(400)
    if asked is not None and asked not in days:
        abort(404)
    with db.read() as session:
        today = local_day(clock.now(session), zone())
    return asked or (today if today in days else days[0])


def _typed_day(form: SlotForm) -> date:
    days = {each.isoformat(): each for each in times.days(g.exhibition.first_day, g.exhibition.last_day)}
    return days.get(form.day.data) or _day()


def _timetable(
    day: date, task: Task | None, status: int = 200, *, refusal: Refused | None = None, chosen: Chosen | None = None
) -> Response:
    with db.read() as session:
        now = clock.now(session)
        lanes = private.timetable(session, who(), day)
        waiting = private.unplaced(session, who())
        free = pauses.pauses(session, g.exhibition.id)
    if task and task.form.day.data is None:
        task.form.day.data = day.isoformat()
    return page(
        "demos/timetable.html",
        "timetable",
        status,
        day=day,
        days=times.days(g.exhibition.first_day, g.exhibition.last_day),
        board=board(day, lanes, zone(), now=now, wish=_wish(task, chosen if refusal else None), pauses=free),
        called=called,
        in_the_way={each.slot_id for each in (refusal.values.get("in_the_way") or ())} if refusal else set(),
        lanes=lanes,
        waiting=waiting,
        task=task,
        placeable=task is not None and task.found.state == ShowcaseState.ACCEPTED,
        refusal=refusal,
        chosen=chosen,
        offer=_offer(refusal, task, chosen),
        keyed=KeyForm(formdata=None),
        clocks_go_back=times.clocks_go_back(day, zone()),
        now=now,
    )


def _wish(task: Task | None, refused: Chosen | None) -> Wish | None:
    """What the board shows free times for; nothing for those who only look."""
    if task is None or task.found.state != ShowcaseState.ACCEPTED or not allowed("programme.edit"):
        return None
    return Wish(
        task.found.showcase.length_minutes,
        moving=task.slot.id if task.slot else 0,
        at=(refused.place.id, refused.starts_at) if refused else None,
    )


def _offer(refusal: Refused | None, task: Task | None, chosen: Chosen | None) -> SlotForm | None:
    """The form of the button that takes the nearest free time instead."""
    nearest = refusal.values.get("nearest") if refusal else None
    if nearest is None or task is None or chosen is None:
        return None
    local = nearest.astimezone(zone())
    both_times = times.moments(local.date(), local.time(), zone())
    return _offered(
        SlotForm(
            formdata=None,
            place=chosen.place.id,
            day=local.date().isoformat(),
            start=clock_of(nearest),
            later=len(both_times) == 2 and nearest == both_times[1],
        )
    )
