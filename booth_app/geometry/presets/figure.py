"""What a preset is made of: figures, each with where it was read, if it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from booth_app.geometry.plan import Names
from booth_app.geometry.presets.sources import SOURCES, UNREAD

NO_NOTE = Names()


class Mark(StrEnum):
    """How a figure came to be known."""

    READ = "R"
    """Read in a published copy or extract, which is named."""
    MEASURED = "M"
    """Measured or computed here."""
    STATED = "C"
    """Stated by others, not read in the rule's own text."""
    UNVERIFIED = "U"
    """General knowledge, or a choice of ours: to be confirmed by the venue, never law."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `rule` and `setting` are the contract's, `value` is what a `--rules` file has.

    Where no rule checks it, `rule` is empty, `setting` is a name of `topics.TOPICS`, and `value` is a number, numbers,
    or words in both languages. `origin` is a key of `sources.SOURCES`, empty for what is unverified.
    """

    rule: str
    setting: str
    value: Any
    mark: Mark
    origin: str = ""
    note: Names = NO_NOTE

    @property
    def verified(self) -> bool:
        """Whether the figure was read or stated somewhere; an unverified one is shown as that."""
        return self.mark is not Mark.UNVERIFIED

    @property
    def source(self) -> Names:
        """Where it was read or stated, for people; of an unverified figure only that it is one."""
        return SOURCES[self.origin] if self.verified else UNREAD


@dataclass(frozen=True, slots=True)
class Preset:
    """A set of figures to begin with. Not a certificate, and none says that it is one: see `NOTICE`."""

    key: str
    names: Names
    figures: tuple[Figure, ...]

    @property
    def settings(self) -> Mapping[str, Mapping[str, Any]]:
        """What a `--rules` file would say: rule name to settings. What it has no figure for stays as by default."""
        made: dict[str, dict[str, Any]] = {}
        for figure in self.figures:
            if figure.rule:
                settings = made.setdefault(figure.rule, {})
                value = figure.value
                if isinstance(value, dict):  # heights: a figure for some of the forms
                    value = {**settings.get(figure.setting, {}), **value}
                settings[figure.setting] = value
        return MappingProxyType(made)

    @property
    def unverified(self) -> tuple[Figure, ...]:
        """The figures that the venue has to confirm before anybody relies on them."""
        return tuple(figure for figure in self.figures if not figure.verified)


def read(rule: str, setting: str, value: Any, origin: str, note: Names = NO_NOTE) -> Figure:
    """A figure that was read in `origin`."""
    return Figure(rule, setting, value, Mark.READ, origin, note)


def stated(rule: str, setting: str, value: Any, origin: str, note: Names = NO_NOTE) -> Figure:
    """A figure that others state, in `origin`."""
    return Figure(rule, setting, value, Mark.STATED, origin, note)


def unverified(rule: str, setting: str, value: Any, note: Names = NO_NOTE) -> Figure:
    """A figure whose source could not be read, or that is a choice of ours."""
    return Figure(rule, setting, value, Mark.UNVERIFIED, "", note)
