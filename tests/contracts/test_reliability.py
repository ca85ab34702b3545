"""What `docs/reliability.md` calls shown has tests of its name, what it calls open has none; no id is forgotten."""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from tests.conftest import ROOT, SHARED
from tests.kit.services import missing

DOCUMENT = ROOT / "docs" / "reliability.md"
README = ROOT / "README.md"
SHOWN = frozenset({"yes", "in part", "no"})
WHO = re.compile(r"(issue [345]|later)\b")
"""How what is open begins: who brings it."""
PROMISES = [f"P{n}" for n in range(1, 17)]
_ID = re.compile(r"(?:^|_)([FSU]\d\d)(?=_|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the document's tables, and where it stands."""

    number: int
    id: str
    what: str
    shown: str
    missing: str

    def __str__(self) -> str:
        return f"docs/reliability.md:{self.number}: {self.id}"


@cache
def lines() -> tuple[Line, ...]:
    text = DOCUMENT.read_text(encoding="utf-8")
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if re.fullmatch(r"[PFSU]\d+", cells[0]):
            assert len(cells) == 4, f"docs/reliability.md:{number}: {len(cells)} cells, not 4"
            found.append(Line(number, *cells))
    return tuple(found)


def rows() -> list[Line]:
    """The lines of faults, attacks and files."""
    return [line for line in lines() if not line.id.startswith("P")]


@cache
def named() -> dict[str, list[str]]:
    """By id: the tests that bear it in their own name or their file's."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        where = path.relative_to(ROOT)
        of_file = _ID.findall(path.stem)
        for test in _tests(path.read_text(encoding="utf-8")):
            for each in {*of_file, *_ID.findall(test)}:
                found[each].append(f"{where}::{test}")
    return found


def _tests(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.name


def test_every_id_is_listed_once() -> None:
    ids = [line.id for line in lines()]

    assert [each for each, times in Counter(ids).items() if times > 1] == []
    assert [each for each in ids if each.startswith("P")] == PROMISES
    for kind in "FSU":
        of_kind = [each for each in ids if each.startswith(kind)]
        assert of_kind == sorted(of_kind)
        assert len(of_kind) > 25


def test_no_test_bears_an_id_that_is_not_listed() -> None:
    assert sorted(named().keys() - {line.id for line in rows()}) == []


@pytest.mark.parametrize("line", rows(), ids=lambda line: line.id)
def test_what_is_called_shown_is_and_what_is_called_open_says_who_brings_it(line: Line) -> None:
    tests = named().get(line.id, [])

    assert line.shown in SHOWN, f"{line} is {line.shown!r}; it is one of {sorted(SHOWN)}"
    if line.shown == "no":
        assert tests == [], f"{line} is called open, but these bear its name: {', '.join(tests)}"
    else:
        assert tests, f"{line} is called shown ({line.shown}), but no test bears its name"
    if line.shown == "yes":
        assert line.missing == "", f"{line} is called shown and says what is open"
    else:
        assert WHO.match(line.missing), f"{line} does not begin with who brings it: {line.missing!r}"


@pytest.mark.parametrize("line", [line for line in lines() if line.id.startswith("P")], ids=lambda line: line.id)
def test_a_promise_rests_on_what_is_shown(line: Line) -> None:
    shown = {row.id for row in rows() if row.shown != "no"}
    given = [each.strip() for each in line.shown.split(",") if each.strip()]

    assert given or line.missing.startswith("not promised yet"), f"{line} rests on nothing and is promised"
    for each in given:
        if path := re.fullmatch(r"`(tests/\S+\.py)`", each):
            assert (ROOT / path[1]).exists(), f"{line} rests on {path[1]}, which is not there"
        else:
            assert each in shown, f"{line} rests on {each}, which is not shown"


def test_the_list_is_the_one_it_was_taken_from() -> None:
    source = SHARED / "reliability.md"
    if not source.exists():
        missing("the list that docs/reliability.md was taken from")
    ids: set[str] = set()
    for first, last in re.findall(r"^\| ([FSU]\d\d)(?:–([FSU]\d\d))? \|", source.read_text("utf-8"), re.MULTILINE):
        ids |= {f"{first[0]}{n:02}" for n in range(int(first[1:]), int((last or first)[1:]) + 1)}

    assert {line.id for line in rows()} == ids


def test_the_readme_promises_what_rests_on_something_and_says_what_is_weaker() -> None:
    readme = re.findall(r"^\| (P\d+) \| (.+?) \| (.*?) ?\|$", README.read_text(encoding="utf-8"), re.MULTILINE)
    kept = [line for line in lines() if line.id.startswith("P") and line.shown]

    assert [(number, promise) for number, promise, _ in readme] == [(line.id, line.what) for line in kept]
    assert [number for number, _, weaker in readme if weaker] == [line.id for line in kept if line.missing]
