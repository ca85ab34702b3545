"""What was read, and what others state. A standard whose own text could not be read is not named here."""

from collections.abc import Mapping
from types import MappingProxyType

from booth_app.geometry.plan import Names

UNREAD = Names(
    "غير موثّق: قيمة متعارف عليها لم يُقرأ مصدرها؛ تُراجع مع إدارة الموقع",
    "Unverified: a customary figure whose source was not read; to be confirmed with the venue",
)

NOTICE = Names(
    "قيم أولية لبدء العمل، وليست شهادة مطابقة. القرار لإدارة الموقع والدفاع المدني.",
    "Figures to begin with, not a certificate of compliance. The venue and Civil Defense decide.",
)


def _cited(text: str) -> Names:
    """A title is cited as it is, in both languages."""
    return Names(text, text)


SOURCES: Mapping[str, Names] = MappingProxyType(
    {
        "R1": _cited("IAEE-type display rules as adopted by a dental association's exhibition (floridadental.org)"),
        "R19": _cited("Maine State Fire Marshal, page on expositions"),
        "R21": _cited("Versammlungsstättenverordnung § 7, texts of two German states (haufe.de, lexaris.eu)"),
        "R22": _cited("Austin Convention Center, exhibit floor plan requirements"),
        "R23": _cited("Saudi Building Code 201, table 1017.2 (extract)"),
        "R24": _cited("New York City Building Code 2022, § 1005.3"),
        "R25": _cited("International Building Code 2015, table 1004.1.2 (extract)"),
        "R26": _cited("Summary of the Versammlungsstättenverordnung (topsport-gmbh.de)"),
        "R27": _cited("Plan review letter, City of Ramsey, 2025, quoting IBC 1005.5 and 1007.1.1"),
        "R29": _cited("Westfalenhallen, technical guidelines 2.2–2.3"),
        "R30": _cited("Guide to the ADA Standards §§ 402–403 (corada.com)"),
        "R38": _cited("New York City Building Code, § 1017.3"),
        "R63": _cited("اشتراطات صالات المناسبات والمعارض، خبر منشور (khalijiuwn24)"),
        "C1": _cited("Constants in two public code bases that follow the IBC 2021"),
        "C3": _cited("An exam preparation page on American fire codes"),
        "C4": _cited("A page on means of egress (callout.app)"),
        "C5": _cited("The Architecture Reference + Specification Book, p. 203"),
    }
)
