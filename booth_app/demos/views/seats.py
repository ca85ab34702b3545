"""A visitor's pages: ask for seats, and what the link of the mail leads to. No account, no cookie but the form's.

Whoever types an address learns nothing about it: the answer is the same whether there are seats already or not.
"""

from flask import Response, abort, current_app, flash, g, make_response, request, session, url_for
from flask_babel import gettext

from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.errors import Refused
from booth_app.base.languages import both, lang, zone
from booth_app.base.limits import limiter, network
from booth_app.base.page import go, page
from booth_app.demos import queries
from booth_app.demos.models import Audience
from booth_app.demos.queries import ProgrammeEntry
from booth_app.demos.seats import links, services
from booth_app.demos.seats import queries as seat_queries
from booth_app.demos.seats import words as seat_words
from booth_app.demos.seats.calendar import Said, calendar
from booth_app.demos.seats.forms import PressForm, SeatsForm, VettedForm
from booth_app.demos.seats.queries import Person
from booth_app.demos.seats.refusals import NotNow, SameTime, SeatsFull, SeatsOver, TooManySeats
from booth_app.demos.seats.rules import Rules, rules
from booth_app.demos.seats.states import verbs
from booth_app.demos.views.blueprint import bp
from booth_app.drawing.elements import Svg
from booth_app.drawing.qr import qr_svg

ASKED = "seats-asked"
MAILS_PER_ADDRESS = "6 per hour"
ASKS_PER_NETWORK = "600 per hour"
"""Visitors in the halls share one address, the hall's: generous, and a machine's end."""
_VERBS = {"confirm": services.confirm, "decline": services.decline, "cancel": services.cancel}


def _mailbox() -> str:
    """The mailbox that a form names, as it is counted: not to be read from the store of the counts."""
    return f"visitor:{links.mark(g.exhibition.id, request.form.get('email', '').strip().lower())[:24]}"


@bp.get("/<exhibition>/slots/<int:slot_id>/seats")
@may("public")
def seats(slot_id: int) -> Response:
    """The form for one slot."""
    return _form(slot_id, None)


@bp.post("/<exhibition>/slots/<int:slot_id>/seats")
@may("public")
@limiter.limit(ASKS_PER_NETWORK, key_func=network)
@limiter.limit(MAILS_PER_ADDRESS, key_func=_mailbox)
def reserve(slot_id: int) -> Response:
    """Take seats, or stand in line; the ticket goes to the mailbox."""
    entry, given = _entry(slot_id)
    form = _fields(entry, given)
    if not form.validate_on_submit():
        return _form(slot_id, form, 422)
    email = form.email.data or ""
    guest = services.Guest(
        links.mark(g.exhibition.id, email), email, lang(), name=form.name.data or "", body=form.body.data or ""
    )
    asked = {"seats": form.seats.data, "accessible": form.accessible.data or 0, "wait": bool(form.wait.data)}
    try:
        for attempt in db.attempts():
            with attempt as writing:
                key, now = form.request_key.data or "", clock.now(writing)
                services.reserve(writing, who(), slot_id, guest, **asked, request_key=key, now=now)
    except (SeatsFull, SeatsOver, TooManySeats) as refused:
        return _form(slot_id, form, refused.status, refusal=refused)
    session[ASKED] = {"email": email, "slot": slot_id}
    return go(url_for("demos.seats_asked"))


@bp.get("/<exhibition>/seats/asked")
@may("public")
def seats_asked() -> Response:
    """Where to look: the same words whatever the request came to."""
    asked = session.get(ASKED)
    if not asked:
        return go(url_for("demos.programme"))
    answer = page("demos/seats_asked.html", "asked", email=asked["email"])
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/<exhibition>/seats/<seats_link>")
@may("public")
def my_seats(seats_link: str) -> Response:
    """One's seats and tickets."""
    return _mine(seats_link)


@bp.post("/<exhibition>/seats/<seats_link>/<int:reservation_id>/<any(confirm,decline,cancel):press>")
@may("public")
def answer_seats(seats_link: str, reservation_id: int, press: str) -> Response:
    """Confirm, decline, cancel."""
    person = _person(seats_link)
    if not PressForm().validate_on_submit():
        abort(400)
    try:
        for attempt in db.attempts():
            with attempt as writing:
                _VERBS[press](writing, person.visitor_id, reservation_id, now=clock.now(writing))
    except (NotNow, SameTime, SeatsOver) as refused:
        return _mine(seats_link, refused.status, refusal=refused)
    said = {
        "confirm": gettext("Your seats are reserved. Show the ticket's code at the door."),
        "decline": gettext("You gave the seats up; they go to whoever is next."),
        "cancel": gettext("It is cancelled."),
    }
    flash(said[press], "success")
    return go(url_for("demos.my_seats", seats_link=seats_link))


@bp.post("/<exhibition>/seats/<seats_link>/erase")
@may("public")
def erase_visitor(seats_link: str) -> Response:
    """Give everything up and be forgotten."""
    person = _person(seats_link)
    if not PressForm().validate_on_submit():
        abort(400)
    for attempt in db.attempts():
        with attempt as writing:
            services.erase(writing, person.visitor_id, now=clock.now(writing))
    session.pop(ASKED, None)
    flash(gettext("Your seats are given up and your data is erased."), "success")
    return go(url_for("demos.programme"))


@bp.get("/<exhibition>/seats/<seats_link>/seats.ics")
@may("public")
def seats_calendar(seats_link: str) -> Response:
    """One's seats for a calendar; cancelled ones are told as cancelled."""
    person = _person(seats_link)
    with db.read() as reading:
        found = seat_queries.mine(reading, person.visitor_id)
    address = f"{current_app.config['SETTINGS'].booth_public_url}{url_for('demos.my_seats', seats_link=seats_link)}"
    rows = []
    for each in found:
        text = gettext("Ticket code: %(code)s", code=seat_words.spelled(each.code))
        rows.append((each, Said(both(each, "title"), both(each, "place"), text, address)))
    answer = make_response(calendar(both(g.exhibition, "short_name"), rows, zone()))
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8; method=PUBLISH"
    answer.headers["Content-Disposition"] = 'attachment; filename="seats.ics"'
    return _private(answer)


def _entry(slot_id: int) -> tuple[ProgrammeEntry, Rules]:
    with db.read() as reading:
        entries = queries.programme(reading, g.exhibition.id)
        given = rules(reading, g.exhibition.id)
    return next((each for each in entries if each.slot.id == slot_id), None) or abort(404), given


def _fields(entry: ProgrammeEntry, given: Rules) -> SeatsForm:
    form = VettedForm() if entry.showcase.audience == Audience.VETTED_ONLY else SeatsForm()
    form.offer(given.most_seats, accessible=entry.slot.place.accessible_seats > 0)
    return form


def _form(slot_id: int, form: SeatsForm | None, status: int = 200, *, refusal: Refused | None = None) -> Response:
    entry, given = _entry(slot_id)
    with db.read() as reading:
        now = clock.now(reading)
        left = seat_queries.left(reading, g.exhibition.id, [slot_id], now=now)[slot_id]
    return page(
        "demos/seats.html",
        "seats",
        status,
        entry=entry,
        form=form or _fields(entry, given),
        left=left,
        given=given,
        refusal=refusal,
        over=entry.slot.starts_at <= now,
    )


def _person(seats_link: str) -> Person:
    """Whose link it is; a link that is none of ours, of another exhibition, or of somebody erased leads nowhere."""
    visitor_id = links.visitor_of(seats_link)
    if visitor_id is None:
        abort(404)
    with db.read() as reading:
        found = seat_queries.person(reading, g.exhibition.id, visitor_id)
    return found or abort(404)


def _mine(seats_link: str, status: int = 200, *, refusal: Refused | None = None) -> Response:
    person = _person(seats_link)
    with db.read() as reading:
        now = clock.now(reading)
        found = seat_queries.mine(reading, person.visitor_id)
    coming = [each for each in found if not each.over(now)]
    return _private(
        page(
            "demos/my_seats.html",
            "mine",
            status,
            person=person,
            coming=coming,
            past=[each for each in found if each.over(now)],
            link=seats_link,
            now=now,
            refusal=refusal,
            pressable=lambda each: [] if each.starts_at <= now or each.lapsed(now) else verbs(each.state),
            seat_words=seat_words,
            ticket=_ticket,
            pressing=PressForm(),
        )
    )


def _ticket(code: str) -> Svg:
    """The picture of a ticket's code: what door staff open by any camera."""
    address = current_app.config["SETTINGS"].booth_public_url + url_for("demos.door", code=code)
    return qr_svg(address, gettext("Ticket code: %(code)s", code=seat_words.spelled(code)), flat=True)


def _private(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
