"""Applying to an exhibition, and how the application stands."""

from flask import Response, flash, g, url_for
from flask_babel import gettext

from booth_app.accounts import queries as accounts
from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.errors import Stale
from booth_app.base.page import go, page
from booth_app.exhibitors import queries, services
from booth_app.exhibitors.forms import ApplicationForm, ContactForm
from booth_app.exhibitors.models import Category
from booth_app.exhibitors.states import Verb, allowed
from booth_app.exhibitors.views.blueprint import bp
from booth_app.exhibitors.words import CATEGORIES, STATE_TAGS, STATES


@bp.get("/my/<exhibition>/application")
@may("account")
def application() -> Response:
    """The application of the organisation one acts for: a form while it can be written, and how it stands."""
    if who().organisation_id is None:
        flash(gettext("Register an organisation first; then it can apply."), "info")
        return go(url_for(".organisations"))
    return _show()


@bp.post("/my/<exhibition>/application")
@may("member")
def apply() -> Response:
    """Send it, for the first time, again, or corrected."""
    form = ApplicationForm()
    if not form.validate_on_submit():
        return _show(form, 422)
    try:
        for attempt in db.attempts():
            with attempt as session:
                services.apply(
                    session,
                    who(),
                    category=Category(form.category.data),
                    about_ar=form.about_ar.data or "",
                    about_en=form.about_en.data or "",
                    contact_name=form.contact_name.data or "",
                    contact_email=form.contact_email.data or "",
                    contact_phone=form.contact_phone.data or "",
                    seen=form.seen.data,
                    now=clock.now(session),
                )
    except (Stale, services.WrongState, services.ExhibitionOver) as refused:
        return _show(form, refused.status, refused.code)
    flash(
        gettext("We have your application. You can look at the plan now; booking opens for you once it is accepted."),
        "success",
    )
    return go(url_for(".application"))


@bp.post("/my/<exhibition>/application/contact")
@may("member")
def change_contact() -> Response:
    """Name another contact person, also once the application is accepted."""
    form = ContactForm()
    if not form.validate_on_submit():
        return _show(contact=form, status=422)
    try:
        with db.write() as session:
            services.change_contact(
                session,
                who(),
                name=form.contact_name.data or "",
                email=form.contact_email.data or "",
                phone=form.contact_phone.data or "",
                seen=form.seen.data,
                now=clock.now(session),
            )
    except (Stale, services.WrongState) as refused:
        return _show(contact=form, status=refused.status, refusal=refused.code)
    flash(gettext("Saved. The organiser turns to this person from now on."), "success")
    return go(url_for(".application"))


def _show(
    form: ApplicationForm | None = None, status: int = 200, refusal: str = "", contact: ContactForm | None = None
) -> Response:
    with db.read() as session:
        mine = queries.own_application(session, who())
        me = accounts.person(session, who().user_id or 0)
        over = g.exhibition.last_day < clock.now(session).date()
    writable = allowed(Verb.APPLY, mine.state if mine else None) and not over
    changing = contact is not None
    if contact is None:
        contact = ContactForm(formdata=None, obj=mine, seen=mine.version if mine else None)
    elif refusal == Stale.code and mine:
        contact.seen.data, contact.seen.raw_data = mine.version, None
    if form is None:
        known = (
            {name: getattr(mine, name) for name in ("category", "about_ar", "about_en")}
            | {name: getattr(mine, name) for name in ("contact_name", "contact_email", "contact_phone")}
            if mine
            else {"contact_name": me.name, "contact_email": me.email}
            if me
            else {}
        )
        form = ApplicationForm(formdata=None, data=known | {"seen": mine.version if mine else None})
    elif refusal == Stale.code and mine:
        form.seen.data, form.seen.raw_data = mine.version, None  # what is sent next knows what stands there now
    return page(
        "exhibitors/application.html",
        "main",
        status,
        form=form,
        contact=contact,
        changing=changing,
        application=mine,
        writable=writable,
        over=over,
        refusal=refusal,
        states=STATES,
        tags=STATE_TAGS,
        categories=CATEGORIES,
    )
