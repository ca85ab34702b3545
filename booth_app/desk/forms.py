"""What staff may send."""

import re
from datetime import datetime, time
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from flask_babel import gettext, lazy_gettext
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    EmailField,
    Field,
    Form,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import InputRequired, NumberRange, Optional, Regexp, ValidationError

from booth_app.base.forms import AtMost, BaseForm, RequestKeyField, required
from booth_app.base.languages import later as _l
from booth_app.exhibitions.models import Approval, Role
from booth_app.exhibitions.words import ROLES
from booth_app.exhibitors.forms import Storable, Text

REASON_MOST = 1000
_ADDRESS = re.compile(r"https://\S+\.\S+|[^@\s]+@[^@\s]+\.[^@\s]+|\+?[0-9٠-٩][0-9٠-٩ ()\-]{2,19}")


def offered(*choices: tuple[str, Any]) -> list[SelectChoice]:
    """Values and their words as a field's choices."""
    return [SelectChoice(value=value, label=word) for value, word in choices]


class ReasonForm(BaseForm):
    """Why: the exhibitor reads it."""

    reason = TextAreaField(
        _l("Reason"),
        [required(lazy_gettext("Write the reason: the organisation is told.")), Text(REASON_MOST)],
    )


class MaybeReasonForm(BaseForm):
    """Why, where it helps."""

    reason = TextAreaField(_l("Reason"), [Text(REASON_MOST)])


class AssignForm(BaseForm):
    """Booths for an organisation, by staff."""

    numbers = StringField(_l("Booth numbers"), [required(), AtMost(200)])
    organisation = SelectField(_l("Organisation"), [required()], coerce=str)
    state = RadioField(
        _l("Booking"),
        choices=offered(("confirmed", _l("Confirm at once")), ("submitted", _l("Leave it for approval"))),
        default="confirmed",
    )
    ignoring = SelectMultipleField(
        _l("Set aside"),
        choices=offered(
            ("window", _l("Booking period")),
            ("vetting", _l("Acceptance of the application")),
            ("quota", _l("Limit of booths")),
            ("reservation", _l("Reservation for another")),
            ("apart", _l("Booths that do not adjoin")),
        ),
    )
    reason = TextAreaField(_l("Note for the journal"), [Text(REASON_MOST)])
    request_key = RequestKeyField()


class ReserveForm(BaseForm):
    """A booth kept for an organisation, or for a body by its name, until a day."""

    organisation = SelectField(_l("Organisation"), coerce=str)
    label_ar = StringField(_l("Name in Arabic"), [Text(160)])
    label_en = StringField(_l("Name in English"), [Text(160)])
    until = DateField(_l("Until the end of"), [Optional()])

    def validate_label_ar(self, field: Field) -> None:
        """Somebody must be named."""
        if not self.organisation.data and not field.data:
            raise ValidationError(gettext("Choose an organisation or write a name."))

    def end(self, zone: ZoneInfo) -> datetime | None:
        """The last moment of the day, in the exhibition's zone."""
        day = self.until.data
        return datetime.combine(day, time(23, 59, 59), zone) if day else None


class TermsForm(BaseForm):
    """New terms."""

    text_ar = TextAreaField(_l("Terms in Arabic"), [required(), Text(40_000)])
    text_en = TextAreaField(_l("Terms in English"), [required(), Text(40_000)])
    seen = IntegerField(validators=[Optional()])


class RoleForm(BaseForm):
    """A role for a person."""

    email = EmailField(_l("E-mail address"), [required(), AtMost(254)])
    role = SelectField(_l("Role"), [required()], choices=offered(*((str(role), word) for role, word in ROLES.items())))

    @property
    def granted(self) -> Role:
        """The role that was chosen."""
        return Role(self.role.data)


class HallForm(BaseForm):
    """A hall's names and place."""

    name_ar = StringField(_l("Name in Arabic"), [Storable(80)])
    name_en = StringField(_l("Name in English"), [Storable(80)])
    level = IntegerField(_l("Level"), [InputRequired(), NumberRange(-9, 99)])
    position = IntegerField(_l("Order"), [InputRequired(), NumberRange(0, 99)])


class NewHallForm(BaseForm):
    """Another hall; its key is part of addresses and what the command line calls it."""

    key = StringField(
        _l("Key in addresses"),
        [
            Regexp(
                r"[a-z0-9][a-z0-9-]{0,39}$",
                message=_l("Small Latin letters, digits and hyphens, for example b or hall-2."),
            )
        ],
    )
    name_ar = StringField(_l("Name in Arabic"), [Storable(80)])
    name_en = StringField(_l("Name in English"), [Storable(80)])
    level = IntegerField(_l("Level"), [InputRequired(), NumberRange(-9, 99)], default=0)


def line_address(_form: Form, field: Field) -> None:
    """A reporting or help line is a page, a mailbox or a telephone."""
    if field.data and not _ADDRESS.fullmatch(field.data):
        raise ValidationError(gettext("Write a telephone number, an e-mail address or an https:// address."))


def _minutes(label: str, least: int) -> IntegerField:
    return IntegerField(label, [InputRequired(), NumberRange(least, 10_080)])


@cache
def _zones() -> list[SelectChoice]:
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return offered(*((name, name) for name in names))


class SettingsForm(BaseForm):
    """An exhibition's settings. `seen` is the mark of those that the form was filled from."""

    name_ar = StringField(_l("Name in Arabic"), [Storable(200)])
    name_en = StringField(_l("Name in English"), [Storable(200)])
    short_name_ar = StringField(_l("Short name in Arabic"), [Storable(80)])
    short_name_en = StringField(_l("Short name in English"), [Storable(80)])
    motto_ar = StringField(_l("Motto in Arabic"), [Text(300)])
    motto_en = StringField(_l("Motto in English"), [Text(300)])
    about_ar = TextAreaField(_l("About it in Arabic"), [Text(4000)])
    about_en = TextAreaField(_l("About it in English"), [Text(4000)])
    venue_ar = StringField(_l("Venue in Arabic"), [Text(200)])
    venue_en = StringField(_l("Venue in English"), [Text(200)])
    city_ar = StringField(_l("City in Arabic"), [Text(80)])
    city_en = StringField(_l("City in English"), [Text(80)])
    first_day = DateField(_l("First day"), [InputRequired()])
    last_day = DateField(_l("Last day"), [InputRequired()])
    time_zone = SelectField(_l("Time zone"))
    hijri_offset = SelectField(
        _l("Hijri date"),
        choices=offered(
            ("-1", _l("One day earlier")),
            ("0", _l("As in the Umm al-Qura calendar")),
            ("1", _l("One day later")),
        ),
    )
    listed = BooleanField(_l("Show it on the list of exhibitions"))
    contact_email = EmailField(_l("E-mail of the organiser"), [AtMost(254)])
    reporting_name_ar = StringField(_l("Reporting line, name in Arabic"), [Text(120)])
    reporting_name_en = StringField(_l("Reporting line, name in English"), [Text(120)])
    reporting_address = StringField(_l("Reporting line, address"), [AtMost(300), line_address])
    help_name_ar = StringField(_l("Help line, name in Arabic"), [Text(120)])
    help_name_en = StringField(_l("Help line, name in English"), [Text(120)])
    help_address = StringField(_l("Help line, address"), [AtMost(300), line_address])
    booking_opens_at = DateTimeLocalField(_l("Booking opens"), [Optional()])
    booking_closes_at = DateTimeLocalField(_l("Booking closes"), [Optional()])
    approval = SelectField(
        _l("Approval of requests"),
        choices=offered(
            (str(Approval.STAFF), _l("Staff decide on each request")),
            (str(Approval.NONE), _l("A sent request is confirmed at once")),
        ),
    )
    vetting = BooleanField(_l("Only accepted organisations may book"))
    hold_minutes = _minutes(_l("Minutes of a hold"), 1)
    extension_minutes = _minutes(_l("Minutes of the extension"), 0)
    hold_cap_minutes = _minutes(_l("Minutes of all holds on one booth together, at most"), 1)
    quota = IntegerField(_l("Booths per organisation, at most"), [Optional(), NumberRange(1, 1000)])
    seen = StringField()

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.time_zone.choices = _zones()

    def validate_last_day(self, field: Field) -> None:
        """The last day is not before the first."""
        if field.data and self.first_day.data and field.data < self.first_day.data:
            raise ValidationError(gettext("The last day is before the first."))

    def validate_booking_closes_at(self, field: Field) -> None:
        """Booking closes after it opens."""
        if field.data and self.booking_opens_at.data and field.data <= self.booking_opens_at.data:
            raise ValidationError(gettext("Booking closes after it opens."))

    def validate_hold_cap_minutes(self, field: Field) -> None:
        """The cap is not below one hold."""
        if field.data is not None and self.hold_minutes.data and field.data < self.hold_minutes.data:
            raise ValidationError(gettext("This must be at least the minutes of a hold."))
