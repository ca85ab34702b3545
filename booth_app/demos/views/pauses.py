"""Staff set the pauses of the timetable: for prayers by place and rule, others by hand."""

from datetime import UTC, datetime

from flask import Response, abort, flash, g, url_for
from flask_babel import gettext, ngettext

from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.errors import NotFound
from booth_app.base.languages import zone
from booth_app.base.page import go, page
from booth_app.demos import times, words
from booth_app.demos.forms import KeyForm
from booth_app.demos.pauses import queries, services
from booth_app.demos.pauses.forms import PauseForm, PrayerForm
from booth_app.demos.pauses.values import PrayerTimes
from booth_app.demos.pauses.words import called
from booth_app.demos.views.blueprint import bp
from booth_app.text.calendars import local_day


@bp.get("/staff/<exhibition>/pauses")
@may("programme.read")
def pauses() -> Response:
    """The pauses of each day, and the forms."""
    return _page(None, None)


@bp.post("/staff/<exhibition>/pauses/prayers")
@may("programme.edit")
def set_prayers() -> Response:
    """Keep where the exhibition is, and put the pauses for prayers there."""
    form = PrayerForm()
    if not form.validate_on_submit():
        return _page(form, None, 422)
    made = 0
    for attempt in db.attempts():
        with attempt as session:
            made = services.set_prayers(session, who(), g.exhibition.id, form.settings, now=clock.now(session))
    flash(ngettext("%(num)s pause for prayers is set.", "%(num)s pauses for prayers are set.", made), "success")
    return go(url_for("demos.pauses"))


@bp.post("/staff/<exhibition>/pauses")
@may("programme.edit")
def add_pause() -> Response:
    """A pause by hand."""
    form = _offered(PauseForm())
    if not form.validate_on_submit():
        return _page(None, form, 422)
    day, begins, ends = form.span
    moments = [datetime.combine(day, each, zone()).astimezone(UTC) for each in (begins, ends)]
    try:
        for attempt in db.attempts():
            with attempt as session:
                services.add(
                    session,
                    who(),
                    g.exhibition.id,
                    begins_at=moments[0],
                    ends_at=moments[1],
                    names=(form.name_ar.data or "", form.name_en.data or ""),
                    now=clock.now(session),
                )
    except services.PauseTwice as refused:
        form.begins.errors = [gettext("There is a pause of exactly that time already.")]
        return _page(None, form, refused.status)
    flash(gettext("The pause is set."), "success")
    return go(url_for("demos.pauses"))


@bp.post("/staff/<exhibition>/pauses/<int:pause_id>/remove")
@may("programme.edit")
def remove_pause(pause_id: int) -> Response:
    """Take one away."""
    if not KeyForm().validate_on_submit():
        abort(422)
    try:
        for attempt in db.attempts():
            with attempt as session:
                services.remove(session, who(), g.exhibition.id, pause_id, now=clock.now(session))
    except NotFound:
        flash(gettext("This pause is gone already."), "error")
    else:
        flash(gettext("The pause is taken away."), "success")
    return go(url_for("demos.pauses"))


def _page(prayers: PrayerForm | None, pause: PauseForm | None, status: int = 200) -> Response:
    days = times.days(g.exhibition.first_day, g.exhibition.last_day)
    with db.read() as session:
        found = queries.pauses(session, g.exhibition.id)
        known = queries.settings(session, g.exhibition.id)
    if prayers is None:
        prayers = PrayerForm(formdata=None)
        prayers.fill(known or PrayerTimes())
    pause = pause or _offered(PauseForm(formdata=None, day=days[0].isoformat()))
    by_day = {day: [each for each in found if local_day(each.begins_at, zone()) == day] for day in days}
    return page(
        "demos/pauses.html",
        "pauses",
        status,
        by_day=by_day,
        prayers=prayers,
        pause=pause,
        called=called,
        known=known is not None,
        keyed=KeyForm(formdata=None),
    )


def _offered(form: PauseForm) -> PauseForm:
    days = times.days(g.exhibition.first_day, g.exhibition.last_day)
    form.offer([(each, words.short_day(each)) for each in days])
    return form
