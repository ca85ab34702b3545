"""What a browser may send about seats."""

import re

from flask_babel import gettext
from wtforms import BooleanField, EmailField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import Optional, ValidationError

from booth_app.base.forms import BaseForm, RequestKeyField, required
from booth_app.base.languages import later as _l
from booth_app.demos.forms import Address, Clean, Whole
from booth_app.demos.seats.rules import Rules
from booth_app.text.bidi import strip_controls
from booth_app.text.names import clean_name
from booth_app.text.numbers import DASHES, to_western_digits


class SeatsForm(BaseForm):
    """A visitor asks for seats."""

    seats = SelectField(_l("How many people"), coerce=int)
    accessible = SelectField(_l("Of these, accessible seats"), coerce=int)
    email = EmailField(_l("E-mail"), [required(_l("Enter your e-mail; your ticket comes there.")), Address()])
    name = StringField(_l("Name"), [Optional(), Clean(clean_name, 120)])
    body = StringField(_l("Organisation you work for"), [Optional(), Clean(clean_name, 160)])
    wait = BooleanField(_l("Put me on the waiting list if it is full"))
    request_key = RequestKeyField()

    def offer(self, most: int, *, accessible: bool) -> None:
        """How many may be chosen."""
        self.seats.choices = [SelectChoice(value=str(each), label=str(each)) for each in range(1, most + 1)]
        last = most if accessible else 0
        self.accessible.choices = [SelectChoice(value=str(each), label=str(each)) for each in range(last + 1)]

    def validate_accessible(self, field: SelectField) -> None:
        """Not more than there are people."""
        if (field.data or 0) > (self.seats.data or 0):
            raise ValidationError(gettext("There are more accessible seats here than people."))


class VettedForm(SeatsForm):
    """The same where staff decide who comes."""

    name = StringField(_l("Name"), [required(_l("Enter your full name; staff decide by it.")), Clean(clean_name, 120)])
    body = StringField(
        _l("Organisation you work for"), [required(_l("Enter the organisation you work for.")), Clean(clean_name, 160)]
    )


class PressForm(BaseForm):
    """A button of whoever has the link; the link is the permission."""


class TicketForm(BaseForm):
    """A code at the door, typed or read by the camera."""

    code = StringField(_l("Ticket code"), [required(_l("Type or scan the code of the ticket."))])
    people = StringField(_l("How many come in now"), [Optional(), Whole(1, 50)])
    request_key = RequestKeyField()

    @property
    def ticket(self) -> str:
        """The code itself: from a whole address, with or without its dash, in either set of digits."""
        typed = to_western_digits(strip_controls(self.code.data or "").translate(DASHES)).strip()
        return re.sub(r"[^A-Z0-9]", "", typed.rpartition("=")[2].upper())[:12]


class WalkInForm(BaseForm):
    """People who come without a ticket."""

    people = StringField(_l("How many people"), [Whole(1, 50)], default="1", id="walk-in-people")
    request_key = RequestKeyField()


class RulesForm(BaseForm):
    """What staff say of an exhibition's seats."""

    walk_in_percent = StringField(_l("Seats for people without a reservation, percent"), [Whole(0, 100)])
    most_seats = StringField(_l("Seats of one reservation, at most"), [Whole(1, 50)])
    most_a_day = StringField(_l("Reservations of one person a day, at most"), [Whole(1, 50)])
    confirm_minutes = StringField(_l("Minutes to confirm a reservation"), [Whole(0, 1440)])
    offer_minutes = StringField(_l("Minutes to accept an offer"), [Whole(1, 1440)])
    keep_days = StringField(_l("Days until visitors are erased"), [Whole(1, 365)])

    @property
    def rules(self) -> Rules:
        """What was typed; only after validation."""
        return Rules(**{name: int(self[name].data or 0) for name in Rules.__slots__})
