"""The guides as tests read them: labels in bold, and tables by the mark above them."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from tests.conftest import ROOT

FOLDER = ROOT / "docs" / "guides"
CATALOGUES = ROOT / "translations" / "ar" / "LC_MESSAGES"
_ROW = re.compile(r"^\|(.+)\|$", re.MULTILINE)
_PARAMETER = re.compile(r"%\\?\(\w+\\?\)[sd]")  # as written, and as escaped


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide in one language."""

    path: Path
    lang: str
    text: str

    @property
    def labels(self) -> list[str]:
        """What is said to be written on the screen."""
        found = re.findall(r"\*\*(.+?)\*\*", self.text, re.DOTALL)
        return [" ".join(each.split()) for each in found if each not in ("bold", "عريض")]

    def table(self, name: str) -> dict[str, list[str]]:
        """The rows of a table by the code in their first cell.

        Raises:
            LookupError: the guide has no such table.
        """
        mark = f"<!-- table: {name} -->\n"
        if mark not in self.text:
            raise LookupError(f"{self.path.name} has no table {name!r}")
        body = self.text.split(mark)[1].split("\n\n")[0]
        rows = [[cell.strip() for cell in row.split("|")] for row in _ROW.findall(body)][2:]
        return {code(row[0])[0]: row for row in rows}


def guide(role: str, lang: str) -> Guide:
    """The guide of a role in a language."""
    path = FOLDER / f"{role}.{lang}.md"
    return Guide(path, lang, path.read_text(encoding="utf-8"))


def code(cell: str) -> list[str]:
    """Everything that stands in a cell as code."""
    return re.findall(r"`([^`]+)`", cell)


def bold(cell: str) -> list[str]:
    """Everything that stands in a cell as a label."""
    return re.findall(r"\*\*(.+?)\*\*", cell)


@cache
def catalogue() -> dict[str, tuple[str, ...]]:
    """Every sentence of the site: English to all its Arabic forms."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(CATALOGUES.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
                strings = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
                found |= dict.fromkeys((each for each in ids if each), strings)
    return found


def arabic(sentence: str) -> str:
    """A sentence without plural forms, in Arabic."""
    return catalogue()[sentence][0]


@cache
def on_screen(lang: str) -> re.Pattern[str]:
    """Matches whatever the site can write in a language; a parameter is any text."""
    sentences = set(catalogue()) if lang == "en" else {each for forms in catalogue().values() for each in forms}
    # What is little more than parameters ("%(a)s · %(b)s") would match anything.
    telling = {each for each in sentences if len(re.findall(r"\w", _PARAMETER.sub("", each))) > 2}
    return re.compile("|".join(_PARAMETER.sub(".+", re.escape(each)) for each in sorted(telling)))
