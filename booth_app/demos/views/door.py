"""Staff at the seats: the list of a slot, who waits for approval, the rules; and the door, on a phone."""

from datetime import UTC, datetime, timedelta

from flask import Response, abort, flash, g, request, url_for
from flask_babel import gettext

from booth_app.base import clock, db
from booth_app.base.access import allowed, may, who
from booth_app.base.errors import Refused
from booth_app.base.headers import PERMISSIONS
from booth_app.base.page import go, page
from booth_app.demos.seats import queries, services
from booth_app.demos.seats import words as seat_words
from booth_app.demos.seats.forms import PressForm, RulesForm, TicketForm, WalkInForm
from booth_app.demos.seats.refusals import NoSeatLeft, TicketNotValid, TicketUnknown, TicketUsed
from booth_app.demos.seats.rules import Rules, rules
from booth_app.demos.views.blueprint import bp

NEAR = timedelta(hours=14)
"""How far ahead the door sees: the day."""
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


@bp.get("/staff/<exhibition>/door")
@may("door.check_in")
def door() -> Response:
    """The slots of the day; with the code of a ticket (`?code=`, what its picture holds) the door of its slot."""
    code = request.args.get("code", "")[:12].upper()
    with db.read() as session:
        now = clock.now(session)
        if code and (slot_id := queries.slot_of_code(session, who(), code)) is not None:
            return go(url_for("demos.door_of", slot_id=slot_id, code=code))
        found = queries.halls(session, who(), since=now - timedelta(minutes=30), until=now + NEAR)
        later = [] if found else queries.halls(session, who(), since=now, until=now + timedelta(days=400))[:20]
    return page("demos/door.html", "door", halls=found, later=later, unknown=code)


@bp.get("/staff/<exhibition>/door/<int:slot_id>")
@may("door.check_in")
def door_of(slot_id: int) -> Response:
    """One slot's door."""
    return _door(slot_id, ticket=TicketForm(formdata=None, code=request.args.get("code", "")[:12]))


@bp.post("/staff/<exhibition>/door/<int:slot_id>/tickets")
@may("door.check_in")
def use_ticket(slot_id: int) -> Response:
    """Let in whoever has a ticket."""
    form = TicketForm()
    if not form.validate_on_submit():
        return _door(slot_id, 422, ticket=form)
    people = int(form.people.data) if form.people.data else None
    made = services.LetIn(0, 0, 0, 0)
    try:
        for attempt in db.attempts():
            with attempt as session:
                key, now = form.request_key.data or "", clock.now(session)
                made = services.check_in(session, who(), slot_id, form.ticket, people=people, request_key=key, now=now)
    except (TicketUnknown, TicketUsed, TicketNotValid) as refused:
        return _door(slot_id, refused.status, refusal=refused)
    said = gettext("Let in: %(came)s. On this ticket: %(all)s of %(seats)s.")
    flash(said % {"came": made.came, "all": made.came_in_all, "seats": made.seats}, "success")
    return go(url_for("demos.door_of", slot_id=slot_id))


@bp.post("/staff/<exhibition>/door/<int:slot_id>/walk-ins")
@may("door.check_in")
def walk_in(slot_id: int) -> Response:
    """Let in people without a ticket."""
    form = WalkInForm()
    if not form.validate_on_submit():
        return _door(slot_id, 422, walking=form)
    try:
        for attempt in db.attempts():
            with attempt as session:
                number, key = int(form.people.data or 0), form.request_key.data or ""
                services.walk_in(session, who(), slot_id, number, request_key=key, now=clock.now(session))
    except NoSeatLeft as refused:
        return _door(slot_id, refused.status, walking=form, refusal=refused)
    flash(gettext("Let in without a ticket: %(n)s.", n=form.people.data), "success")
    return go(url_for("demos.door_of", slot_id=slot_id))


@bp.get("/staff/<exhibition>/slots/<int:slot_id>/seats")
@may("visitors.read")
def slot_seats(slot_id: int) -> Response:
    """Who has seats at a slot, who waits, who came."""
    with db.read() as session:
        hall = queries.hall(session, who(), slot_id) or abort(404)
        lines = queries.of_slot(session, who(), slot_id, personal=allowed("visitors.read"))
    return page("demos/slot_seats.html", "list", hall=hall, lines=lines, seat_words=seat_words)


@bp.get("/staff/<exhibition>/seats")
@may("programme.read")
def seating() -> Response:
    """All slots with their seats, who waits for approval, the rules."""
    return _seating()


@bp.post("/staff/<exhibition>/seats")
@may("programme.edit")
def set_seat_rules() -> Response:
    """Keep the rules."""
    form = RulesForm()
    if not form.validate_on_submit():
        return _seating(422, form)
    for attempt in db.attempts():
        with attempt as session:
            services.set_rules(session, who(), form.rules, now=clock.now(session))
    flash(gettext("The rules of seats are saved."), "success")
    return go(url_for("demos.seating"))


@bp.post("/staff/<exhibition>/visitors/<int:visitor_id>/<any(approve,refuse):press>")
@may("programme.edit")
def decide_visitor(visitor_id: int, press: str) -> Response:
    """Approve a visitor by name, or do not."""
    if not PressForm().validate_on_submit():
        abort(400)
    decide = services.approve if press == "approve" else services.refuse
    for attempt in db.attempts():
        with attempt as session:
            decide(session, who(), visitor_id, now=clock.now(session))
    flash(gettext("Decided; the visitor is told by e-mail."), "success")
    return go(url_for("demos.seating"))


def _door(
    slot_id: int,
    status: int = 200,
    *,
    ticket: TicketForm | None = None,
    walking: WalkInForm | None = None,
    refusal: Refused | None = None,
) -> Response:
    with db.read() as session:
        now = clock.now(session)
        hall = queries.hall(session, who(), slot_id) or abort(404)
    answer = page(
        "demos/door_of.html",
        "door",
        status,
        hall=hall,
        ticket=ticket or TicketForm(formdata=None),
        walking=walking or WalkInForm(formdata=None),
        refusal=refusal,
        begun=hall.starts_at <= now,
    )
    # The one page that may look through a camera.
    answer.headers["Permissions-Policy"] = PERMISSIONS.replace("camera=()", "camera=(self)")
    return answer


def _seating(status: int = 200, form: RulesForm | None = None) -> Response:
    with db.read() as session:
        halls = queries.halls(session, who(), since=ALWAYS[0], until=ALWAYS[1])
        asking = queries.asking(session, who()) if allowed("visitors.read") else []
        given = rules(session, g.exhibition.id)
    values = {name: str(getattr(given, name)) for name in Rules.__slots__}
    shown = form or RulesForm(formdata=None, **values)
    return page("demos/seating.html", "seating", status, halls=halls, asking=asking, form=shown, pressing=PressForm())
