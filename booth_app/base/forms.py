"""What all forms share: the reader's language, cleaned text, the key that makes a request happen once."""

import secrets
from typing import Any

from flask import request
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import EmailField, Field, FileField, Form, HiddenField, StringField, TelField, TextAreaField
from wtforms.validators import DataRequired, Optional, Regexp, ValidationError

from booth_app.base.languages import lang

NEEDED = lazy_gettext("This field is required.")


class BaseForm(FlaskForm):
    """A form in the reader's language. Typed text comes back trimmed; what was typed is never lost."""

    class Meta(FlaskForm.Meta):
        """WTForms has Arabic for its own messages; ours come from the catalogue."""

        @property
        def locales(self) -> tuple[str, ...]:
            return (lang(),)

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What a form sent. The library would take JSON for one too, and a file for what is typed in any field."""
            if formdata is not _Auto:
                return super().wrap_formdata(form, formdata)
            if request.is_json:
                return None
            given = super().wrap_formdata(form, formdata)
            if given is None or not request.files:
                return given
            fields = [each.name for each in form if isinstance(each, FileField)]
            files = MultiDict((name, each) for name in fields for each in request.files.getlist(name))
            both: Any = (files, request.form)
            return CombinedMultiDict(both)

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Field:
            """Trim what people type, in every text field but passwords."""
            if unbound_field.field_class in (StringField, EmailField, TelField, TextAreaField):
                options = {"filters": (_trimmed, *options.get("filters", ())), **options}
            return unbound_field.bind(form=form, **options)

    @property
    def problems(self) -> list[tuple[Field, str]]:
        """Every message with its field, for the summary at the top."""
        return [(field, str(message)) for field in self for message in _flat(field.errors)]


class RequestKeyField(HiddenField):
    """A key per rendered form: a second press of the same form finds the first one's result."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default=lambda: secrets.token_urlsafe(16), **kwargs)


def required(message: Any = NEEDED) -> DataRequired:
    """Something must be given; the browser is not asked to check, so that our own message is seen."""
    return DataRequired(message)


class AtMost:
    """Not longer than this; says how many characters there are."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, _form: Form, field: Field) -> None:
        given = len(field.data or "")
        if given > self.most:
            text = gettext(
                "Use at most %(most)s characters. You have %(given)s.", most=str(self.most), given=str(given)
            )
            raise ValidationError(text)


def phone() -> tuple[Optional, Regexp]:
    """An optional phone number, typed as people type it."""
    return (
        Optional(),
        Regexp(
            r"^\+?[0-9٠-٩ ()\-]{7,20}$",
            message=_lazy("Write the phone number with digits, for example +966 11 000 0000."),
        ),
    )


def _lazy(sentence: str) -> str:
    """A sentence that is translated when it is shown (WTForms' signatures say `str`)."""
    return lazy_gettext(sentence)  # type: ignore[return-value]


def _trimmed(value: str | None) -> str | None:
    return value.strip() if isinstance(value, str) else value


def _flat(errors: Any) -> list[Any]:
    if isinstance(errors, dict):
        return [item for each in errors.values() for item in _flat(each)]
    return [item for each in errors for item in (_flat(each) if isinstance(each, list | tuple | dict) else [each])]
