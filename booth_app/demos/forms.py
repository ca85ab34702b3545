"""What a browser may send to this room. What was typed comes back whatever is wrong with it."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from flask_babel import gettext
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import ValidationError

from booth_app.accounts.addresses import normal
from booth_app.base.forms import BaseForm, RequestKeyField, required
from booth_app.base.languages import later as _l
from booth_app.demos import words
from booth_app.demos.models import Audience
from booth_app.demos.proposals import LENGTHS, MOST_PRESENTERS, Person, Proposal
from booth_app.demos.services.places import MOST_CHANGE_OVER, PlaceChange
from booth_app.demos.times import STEP
from booth_app.exhibitors.models import Category
from booth_app.text.names import clean_name, clean_text
from booth_app.text.numbers import to_western_digits
from booth_app.text.problems import Unreadable

LONGEST_ABSTRACT, LONGEST_REASON = 1500, 1000
MOST_SEATS = 100_000
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.٫]([0-5][0-9])")


class Clean:
    """Text as `clean_name` or `clean_text` makes it; what they refuse is said in words."""

    def __init__(self, clean: Callable[..., str], longest: int) -> None:
        self.clean, self.longest = clean, longest
        self.field_flags = {"maxlength": longest}

    def __call__(self, _form: Form, field: Field) -> None:
        try:
            field.data = self.clean(field.data or "", longest=self.longest)
        except Unreadable as problem:
            raise ValidationError(_unreadable(problem, field.data or "")) from None


class Whole:
    """A whole number in a range, in either set of digits, on a step."""

    def __init__(self, least: int, most: int, step: int = 1) -> None:
        self.least, self.most, self.step = least, most, step

    def __call__(self, _form: Form, field: Field) -> None:
        typed = to_western_digits(field.data or "").strip()
        number = int(typed) if re.fullmatch(r"[0-9]{1,6}", typed) else None
        if number is None or not self.least <= number <= self.most:
            text = gettext("Write a number from %(least)s to %(most)s.", least=str(self.least), most=str(self.most))
            raise ValidationError(text)
        if number % self.step:
            raise ValidationError(gettext("Write a multiple of %(step)s.", step=str(self.step)))
        field.data = str(number)


class Clock:
    """A time of day on the five-minute grid, in either set of digits."""

    def __call__(self, _form: Form, field: Field) -> None:
        found = _CLOCK.fullmatch(to_western_digits(field.data or "").strip())
        if found is None:
            raise ValidationError(
                gettext("Write the time as hours and minutes, for example %(example)s.", example="14:20")
            )
        if int(found[2]) % STEP:
            raise ValidationError(gettext("Times are multiples of five minutes."))
        field.data = f"{int(found[1]):02}:{found[2]}"


class Address:
    """An e-mail address, in the one spelling by which a person is known."""

    def __call__(self, _form: Form, field: Field) -> None:
        try:
            field.data = normal(field.data or "")
        except Unreadable:
            text = gettext("That is not an e-mail address; one looks like %(example)s.", example="name@example.org")
            raise ValidationError(text) from None


class Rows(FieldList):
    """Rows of a form; what is wrong with a row stands at its fields, what is wrong with all of them here."""

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """As any list, but said once."""
        fits = super().validate(form, extra_validators)
        own = [each for each in self.errors if isinstance(each, str)]
        self.errors = own or ([] if fits else [gettext("Something is missing in a row.")])
        return fits


class PresenterForm(Form):
    """One presenter; a row with nothing in it is no presenter."""

    name_ar = StringField(_l("Name in Arabic"))
    name_en = StringField(_l("Name in English"))
    email = EmailField(_l("E-mail"))

    @property
    def empty(self) -> bool:
        """Whether nothing was typed."""
        return not any((field.data or "").strip() for field in self)

    @property
    def person(self) -> Person:
        """Who was typed."""
        return Person(self.name_ar.data or "", self.name_en.data or "", self.email.data or "")

    def validate(self, extra_validators: Any = None) -> bool:
        """All of it or nothing."""
        if self.empty:
            return True
        checks = {
            "name_ar": [required(_l("Enter the presenter's name in Arabic.")), Clean(clean_name, 120)],
            "name_en": [required(_l("Enter the presenter's name in English.")), Clean(clean_name, 120)],
            "email": [required(_l("Enter the presenter's e-mail.")), Address()],
        }
        return super().validate({**(extra_validators or {}), **checks})


def _offered(choices: Mapping[Any, str]) -> list[SelectChoice]:
    return [SelectChoice(value=str(each), label=word) for each, word in choices.items()]


def _name(label: Any, missing: Any, longest: int) -> StringField:
    return StringField(label, [required(missing), Clean(clean_name, longest)])


def _abstract(label: Any, missing: Any) -> TextAreaField:
    return TextAreaField(label, [required(missing), Clean(clean_text, LONGEST_ABSTRACT)])


class ProposalForm(BaseForm):
    """A showcase as its organisation proposes it."""

    title_ar = _name(_l("Title in Arabic"), _l("Enter the title in Arabic."), 160)
    title_en = _name(_l("Title in English"), _l("Enter the title in English."), 160)
    abstract_ar = _abstract(_l("Abstract in Arabic"), _l("Enter the abstract in Arabic."))
    abstract_en = _abstract(_l("Abstract in English"), _l("Enter the abstract in English."))
    tool_ar = _name(_l("Tool's name in Arabic"), _l("Enter the tool's name in Arabic."), 120)
    tool_en = _name(_l("Tool's name in English"), _l("Enter the tool's name in English."), 120)
    category = RadioField(
        _l("Category of the tool"),
        [required(_l("Choose the category of the tool."))],
        choices=_offered(words.CATEGORIES),
    )
    length_minutes = StringField(_l("Length in minutes"), [Whole(*LENGTHS, step=STEP)], default="30")
    audience = RadioField(
        _l("Audience"),
        [required(_l("Choose the audience."))],
        choices=_offered(words.AUDIENCES),
    )
    language = RadioField(
        _l("Language of presentation"),
        [required(_l("Choose the language of presentation."))],
        choices=_offered(words.LANGUAGES),
    )
    presenters = Rows(FormField(PresenterForm), _l("Presenters"), max_entries=MOST_PRESENTERS)
    declared_synthetic = BooleanField(
        _l("Everything that is shown uses synthetic data."),
        [required(_l("A showcase may use synthetic data only; declare it."))],
    )
    declared_harmless = BooleanField(
        _l("Nothing harmful is shown, described or linked to."),
        [required(_l("Nothing harmful may be shown; declare it."))],
    )
    seen = HiddenField()
    request_key = RequestKeyField()

    def validate_presenters(self, field: FieldList) -> None:
        """Somebody presents, and nobody twice."""
        given = [each.form.email.data for each in field if not each.form.empty]
        if not given:
            raise ValidationError(gettext("Name at least one presenter."))
        if len(set(given)) < len(given):
            raise ValidationError(gettext("Two presenters have the same e-mail; each person has their own."))

    def rows(self, least: int) -> None:
        """Show at least so many rows for presenters."""
        while len(self.presenters) < min(least, MOST_PRESENTERS):
            self.presenters.append_entry()

    @property
    def proposal(self) -> Proposal:
        """What was typed, clean; only after validation."""
        people = tuple(each.form.person for each in self.presenters if not each.form.empty)
        return Proposal(
            title_ar=self.title_ar.data or "",
            title_en=self.title_en.data or "",
            abstract_ar=self.abstract_ar.data or "",
            abstract_en=self.abstract_en.data or "",
            tool_ar=self.tool_ar.data or "",
            tool_en=self.tool_en.data or "",
            category=Category(self.category.data),
            presenters=people,
            length_minutes=int(self.length_minutes.data or 0),
            audience=Audience(self.audience.data),
            language=self.language.data,
            declared_synthetic=bool(self.declared_synthetic.data),
            declared_harmless=bool(self.declared_harmless.data),
        )


class KeyForm(BaseForm):
    """A button whose request happens once."""

    request_key = RequestKeyField()


class AcceptForm(KeyForm):
    """Accept what was read."""

    seen = HiddenField()


class ReasonForm(KeyForm):
    """A no, or a not yet, with its reason."""

    reason = TextAreaField(
        _l("Reason"),
        [required(_l("Say why: the organisation reads it.")), Clean(clean_text, LONGEST_REASON)],
    )


class SlotForm(KeyForm):
    """Where and when; days and places are the exhibition's."""

    place = SelectField(_l("Place"), coerce=int)
    day = RadioField(_l("Day"))
    start = StringField(_l("Start"), [Clock()])
    later = BooleanField(_l("The second time that the clock shows this"))
    over_pause = BooleanField()  # pressed where a pause was in the way, never shown before

    def offer(self, places: list[tuple[int, str]], days: list[tuple[date, str]]) -> None:
        """What may be chosen."""
        self.place.choices = [SelectChoice(value=str(each), label=word) for each, word in places]
        self.day.choices = [SelectChoice(value=each.isoformat(), label=word) for each, word in days]

    @property
    def on(self) -> date:
        """The chosen day."""
        return date.fromisoformat(self.day.data)

    @property
    def clock(self) -> time:
        """The chosen time of day."""
        return time.fromisoformat(self.start.data or "")


class PlaceForm(BaseForm):
    """What staff set of a stage or meeting room."""

    name_ar = _name(_l("Name in Arabic"), _l("Enter the name in Arabic."), 80)
    name_en = _name(_l("Name in English"), _l("Enter the name in English."), 80)
    capacity = StringField(_l("Capacity"), [Whole(1, MOST_SEATS)])
    accessible = StringField(_l("Of these, accessible seats"), [Whole(0, MOST_SEATS)], default="0")
    change_over = StringField(_l("Change-over in minutes"), [Whole(0, MOST_CHANGE_OVER, STEP)])
    opens = StringField(_l("Opens"), [Clock()])
    closes = StringField(_l("Closes"), [Clock()])

    def validate_accessible(self, field: StringField) -> None:
        """Not more than there are seats."""
        seats = [each or "" for each in (self.capacity.data, field.data)]
        if all(each.isdigit() for each in seats) and int(seats[1]) > int(seats[0]):
            raise ValidationError(gettext("There are more accessible seats here than seats."))

    def validate_closes(self, field: StringField) -> None:
        """Later than it opens; 00:00 is the day's end."""
        given = (self.opens.data, field.data)
        if all(re.fullmatch(r"[0-9]{2}:[0-9]{2}", each or "") for each in given) and field.data != "00:00":
            opens, closes = (time.fromisoformat(each or "") for each in given)
            if closes <= opens:
                raise ValidationError(gettext("A place closes after it opens; 00:00 is the end of the day."))

    @property
    def change(self) -> PlaceChange:
        """What was typed; only after validation."""
        return PlaceChange(
            name_ar=self.name_ar.data or "",
            name_en=self.name_en.data or "",
            capacity=int(self.capacity.data or 0),
            accessible_seats=int(self.accessible.data or 0),
            change_over_minutes=int(self.change_over.data or 0),
            opens=time.fromisoformat(self.opens.data or ""),
            closes=time.fromisoformat(self.closes.data or ""),
        )


def _unreadable(problem: Unreadable, typed: str) -> str:
    if problem.code == "too-long":
        return gettext(
            "Use at most %(most)s characters. You have %(given)s.", most=str(problem.limit), given=str(len(typed))
        )
    if problem.code == "empty":
        return gettext("This field is required.")
    return gettext("This text has characters that cannot be stored. Type it again or remove them.")
