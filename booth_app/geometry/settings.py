"""Which rules hold and how: what an exhibition or a `--rules` file says, over the defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar

from booth_app.geometry.allowed import Refused, allowed
from booth_app.geometry.rule import Rule
from booth_app.geometry.rules import RULES
from booth_app.geometry.violation import Severity

EVERY = "*"


class WrongSettings(ValueError):
    """Settings that cannot be held to. `code` and `values` say what is wrong, `str()` says it in English."""

    SAYS: ClassVar[dict[str, str]] = {
        "not-an-object": "the rules must be one JSON object of rule name to settings",
        "unknown-rule": "there is no rule “{rule}”",
        "unknown-setting": "rule “{rule}” has no setting “{setting}”",
        "wrong-value": "rule “{rule}”: {value} is no value for “{setting}”, which must be {allowed}",
        "wrong-rule-value": "rule “{rule}” must be true, false or an object of settings, not {value}",
    }

    def __init__(self, code: str, **values: str) -> None:
        self.code = code
        self.values = values
        super().__init__(self.SAYS[code].format(**values))


@dataclass(frozen=True, slots=True)
class Held:
    """A rule that holds, its settings, and how severe its findings are."""

    rule: Rule
    settings: Any
    severity: Severity


def held(settings: Mapping[str, Any] | None = None) -> tuple[Held, ...]:
    """The rules that hold, by name.

    `settings` maps a rule's name to true (its defaults), false or null (off), or an object of settings, each of
    them null to be off; every rule takes `severity`. `"*": false` switches off all that are not named.

    Raises:
        WrongSettings: an unknown rule or setting, or a value that the setting may not be.
    """
    settings = {} if settings is None else settings
    if not isinstance(settings, Mapping):
        raise WrongSettings("not-an-object")
    for name in settings:
        if name != EVERY and name not in RULES:
            raise WrongSettings("unknown-rule", rule=_short(name))
    others = settings.get(EVERY, True)
    if not isinstance(others, bool):
        raise WrongSettings("wrong-rule-value", rule=EVERY, value=_short(others))
    chosen = ((rule, settings.get(name, others)) for name, rule in RULES.items())
    return tuple(_held(rule, value) for rule, value in chosen if not _off(value))


def _off(value: Any) -> bool:
    return value is False or value is None  # not 0: that is no way to say it


def _held(rule: Rule, value: Any) -> Held:
    if value is True:
        return Held(rule, rule.settings(), rule.severity)
    if not isinstance(value, Mapping):
        raise WrongSettings("wrong-rule-value", rule=rule.name, value=_short(value))
    given = dict(value)
    severity = given.pop("severity", rule.severity)
    if severity not in tuple(Severity):
        words = " or ".join(f"“{each.value}”" for each in Severity)
        raise WrongSettings("wrong-value", rule=rule.name, setting="severity", value=_short(severity), allowed=words)
    return Held(rule, read(rule.name, rule.settings, given), Severity(severity))


def read(rule: str, kind: type[Any], given: Mapping[str, Any]) -> Any:
    """The settings dataclass `kind` with what is `given` over its defaults, each value checked by its field.

    Raises:
        WrongSettings: a setting that the rule has not, or a value that the setting may not be.
    """
    known = {each.name: each for each in fields(kind)}
    made = {}
    for setting, value in given.items():
        if setting not in known:
            raise WrongSettings("unknown-setting", rule=rule, setting=_short(setting))
        may = allowed(known[setting])
        try:
            made[setting] = None if value is None else may.read(value)
        except Refused:
            raise WrongSettings(
                "wrong-value", rule=rule, setting=setting, value=_short(value), allowed=may.says
            ) from None
    return kind(**made)


def _short(value: object) -> str:
    text = str(value) if isinstance(value, str) else repr(value)
    return text if len(text) <= 40 else text[:39] + "…"
