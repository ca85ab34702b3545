"""Reading the journal in order, without loss."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, TextClause, select, text
from sqlalchemy.orm import Session

from booth_app.journal.models import Detail, Entry, Number, Pending


@dataclass(frozen=True, slots=True)
class Change:
    """One numbered journal entry."""

    number: int
    entry_id: int
    exhibition_id: int | None
    kind: str
    actor: str
    organisation_id: int | None
    subject: str
    before: dict[str, Any]
    after: dict[str, Any]
    public: bool
    at: datetime
    words: dict[str, Any]


def since(
    session: Session, number: int, *, exhibition_id: int | None = None, limit: int = 500, kinds: Sequence[str] = ()
) -> list[Change]:
    """Changes after `number`, oldest first; of one exhibition, or of all when none is named."""
    query = _changes().where(Number.number > number).order_by(Number.number).limit(limit)
    if exhibition_id is not None:
        query = query.where(Entry.exhibition_id == exhibition_id)
    if kinds:
        query = query.where(Entry.kind.in_(kinds))
    return [_change(*row) for row in session.execute(query)]


def unnumbered(session: Session, exhibition_id: int) -> list[Change]:
    """Changes of an exhibition that are committed and wait for their number (PostgreSQL); then number 0.

    For whoever has to show a change at once; who resumes from numbers waits for them.
    """
    query = (
        select(Entry, Detail.words)
        .join(Pending, Pending.entry_id == Entry.id)
        .outerjoin(Detail, Detail.entry_id == Entry.id)
        .where(Entry.exhibition_id == exhibition_id)
        .order_by(Entry.id)
    )
    return [_change(row, None, words) for row, words in session.execute(query)]


def latest(session: Session, exhibition_id: int | None = None) -> int:
    """The highest number, of one exhibition or of all; 0 when there is none."""
    query = select(Number.number).order_by(Number.number.desc()).limit(1)
    if exhibition_id is not None:
        query = query.join(Entry, Entry.id == Number.entry_id).where(Entry.exhibition_id == exhibition_id)
    return session.execute(query).scalar() or 0


def page(
    session: Session,
    exhibition_id: int,
    *,
    before: int | None = None,
    limit: int = 50,
    kind: str = "",
    actor: str = "",
    subject: str = "",
    organisation_id: int | None = None,
    booth_id: int | None = None,
    first: datetime | None = None,
    last: datetime | None = None,
) -> list[Change]:
    """A page of the audit view, newest first, filtered; `before` is the number to go on from.

    Args:
        booth_id: of the booths that an entry names as changed, before or after.
    """
    query = _changes().where(Entry.exhibition_id == exhibition_id).order_by(Number.number.desc()).limit(limit)
    if before is not None:
        query = query.where(Number.number < before)
    if kind:
        query = query.where(Entry.kind == kind)
    if actor:
        query = query.where(Entry.actor == actor)
    if subject:
        query = query.where(Entry.subject == subject)
    if organisation_id is not None:
        query = query.where(Entry.organisation_id == organisation_id)
    if booth_id is not None:
        query = query.where(_names_booth(session, booth_id))
    if first is not None:
        query = query.where(Entry.at >= first)
    if last is not None:
        query = query.where(Entry.at < last)
    return [_change(*row) for row in session.execute(query)]


def kinds(session: Session, exhibition_id: int) -> list[str]:
    """The kinds of change that an exhibition has seen, for the filter's choices."""
    query = select(Entry.kind).where(Entry.exhibition_id == exhibition_id).distinct().order_by(Entry.kind)
    return list(session.scalars(query))


def actors(session: Session, exhibition_id: int) -> list[str]:
    """Everybody who did something in an exhibition, as the journal calls them, for the filter's choices."""
    query = select(Entry.actor).where(Entry.exhibition_id == exhibition_id).distinct().order_by(Entry.actor)
    return list(session.scalars(query))


def entry(session: Session, entry_id: int) -> Change | None:
    """One entry, numbered or not (then number 0)."""
    query = (
        select(Entry, Number.number, Detail.words)
        .outerjoin(Number, Number.entry_id == Entry.id)
        .outerjoin(Detail, Detail.entry_id == Entry.id)
        .where(Entry.id == entry_id)
    )
    row = session.execute(query).first()
    return _change(*row) if row else None


_IN_SQLITE = (
    "EXISTS (SELECT 1 FROM json_each(journal_entry.after, '$.booths') WHERE value = :booth) OR "
    "EXISTS (SELECT 1 FROM json_each(journal_entry.before, '$.booths') WHERE value = :booth)"
)
_IN_POSTGRESQL = (
    "(journal_entry.after -> 'booths')::jsonb @> to_jsonb(CAST(:booth AS bigint)) OR "
    "(journal_entry.before -> 'booths')::jsonb @> to_jsonb(CAST(:booth AS bigint))"
)


def _names_booth(session: Session, booth_id: int) -> TextClause:
    """Whether an entry lists a booth: the one question here that the two databases ask in different words."""
    words = _IN_SQLITE if session.get_bind().dialect.name == "sqlite" else _IN_POSTGRESQL
    return text(f"({words})").bindparams(booth=booth_id)


def _changes() -> Select[Entry, int, dict[str, Any]]:
    return (
        select(Entry, Number.number, Detail.words)
        .join(Number, Number.entry_id == Entry.id)
        .outerjoin(Detail, Detail.entry_id == Entry.id)
    )


def _change(row: Entry, number: int | None, words: dict[str, Any] | None) -> Change:
    return Change(
        number=number or 0,
        entry_id=row.id,
        exhibition_id=row.exhibition_id,
        kind=row.kind,
        actor=row.actor,
        organisation_id=row.organisation_id,
        subject=row.subject,
        before=row.before,
        after=row.after,
        public=row.public,
        at=row.at,
        words=words or {},
    )
