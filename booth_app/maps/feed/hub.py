"""One per process: looks for news, makes each message once, gives it to everyone who listens.

It is woken by this process's own commits and by Redis, and looks by itself often enough that nothing depends on either.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

import structlog
from flask import Flask
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from booth_app.exhibitions.queries import ExhibitionValue
from booth_app.maps.boards import Picture
from booth_app.maps.feed import wire
from booth_app.maps.feed.channel import Channel, Listener, Past
from booth_app.maps.feed.looking import Looker
from booth_app.maps.feed.redis_news import RedisNews
from booth_app.maps.values import View

POLL_SECONDS = 0.25
"""How often to look where nobody tells us: several processes on one database, without Redis."""

POLL_TOLD_SECONDS = 1.5
"""How often to look where Redis tells us; it may have gone without a word."""

LEAST_BETWEEN = 0.1
"""Seconds between two messages of an exhibition: in a rush each tells the newest state of many booths."""

log = structlog.get_logger(__name__)
T = TypeVar("T")


@dataclass(slots=True)
class Stream:
    """What is known of one exhibition that somebody listens to."""

    exhibition: ExhibitionValue
    picture: Picture
    past: Past
    channels: dict[tuple[str, View], Channel] = field(default_factory=dict)
    replays: dict[tuple[str, View, frozenset[int], int | None], bytes] = field(default_factory=dict)
    looked_at: float = 0.0
    sent_at: float = 0.0

    @property
    def open_channels(self) -> list[Channel]:
        """Those that somebody listens to."""
        return [each for each in self.channels.values() if each.listeners]


class Hub:
    """The listeners of this process and the task that serves them."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._looker = Looker(app)
        self._streams: dict[int, Stream] = {}
        self._ids: dict[str, int] = {}
        self._opening: dict[int, asyncio.Lock] = {}
        self._woken = asyncio.Event()
        # One thread: looking is short, and two looks at once would only wait for each other.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="feed")
        self._tasks: list[asyncio.Task[None]] = []
        self._redis: RedisNews | None = None
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
        # A page that is cut off between the two must ask again from where it was.
        listener.push(wire.opened(since if missed and since is not None else picture.change))
        if missed:
            listener.push(missed)
        channel.listeners.add(listener)
        return channel, listener

    async def known(self, slug: str) -> int | None:
        """The id of an exhibition, which never changes."""
        if slug not in self._ids and (found := await self._in_thread(lambda: self._looker.find(slug))) is not None:
            self._ids[slug] = found
        return self._ids.get(slug)

    async def _missed(self, stream: Stream, picture: Picture, channel: Channel, since: int | None) -> bytes:
        if since is None:
            return b""
        booths = stream.past.since(since) if since <= picture.change else None
        if booths is None:
            return wire.stale(picture.change)
        live = wire.live() if stream.past.stages_since(since) else b""
        if not booths:
            return live
        # What lapsed after the entry that a page has heard of is told without its number: no number is heard twice.
        change = picture.change if picture.change != since else None
        key = (channel.lang, channel.view, booths, change)
        if key not in stream.replays:  # after a restart thousands come back to the same place
            stream.replays[key] = await self._in_thread(
                lambda: self._looker.tell(stream.exhibition, picture, channel, booths, change=change)
            )
        return live + stream.replays[key]  # in this order: the number comes when all before it is heard

    async def _stream(self, exhibition_id: int) -> Stream:
        async with self._opening.setdefault(exhibition_id, asyncio.Lock()):
            if exhibition_id not in self._streams:
                exhibition, picture, past = await self._in_thread(lambda: self._looker.begin(exhibition_id))
                self._streams[exhibition_id] = Stream(exhibition, picture, past)
            stream = self._streams[exhibition_id]
            if not stream.open_channels and time.monotonic() - stream.looked_at > LEAST_BETWEEN:
                await self._look(stream)  # nobody did while nobody listened
        return stream

    async def _run(self) -> None:
        while not self.closing:
            told = self._redis is not None and self._redis.works
            with contextlib.suppress(TimeoutError):
                # Not `wait_for`: before Python 3.12 it loses a cancellation that comes with the wake-up.
                async with asyncio.timeout(POLL_TOLD_SECONDS if told else POLL_SECONDS):
                    await self._woken.wait()
            self._woken.clear()
            for stream in list(self._streams.values()):
                if stream.open_channels:
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
            seen = await self._in_thread(lambda: self._looker.see(before, stream.exhibition, stream.open_channels))
        except (DBAPIError, PoolTimeout) as error:
            log.warning("feed-cannot-look", error=type(error).__name__)
            await asyncio.sleep(POLL_SECONDS)
            return
        if stream.picture is not before:  # another look was faster
            return
        stream.exhibition, stream.picture = seen.exhibition, seen.picture
        stream.replays = {}
        for each in seen.events:
            stream.past.add(each)
        if not seen.messages:
            return
        stream.sent_at = time.monotonic()
        for key, told in seen.messages.items():
            stream.channels[key].send(told)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
