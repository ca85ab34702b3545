"""Who listens, and what of the past they can still be told. Used on the event loop only."""

import asyncio
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from booth_app.maps.values import View

MOST_WAITING = 64
"""Messages that may wait for a listener; one that is so far behind is let go, and resumes."""

MOST_REMEMBERED = 2000


class Listener:
    """One open page."""

    def __init__(self) -> None:
        self.dropped = False
        self._waiting: deque[bytes | None] = deque()
        self._woken: asyncio.Future[None] | None = None
        self._task = asyncio.current_task()

    def push(self, message: bytes | None) -> None:
        """Give it a message; None ends it. One that reads too slowly is ended at once, whatever it waits for."""
        if len(self._waiting) >= MOST_WAITING and message is not None:
            self.dropped = True
            if self._task is not None:
                self._task.cancel()
            return
        self._waiting.append(message)
        if self._woken is not None and not self._woken.done():
            self._woken.set_result(None)

    async def next(self) -> bytes | None:
        """The next message, all that wait as one; None when it is to end."""
        while not self._waiting:
            self._woken = asyncio.get_running_loop().create_future()
            await self._woken
        parts: list[bytes] = []
        while self._waiting:
            part = self._waiting.popleft()
            if part is None:
                if parts:
                    self._waiting.append(None)
                    break
                return None
            parts.append(part)
        return b"".join(parts)


@dataclass(frozen=True, slots=True)
class Event:
    """That booths look otherwise since a journal number. `lapsed`: no entry says so, their time is over.

    `stale`: not to be told by single booths; a page has to fetch the plan. `on_stages`: what is on at the stages may
    be something else.
    """

    change: int
    booths: frozenset[int]
    lapsed: bool = False
    stale: bool = False
    on_stages: bool = False


class Past:
    """The last events of an exhibition: what a page that was away is told."""

    def __init__(self, known_from: int, events: Iterable[Event]) -> None:
        self._known_from = known_from
        self._events: deque[Event] = deque(events)

    def add(self, event: Event) -> None:
        """Remember an event, and forget the oldest where there are too many."""
        self._events.append(event)
        while len(self._events) > MOST_REMEMBERED:
            self._known_from = self._events.popleft().change

    def since(self, change: int) -> frozenset[int] | None:
        """The booths that look otherwise than at `change`; None where that is not known any more."""
        missed = self._missed(change)
        if change < self._known_from or any(each.stale for each in missed):
            return None
        return frozenset().union(*(each.booths for each in missed))

    def stages_since(self, change: int) -> bool:
        """Whether what is on at the stages may be something else than at `change`."""
        return any(each.on_stages for each in self._missed(change))

    def _missed(self, change: int) -> list[Event]:
        return [each for each in self._events if each.change > change or (each.lapsed and each.change == change)]


@dataclass(slots=True)
class Channel:
    """The listeners that get the same messages: of one exhibition, in one language, for one view."""

    lang: str
    view: View
    listeners: set[Listener] = field(default_factory=set)

    def send(self, message: bytes | None) -> None:
        """Give all of them a message."""
        for each in list(self.listeners):
            each.push(message)
