"""S53: no regular expression of the house needs long for any text that somebody may send."""

import importlib
import pkgutil
import re
import time

import pytest

import booth_app
from tests.conftest import ROOT

LONG, LIMIT = 1_500, 0.25
"""Letters of a text (most fields hold fewer), and seconds that looking at it may take on a busy machine."""
_PARSER = re._parser  # pyright: ignore[reportAttributeAccessIssue]


def expressions():
    """Every compiled expression that a module, or a validator in one, holds: (where, pattern)."""
    found = {}
    for module in pkgutil.walk_packages(booth_app.__path__, "booth_app."):
        if module.name.endswith((".commands", ".worker")):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for each in value if isinstance(value, tuple | list) else (value,):
                if isinstance(each, re.Pattern) and isinstance(each.pattern, str):
                    found[each.pattern, each.flags] = (f"{module.name}.{name}", each)
    return list(found.values())


EXPRESSIONS = expressions()
SOURCE = "\n".join(each.read_text() for each in (ROOT / "booth_app").rglob("*.py"))


def letters(pattern):
    """Letters that the parts of a pattern match, and one that nothing does."""
    found, stack = ["!"], [_PARSER.parse(pattern)]
    while stack:
        for part in stack.pop():
            if not isinstance(part, tuple):
                continue
            kind, value = str(part[0]), part[1]
            if kind in ("LITERAL", "NOT_LITERAL"):
                found.append(chr(value if kind == "LITERAL" else (value + 1) % 0x110000))
            elif kind == "RANGE":
                found.append(chr(value[0]))
            elif kind == "CATEGORY":
                found.append({"CATEGORY_DIGIT": "7", "CATEGORY_SPACE": " "}.get(str(value), "a"))
            elif kind == "ANY":
                found.append("a")
            stack += [each for each in _nested(value) if each]
    return list(dict.fromkeys(found))[:12]


def _nested(value):
    if isinstance(value, list) or hasattr(value, "data"):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _nested(each)


def texts(pattern, length):
    """Texts that make an engine try: one part again and again, two in turn, and an end that fits nothing."""
    known = letters(pattern)
    for first in known:
        yield first * length + "\0"
        for second in known:
            if second != first:
                yield (first + second) * (length // 2) + "\0"


def ways(where):
    """The ways in which the house looks with an expression."""
    name = where.rpartition(".")[2]
    used = set(re.findall(rf"\b{name}\.(match|fullmatch|search|sub|findall|finditer|split)\(", SOURCE))
    return used or {"fullmatch", "search"}


def seconds(expression, length, used=("fullmatch",)):
    """The longest that any way of looking takes for texts of a length, in seconds of this thread's own work."""
    longest = 0.0
    for text in texts(expression.pattern, length):
        for way in used:
            given = ("", text) if way == "sub" else (text,)
            began = time.thread_time()
            found = getattr(expression, way)(*given)
            if way == "finditer":
                list(found)
            longest = max(longest, time.thread_time() - began)
            if longest > LIMIT:
                return longest
    return longest


@pytest.mark.parametrize("where", sorted(where for where, _ in EXPRESSIONS))
def test_S53_a_text_made_to_take_long_takes_no_time(where):
    expression = dict(EXPRESSIONS)[where]

    # Short ones first: one that grows by doubling would not come back from the long ones.
    assert seconds(expression, 24, ways(where)) < LIMIT
    assert seconds(expression, LONG, ways(where)) < LIMIT


def test_S53_the_test_finds_one_that_does():
    assert seconds(re.compile(r"(?:a+)+$"), 26) > LIMIT


def test_S53_the_houses_expressions_are_found():
    assert len(EXPRESSIONS) > 30
