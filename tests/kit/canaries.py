"""A word of its own in every text field of every row, and whom each word is for."""

import random
import re
import string
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Connection, Enum, String, Table, select, update

from booth_app.base.columns import Base
from booth_app.base.db import Database

FOUND = re.compile(r"(?<![0-9])7[a-z]{9}7(?![0-9])")


@dataclass(frozen=True, slots=True)
class Canary:
    """A word, where it stands, and whose row that is."""

    word: str
    table: str
    column: str
    row: Mapping[str, Any]
    organisation_id: int | None
    exhibitions: frozenset[int]
    """Those whose staff it concerns."""


Whose = Callable[[Connection, str, Mapping[str, Any]], tuple[int | None, frozenset[int]]]
"""The organisation that a row of a table belongs to, and the exhibitions that it is of."""


def columns() -> Iterator[tuple[Table, str]]:
    """Every column of the schema that can hold words."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, String | JSON) and not isinstance(column.type, Enum):
                yield table, column.name


def plant(database: Database, planted: Callable[[str, str], bool], whose: Whose) -> dict[str, Canary]:
    """Put a word into every column that `planted` names, in every row; gives them by word."""
    words = _words()
    made: dict[str, Canary] = {}
    wanted: dict[Table, list[str]] = {}
    for table, column in columns():
        if planted(table.name, column):
            wanted.setdefault(table, []).append(column)
    with database.writer.begin() as connection:
        for table, names in wanted.items():
            for row in [dict(found) for found in connection.execute(select(table)).mappings()]:
                organisation_id, exhibitions = whose(connection, table.name, row)
                values: dict[str, Any] = {}
                for name in names:
                    word = next(words)
                    values[name] = _with(word, table.columns[name].type, row[name], name)
                    made[word] = Canary(word, table.name, name, row, organisation_id, exhibitions)
                same = [column == row[column.name] for column in table.primary_key]
                connection.execute(update(table).where(*same).values(values))
    return made


def _words() -> Iterator[str]:
    """Words that nobody writes, none like another: a search that forgives mistakes must not take one for another."""
    by_lot = random.Random(7)
    while True:
        yield f"7{''.join(by_lot.choices(string.ascii_lowercase, k=9))}7"


def _with(word: str, kind: Any, was: Any, name: str) -> Any:
    """A value of a column's kind that holds a word."""
    if isinstance(kind, JSON):
        if isinstance(was, dict):
            return {key: [word, word] if isinstance(value, list) else word for key, value in was.items()}
        return [word]
    if name in ("email", "contact_email", "recipient"):
        return f"{word}@example.org"
    if name == "website":
        return f"https://{word}.example"
    return word


def heard(text: str) -> set[str]:
    """The words that a text holds."""
    return set(FOUND.findall(text))
