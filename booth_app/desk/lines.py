"""The journal in words: who, what, before, after, when, in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext
from markupsafe import Markup, escape
from sqlalchemy.orm import Session

from booth_app.accounts import queries as accounts
from booth_app.accounts.queries import PersonValue
from booth_app.base import languages
from booth_app.demos import queries as demos
from booth_app.desk.sentences import FIELDS, SENTENCES, VALUES
from booth_app.desk.words import TABLES
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitions.words import ROLES
from booth_app.exhibitors import queries as exhibitors
from booth_app.journal.queries import Change

NOTHING = Markup("–")


@dataclass(frozen=True, slots=True)
class Detail:
    """A value that changed. Empty: there was, or is, none."""

    label: str
    before: Markup | str
    after: Markup | str


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it is read."""

    number: int
    at: datetime
    kind: str
    sentence: Markup
    by: str
    details: tuple[Detail, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class _Known:
    """Names of what the entries speak of."""

    booths: Mapping[int, str]
    organisations: Mapping[int, Any]
    people: Mapping[int, PersonValue]
    halls: Mapping[int, Any]
    places: Mapping[int, Any]


def lines(session: Session, changes: Sequence[Change]) -> list[Line]:
    """Entries in words, in the order given. The same number of queries for one entry and for many."""
    if not changes:
        return []
    known = _look_up(session, changes)
    return [_line(each, known) for each in changes]


def actor_name(actor: str, people: Mapping[int, PersonValue]) -> str:
    """Who did it: a person's name, else their address; the system; a command."""
    kind, _, number = actor.partition(":")
    if kind == "user":
        person = people.get(int(number))
        return (person.name or person.email) if person else gettext("A closed account")
    return gettext("A command on the server") if kind == "command" else gettext("The system")


def _line(change: Change, known: _Known) -> Line:
    sentence = SENTENCES.get(change.kind)
    said = escape(str(sentence)) % _values(change, known) if sentence is not None else languages.ltr(change.kind)
    return Line(
        number=change.number,
        at=change.at,
        kind=change.kind,
        sentence=said,
        by=actor_name(change.actor, known.people),
        details=tuple(_details(change, known)),
        reason=str(change.words.get("reason", "")),
    )


def _values(change: Change, known: _Known) -> dict[str, Markup]:
    """Everything that a sentence may name; what an entry has not is a dash."""
    after, before = change.after, change.before
    body = known.organisations.get(change.organisation_id or 0)
    label = _both(change.words, "label")
    hall = known.halls.get(after.get("hall") or _id(change.subject, "hall"))
    person = known.people.get(after.get("user") or before.get("user") or 0)
    role = after.get("role") or before.get("role")
    return {
        "booth": _booths(before.get("booths") or after.get("booths"), known),
        "old": _booths(before.get("booths"), known),
        "new": _booths(after.get("to"), known),
        "organisation": languages.name(languages.both(body, "name")) if body else label or NOTHING,
        "person": languages.name(person.name or person.email) if person else NOTHING,
        "title": _both(change.words, "title") or NOTHING,
        "place": _both(change.words, "name") or _place(after.get("place"), known),
        "hall": languages.name(languages.both(hall, "name")) if hall else NOTHING,
        "number": languages.ltr(after.get("number") or before.get("number") or "–"),
        "version": languages.ltr(after.get("version", "–")),
        "role": escape(str(ROLES[role])) if role and role in ROLES else NOTHING,
        "table": escape(str(TABLES.get(after.get("table", ""), "–"))),
    }


def _details(change: Change, known: _Known) -> Iterable[Detail]:
    said = str(SENTENCES.get(change.kind, ""))
    names = [name for name in FIELDS if name in change.before or name in change.after]
    for name in names:
        if f"%({name})s" in said:
            continue
        if name == "place":
            before, after = (_place(values.get(name), known) for values in (change.before, change.after))
        else:
            before, after = _shown(change.before.get(name)), _shown(change.after.get(name))
        if before != after:
            yield Detail(str(FIELDS[name]), before, after)
    for name, value in change.words.items():
        if name in FIELDS and isinstance(value, list) and len(value) == 2:
            yield Detail(str(FIELDS[name]), languages.name(value[0]), languages.name(value[1]))


def _shown(value: Any) -> Markup | str:
    if value is None or value in ("", []):
        return ""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, dict):  # booth → what became of it: said once for all
        value = sorted({each for found in value.values() for each in found})
    if isinstance(value, list):
        return Markup(gettext(", ")).join(_shown(each) for each in value)  # noqa: S704 - our own catalogue
    if isinstance(value, str) and value in VALUES:
        return str(VALUES[value])
    if isinstance(value, str) and (found := _time(value)) is not None:
        if isinstance(found, time):
            return languages.ltr(found.strftime("%H:%M"))
        return languages.moment(found) if isinstance(found, datetime) else languages.day(found)
    return languages.ltr(value)


def _time(text: str) -> datetime | date | time | None:
    for kind in (date, time) if "T" not in text else (datetime,):
        with suppress(ValueError):
            return kind.fromisoformat(text)
    return None


def _place(place_id: Any, known: _Known) -> Markup:
    """A stage or room by its name; empty where there is none."""
    found = known.places.get(place_id or 0)
    return languages.name(languages.both(found, "name")) if found else Markup()


def _booths(ids: Any, known: _Known) -> Markup:
    found = [known.booths[each] for each in ids or () if each in known.booths]
    return languages.listed(found) if found else NOTHING


def _both(words: Mapping[str, Any], name: str) -> Markup | None:
    mine, other = (f"{name}_ar", f"{name}_en") if languages.lang() == "ar" else (f"{name}_en", f"{name}_ar")
    text = words.get(mine) or words.get(other)
    return languages.name(text) if text and isinstance(text, str) else None


def _look_up(session: Session, changes: Sequence[Change]) -> _Known:
    exhibition_id = next((each.exhibition_id for each in changes if each.exhibition_id), None) or 0
    booths = {
        booth
        for each in changes
        for values in (each.before.get("booths"), each.after.get("booths"), each.after.get("to"))
        for booth in values or ()
    }
    people = {_id(each.actor, "user") for each in changes}
    people |= {each.after.get("user") or each.before.get("user") or 0 for each in changes}
    wanted = {each.organisation_id for each in changes if each.organisation_id}
    organisations: dict[int, Any] = {each.id: each for each in exhibitors.organisations(session, exhibition_id)}
    for missing in wanted - organisations.keys():  # assigned or reserved for without an application: seldom
        if found := exhibitors.organisation(session, missing):
            organisations[missing] = found
    return _Known(
        booths=exhibitions.booth_numbers(session, booths),
        organisations=organisations,
        people=accounts.people(session, people - {0}),
        halls={each.id: each for each in exhibitions.halls(session, exhibition_id)},
        places={each.id: each for each in demos.places(session, exhibition_id)},
    )


def _id(subject: str, kind: str) -> int:
    """The number in `kind:12`; 0 for anything else."""
    found, _, number = subject.partition(":")
    return int(number) if found == kind and number.isdigit() else 0
