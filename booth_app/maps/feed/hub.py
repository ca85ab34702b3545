"""One per process: looks for news, makes each message once, gives it to everyone who listens.

It is woken by this process's own commits and by Redis, and looks by itself often enough that nothing depends on either.
What it looks at is the board that pages are made from; what has changed is found by comparing two pictures, so it does
not matter whether a change came by an entry in the journal or by the end of a hold.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

import structlog
from flask import Flask
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from booth_app.base import clock
from booth_app.base.db import Database
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitions.queries import ExhibitionValue
from booth_app.journal import queries as journal
from booth_app.maps.boards import RELOADING, Boards, Picture, booths_of
from booth_app.maps.feed import wire
from booth_app.maps.feed.channel import MOST_REMEMBERED, Channel, Event, Listener, Past
from booth_app.maps.feed.redis_news import RedisNews
from booth_app.maps.messages import message
from booth_app.maps.renderings import Renderings
from booth_app.maps.values import View

POLL_SECONDS = 0.25
"""How often to look where nobody tells us: several processes on one database, without Redis."""

POLL_TOLD_SECONDS = 1.5
"""How often to look where Redis tells us; it may have gone without a word."""

LEAST_BETWEEN = 0.1
"""Seconds between two messages of an exhibition: in a rush each tells the newest state of many booths."""

NUMBER_SECONDS = 1.0
ON_STAGES = ("slot-placed", "slot-moved", "slot-removed", "showcase-withdrawn")
log = structlog.get_logger(__name__)
T = TypeVar("T")


@dataclass(slots=True)
class Stream:
    """What is known of one exhibition that somebody listens to."""

    exhibition: ExhibitionValue
    picture: Picture
    past: Past
    channels: dict[tuple[str, View], Channel] = field(default_factory=dict)
    replays: dict[tuple[str, View, frozenset[int]], bytes] = field(default_factory=dict)
    looked_at: float = 0.0
    sent_at: float = 0.0

    @property
    def heard(self) -> bool:
        """Whether anybody listens."""
        return any(each.listeners for each in self.channels.values())


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a look has found, and the messages that tell it."""

    exhibition: ExhibitionValue
    picture: Picture
    event: Event | None
    messages: dict[tuple[str, View], bytes]


class Hub:
    """The listeners of this process and the task that serves them."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._database: Database = app.extensions["database"]
        self._boards: Boards = app.extensions["boards"]
        self._renderings: Renderings = app.extensions["renderings"]
        self._streams: dict[int, Stream] = {}
        self._ids: dict[str, int] = {}
        self._opening: dict[int, asyncio.Lock] = {}
        self._woken = asyncio.Event()
        # One thread: looking is short, and two looks at once would only wait for each other.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="feed")
        self._tasks: list[asyncio.Task[None]] = []
        self._redis: RedisNews | None = None
        self._numbered_at = 0.0
        self.closing = False

    @property
    def listeners(self) -> int:
        """How many pages are open."""
        return sum(len(each.listeners) for stream in self._streams.values() for each in stream.channels.values())

    def start(self) -> None:
        """Begin to look, on the running loop."""
        loop = asyncio.get_running_loop()

        def wake() -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(self._woken.set)

        self._app.extensions["news"].listen(wake)
        if url := self._app.config["SETTINGS"].redis_url:
            self._redis = RedisNews(url, self._woken.set)
            self._tasks.append(loop.create_task(self._redis.run()))
        self._tasks += [loop.create_task(self._run()), loop.create_task(self._beat())]

    def end(self) -> None:
        """Let every page go: it comes back to whoever serves next."""
        self.closing = True
        for stream in self._streams.values():
            for channel in stream.channels.values():
                channel.send(None)

    async def close(self) -> None:
        """Stop looking."""
        self.end()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def subscribe(self, exhibition_id: int, lang: str, view: View, since: int | None) -> tuple[Channel, Listener]:
        """Listen from a journal number on (None: from now). What was missed waits for the listener already."""
        stream = await self._stream(exhibition_id)
        channel = stream.channels.setdefault((lang, view), Channel(lang, view))
        listener = Listener()
        while True:
            picture = stream.picture
            if since is not None and since > picture.change:  # another process has told it more than we know
                await self._look(stream)
                picture = stream.picture
            missed = await self._missed(stream, picture, channel, since)
            if picture is stream.picture:  # nothing happened while the message was made
                break
        listener.push(wire.opened(picture.change))
        if missed:
            listener.push(missed)
        channel.listeners.add(listener)
        return channel, listener

    async def known(self, slug: str) -> int | None:
        """The id of an exhibition, which never changes."""
        if slug not in self._ids and (found := await self._in_thread(lambda: self._find(slug))) is not None:
            self._ids[slug] = found
        return self._ids.get(slug)

    async def _missed(self, stream: Stream, picture: Picture, channel: Channel, since: int | None) -> bytes:
        if since is None:
            return b""
        booths = stream.past.since(since) if since <= picture.change else None
        if booths is None:
            return wire.stale(picture.change)
        if not booths:
            return b""
        key = (channel.lang, channel.view, booths)
        if key not in stream.replays:  # after a restart thousands come back to the same place
            stream.replays[key] = await self._in_thread(
                lambda: self._tell(stream.exhibition, picture, channel, booths, change=picture.change)
            )
        return stream.replays[key]

    async def _stream(self, exhibition_id: int) -> Stream:
        async with self._opening.setdefault(exhibition_id, asyncio.Lock()):
            if exhibition_id not in self._streams:
                self._streams[exhibition_id] = await self._in_thread(lambda: self._open(exhibition_id))
            stream = self._streams[exhibition_id]
            if not stream.heard and time.monotonic() - stream.looked_at > LEAST_BETWEEN:
                await self._look(stream)  # nobody did while nobody listened
        return stream

    async def _run(self) -> None:
        while True:
            told = self._redis is not None and self._redis.works
            wait = POLL_TOLD_SECONDS if told else POLL_SECONDS
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), wait)
            self._woken.clear()
            for stream in list(self._streams.values()):
                if stream.heard:
                    if (early := LEAST_BETWEEN - (time.monotonic() - stream.sent_at)) > 0:
                        await asyncio.sleep(early)
                    await self._look(stream)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(wire.BEAT_SECONDS)
            for stream in self._streams.values():
                for channel in stream.channels.values():
                    channel.send(wire.beat())

    async def _look(self, stream: Stream) -> None:
        """Find out what has changed and tell it. A database that is away is asked again at the next look."""
        before = stream.picture
        stream.looked_at = time.monotonic()
        try:
            seen = await self._in_thread(lambda: self._see(stream, before))
        except (DBAPIError, PoolTimeout) as error:
            log.warning("feed-cannot-look", error=type(error).__name__)
            await asyncio.sleep(POLL_SECONDS)
            return
        if stream.picture is not before:  # another look was faster
            return
        stream.exhibition, stream.picture = seen.exhibition, seen.picture
        stream.replays = {}
        if seen.event is not None:
            stream.past.add(seen.event)
        if not seen.messages:
            return
        stream.sent_at = time.monotonic()
        for key, told in seen.messages.items():
            stream.channels[key].send(told)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    # What follows runs in the thread.

    def _see(self, stream: Stream, before: Picture) -> _Seen:
        self._number()
        with self._database.read() as session:
            now = clock.now(session)
            picture = self._boards.of(stream.exhibition.id).read(session, now=now)
            exhibition, stages = stream.exhibition, False
            if picture.change != before.change:
                exhibition = exhibitions.exhibition_by_id(session, exhibition.id) or exhibition
                stages = bool(
                    journal.since(session, before.change, exhibition_id=exhibition.id, limit=1, kinds=ON_STAGES)
                )
        event = _event(before, picture)
        messages = {key: wire.live() for key, each in stream.channels.items() if stages and each.listeners}
        if event is not None:
            change = picture.change if picture.change != before.change else None
            for key, channel in list(stream.channels.items()):
                if not channel.listeners:
                    continue
                told = (
                    wire.stale(picture.change)
                    if event.stale
                    else self._tell(exhibition, picture, channel, event.booths, change=change, before=before)
                )
                if told:
                    messages[key] = told + messages.get(key, b"")
        return _Seen(exhibition, picture, event, messages)

    def _tell(
        self,
        exhibition: ExhibitionValue,
        picture: Picture,
        channel: Channel,
        booths: frozenset[int],
        *,
        change: int | None,
        before: Picture | None = None,
    ) -> bytes:
        """One message for a channel; empty where its view sees no difference."""
        shown = [picture.booths[key] for key in sorted(booths) if key in picture.booths]
        if before is not None:
            view = channel.view
            shown = [each for each in shown if each.as_seen(view) != before.booths[each.id].as_seen(view)]
        if not shown:
            return b""
        rendering = self._renderings.of(exhibition, channel.lang, channel.view)
        return wire.swap(change, message(rendering, picture, shown))

    def _open(self, exhibition_id: int) -> Stream:
        with self._database.read() as session:
            now: datetime = clock.now(session)
            exhibition = exhibitions.exhibition_by_id(session, exhibition_id)
            if exhibition is None:
                raise LookupError(exhibition_id)
            picture = self._boards.of(exhibition_id).read(session, now=now)
            entries = journal.page(session, exhibition_id, limit=MOST_REMEMBERED)
        known_from = entries[-1].number if len(entries) == MOST_REMEMBERED else 0
        events = (
            Event(
                each.number,
                frozenset(booths_of(each, picture)) & picture.booths.keys(),
                stale=each.kind in RELOADING,
            )
            for each in reversed(entries)
            if each.number <= picture.change
        )
        return Stream(exhibition, picture, Past(known_from, events))

    def _find(self, slug: str) -> int | None:
        with self._database.read() as session:
            found = exhibitions.exhibition(session, slug)
        return found.id if found else None

    def _number(self) -> None:
        """Give journal entries their numbers, should the process that wrote them have died before it could."""
        if self._database.dialect == "postgresql" and time.monotonic() - self._numbered_at > NUMBER_SECONDS:
            self._numbered_at = time.monotonic()
            self._app.extensions["news"].number()


def _event(before: Picture, after: Picture) -> Event | None:
    if after.revisions != before.revisions:
        return Event(after.change, frozenset(), stale=True)
    if after.booths is before.booths:
        return None
    old = before.booths
    booths = frozenset(
        key for key, booth in after.booths.items() if booth is not old.get(key) and booth != old.get(key)
    )
    if not booths:
        return None
    return Event(after.change, booths, lapsed=after.change == before.change)
