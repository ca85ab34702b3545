"""The terms and conditions: a version is never changed, only followed by another."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import Invalid, NotFound, Stale
from booth_app.exhibitions.models import Exhibition, Terms
from booth_app.journal import services as journal
from booth_app.text.names import clean_text

LONGEST = 40_000


class TermsIncomplete(Invalid):
    """The terms are given in both languages: an exhibitor accepts them in either."""

    code: ClassVar[str] = "terms-incomplete"


def publish(session: Session, who: Who, *, text_ar: str, text_en: str, seen: int | None = None, now: datetime) -> int:
    """Put new terms in force; whoever has the older ones open is asked to read again. The same texts change nothing.

    Args:
        seen: the version that was in force when they were written (0: none); None does not ask.

    Returns:
        The version in force.

    Raises:
        NotFound: no such exhibition. TermsIncomplete: a language is missing.
        Stale: another version came meanwhile. Unreadable: a text cannot be stored.
    """
    if not (text_ar.strip() and text_en.strip()):
        raise TermsIncomplete
    texts = {"text_ar": clean_text(text_ar, longest=LONGEST), "text_en": clean_text(text_en, longest=LONGEST)}
    # The exhibition's row puts two administrators in line: each would else publish the same next version.
    if session.get(Exhibition, who.exhibition_id, with_for_update=True) is None:
        raise NotFound
    last = session.scalar(
        select(Terms).where(Terms.exhibition_id == who.exhibition_id).order_by(Terms.version.desc()).limit(1)
    )
    version = last.version if last else 0
    if last is not None and (last.text_ar, last.text_en) == (texts["text_ar"], texts["text_en"]):
        return version
    if seen is not None and seen != version:
        raise Stale(version=version)
    session.add(Terms(exhibition_id=who.exhibition_id, version=version + 1, published_at=now, **texts))
    session.flush()
    journal.record(
        session,
        "terms-published",
        actor=who.actor,
        subject=f"exhibition:{who.exhibition_id}",
        at=now,
        exhibition_id=who.exhibition_id,
        before={"version": version},
        after={"version": version + 1},
    )
    return version + 1
