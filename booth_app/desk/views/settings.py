"""The exhibition's settings and its halls."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from flask import Response, flash, g, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session

from booth_app.base import db
from booth_app.base.access import may, who
from booth_app.base.errors import Refused, Stale
from booth_app.base.languages import zone
from booth_app.base.page import page
from booth_app.demos.services import SlotsOutside, keep_days
from booth_app.desk import deciding
from booth_app.desk.forms import HallForm, NewHallForm, SettingsForm
from booth_app.desk.sentences import FIELDS
from booth_app.desk.views.answers import done
from booth_app.desk.views.blueprint import bp
from booth_app.exhibitions import queries
from booth_app.exhibitions.models import Approval
from booth_app.exhibitions.services import create as creating
from booth_app.exhibitions.services import halls as hall_services
from booth_app.exhibitions.services.settings import BadSetting, Settings, change

_TIMES = ("booking_opens_at", "booking_closes_at")


@bp.get("/settings")
@may("settings.edit")
def settings() -> Response:
    """The form, filled with what is in force."""
    return _show(_filled())


@bp.post("/settings")
@may("settings.edit")
def save_settings() -> Response:
    """Put them in force."""
    form = SettingsForm()
    if not form.validate_on_submit():
        return _show(form, 422)
    try:
        moved = deciding.run(lambda session, now: _change(session, form, now))
    except (BadSetting, Stale, SlotsOutside) as refused:
        return _show(form, refused.status, refusal=refused)
    if moved:
        flash(gettext("The programme's times are now shown in the new time zone. Look through the timetable."), "warn")
    return done(url_for(".settings"), "settings")


def _change(session: Session, form: SettingsForm, now: datetime) -> bool:
    """Put a form's settings in force if the timetable fits in; says whether clocks now show other times on it."""
    wanted, days = _wanted(form), ("first_day", "last_day", "time_zone")
    was = Settings.of(g.exhibition)
    change(session, who(), wanted, seen=form.seen.data or None, now=now)
    if all(getattr(was, name) == getattr(wanted, name) for name in days):
        return False
    placed = keep_days(session, who().exhibition_id or 0)
    return bool(placed) and was.time_zone != wanted.time_zone


@bp.get("/halls")
@may("settings.edit")
def halls() -> Response:
    """Names and order of the halls."""
    return _halls()


@bp.post("/halls")
@may("settings.edit")
def add_hall() -> Response:
    """Another hall, after the others; its plan is imported or drawn then."""
    form = NewHallForm(prefix="new")
    if not form.validate_on_submit():
        return _halls(422, new=form)
    try:
        deciding.run(
            lambda session, now: creating.add_hall(
                session,
                who(),
                who().exhibition_id or 0,
                form.key.data or "",
                name_ar=form.name_ar.data or "",
                name_en=form.name_en.data or "",
                level=form.level.data or 0,
                now=now,
            )
        )
    except (creating.SlugTaken, creating.BadValue) as refused:
        return _halls(refused.status, new=form, refusal=refused)
    return done(url_for(".halls"), "hall")


@bp.post("/halls/<int:hall_id>")
@may("settings.edit")
def save_hall(hall_id: int) -> Response:
    """Rename a hall, or put it elsewhere in the order."""
    form = HallForm(prefix=f"hall{hall_id}")
    if not form.validate_on_submit():
        return _halls(422, {hall_id: form})
    deciding.run(
        lambda session, now: hall_services.change(
            session,
            who(),
            hall_id,
            name_ar=form.name_ar.data or "",
            name_en=form.name_en.data or "",
            level=form.level.data or 0,
            position=form.position.data or 0,
            now=now,
        )
    )
    return done(url_for(".halls"), "hall")


def _filled() -> SettingsForm:
    """The form of the settings in force; times as clocks show them in the exhibition's zone."""
    now = Settings.of(g.exhibition)
    values: dict[str, Any] = {each.name: getattr(now, each.name) for each in fields(Settings)}
    for name in _TIMES:
        values[name] = values[name] and values[name].astimezone(zone()).replace(tzinfo=None)
    values |= {"approval": str(now.approval), "hijri_offset": str(now.hijri_offset), "seen": now.mark}
    return SettingsForm(data=values)


def _wanted(form: SettingsForm) -> Settings:
    values: dict[str, Any] = {each.name: form[each.name].data for each in fields(Settings)}
    values = {name: "" if value is None and name.endswith(("_ar", "_en")) else value for name, value in values.items()}
    for name in _TIMES:
        values[name] = _moment(values[name])
    values |= {"approval": Approval(values["approval"]), "hijri_offset": int(values["hijri_offset"])}
    return Settings(**values)


def _moment(clock_time: datetime | None) -> datetime | None:
    return clock_time and clock_time.replace(tzinfo=zone()).astimezone(UTC)


def _show(form: SettingsForm, status: int = 200, *, refusal: Refused | None = None) -> Response:
    return page("desk/settings.html", "desk", status, form=form, refusal=refusal, setting_names=_names)


def _names(names: Iterable[str]) -> list[str]:
    """What settings are called on the form."""
    return [str(FIELDS.get(name, name)) for name in names]


def _halls(
    status: int = 200,
    forms: dict[int, HallForm] | None = None,
    *,
    new: NewHallForm | None = None,
    refusal: Refused | None = None,
) -> Response:
    with db.read() as session:
        found = queries.halls(session, who().exhibition_id or 0)
    given = {
        each.id: HallForm(
            prefix=f"hall{each.id}",
            formdata=None,
            data={
                "name_ar": each.name_ar,
                "name_en": each.name_en,
                "level": each.level,
                "position": at,
            },
        )
        for at, each in enumerate(found)
    }
    return page(
        "desk/halls.html",
        "desk",
        status,
        halls=found,
        forms=given | (forms or {}),
        new=new or NewHallForm(prefix="new", formdata=None),
        refusal=refusal,
    )
