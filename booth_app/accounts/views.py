"""A person's own pages: name, language, other devices; and where to look for a mail that was asked for."""

from datetime import UTC, datetime

from flask import Blueprint, Response, flash, session, url_for
from flask_babel import gettext
from flask_security import current_user

from booth_app.accounts import queries, services, sessions
from booth_app.accounts.doors import MAILBOX
from booth_app.accounts.forms import Nothing, PersonForm
from booth_app.accounts.security import CONFIRM_WITHIN, RESET_WITHIN
from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.languages import lang
from booth_app.base.page import go, page

bp = Blueprint("accounts", __name__, url_prefix="/<any(ar,en):lang>/account")


@bp.get("/mailbox")
@may("public")
def mailbox() -> Response:
    """What was asked for is on its way; the same page whether or not the address is known."""
    asked = session.get(MAILBOX)
    if not asked:
        return go(url_for(".person") if who().user_id else url_for("security.login"))
    within = RESET_WITHIN if asked["for"] == "reset" else CONFIRM_WITHIN
    answer = page("accounts/mailbox.html", "main", asked=asked, until=datetime.now(UTC) + within)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.route("/", methods=["GET", "POST"])
@may("account")
def person() -> Response:
    """One's name, the language of one's mail, how one signs in."""
    with db.read() as reading:
        mine = queries.person(reading, who().user_id or 0)
    form = PersonForm(data={"name": mine.name, "language": mine.language} if mine else {})
    if form.validate_on_submit():
        with db.write() as writing:
            services.change_person(
                writing,
                who(),
                name=form.name.data or "",
                language=form.language.data or lang(),
                now=clock.now(writing),
            )
        flash(gettext("Saved."), "success")
        return go(url_for(".person"))
    return page(
        "accounts/person.html",
        "main",
        422 if form.errors else 200,
        form=form,
        button=Nothing(),
        person=mine,
        second_factor=current_user.tf_primary_method is not None,
        codes_left=len(current_user.mf_recovery_codes or ()),
    )


@bp.post("/sign-out-everywhere")
@may("account")
def sign_out_everywhere() -> Response:
    """End every other session of one's own."""
    if Nothing().validate_on_submit():
        with db.write() as writing:
            sessions.go_on_as(services.sign_out_everywhere(writing, who(), now=clock.now(writing)))
        flash(gettext("Your other devices were signed out."), "success")
    return go(url_for(".person"))
