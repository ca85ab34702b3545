"""What a rule is. Each stands in a file of its own in `rules/`.

What can be set is a frozen dataclass whose fields are made by `allowed.py` and so say what they may be: `metres`,
`number`, `switch`, `pairs`, `steps`, `heights`. Wrong values are then refused before any rule runs; a rule is given
values of the declared kind, or None where a setting is off. The defaults are the preset `forum`.

    @dataclass(frozen=True, slots=True)
    class Settings:
        max: float | None = metres(60.0, most=1000)
        count_inside: bool | None = switch(default=True)
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from booth_app.geometry.plan import BoothShape
from booth_app.geometry.survey import Survey
from booth_app.geometry.violation import Finding, Severity


@dataclass(frozen=True, slots=True)
class NoSettings:
    """Of a rule that has nothing to set; every rule has a severity besides."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name in the contract, what can be set, what it finds, and how that is said in both languages.

    `check` is given a survey of the plan without booths of invalid shape, unless the rule says that it `sees_invalid`.
    `also` are the sentences of findings that `says` does not fit, by the finding's `case`.

    After an edit a rule is asked again about the whole plan, unless it says how little of it can be new
    (`increment.recheck`), in one of three ways:

    - `reach` gives metres from the settings. It promises that a finding depends on halls, fixtures and zones, and on
      no booth but those whose bounds, grown by the reach, hold the bounds of its `where`; and that every finding
      there is in the whole plan is there in a part of it that has all those.
    - `beside` gives metres from the settings. It promises that a finding is about one booth of valid shape, which is
      its `where`, and depends on halls, fixtures, zones, that booth and the booths whose bounds come so near to its.
    - `by` gives a value for each booth, of invalid shape or not. It promises that findings depend on nothing but
      the booths that share their value with another.
    """

    name: str
    check: Callable[[Survey, Any], Iterable[Finding]]
    says: Mapping[str, str]
    settings: type[Any] = NoSettings
    severity: Severity = Severity.ERROR
    sees_invalid: bool = False
    also: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    reach: Callable[[Any], float] | None = None
    beside: Callable[[Any], float] | None = None
    by: Callable[[BoothShape], Hashable] | None = None

    @property
    def local(self) -> bool:
        """Whether it says how little can be new after an edit."""
        return not (self.reach is None and self.beside is None and self.by is None)

    def sentences(self, finding: Finding) -> Mapping[str, str]:
        """The sentence for a finding, by language."""
        return self.also[finding.case] if finding.case else self.says


def at_once(_: Any) -> float:
    """The reach of a rule about what things have in common: `where` lies in each of them."""
    return 0.0
