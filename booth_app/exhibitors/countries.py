"""Countries by their names in both languages, as CLDR gives them (Babel)."""

from functools import cache

from babel import Locale

from booth_app.text.sorting import sort_key

HOST = "SA"
"""First in every list: where the exhibition is, most exhibitors come from."""

# Groupings, placeholders, ice and islands without inhabitants or a postal address of their own; none is a country to
# register from.
_NOT_COUNTRIES = frozenset(
    {"AC", "AQ", "BV", "CP", "CQ", "DG", "EA", "EU", "EZ", "GS", "HM", "IC", "IO", "QO", "TA", "TF", "UM", "UN"}
    | {"XA", "XB", "ZZ"}
)
_CALLED = {("PS", "ar"): "فلسطين", ("PS", "en"): "Palestine"}
"""Where the host says a shorter name than CLDR's first one; CLDR has these as its short names."""


@cache
def countries(lang: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of every country, the host first, then in the order of the language's alphabet."""
    names = {str(code): country(str(code), lang) for code in Locale(lang).territories}
    found = [(code, names[code]) for code in names if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES]
    return tuple(sorted(found, key=lambda each: (each[0] != HOST, sort_key(each[1], lang))))


def country(code: str, lang: str) -> str:
    """A country's name; the code itself for one that has none."""
    return _CALLED.get((code, lang)) or str(Locale(lang).territories.get(code, code))
