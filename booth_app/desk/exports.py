"""Tables that staff take out of the house. What is personal is in them only for those who may read exports."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import force_locale, gettext, lazy_gettext
from sqlalchemy.orm import Session

from booth_app.base import languages
from booth_app.base.access import Who
from booth_app.base.tables_out import Cell, Column, Table
from booth_app.claims import queries as claims
from booth_app.demos.queries import private as demos
from booth_app.demos.words import AUDIENCES
from booth_app.demos.words import STATES as SHOWCASE_STATES
from booth_app.desk import queries
from booth_app.desk.words import BOOTH_STATES, CLAIM_STATES, TABLES
from booth_app.exhibitions.queries import ExhibitionValue
from booth_app.exhibitors import queries as exhibitors
from booth_app.exhibitors.countries import country
from booth_app.exhibitors.words import CATEGORIES, KINDS, STATES
from booth_app.maps.words import TYPES

EVERYTHING = 1_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for a table, of which exhibition, at what time; `personal`: contacts and people are in it."""

    session: Session
    who: Who
    exhibition: ExhibitionValue
    now: datetime
    personal: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its heading (translated into both languages), its width, what it holds; personal or not."""

    heading: Any
    cell: Callable[[Any], Cell]
    width: int = 18
    personal: bool = False


Rows = Callable[[Asked], Iterable[Any]]


def table(asked: Asked, name: str, language: str) -> Table:
    """One of `EXPORTS`, in words of the reader's language under headings in both."""
    rows, given = EXPORTS[name]
    shown = [each for each in given if asked.personal or not each.personal]
    return Table(
        name=f"{asked.exhibition.slug}-{name}",
        title=_in(language, TABLES[name]),
        columns=[Column(_in("ar", each.heading), _in("en", each.heading), each.width) for each in shown],
        rows=[[each.cell(row) for each in shown] for row in rows(asked)],
        zone=ZoneInfo(asked.exhibition.time_zone),
        rtl=language == "ar",
    )


def _in(language: str, words: Any) -> str:
    with force_locale(language):
        return str(words)


def _word(words: Mapping[Any, Any], key: Any) -> str:
    return str(words.get(key, key or ""))


def _country(code: str) -> str:
    return country(code, languages.lang())


def _booths(asked: Asked) -> Iterable[Any]:
    return queries.booth_lines(asked.session, asked.exhibition.id, now=asked.now, limit=None)


def _claims(asked: Asked) -> Iterable[Any]:
    return queries.requests(asked.session, asked.who, now=asked.now, states=(), limit=EVERYTHING)


def _applications(asked: Asked) -> Iterable[Any]:
    return exhibitors.queue(asked.session, asked.who, states=(), limit=EVERYTHING)


def _exhibitors(asked: Asked) -> Iterable[Any]:
    """Pages of exhibitors with the numbers of the booths where they are: their own, or one that they share."""
    lines = queries.booth_lines(asked.session, asked.exhibition.id, now=asked.now, state="confirmed", limit=None)
    shared = claims.guests(asked.session, asked.exhibition.id)
    own: defaultdict[int, list[str]] = defaultdict(list)
    beside: defaultdict[int, list[str]] = defaultdict(list)
    for line in lines:
        own[line.state.organisation_id or 0].append(line.booth.number)
        for profile_id in shared.get(line.booth.id, ()):
            beside[profile_id].append(line.booth.number)
    for each in exhibitors.profiles(asked.session, asked.exhibition.id):
        yield each, [*own.get(each.organisation_id or -1, ()), *beside.get(each.id, ())]


def _showcases(asked: Asked) -> Iterable[Any]:
    """Showcases with each time that they have; those without one stand once."""
    for each in demos.review(asked.session, asked.who):
        for slot in each.showcase.slots or (None,):
            yield each, slot


def _listed(numbers: Sequence[str]) -> str:
    return ", ".join(numbers)


def _named(people: Sequence[Any]) -> str:
    return gettext(", ").join(languages.both(each, "name") for each in people)


_BOOTHS = (
    Field(lazy_gettext("Booth number"), lambda row: row.booth.number, 12),
    Field(lazy_gettext("Hall in Arabic"), lambda row: row.hall.name_ar),
    Field(lazy_gettext("Hall in English"), lambda row: row.hall.name_en),
    Field(lazy_gettext("Zone in Arabic"), lambda row: row.zone_ar),
    Field(lazy_gettext("Zone in English"), lambda row: row.zone_en),
    Field(lazy_gettext("Type"), lambda row: _word(TYPES, row.facts.type) if row.facts else "", 14),
    Field(lazy_gettext("Area (m²)"), lambda row: row.facts.area_m2 if row.facts else None, 10),
    Field(lazy_gettext("State"), lambda row: _word(BOOTH_STATES, row.state.state), 16),
    Field(lazy_gettext("Until"), lambda row: row.state.until),
    Field(lazy_gettext("Organisation in Arabic"), lambda row: row.name_ar or row.state.reserved_ar, 32),
    Field(lazy_gettext("Organisation in English"), lambda row: row.name_en or row.state.reserved_en, 32),
)
_CLAIMS = (
    Field(lazy_gettext("Booking number"), lambda row: row.claim.number or "", 16),
    Field(lazy_gettext("State"), lambda row: _word(CLAIM_STATES, row.claim.state), 16),
    Field(lazy_gettext("Booth numbers"), lambda row: _listed(row.claim.numbers), 18),
    Field(lazy_gettext("Area (m²)"), lambda row: row.area_m2, 10),
    Field(lazy_gettext("Organisation in Arabic"), lambda row: row.claim.name_ar, 32),
    Field(lazy_gettext("Organisation in English"), lambda row: row.claim.name_en, 32),
    Field(lazy_gettext("Kind"), lambda row: _word(KINDS, row.kind), 22),
    Field(lazy_gettext("Sent"), lambda row: row.claim.submitted_at),
    Field(lazy_gettext("Decided"), lambda row: row.claim.decided_at),
    Field(lazy_gettext("Reason"), lambda row: row.claim.reason, 32),
    Field(lazy_gettext("Fascia in Arabic"), lambda row: row.claim.details.fascia_ar, 24),
    Field(lazy_gettext("Fascia in English"), lambda row: row.claim.details.fascia_en, 24),
    Field(lazy_gettext("Power (kW)"), lambda row: row.claim.details.power_kw, 10),
    Field(lazy_gettext("Notes"), lambda row: row.claim.details.notes, 40),
    Field(lazy_gettext("Version of the terms"), lambda row: row.claim.terms_version, 10),
    Field(lazy_gettext("Contact person"), lambda row: row.claim.details.contact_name, 24, personal=True),
    Field(lazy_gettext("E-mail address"), lambda row: row.claim.details.contact_email, 28, personal=True),
    Field(lazy_gettext("Phone"), lambda row: row.claim.details.contact_phone, 18, personal=True),
)
_APPLICATIONS = (
    Field(lazy_gettext("Organisation in Arabic"), lambda row: row.name_ar, 32),
    Field(lazy_gettext("Organisation in English"), lambda row: row.name_en, 32),
    Field(lazy_gettext("Country"), lambda row: _country(row.country), 22),
    Field(lazy_gettext("Kind"), lambda row: _word(KINDS, row.kind), 22),
    Field(lazy_gettext("Category"), lambda row: _word(CATEGORIES, row.category), 22),
    Field(lazy_gettext("State"), lambda row: _word(STATES, row.state), 16),
    Field(lazy_gettext("Sent"), lambda row: row.submitted_at),
    Field(lazy_gettext("Decided"), lambda row: row.decided_at),
    Field(lazy_gettext("Reason"), lambda row: row.reason, 32),
    Field(lazy_gettext("About it in Arabic"), lambda row: row.about_ar, 40),
    Field(lazy_gettext("About it in English"), lambda row: row.about_en, 40),
    Field(lazy_gettext("Contact person"), lambda row: row.contact_name, 24, personal=True),
    Field(lazy_gettext("E-mail address"), lambda row: row.contact_email, 28, personal=True),
    Field(lazy_gettext("Phone"), lambda row: row.contact_phone, 18, personal=True),
)
_EXHIBITORS = (
    Field(lazy_gettext("Name in Arabic"), lambda row: row[0].name_ar, 32),
    Field(lazy_gettext("Name in English"), lambda row: row[0].name_en, 32),
    Field(lazy_gettext("Country"), lambda row: _country(row[0].country), 22),
    Field(lazy_gettext("Category"), lambda row: _word(CATEGORIES, row[0].category), 22),
    Field(lazy_gettext("Booth numbers"), lambda row: _listed(row[1]), 18),
    Field(lazy_gettext("Website"), lambda row: row[0].website, 28),
    Field(lazy_gettext("About it in Arabic"), lambda row: row[0].about_ar, 40),
    Field(lazy_gettext("About it in English"), lambda row: row[0].about_en, 40),
)
_SHOWCASES = (
    Field(lazy_gettext("Title in Arabic"), lambda row: row[0].showcase.title_ar, 36),
    Field(lazy_gettext("Title in English"), lambda row: row[0].showcase.title_en, 36),
    Field(lazy_gettext("Organisation in Arabic"), lambda row: row[0].showcase.by.name_ar, 32),
    Field(lazy_gettext("Organisation in English"), lambda row: row[0].showcase.by.name_en, 32),
    Field(lazy_gettext("State"), lambda row: _word(SHOWCASE_STATES, row[0].state), 16),
    Field(lazy_gettext("Category"), lambda row: _word(CATEGORIES, row[0].showcase.category), 22),
    Field(lazy_gettext("Audience"), lambda row: _word(AUDIENCES, row[0].showcase.audience), 18),
    Field(lazy_gettext("Minutes"), lambda row: row[0].showcase.length_minutes, 10),
    Field(lazy_gettext("Begins"), lambda row: row[1].starts_at if row[1] else None),
    Field(lazy_gettext("Ends"), lambda row: row[1].ends_at if row[1] else None),
    Field(lazy_gettext("Place in Arabic"), lambda row: row[1].place.name_ar if row[1] else ""),
    Field(lazy_gettext("Place in English"), lambda row: row[1].place.name_en if row[1] else ""),
    Field(lazy_gettext("Abstract in Arabic"), lambda row: row[0].showcase.abstract_ar, 40),
    Field(lazy_gettext("Abstract in English"), lambda row: row[0].showcase.abstract_en, 40),
    Field(lazy_gettext("Presenters"), lambda row: _named(row[0].showcase.presenters), 30),
    Field(
        lazy_gettext("E-mail of the presenters"),
        lambda row: _listed([each.email for each in row[0].proposal.presenters if each.email]),
        30,
        personal=True,
    ),
)
EXPORTS: Mapping[str, tuple[Rows, tuple[Field, ...]]] = MappingProxyType(
    {
        "booths": (_booths, _BOOTHS),
        "claims": (_claims, _CLAIMS),
        "applications": (_applications, _APPLICATIONS),
        "exhibitors": (_exhibitors, _EXHIBITORS),
        "showcases": (_showcases, _SHOWCASES),
    }
)
"""Name → where the rows come from, and the columns."""
