"""The form of an exhibition's rules, made of whatever rules there are: a new rule has its fields by being there."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext
from flask_wtf.file import FileField
from wtforms import BooleanField, Field, HiddenField, IntegerField, SelectField, TextAreaField
from wtforms.form import BaseForm as Fields
from wtforms.validators import ValidationError
from wtforms.widgets import HiddenInput

from booth_app.base.forms import AtMost, BaseForm
from booth_app.base.languages import later as _l
from booth_app.editor.fields import NumberField
from booth_app.editor.forms import offered
from booth_app.editor.rule_values import (
    LIMITS,
    figure,
    in_force,
    pair_lines,
    read_pairs,
    read_steps,
    settings_of,
    step_lines,
)
from booth_app.geometry.allowed import Allowed, HeightField, Heights, Number, Pairs, Steps, Switch
from booth_app.geometry.plan import FORMS
from booth_app.geometry.presets import PRESETS
from booth_app.geometry.rule import Rule
from booth_app.geometry.rules import RULES
from booth_app.geometry.settings import WrongSettings, held
from booth_app.geometry.violation import Severity
from booth_app.layouts.words import in_order, setting_name
from booth_app.text.problems import Unreadable

SEVERITIES = {Severity.ERROR: _l("Stops publishing"), Severity.WARNING: _l("Warning")}
FORM_ORDER = ("inline", "corner", "through", "perimeter", "end_cap", "peninsula", "split_island", "island")
_LONGEST = 20_000
_TALLEST = 100


class LinesField(TextAreaField):
    """Several values, one a line. `given` is what a `--rules` file would have in its place, once the form is valid."""

    def __init__(self, label: Any = None, *, kind: Allowed, **kwargs: Any) -> None:
        super().__init__(label, [AtMost(_LONGEST)], **kwargs)
        self.kind = kind
        self.given: Any = None

    def pre_validate(self, form: Fields) -> None:
        """Read the lines."""
        del form
        typed = self.data or ""
        try:
            self.given = read_pairs(typed) if isinstance(self.kind, Pairs) else read_steps(typed)
        except Unreadable:
            raise ValidationError(gettext("Write only numbers, on each line.")) from None


class RulesForm(BaseForm):
    """All rules. `settings` is what the form says, as a `--rules` file would."""

    version = IntegerField(widget=HiddenInput())
    preset = HiddenField(validators=[AtMost(40)])

    @property
    def rules(self) -> Iterator["RuleFields"]:
        """The fields of each rule, in reading order."""
        return (RuleFields(self, RULES[name]) for name in in_order(RULES))

    @property
    def settings(self) -> dict[str, Any]:
        """What a valid form asks for, every rule named."""
        return {each.rule.name: each.given for each in self.rules}

    def tell(self, wrong: WrongSettings) -> bool:
        """Show what a rule refuses beside its field; whether there is such a field."""
        rule, setting = wrong.values.get("rule", ""), wrong.values.get("setting", "")
        field = next((each for each in self if each.name in (f"{rule}.{setting}", f"{rule}.on")), None)
        if field is None:
            return False
        field.errors = [*field.errors, gettext("This value cannot be.")]
        return True

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field by itself; then all together, as the rules themselves take them."""
        if not super().validate(extra_validators):
            return False
        try:
            held(self.settings)
        except WrongSettings as wrong:
            self.tell(wrong)
            return False
        return True


class RuleFields:
    """The fields of one rule within the form."""

    def __init__(self, form: BaseForm, rule: Rule) -> None:
        self.rule = rule
        self._form = form

    @property
    def on(self) -> Field:
        """Whether the rule holds."""
        return self._form[f"{self.rule.name}.on"]

    @property
    def severity(self) -> Field:
        """How severe its findings are."""
        return self._form[f"{self.rule.name}.severity"]

    @property
    def settings(self) -> dict[str, Allowed]:
        """What can be set, by name."""
        return settings_of(self.rule)

    def field(self, setting: str) -> Field:
        """The field of a setting that has one field."""
        return self._form[f"{self.rule.name}.{setting}"]

    def shape(self, setting: str) -> str:
        """How a setting is shown: `number`, `switch`, `pairs`, `steps` or `heights`."""
        return type(self.settings[setting]).__name__.lower()

    def heights(self, setting: str) -> list[tuple[str, list[Field]]]:
        """The fields of a table of heights, by form."""
        return [
            (form, [self._form[f"{self.rule.name}.{setting}.{form}.{limit}"] for limit in LIMITS])
            for form in FORM_ORDER
        ]

    @property
    def given(self) -> Any:
        """What the fields say: False, or an object of severity and settings."""
        if not self.on.data:
            return False
        return {
            "severity": self.severity.data,
            **{setting: self._given(setting, kind) for setting, kind in self.settings.items()},
        }

    def _given(self, setting: str, kind: Allowed) -> Any:
        if isinstance(kind, Heights):
            return {
                form: {limit: _number(field) for limit, field in zip(LIMITS, row, strict=True)}
                for form, row in self.heights(setting)
            }
        field = self.field(setting)
        if isinstance(field, LinesField):
            return field.given
        return bool(field.data) if isinstance(field, BooleanField) else _number(field)


class RulesFileForm(BaseForm):
    """A `--rules` file."""

    version = IntegerField(widget=HiddenInput())
    file = FileField(_l("File of rules (JSON)"))


def rules_form(settings: Mapping[str, Any] | None = None, *, version: int = 0, preset: str = "") -> RulesForm:
    """The form filled with settings; with what a request sent where none are given.

    Rules that are off show the figures of the set with the key `preset`, ready to be switched on.
    """
    if settings is None:
        return _with_ids(_form_class()())
    data: dict[str, Any] = {"version": version, "preset": preset}
    figures = PRESETS[preset].settings if preset in PRESETS else {}
    for name, (on, severity, values) in in_force(RULES, settings, figures).items():
        data |= {f"{name}.on": on, f"{name}.severity": str(severity)}
        for setting, kind in settings_of(RULES[name]).items():
            data |= _shown(f"{name}.{setting}", kind, getattr(values, setting))
    return _with_ids(_form_class()(formdata=None, data=data))


def _with_ids(form: RulesForm) -> RulesForm:
    for field in form:
        field.id = field.name.replace(".", "-")  # a dot would begin a class in a selector
    return form


def _form_class() -> type[RulesForm]:
    made: dict[str, Any] = {}
    for name, rule in RULES.items():
        made[f"{name}.on"] = BooleanField(_l("Check this rule"))
        made[f"{name}.severity"] = SelectField(_l("Severity"), choices=offered(SEVERITIES))
        for setting, kind in settings_of(rule).items():
            made |= dict(_fields(f"{name}.{setting}", setting_name(name, setting), kind))
    return type("AllRulesForm", (RulesForm,), made)


def _fields(name: str, label: str, kind: Allowed) -> Iterator[tuple[str, Any]]:
    match kind:
        case Number():
            yield name, NumberField(label, least=kind.least, most=kind.most, places=3, needed=False)
        case Switch():
            yield name, BooleanField(label)
        case Heights():
            for form in sorted(FORMS):
                for limit in LIMITS:
                    yield f"{name}.{form}.{limit}", NumberField(label, least=0, most=_TALLEST, places=3, needed=False)
        case Pairs() | Steps():
            yield name, LinesField(label, kind=kind)
        case _:
            raise TypeError(name)  # a kind that no form can show: better no page than one that loses a setting


def _shown(name: str, kind: Allowed, value: Any) -> dict[str, Any]:
    match kind:
        case Number():
            return {name: figure(value)}
        case Switch():
            return {name: bool(value)}
        case Heights():
            rows = {form: HeightField() for form in FORMS} | dict(value or ())
            return {
                f"{name}.{form}.{limit}": figure(getattr(row, limit)) for form, row in rows.items() for limit in LIMITS
            }
        case Pairs():
            return {name: pair_lines(value)}
        case Steps():
            return {name: step_lines(value)}
        case _:
            raise TypeError(name)


def _number(field: Any) -> float | None:
    return field.number if isinstance(field, NumberField) else None
