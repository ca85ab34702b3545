"""What a browser may send about claims."""

import secrets
from typing import Any

from flask_babel import gettext
from wtforms import BooleanField, EmailField, Field, HiddenField, SelectField, StringField, TelField, TextAreaField
from wtforms.validators import Email, Optional, ValidationError

from booth_app.accounts.forms import why
from booth_app.base.forms import AtMost, BaseForm, RequestKeyField, phone, required
from booth_app.base.languages import lang
from booth_app.base.languages import later as _l
from booth_app.claims.details import EMAIL_MOST, FASCIA_MOST, NAME_MOST, NOTES_MOST, POWER_MOST, Details
from booth_app.claims.services import Body
from booth_app.exhibitors.countries import HOST, countries
from booth_app.exhibitors.models import Category
from booth_app.exhibitors.words import CATEGORIES
from booth_app.text.names import clean_name, clean_text
from booth_app.text.numbers import parse_decimal
from booth_app.text.problems import Unreadable


class Cleaned:
    """A text as it is stored: put right in silence, refused in words, empty if it may be; no longer than `most`."""

    def __init__(self, most: int, *, lines: bool = False) -> None:
        self.most, self.clean = most, clean_text if lines else clean_name
        self.field_flags = {"maxlength": most} if lines else {}

    def __call__(self, form: Any, field: Field) -> None:
        if not (field.data or "").strip():
            field.data = ""
            return
        AtMost(self.most)(form, field)
        try:
            field.data = self.clean(field.data, longest=self.most)
        except Unreadable as problem:
            raise ValidationError(why(problem)) from None


class Kilowatts:
    """A whole number of kilowatts in either digits, within what a booth can have."""

    def __call__(self, _form: Any, field: Field) -> None:
        if not (field.data or "").strip():
            return
        try:
            value = parse_decimal(field.data)
        except Unreadable:
            value = None
        if value is None or value != value.to_integral_value() or not 0 <= value <= POWER_MOST:
            raise ValidationError(gettext("Enter a whole number from 0 to %(most)s.", most=str(POWER_MOST)))


class KeyForm(BaseForm):
    """A button: nothing but the key that makes it happen once."""

    request_key = RequestKeyField()


class DetailsForm(BaseForm):
    """What an exhibitor writes on a claim, as far as it has come: nothing is asked for yet."""

    contact_name = StringField(_l("Contact person"), [Cleaned(NAME_MOST)])
    contact_phone = TelField(_l("Phone"), list(phone()))
    contact_email = EmailField(
        _l("E-mail"),
        [
            Optional(),
            AtMost(EMAIL_MOST),
            Email(message=_l("That is not an e-mail address; one looks like name@example.org.")),
        ],
    )
    fascia_ar = StringField(_l("Name on the fascia, Arabic"), [Cleaned(FASCIA_MOST)])
    fascia_en = StringField(_l("Name on the fascia, English"), [Cleaned(FASCIA_MOST)])
    power_kw = StringField(_l("Power in kilowatts"), [Kilowatts()])
    notes = TextAreaField(_l("Notes for the organiser"), [Cleaned(NOTES_MOST, lines=True)])
    terms_version = HiddenField()
    request_key = RequestKeyField()

    @classmethod
    def beginning_with(cls, details: Details, *, version: int | None) -> "DetailsForm":
        """The form, filled with what is known."""
        values = {name: getattr(details, name) for name in Details.__slots__}
        values["power_kw"] = "" if details.power_kw is None else str(details.power_kw)
        return cls(formdata=None, data={**values, "terms_version": "" if version is None else str(version)})

    @property
    def details(self) -> Details:
        """What was typed, as it is stored."""
        power = (self.power_kw.data or "").strip()
        return Details(
            fascia_ar=self.fascia_ar.data or "",
            fascia_en=self.fascia_en.data or "",
            contact_name=self.contact_name.data or "",
            contact_email=self.contact_email.data or "",
            contact_phone=self.contact_phone.data or "",
            power_kw=int(parse_decimal(power)) if power else None,
            notes=self.notes.data or "",
        )

    @property
    def shown_version(self) -> int | None:
        """The version of the terms that the page showed."""
        text = self.terms_version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    def again(self, *, version: int | None) -> None:
        """Make it a form that has not been sent yet, with what was typed: another key, the terms now in force."""
        self.request_key.data = secrets.token_urlsafe(16)
        self.terms_version.data = "" if version is None else str(version)


class RequestForm(DetailsForm):
    """The same when it is sent: who is to be asked, and the terms accepted."""

    accepted = BooleanField(_l("Terms and conditions"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The fields stay in the order of the page, which fields defined anew would leave."""
        super().__init__(*args, **kwargs)
        fields: tuple[Any, ...] = (self.contact_name, self.contact_email)
        for field in fields:
            field.validators = [required(), *(each for each in field.validators if not isinstance(each, Optional))]
            field.flags.required = True

    def validate_accepted(self, field: Field) -> None:
        """The terms are accepted by the box and by nothing else."""
        if not field.data:
            raise ValidationError(gettext("Accept the terms to send the request."))


class AcceptForm(DetailsForm):
    """Details of a booking that staff made, with the terms to accept."""

    accepted = BooleanField(_l("Terms and conditions"))


class BodyForm(BaseForm):
    """A body that shares the stand."""

    name_ar = StringField(_l("Name in Arabic"), [Cleaned(NAME_MOST)])
    name_en = StringField(_l("Name in English"), [Cleaned(NAME_MOST)])
    country = SelectField(_l("Country"), default=HOST)
    category = SelectField(_l("Category"), default=Category.AWARENESS)
    request_key = RequestKeyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = list(countries(lang()))
        self.category.choices = list(CATEGORIES.items())

    def validate_name_ar(self, field: Field) -> None:
        """One name at least."""
        if not field.data and not (self.name_en.data or "").strip():
            raise ValidationError(gettext("Enter a name in one language at least."))

    @property
    def body(self) -> Body:
        """What was typed."""
        return Body(self.name_ar.data or "", self.name_en.data or "", self.country.data, Category(self.category.data))
