"""What visitors read of an exhibitor, written by itself: the page and the tools on it."""

from flask import Response, flash, url_for
from flask_babel import gettext

from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.errors import NotFound, Stale
from booth_app.base.page import go, page
from booth_app.exhibitors import queries, services
from booth_app.exhibitors.forms import ProfileForm, ToolForm
from booth_app.exhibitors.models import Category
from booth_app.exhibitors.views.blueprint import bp
from booth_app.exhibitors.words import CATEGORIES


@bp.get("/my/<exhibition>/profile")
@may("member")
def profile() -> Response:
    """The page's texts and the list of its tools."""
    return _show()


@bp.post("/my/<exhibition>/profile")
@may("member")
def edit_profile() -> Response:
    """Change the texts."""
    form = ProfileForm()
    if not form.validate_on_submit():
        return _show(form, 422)
    try:
        with db.write() as session:
            services.edit_profile(
                session,
                who(),
                about_ar=form.about_ar.data or "",
                about_en=form.about_en.data or "",
                website=form.website.data or "",
                category=Category(form.category.data),
                seen=form.seen.data,
                now=clock.now(session),
            )
    except Stale as refused:
        return _show(form, refused.status, refused.code)
    flash(gettext("Saved. Visitors see it at once."), "success")
    return go(url_for(".profile"))


@bp.route("/my/<exhibition>/profile/tools/new", methods=["GET", "POST"])
@may("member")
def add_tool() -> Response:
    """Put a tool on the page."""
    form = ToolForm()
    refusal = ""
    if form.validate_on_submit():
        try:
            for attempt in db.attempts():
                with attempt as session:
                    services.add_tool(
                        session,
                        who(),
                        category=Category(form.category.data),
                        **_content(form),
                        request_key=form.request_key.data or "",
                        now=clock.now(session),
                    )
            flash(gettext("Saved. Visitors see it at once."), "success")
            return go(url_for(".profile"))
        except services.TooMany as refused:
            refusal = refused.code
    return _tool(form, None, refusal)


@bp.route("/my/<exhibition>/profile/tools/<int:tool_id>", methods=["GET", "POST"])
@may("member")
def edit_tool(tool_id: int) -> Response:
    """Change a tool."""
    with db.read() as reading:
        mine = queries.profile_of(reading, who().exhibition_id or 0, who().organisation_id or 0)
    tool = next((each for each in mine.tools if each.id == tool_id), None) if mine else None
    if tool is None:
        raise NotFound
    form = ToolForm(obj=tool)
    if form.validate_on_submit():
        with db.write() as session:
            services.edit_tool(
                session,
                who(),
                tool_id,
                category=Category(form.category.data),
                **_content(form),
                now=clock.now(session),
            )
        flash(gettext("Saved. Visitors see it at once."), "success")
        return go(url_for(".profile"))
    return _tool(form, tool_id)


@bp.post("/my/<exhibition>/profile/tools/<int:tool_id>/remove")
@may("member")
def remove_tool(tool_id: int) -> Response:
    """Take a tool off the page."""
    with db.write() as session:
        services.remove_tool(session, who(), tool_id, now=clock.now(session))
    flash(gettext("The tool is off your page."), "success")
    return go(url_for(".profile"))


@bp.post("/my/<exhibition>/profile/tools/<int:tool_id>/<any(up,down):way>")
@may("member")
def move_tool(tool_id: int, way: str) -> Response:
    """Move a tool one place up or down."""
    with db.write() as session:
        mine = queries.profile_of(session, who().exhibition_id or 0, who().organisation_id or 0)
        order = [each.id for each in mine.tools] if mine else []
        if tool_id not in order:
            raise NotFound
        at = order.index(tool_id)
        rest = [*order[:at], *order[at + 1 :]]
        to = max(0, at - 1) if way == "up" else min(len(rest), at + 1)
        before = rest[to] if to < len(rest) else None
        services.move_tool(session, who(), tool_id, before=before, now=clock.now(session))
    return go(url_for(".profile"))


def _content(form: ToolForm) -> dict[str, str]:
    return {name: form[name].data or "" for name in ("name_ar", "name_en", "about_ar", "about_en")}


def _show(form: ProfileForm | None = None, status: int = 200, refusal: str = "") -> Response:
    with db.read() as session:
        mine = queries.profile_of(session, who().exhibition_id or 0, who().organisation_id or 0)
    if mine is None:
        flash(gettext("Your page for visitors begins once the application is accepted."), "info")
        return go(url_for(".application"))
    if form is None:
        form = ProfileForm(formdata=None, obj=mine, seen=mine.version)
    elif refusal == Stale.code:
        form.seen.data, form.seen.raw_data = mine.version, None  # what is sent next knows what stands there now
    return page(
        "exhibitors/profile.html", "main", status, form=form, profile=mine, categories=CATEGORIES, refusal=refusal
    )


def _tool(form: ToolForm, tool_id: int | None, refusal: str = "") -> Response:
    status = 409 if refusal else 422 if form.errors else 200
    return page("exhibitors/tool.html", "main", status, form=form, tool_id=tool_id, refusal=refusal)
