"""What a letter is written from: the journal entry, who is addressed, and what stands around both."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from booth_app.accounts.links import absolute
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitions.queries import ExhibitionValue
from booth_app.exhibitors import queries as exhibitors
from booth_app.exhibitors.queries import OrganisationValue
from booth_app.journal.queries import Change
from booth_app.notices.letter import Action, Code, Letter, Named, Typed
from booth_app.notices.outbox import Taken


@dataclass(frozen=True, slots=True)
class Occasion:
    """One message to be written."""

    session: Session
    change: Change
    taken: Taken
    exhibition: ExhibitionValue | None
    organisation: OrganisationValue | None
    now: datetime

    @property
    def about(self) -> int:
        """The id of what the entry is about: 12 of `claim:12`."""
        return int(self.change.subject.rpartition(":")[2])

    @property
    def body(self) -> Named:
        """The organisation's name."""
        return Named.of(self.organisation)

    @property
    def reason(self) -> Typed:
        """What whoever decided wrote."""
        return Typed(str(self.change.words.get("reason", "")))

    @property
    def event(self) -> ExhibitionValue:
        """The exhibition, for letters that are always about one."""
        if self.exhibition is None:
            raise LookupError(f"entry {self.change.entry_id} belongs to no exhibition")
        return self.exhibition

    def booths(self, key: str = "booths", *, before: bool = False) -> Code:
        """The booths that the entry names under a key, by their numbers, in order."""
        ids = (self.change.before if before else self.change.after).get(key) or ()
        return Code(tuple(exhibitions.booth_numbers(self.session, ids).values()))

    def page(self, words: object, endpoint: str, **values: object) -> Action:
        """A button to a page of this exhibition."""
        slug = {"exhibition": self.exhibition.slug} if self.exhibition else {}
        return Action(words, partial(absolute, endpoint, **(slug | values)))


def occasion(session: Session, change: Change, taken: Taken, *, now: datetime) -> Occasion:
    """Look up what stands around an entry."""
    return Occasion(
        session=session,
        change=change,
        taken=taken,
        exhibition=exhibitions.exhibition_by_id(session, change.exhibition_id) if change.exhibition_id else None,
        organisation=exhibitors.organisation(session, change.organisation_id) if change.organisation_id else None,
        now=now,
    )


Writing = Callable[[Occasion], Letter | None]
"""Writes one kind of letter; None when nothing is to be said any more."""
