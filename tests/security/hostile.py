"""Text that wants to be more than text, in every field that holds people's words."""

from typing import Any

from sqlalchemy import JSON, select, update

from booth_app.base.db import Database
from booth_app.claims.details import FASCIA_MOST, NAME_MOST, PHONE_MOST
from tests.kit import canaries
from tests.security.private import CODE, COLUMNS, NOBODY

TEMPLATE = "{{7*7}}{x.__class__}%(x)s${7*7}"
"""What a template engine or a formatter would fill in."""
MARK = "planted-7"
TEXT = (
    f"'\"></title></textarea></script>-->]]><b id={MARK} onclick=alert(1)>b</b><img src=x onerror=alert(1)>"
    f"<script>alert(1)</script><svg onload=alert(1)><p hx-get=/ hx-trigger=load data-hx-get=/>{TEMPLATE}\\u003cb "
)
ADDRESS = f'https://site.example/"><b id={MARK} onclick=alert(1)>'
"""No form takes another scheme (`test_S20_no_other_scheme…`), so none is planted."""

FITS = {"fascia_ar": FASCIA_MOST, "fascia_en": FASCIA_MOST, "contact_name": NAME_MOST, "contact_phone": PHONE_MOST}
"""Letters that a claim takes: with more in it, it is no claim, and its pages would show nothing of the rest."""


def spoil(database: Database, text: str = TEXT, address: str = ADDRESS) -> int:
    """Put it everywhere; gives the number of fields."""
    fields = 0
    wanted: dict[Any, list[str]] = {}
    for table, column in canaries.columns():
        if COLUMNS[table.name][column] not in (CODE, NOBODY):
            wanted.setdefault(table, []).append(column)
    with database.writer.begin() as connection:
        for table, names in wanted.items():
            for number, row in enumerate([dict(each) for each in connection.execute(select(table)).mappings()]):
                values = {name: _hostile(table.columns[name], row[name], number, text, address) for name in names}
                same = [column == row[column.name] for column in table.primary_key]
                connection.execute(update(table).where(*same).values(values))
                fields += len(values)
    return fields


def _hostile(column: Any, was: Any, number: int, text: str, address: str) -> Any:
    if isinstance(column.type, JSON):
        return dict.fromkeys(was, text) if isinstance(was, dict) else [text]
    if column.name == "website" or column.name.endswith("_address"):
        return address
    if column.name in ("email", "recipient", "contact_email"):
        return f'"<b id={MARK} onclick=alert(1)>"{number}@example.org'
    return f"{text[: FITS.get(column.name, len(text) + 9) - len(str(number))]}{number}"
