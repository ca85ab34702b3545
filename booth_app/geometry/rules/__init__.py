"""The rules of a layout, one file each. A file that stands here is a rule; its name is in the contract."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from booth_app.geometry.rule import Rule

CONTRACT = frozenset(
    {
        "overlap",
        "outside-hall",
        "obstacle",
        "duplicate-number",
        "invalid-shape",
        "aisle-width",
        "no-access",
        "exit-clearance",
        "equipment-clearance",
        "travel-distance",
        "dead-end",
        "exit-count",
        "exit-capacity",
        "accessible-route",
        "sight-line",
        "separation",
    }
)
"""The names of all rules, which scripts of others rely on: a file cannot vanish from this folder unseen."""


def _load() -> Mapping[str, Rule]:
    found = [import_module(f"{__name__}.{module.name}").RULE for module in iter_modules(__path__)]
    return MappingProxyType({rule.name: rule for rule in sorted(found, key=lambda rule: rule.name)})


RULES = _load()
