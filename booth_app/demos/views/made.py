"""Staff have a timetable proposed for what has no time yet, look at it, and set it as a whole."""

import re
from dataclasses import dataclass
from datetime import datetime

from flask import Response, abort, flash, g, request, url_for
from flask_babel import gettext, ngettext

from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.costly import costly
from booth_app.base.errors import NotFound
from booth_app.base.languages import zone
from booth_app.base.page import go, page
from booth_app.demos import queries, services, times
from booth_app.demos.forms import KeyForm
from booth_app.demos.pauses.services import InPause
from booth_app.demos.queries import FullShowcase, PlaceValue, private
from booth_app.demos.services import made
from booth_app.demos.views.blueprint import bp
from booth_app.solving.timetable import Answer
from booth_app.solving.timetable.apart import SolverFailed, best

SECONDS = 8.0
"""How long the solver may look; for sixty showcases two stages are full within a hundredth of what is possible."""
MOST = 1_000
_CHOSEN = re.compile(r"([0-9]{1,9})@([0-9]{1,9})@([0-9]{1,9})")
TAKEN = (services.Clash, services.OutsideOpening, services.OffGrid, services.WrongState, InPause, NotFound)


@dataclass(frozen=True, slots=True)
class Offer:
    """A showcase with the time that is proposed; `sent` is how the form says it."""

    found: FullShowcase
    place: PlaceValue
    starts_at: datetime
    sent: str


@bp.post("/staff/<exhibition>/timetable/proposal")
@may("programme.edit")
@costly
def proposal() -> Response:
    """A timetable for what has none, around what is placed. Writes nothing: asking again may give another."""
    with db.read() as session:
        now = clock.now(session)
        asked = made.problem(session, who(), now=now)
        waiting = {each.id: each for each in private.unplaced(session, who())}
        places = {each.id: each for each in queries.places(session, g.exhibition.id)}
    try:
        found = best(asked, seconds=SECONDS)
    except SolverFailed:
        flash(gettext("No timetable could be made just now. Try again in a minute."), "error")
        return go(url_for("demos.timetable"))
    return _shown(found, waiting, places)


@bp.post("/staff/<exhibition>/timetable/proposal/set")
@may("programme.edit")
def set_proposal() -> Response:
    """Set all that was proposed, or nothing."""
    form = KeyForm()
    sent = [_CHOSEN.fullmatch(each) for each in request.form.getlist("chosen")[: MOST + 1]]
    if not form.validate_on_submit() or not sent or len(sent) > MOST or not all(sent):
        abort(422)
    chosen = {int(each[1]): (int(each[2]), times.moment(int(each[3]))) for each in sent if each}
    count = 0
    try:
        for attempt in db.attempts():
            with attempt as session:
                key = form.request_key.data or ""
                count = made.set_all(session, who(), chosen, request_key=key, now=clock.now(session))
    except TAKEN:
        flash(
            gettext("The timetable has changed since this was proposed; nothing was set. Have it proposed again."),
            "error",
        )
        return go(url_for("demos.timetable"))
    flash(ngettext("%(num)s showcase has its time.", "%(num)s showcases have their times.", count), "success")
    first = min(at for _, at in chosen.values())
    return go(url_for("demos.timetable", day=first.astimezone(zone()).date().isoformat()))


def _shown(answer: Answer, waiting: dict[int, FullShowcase], places: dict[int, PlaceValue]) -> Response:
    offers = []
    for name, at in answer.placed.items():
        showcase_id = made.showcase_of(name)
        if showcase_id in waiting:
            starts_at, place = times.moment(at.start), places[int(at.stage)]
            offers.append(Offer(waiting[showcase_id], place, starts_at, f"{showcase_id}@{at.stage}@{at.start}"))
    left = [
        (waiting[showcase_id], str(why))
        for name, why in answer.unplaced.items()
        if (showcase_id := made.showcase_of(name)) in waiting
    ]
    return page(
        "demos/proposal.html",
        "proposal",
        offers=sorted(offers, key=lambda each: (each.starts_at, each.place.id)),
        left=left,
        proven=answer.proven,
        keyed=KeyForm(formdata=None),
    )
