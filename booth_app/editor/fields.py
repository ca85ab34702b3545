"""Exact numbers as people type them: both sets of digits, `٫` and `.`, three decimals. What was typed stays typed."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext
from wtforms import StringField
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from booth_app.text.numbers import parse_decimal
from booth_app.text.problems import Unreadable


class NumberField(StringField):
    """A number in a range. `number` is its value once the form is valid; None where nothing was typed."""

    def __init__(
        self, label: Any = None, *, least: float, most: float, places: int, needed: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(label, **kwargs)
        self.least, self.most, self.places, self.needed = least, most, places, needed
        self.number: float | None = None

    def pre_validate(self, form: BaseForm) -> None:
        """Read the number."""
        del form
        typed = (self.data or "").strip()
        if not typed and not self.needed:
            return
        try:
            number = parse_decimal(typed)
        except Unreadable:
            raise ValidationError(gettext("Write a number, for example %(example)s.", example="3.25")) from None
        if not Decimal(str(self.least)) <= number <= Decimal(str(self.most)):
            least, most = f"{self.least:g}", f"{self.most:g}"
            raise ValidationError(gettext("Write a number from %(least)s to %(most)s.", least=least, most=most))
        if number != round(number, self.places):  # only now: of a number of thirty digits it would be an error
            raise ValidationError(gettext("Use at most %(most)s decimals.", most=str(self.places)))
        self.number = float(number)

    @property
    def value(self) -> float:
        """The number; 0 where nothing was typed."""
        return self.number or 0.0


def coordinate(label: Any, *, needed: bool = True) -> NumberField:
    """Metres from the drawing's origin."""
    return NumberField(label, least=-10_000, most=10_000, places=3, needed=needed)


def side(label: Any, *, needed: bool = True) -> NumberField:
    """Metres of a booth's side."""
    return NumberField(label, least=0.1, most=1000, places=3, needed=needed)


def angle(label: Any, *, needed: bool = True) -> NumberField:
    """Degrees, clockwise as drawn."""
    return NumberField(label, least=-360, most=360, places=2, needed=needed)
