"""What the feed finds when it looks, and the messages that tell it. Runs in a thread: it asks the database.

What it looks at is the board that pages are made from. What open pages are told is found by comparing two pictures, so
it does not matter whether a change came by an entry in the journal or by the end of a hold. What pages that were away
are told goes by the entries: a picture may have shown one before it had its number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask

from booth_app.base import clock
from booth_app.base.db import Database
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitions.queries import ExhibitionValue
from booth_app.journal import queries as journal
from booth_app.journal.queries import Change
from booth_app.maps.boards import MOST_CHANGES, RELOADING, Boards, Picture, booths_of
from booth_app.maps.feed import wire
from booth_app.maps.feed.channel import MOST_REMEMBERED, Channel, Event, Past
from booth_app.maps.messages import message
from booth_app.maps.renderings import Renderings
from booth_app.maps.values import View

ON_STAGES = ("slot-", "showcase-", "place-")
"""How changes begin after which something else may be on at a stage, or be called otherwise, if they are public."""

Messages = dict[tuple[str, View], bytes]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look has found: the new picture, what to remember, what to tell each channel."""

    exhibition: ExhibitionValue
    picture: Picture
    events: tuple[Event, ...]
    messages: Messages


class Looker:
    """Looks at the boards of an application."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._database: Database = app.extensions["database"]
        self._boards: Boards = app.extensions["boards"]
        self._renderings: Renderings = app.extensions["renderings"]

    def begin(self, exhibition_id: int) -> tuple[ExhibitionValue, Picture, Past]:
        """An exhibition as it is now, and as much of its past as is worth remembering."""
        self._number(exhibition_id)
        with self._database.read() as session:
            exhibition = exhibitions.exhibition_by_id(session, exhibition_id)
            if exhibition is None:
                raise LookupError(exhibition_id)
            picture = self._boards.of(exhibition_id).read(session, now=clock.now(session))
            entries = journal.page(session, exhibition_id, limit=MOST_REMEMBERED)
        known_from = entries[-1].number if len(entries) == MOST_REMEMBERED else 0
        return exhibition, picture, Past(known_from, _events(entries[::-1], picture))

    def see(self, before: Picture, exhibition: ExhibitionValue, channels: Sequence[Channel]) -> Seen:
        """What is otherwise than in a picture."""
        self._number(exhibition.id)
        entries: list[Change] = []
        with self._database.read() as session:
            picture = self._boards.of(exhibition.id).read(session, now=clock.now(session))
            if picture.change != before.change:
                exhibition = exhibitions.exhibition_by_id(session, exhibition.id) or exhibition
                entries = journal.since(session, before.change, exhibition_id=exhibition.id, limit=MOST_CHANGES)
        events = _events(entries, picture)
        booths = _otherwise(before, picture)
        if picture.revisions != before.revisions or len(entries) == MOST_CHANGES:
            events.append(Event(picture.change, frozenset(), stale=True))
            messages = {(each.lang, each.view): wire.stale(picture.change) for each in channels}
        else:
            silent = booths.difference(*(each.booths for each in events))
            if silent:
                events.append(Event(picture.change, silent, lapsed=True))
            messages = self._messages(before, picture, exhibition, channels, booths)
        if any(each.on_stages for each in events):
            for each in channels:
                messages[each.lang, each.view] = wire.live() + messages.get((each.lang, each.view), b"")
        return Seen(exhibition, picture, tuple(events), messages)

    def tell(
        self,
        exhibition: ExhibitionValue,
        picture: Picture,
        channel: Channel,
        booths: frozenset[int],
        *,
        change: int | None,
    ) -> bytes:
        """Booths as they are now, for the pages of a channel."""
        shown = [picture.booths[key] for key in sorted(booths) if key in picture.booths]
        rendering = self._renderings.of(exhibition, channel.lang, channel.view)
        return wire.swap(change, message(rendering, picture, shown)) if shown else b""

    def find(self, slug: str) -> int | None:
        """The id of an exhibition."""
        with self._database.read() as session:
            found = exhibitions.exhibition(session, slug)
        return found.id if found else None

    def _messages(
        self,
        before: Picture,
        picture: Picture,
        exhibition: ExhibitionValue,
        channels: Sequence[Channel],
        booths: frozenset[int],
    ) -> Messages:
        """A message for each channel whose view sees a difference."""
        change = picture.change if picture.change != before.change else None
        found: Messages = {}
        for channel in channels:
            view = channel.view
            seen = frozenset(
                key for key in booths if picture.booths[key].as_seen(view) != before.booths[key].as_seen(view)
            )
            if seen:
                found[channel.lang, view] = self.tell(exhibition, picture, channel, seen, change=change)
        return found

    def _number(self, exhibition_id: int) -> None:
        """Give entries their numbers, should the process that wrote them have died before it could (PostgreSQL)."""
        if self._database.dialect != "postgresql":
            return
        with self._database.read() as session:
            waiting = bool(journal.unnumbered(session, exhibition_id))
        if waiting:
            self._app.extensions["news"].number()


def _events(entries: Sequence[Change], picture: Picture) -> list[Event]:
    """What journal entries say of booths, up to the picture's own number."""
    return [
        Event(
            each.number,
            frozenset(booths_of(each, picture)) & picture.booths.keys(),
            stale=each.kind in RELOADING,
            on_stages=each.public and each.kind.startswith(ON_STAGES),
        )
        for each in entries
        if each.number <= picture.change
    ]


def _otherwise(before: Picture, after: Picture) -> frozenset[int]:
    """The booths of both pictures that are not the same in them."""
    if after.booths is before.booths:
        return frozenset()
    old = before.booths
    return frozenset(
        key for key, booth in after.booths.items() if key in old and booth is not old[key] and booth != old[key]
    )
