"""What a browser may send about organisations, their people, applications and pages."""

from typing import Any

from flask import request
from flask_babel import gettext
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.fields import SelectChoice  # pyright: ignore[reportAttributeAccessIssue] - newer than its stubs
from wtforms.validators import InputRequired, Optional, ValidationError

from booth_app.accounts.addresses import normal
from booth_app.accounts.forms import Name, Register, why
from booth_app.base import clock, db
from booth_app.base.forms import AtMost, BaseForm, RequestKeyField, phone, required
from booth_app.base.languages import lang
from booth_app.base.languages import later as _l
from booth_app.exhibitors import links, queries
from booth_app.exhibitors.countries import HOST, countries
from booth_app.exhibitors.services.apply import LONGEST_ABOUT as LONGEST_APPLICATION
from booth_app.exhibitors.services.organisations import LONGEST_NAME
from booth_app.exhibitors.services.profile import LONGEST_ABOUT as LONGEST_PAGE
from booth_app.exhibitors.services.profile import Called
from booth_app.exhibitors.services.tools import LONGEST_ABOUT as LONGEST_TOOL
from booth_app.exhibitors.services.tools import LONGEST_NAME as LONGEST_TOOL_NAME
from booth_app.exhibitors.web import checked
from booth_app.exhibitors.words import CATEGORIES, KINDS
from booth_app.text.names import clean_name, clean_text
from booth_app.text.problems import Unreadable


class Storable:
    """A name that can be stored, put right in silence; both languages are asked for where one is."""

    def __init__(self, most: int, *, needed: bool = True) -> None:
        self.most, self.needed = most, needed
        self.field_flags = {"maxlength": most}

    def __call__(self, _form: Any, field: Field) -> None:
        if not self.needed and not (field.data or "").strip():
            field.data = ""
            return
        try:
            field.data = clean_name(field.data or "", longest=self.most)
        except Unreadable as problem:
            raise ValidationError(why(problem)) from None


class Text:
    """A text of several lines that can be stored; empty is fine."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, form: Any, field: Field) -> None:
        if not (field.data or "").strip():
            field.data = ""
            return
        AtMost(self.most)(form, field)
        try:
            field.data = clean_text(field.data, longest=self.most)
        except Unreadable as problem:
            raise ValidationError(why(problem)) from None


class Both:
    """If a text is given in one language, visitors who read the other one need it too."""

    def __init__(self, other: str, message: Any) -> None:
        self.other, self.message = other, message

    def __call__(self, form: Any, field: Field) -> None:
        if (form[self.other].data or "").strip() and not (field.data or "").strip():
            raise ValidationError(self.message)


def address(_form: Any, field: Field) -> None:
    """An e-mail address, in its one spelling.

    Raises:
        ValidationError: it is none.
    """
    try:
        field.data = normal(field.data or "")
    except Unreadable as problem:
        raise ValidationError(why(problem)) from None


def website(_form: Any, field: Field) -> None:
    """An address that visitors may be sent to, or nothing.

    Raises:
        ValidationError: it is neither.
    """
    try:
        field.data = checked(field.data or "")
    except Unreadable as problem:
        raise ValidationError(why(problem)) from None


class CountryField(SelectField):
    """A country by its name in the reader's language."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(
            label, choices=lambda: [SelectChoice(*each) for each in countries(lang())], default=HOST, **options
        )


def _countries() -> list[SelectChoice]:
    return [SelectChoice(*each) for each in countries(lang())]


def _kinds() -> list[SelectChoice]:
    return [SelectChoice(str(key), word) for key, word in KINDS.items()]


def _categories() -> list[SelectChoice]:
    return [SelectChoice(str(key), word) for key, word in CATEGORIES.items()]


_NAME_AR = _l("Enter the organisation's name in Arabic.")
_NAME_EN = _l("Enter the organisation's name in English.")


class OrganisationFields:
    """What an organisation is, in a form that may hold more."""

    name_ar = StringField(_l("Name in Arabic"), [required(_NAME_AR), Storable(LONGEST_NAME)])
    name_en = StringField(_l("Name in English"), [required(_NAME_EN), Storable(LONGEST_NAME)])
    country = CountryField(_l("Country"))
    kind = SelectField(_l("Kind of organisation"), choices=_kinds)


class RegisterForm(OrganisationFields, Register):
    """Open an account and register its first organisation: one short page.

    Who comes by an invitation that is open needs no organisation of their own.
    """

    invitation = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invited = _open_invitation(self.invitation.data or request.args.get("invitation", ""))
        self.invitation.data = links.invitation_token(self.invited.id) if self.invited else ""
        if self.invited:
            for name in ("name_ar", "name_en", "country", "kind"):
                delattr(self, name)
            if not self.is_submitted():
                self.email.data = self.invited.email


def _open_invitation(token: str) -> queries.InvitationValue | None:
    number = links.invitation_of(token) if token else None
    if number is None:
        return None
    with db.read() as session:
        found = queries.invitation(session, number)
        return found if found and found.open(clock.now(session)) else None


class OrganisationForm(OrganisationFields, BaseForm):
    """Register another organisation."""

    request_key = RequestKeyField()


class EditOrganisationForm(OrganisationFields, BaseForm):
    """Say that an organisation is called otherwise, or is something else."""

    seen = HiddenField()


class ContactForm(BaseForm):
    """Whom the organiser turns to."""

    seen = IntegerField(validators=[Optional()])
    contact_name = Name(_l("Name of the contact person"))
    contact_email = EmailField(_l("E-mail address"), [required(), address])
    contact_phone = StringField(_l("Phone number"), phone())


class InviteForm(BaseForm):
    """Invite somebody to act for an organisation."""

    email = EmailField(_l("E-mail address"), [required(), address])


class ApplicationForm(ContactForm):
    """Apply to exhibit."""

    category = SelectField(_l("Category"), choices=_categories)
    about_ar = TextAreaField(
        _l("About you, in Arabic"),
        [Text(LONGEST_APPLICATION), Both("about_en", _l("Write the Arabic text too, or neither."))],
    )
    about_en = TextAreaField(
        _l("About you, in English"),
        [Text(LONGEST_APPLICATION), Both("about_ar", _l("Write the English text too, or neither."))],
    )
    declared = BooleanField(
        _l("We declare that what we state is true and that nothing harmful will be shown at our booth."),
        [InputRequired(_l("Tick the declaration to send the application."))],
    )


class ProfileForm(BaseForm):
    """What visitors read of an exhibitor."""

    seen = IntegerField(validators=[Optional()])
    category = SelectField(_l("Category"), choices=_categories)
    about_ar = TextAreaField(
        _l("About you, in Arabic"),
        [Text(LONGEST_PAGE), Both("about_en", _l("Write the Arabic text too, or neither."))],
    )
    about_en = TextAreaField(
        _l("About you, in English"),
        [Text(LONGEST_PAGE), Both("about_ar", _l("Write the English text too, or neither."))],
    )
    website = URLField(_l("Website"), [website])


class GuestForm(ProfileForm):
    """The page of a guest that is not registered: its names stand nowhere else."""

    name_ar = StringField(_l("Name in Arabic"), [Storable(LONGEST_NAME, needed=False)])
    name_en = StringField(_l("Name in English"), [Storable(LONGEST_NAME, needed=False)])
    country = CountryField(_l("Country"))

    def validate_name_ar(self, field: Field) -> None:
        """One name at least.

        Raises:
            ValidationError: there is none.
        """
        if not field.data and not (self.name_en.data or "").strip():
            raise ValidationError(gettext("Enter a name in one language at least."))

    @property
    def called(self) -> Called:
        """What was typed."""
        return Called(self.name_ar.data or "", self.name_en.data or "", self.country.data)


class ToolForm(BaseForm):
    """A tool that an exhibitor shows."""

    request_key = RequestKeyField()
    category = SelectField(_l("Category"), choices=_categories)
    name_ar = StringField(
        _l("Name in Arabic"),
        [required(_l("Enter the tool's name in Arabic.")), Storable(LONGEST_TOOL_NAME)],
    )
    name_en = StringField(
        _l("Name in English"),
        [required(_l("Enter the tool's name in English.")), Storable(LONGEST_TOOL_NAME)],
    )
    about_ar = TextAreaField(
        _l("What it does, in Arabic"),
        [Text(LONGEST_TOOL), Both("about_en", _l("Write the Arabic text too, or neither."))],
    )
    about_en = TextAreaField(
        _l("What it does, in English"),
        [Text(LONGEST_TOOL), Both("about_ar", _l("Write the English text too, or neither."))],
    )


class ActForm(BaseForm):
    """Choose the organisation to act for."""

    organisation = IntegerField(validators=[InputRequired()])
    on = HiddenField()
