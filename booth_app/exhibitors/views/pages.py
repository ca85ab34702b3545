"""Writing what visitors read: the work behind the routes of one's own page, and of those that another room opens."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Response, flash, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session

from booth_app.base import clock, db
from booth_app.base.access import who
from booth_app.base.errors import NotFound, Stale
from booth_app.base.page import go, page
from booth_app.exhibitors import queries, services
from booth_app.exhibitors.forms import GuestForm, ProfileForm, ToolForm
from booth_app.exhibitors.models import Category
from booth_app.exhibitors.queries import ProfileValue
from booth_app.exhibitors.words import CATEGORIES


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as somebody writes it.

    `find` gives its id, for whoever may write it, and refuses all others; it is asked anew in every transaction.
    `prefix` is what the endpoints of its routes begin with (`profile`, `add_tool`, …), `given` the values of their
    addresses; `leads` says that whoever writes brings the page's body as a guest, and `back` where one came from.
    """

    find: Callable[[Session], int]
    prefix: str
    given: dict[str, Any] = field(default_factory=dict)
    tool_value: str = "tool_id"
    back: str = ""
    leads: bool = False

    def at(self, verb: str = "profile", tool_id: int | None = None, **more: Any) -> str:
        """The address of the texts, or of a verb on the tools."""
        tool = {} if tool_id is None else {self.tool_value: tool_id}
        return url_for(f"{self.prefix}{verb}", **self.given, **tool, **more)

    def read(self, session: Session) -> ProfileValue:
        """The page as it stands.

        Raises:
            NotFound: it is not for whoever asks, or gone.
        """
        found = queries.profile_by_id(session, self.find(session))
        if found is None:
            raise NotFound
        return found


def show(sheet: Sheet, form: ProfileForm | None = None, status: int = 200, refusal: str = "") -> Response:
    """The texts in a form, and the list of the tools."""
    with db.read() as session:
        mine = sheet.read(session)
    if form is None:
        form = _form(mine)(formdata=None, obj=mine, seen=mine.version)
    elif refusal == Stale.code:
        form.seen.data, form.seen.raw_data = mine.version, None  # what is sent next knows what stands there now
    return page(
        "exhibitors/profile.html",
        "main",
        status,
        form=form,
        profile=mine,
        sheet=sheet,
        categories=CATEGORIES,
        refusal=refusal,
    )


def save(sheet: Sheet) -> Response:
    """Change the texts; of a guest that is not registered, its names too."""
    with db.read() as session:
        form = _form(sheet.read(session))()
    if not form.validate_on_submit():
        return show(sheet, form, 422)
    try:
        with db.write() as session:
            services.edit_profile(
                session,
                who(),
                page=sheet.find(session),
                about_ar=form.about_ar.data or "",
                about_en=form.about_en.data or "",
                website=form.website.data or "",
                category=Category(form.category.data),
                called=form.called if isinstance(form, GuestForm) else None,
                seen=form.seen.data,
                now=clock.now(session),
            )
    except Stale as refused:
        return show(sheet, form, refused.status, refused.code)
    flash(gettext("Saved. Visitors see it at once."), "success")
    return go(sheet.at())


def add_tool(sheet: Sheet) -> Response:
    """Put a tool on the page."""
    with db.read() as session:
        sheet.find(session)  # an empty form too is only for whoever may send it
    form = ToolForm()
    refusal = ""
    if form.validate_on_submit():
        try:
            for attempt in db.attempts():
                with attempt as session:
                    services.add_tool(
                        session,
                        who(),
                        page=sheet.find(session),
                        category=Category(form.category.data),
                        **_content(form),
                        request_key=form.request_key.data or "",
                        now=clock.now(session),
                    )
            flash(gettext("Saved. Visitors see it at once."), "success")
            return go(sheet.at())
        except services.TooMany as refused:
            refusal = refused.code
    return _tool(sheet, form, None, refusal)


def edit_tool(sheet: Sheet, tool_id: int) -> Response:
    """Change a tool."""
    with db.read() as session:
        tool = next((each for each in sheet.read(session).tools if each.id == tool_id), None)
    if tool is None:
        raise NotFound
    form = ToolForm(obj=tool)
    if form.validate_on_submit():
        with db.write() as session:
            services.edit_tool(
                session,
                who(),
                tool_id,
                page=sheet.find(session),
                category=Category(form.category.data),
                **_content(form),
                now=clock.now(session),
            )
        flash(gettext("Saved. Visitors see it at once."), "success")
        return go(sheet.at())
    return _tool(sheet, form, tool_id)


def remove_tool(sheet: Sheet, tool_id: int) -> Response:
    """Take a tool off the page."""
    with db.write() as session:
        services.remove_tool(session, who(), tool_id, page=sheet.find(session), now=clock.now(session))
    flash(gettext("The tool is off the page."), "success")
    return go(sheet.at())


def move_tool(sheet: Sheet, tool_id: int, way: str) -> Response:
    """Move a tool one place up or down."""
    with db.write() as session:
        mine = sheet.read(session)
        order = [each.id for each in mine.tools]
        if tool_id not in order:
            raise NotFound
        at = order.index(tool_id)
        rest = [*order[:at], *order[at + 1 :]]
        to = max(0, at - 1) if way == "up" else min(len(rest), at + 1)
        before = rest[to] if to < len(rest) else None
        services.move_tool(session, who(), tool_id, before=before, page=mine.id, now=clock.now(session))
    return go(sheet.at())


def _form(mine: ProfileValue) -> type[ProfileForm]:
    return ProfileForm if mine.organisation_id is not None else GuestForm


def _content(form: ToolForm) -> dict[str, str]:
    return {name: form[name].data or "" for name in ("name_ar", "name_en", "about_ar", "about_en")}


def _tool(sheet: Sheet, form: ToolForm, tool_id: int | None, refusal: str = "") -> Response:
    status = 409 if refusal else 422 if form.errors else 200
    return page("exhibitors/tool.html", "main", status, form=form, sheet=sheet, tool_id=tool_id, refusal=refusal)
