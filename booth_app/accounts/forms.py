"""The sign-in library's forms where ours differ: what they ask, what they say, how long they take."""

import re
from typing import Any

from flask_babel import gettext
from flask_security import hash_password
from flask_security.forms import (
    ChangePasswordForm,
    ForgotPasswordForm,
    LoginForm,
    RegisterFormV2,
    ResetPasswordForm,
    SendConfirmationForm,
    TwoFactorRescueForm,
    VerifyForm,
)
from flask_security.utils import get_message
from flask_wtf import FlaskForm
from wtforms import Field, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice  # pyright: ignore[reportAttributeAccessIssue] - newer than its stubs
from wtforms.validators import ValidationError

from booth_app.accounts import mail
from booth_app.base.forms import BaseForm, required
from booth_app.text.names import clean_name
from booth_app.text.problems import Unreadable

_OWN = re.compile(r"/(?:ar|en)/[^\\\x00-\x20\x7f]*")


def own_page(address: str | None) -> str:
    """An address on this site to go on to, or nothing: every page of ours lives under its language."""
    return address if address and _OWN.fullmatch(address) else ""


class Name(StringField):
    """A person's name as it is stored; says in words what cannot be."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, validators=[required(), storable], filters=[_trimmed], **options)


def storable(_form: Any, field: Field) -> None:
    """What a name may hold: put right in silence, refused in words.

    Raises:
        ValidationError: it cannot be stored.
    """
    try:
        field.data = clean_name(field.data or "")
    except Unreadable as problem:
        raise ValidationError(why(problem)) from None


def why(problem: Unreadable) -> str:
    """What is wrong with a typed text, in the reader's language."""
    limit = str(problem.limit or "")
    return {
        "empty": gettext("This field is required."),
        "too-long": gettext("Use at most %(most)s characters.", most=limit),
        "control-characters": gettext("The text holds characters that cannot be shown. Type it anew."),
        "too-many-marks": gettext("The text holds characters that cannot be shown. Type it anew."),
        "not-an-address": gettext("That is not an e-mail address; one looks like name@example.org."),
        "not-a-website": gettext("Enter an address that begins with https://, for example https://example.org."),
    }[problem.code]


class SignIn(LoginForm):
    """E-mail and password. What it says of an account, it says only to who has given its password."""

    remember = None  # pyright: ignore[reportAssignmentType] - sessions end; a browser remembers passwords better than a cookie does

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.next.data = own_page(self.next.data)  # one that leads elsewhere is dropped, not complained of

    def validate(self, **options: Any) -> bool:
        """Check them; a closed or unconfirmed account is named as such to its owner."""
        if super().validate(**options):
            return True
        if self.user_authenticated:
            said = "CONFIRMATION_REQUIRED" if self.requires_confirmation else "DISABLED_ACCOUNT"
            self.email.errors = []
            self.form_errors.append(get_message(said)[0])
        return False


class Verify(VerifyForm):
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.next.data = own_page(self.next.data)


class Register(RegisterFormV2):
    """The person's part of opening an account; `exhibitors` adds the organisation's."""

    next = None  # pyright: ignore[reportAssignmentType] - the way goes on through the mailbox
    name = Name()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        FlaskForm.__init__(self, *args, **kwargs)
        self.existing_email_user = None
        self.existing_username_user = None


class Forgot(ForgotPasswordForm):
    """Ask for a link to choose another password.

    An address that was never confirmed may ask too: who opens the link reads its mail, and that is all a
    confirmation says.
    """

    def validate(self, **options: Any) -> bool:
        """Check, and take as long over a known address as the library takes over an unknown one."""
        valid = FlaskForm.validate(self, **options)
        if valid and self.user is not None and self.user.is_active:
            hash_password("not-a-password")
            return True
        if valid:
            self.email.errors = [get_message("DISABLED_ACCOUNT")[0]]
        _unknown(self, "reset")
        return False


class Confirmation(SendConfirmationForm):
    """Ask for the link that confirms an address once more."""

    def validate(self, **options: Any) -> bool:
        """Check, and take as long whatever is found."""
        valid = super().validate(**options)
        if not valid:
            _unknown(self, "confirmation")
        return valid


def _unknown(form: ForgotPasswordForm | SendConfirmationForm, what: str) -> None:
    """What is no address at all is said to be none; one that gets no mail is treated as one that does."""
    none = {get_message(each)[0] for each in ("EMAIL_NOT_PROVIDED", "INVALID_EMAIL_ADDRESS")}
    wrong = [str(each) for each in form.email.errors]
    if none & set(wrong):
        form.form_errors.extend(wrong)  # the library wipes those of the field, so that nothing tells who is known
    else:
        mail.note_unknown(what)


class Reset(ResetPasswordForm):
    """Another password, once: who mistypes it asks for another link."""

    password_confirm = None  # pyright: ignore[reportAssignmentType]


class Change(ChangePasswordForm):
    """Another password, for who knows the present one."""

    new_password_confirm = None  # pyright: ignore[reportAssignmentType]


class Rescue(TwoFactorRescueForm):
    """What helps who cannot give a code: a recovery code, and nothing that a stolen mailbox would give."""

    help_setup = RadioField(choices=[])


class PersonForm(BaseForm):
    """One's own name, and the language one reads mail in."""

    name = Name()
    language = SelectField(choices=[SelectChoice("ar", "العربية"), SelectChoice("en", "English")])


class Nothing(BaseForm):
    """A button: only that it was pressed on a page of ours."""


def _trimmed(value: str | None) -> str | None:
    return value.strip() if isinstance(value, str) else value
