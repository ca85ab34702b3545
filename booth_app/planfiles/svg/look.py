"""How an element looks, as far as it tells what is what: fill, stroke, shown or not, and the size of its letters.

The `style` attribute beats the style sheet, which beats the attributes; of a sheet only rules of single classes are
read, which is what drawing programs write. All but `display` passes down.
"""

import re
from collections.abc import Iterable, Mapping

from booth_app.planfiles.mapping import colour
from booth_app.planfiles.svg.tree import Node

Look = Mapping[str, str]

PLAIN: Look = {"fill": "#000000", "stroke": "", "font-size": "16", "text-anchor": "start"}
"""What an SVG starts with."""

_KNOWN = frozenset([*PLAIN, "display", "visibility"])
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,2000})\}")
_CLASS = re.compile(r"\.([A-Za-z_][\w-]*)")
_MOST_RULES = 5_000


def classes(styles: Iterable[str]) -> dict[str, Look]:
    """What each class of the style sheets says; a later rule beats an earlier one."""
    found: dict[str, dict[str, str]] = {}
    for count, rule in enumerate(match for style in styles for match in _RULE.finditer(style)):
        if count >= _MOST_RULES:
            break
        for selector in rule[1].split(","):
            name = _CLASS.fullmatch(selector.strip())
            if name is not None:
                found.setdefault(name[1], {}).update(_declared(rule[2]))
    return dict(found)


def look(node: Node, above: Look, sheet: Mapping[str, Look]) -> Look:
    """The element's look inside one that looks like `above`."""
    own = {name: node.values[name].strip() for name in _KNOWN if name in node.values}
    for name in node.values.get("class", "").split()[:20]:
        own |= sheet.get(name, {})
    own |= _declared(node.values.get("style", ""))
    for name in ("fill", "stroke"):
        if name in own:
            own[name] = above[name] if own[name] in {"inherit", "currentColor"} else colour(own[name])
    passed = {name: value for name, value in above.items() if name != "display"}
    return {**passed, **own}


def hidden(seen: Look) -> bool:
    """Whether it is not shown."""
    return seen.get("display") == "none" or seen.get("visibility") in {"hidden", "collapse"}


def _declared(text: str) -> dict[str, str]:
    said = {}
    for declaration in text.split(";"):
        name, _, value = declaration.partition(":")
        if name.strip() in _KNOWN:
            said[name.strip()] = value.strip().removesuffix("!important").strip()
    return said
