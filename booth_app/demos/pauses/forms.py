"""What a browser may send about pauses."""

import re
from datetime import date, time
from decimal import Decimal

from flask_babel import gettext
from wtforms import BooleanField, Field, Form, FormField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import ValidationError

from booth_app.base.forms import BaseForm, required
from booth_app.base.languages import later as _l
from booth_app.demos.forms import Clean, Clock, Whole
from booth_app.demos.pauses.values import PrayerTimes
from booth_app.demos.pauses.words import PRAYERS
from booth_app.text.names import clean_name
from booth_app.text.numbers import parse_decimal, to_western_digits
from booth_app.text.prayer import Lengths, NotATable, Prayer, read_table
from booth_app.text.problems import Unreadable

MOST_MINUTES = 180
MOST_OFFSET = 60
LONGEST_TABLE = 100_000


class Degrees:
    """A number of degrees within a range, in either set of digits."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, _form: Form, field: Field) -> None:
        try:
            found = parse_decimal(field.data or "")
        except Unreadable:
            found = None
        if found is None or abs(found) > self.most:
            text = gettext("Write degrees from −%(most)s to %(most)s, for example 24.7136.", most=str(self.most))
            raise ValidationError(text)
        field.data = str(found)


class Offset:
    """Whole minutes earlier (below zero) or later."""

    def __call__(self, _form: Form, field: Field) -> None:
        typed = to_western_digits(field.data or "").strip().replace("−", "-") or "0"
        if not re.fullmatch(r"[-+]?[0-9]{1,3}", typed) or abs(int(typed)) > MOST_OFFSET:
            raise ValidationError(gettext("Write whole minutes from −%(most)s to %(most)s.", most=str(MOST_OFFSET)))
        field.data = str(int(typed))


def _minutes(word: str) -> StringField:
    return StringField(word, [Whole(0, MOST_MINUTES)])


def _offset(word: str) -> StringField:
    return StringField(word, [Offset()])


class AfterForm(Form):
    """Minutes of a pause after each prayer begins."""

    fajr, dhuhr, asr, maghrib, isha = (_minutes(PRAYERS[each]) for each in Prayer)


class OffsetForm(Form):
    """Minutes by which each prayer is moved."""

    fajr, dhuhr, asr, maghrib, isha = (_offset(PRAYERS[each]) for each in Prayer)


class PrayerForm(BaseForm):
    """Where the exhibition is, how long pauses are, and what the mosque does otherwise."""

    latitude = StringField(_l("Latitude in degrees"), [Degrees(66)])
    longitude = StringField(_l("Longitude in degrees"), [Degrees(180)])
    ramadan_isha = BooleanField(_l("In Ramadan, Isha is two hours after Maghrib instead of an hour and a half."))
    before = _minutes(_l("Minutes before each prayer"))
    after = FormField(AfterForm)
    friday_before = _minutes(_l("Minutes before the Friday prayer"))
    friday_after = _minutes(_l("Minutes after the Friday prayer begins"))
    offsets = FormField(OffsetForm)
    table = TextAreaField(_l("Times from a table"))

    def validate_table(self, field: TextAreaField) -> None:
        """Empty, or a table that can be read; what is wrong is said with its line."""
        if not (field.data or "").strip():
            return
        if len(field.data or "") > LONGEST_TABLE:
            raise ValidationError(gettext("The table is too long; give the days of the exhibition only."))
        try:
            read_table(field.data or "")
        except NotATable as problem:
            text = gettext("Line %(line)s of the table cannot be read.", line=str(problem.line or 1))
            raise ValidationError(text) from None

    def fill(self, settings: PrayerTimes) -> None:
        """Show what is set."""
        self.latitude.data, self.longitude.data = f"{settings.latitude:g}", f"{settings.longitude:g}"
        self.ramadan_isha.data, self.table.data = settings.ramadan_isha, settings.table
        lengths = settings.lengths
        self.before.data = str(lengths.before)
        self.friday_before.data, self.friday_after.data = str(lengths.friday_before), str(lengths.friday_after)
        for prayer in Prayer:
            self.after.form[prayer.value].data = str(lengths.after[prayer])
            self.offsets.form[prayer.value].data = str(settings.offsets.get(prayer, 0))

    @property
    def settings(self) -> PrayerTimes:
        """What was typed; only after validation."""
        offsets = {each: int(self.offsets.form[each.value].data) for each in Prayer}
        return PrayerTimes(
            latitude=float(Decimal(self.latitude.data or "0")),
            longitude=float(Decimal(self.longitude.data or "0")),
            ramadan_isha=bool(self.ramadan_isha.data),
            lengths=Lengths(
                before=int(self.before.data or 0),
                after={each: int(self.after.form[each.value].data) for each in Prayer},
                friday_before=int(self.friday_before.data or 0),
                friday_after=int(self.friday_after.data or 0),
            ),
            offsets={each: minutes for each, minutes in offsets.items() if minutes},
            table=self.table.data or "",
        )


class PauseForm(BaseForm):
    """A pause by hand."""

    name_ar = StringField(_l("Name in Arabic"), [required(_l("Enter the name in Arabic.")), Clean(clean_name, 80)])
    name_en = StringField(_l("Name in English"), [required(_l("Enter the name in English.")), Clean(clean_name, 80)])
    day = RadioField(_l("Day"))
    begins = StringField(_l("From"), [Clock()])
    ends = StringField(_l("Until"), [Clock()])

    def offer(self, days: list[tuple[date, str]]) -> None:
        """The days to choose from."""
        self.day.choices = [SelectChoice(value=each.isoformat(), label=word) for each, word in days]

    def validate_ends(self, field: StringField) -> None:
        """Later than it begins, on the same day."""
        given = (self.begins.data or "", field.data or "")
        if all(re.fullmatch(r"[0-9]{2}:[0-9]{2}", each) for each in given) and given[1] <= given[0]:
            raise ValidationError(gettext("A pause ends after it begins, on the same day."))

    @property
    def span(self) -> tuple[date, time, time]:
        """The day, and from when until when."""
        return (
            date.fromisoformat(self.day.data),
            time.fromisoformat(self.begins.data or ""),
            time.fromisoformat(self.ends.data or ""),
        )
