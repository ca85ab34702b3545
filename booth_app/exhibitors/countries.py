"""Countries by their names in both languages, as CLDR gives them (Babel)."""

from functools import cache

from babel import Locale

from booth_app.text.sorting import sort_key

HOST = "SA"
"""First in every list: where the exhibition is, most exhibitors come from."""

# Groupings, placeholders and islands without a postal address of their own; none is a country to register from.
_NOT_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})


@cache
def countries(lang: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of every country, the host first, then in the order of the language's alphabet."""
    names = {str(code): str(name) for code, name in Locale(lang).territories.items()}
    found = [(code, names[code]) for code in names if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES]
    return tuple(sorted(found, key=lambda each: (each[0] != HOST, sort_key(each[1], lang))))


def country(code: str, lang: str) -> str:
    """A country's name; the code itself for one that has none."""
    return str(Locale(lang).territories.get(code, code))
