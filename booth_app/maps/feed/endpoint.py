"""The feed's address, answered on the loop: who may listen, from where on, until either side ends."""

import asyncio
import re
from dataclasses import dataclass
from urllib.parse import parse_qs

import structlog
from flask import Flask
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from booth_app.base.headers import fixed
from booth_app.base.intake import Intake, Message, Receive, Send
from booth_app.maps.feed.channel import Listener
from booth_app.maps.feed.hub import Hub
from booth_app.maps.values import View
from booth_app.maps.views import FEED, FEED_FOR, RETRY_SECONDS

MOST_LISTENERS = 20_000
_ADDRESS = re.compile(r"/(?P<lang>ar|en)/(?P<exhibition>[^/]+)/feed")
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a request asks for. `since` is a journal number, None for from now on."""

    lang: str
    slug: str
    view: View
    since: int | None


class Endpoint:
    """Answers the feed's address; `takes` says which requests are its."""

    def __init__(self, app: Flask, pages: Intake, hub: Hub) -> None:
        self._pages = pages
        self._hub = hub
        always = fixed(secure=app.config["SECURE"])
        self._fixed = [(name.lower().encode(), value.encode()) for name, value in always.items()]

    def takes(self, scope: Message) -> bool:
        """Whether a request is for the feed."""
        return scope["method"] == "GET" and _ADDRESS.fullmatch(scope["path"]) is not None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Stream until the page goes, reads too slowly, or the server ends."""
        asked = _asked(scope)
        try:
            exhibition_id = await self._allowed(asked, scope, receive, send)
            if exhibition_id is None:  # answered
                return
            if self._hub.closing or self._hub.listeners >= MOST_LISTENERS:
                await self._later(send)
                return
            channel, listener = await self._hub.subscribe(exhibition_id, asked.lang, asked.view, asked.since)
        except (DBAPIError, PoolTimeout) as error:
            log.warning("feed-cannot-begin", error=type(error).__name__)
            await self._later(send)
            return
        leaving = asyncio.ensure_future(_left(receive))
        leaving.add_done_callback(lambda _: listener.push(None))
        try:
            await self._stream(listener, send)
        except asyncio.CancelledError:
            if not listener.dropped:
                raise
        finally:
            channel.listeners.discard(listener)
            leaving.cancel()

    async def _stream(self, listener: Listener, send: Send) -> None:
        headers = [
            *self._fixed,
            (b"content-type", b"text/event-stream; charset=utf-8"),
            (b"cache-control", b"no-store"),
            (b"x-accel-buffering", b"no"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        while (message := await listener.next()) is not None:
            await send({"type": "http.response.body", "body": message, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def _allowed(self, asked: _Asked, scope: Message, receive: Receive, send: Send) -> int | None:
        """The exhibition whose feed may be read; None where Flask has answered instead.

        The public view is anyone's. For the other one Flask is asked, in a thread, with the request's own cookie:
        there is one place that knows who may do what.
        """
        if asked.view is View.PUBLIC and (known := await self._hub.known(asked.slug)) is not None:
            return known
        scope[FEED] = True
        answer: list[Message] = []

        async def keep(message: Message) -> None:
            answer.append(message)

        await self._pages(scope, receive, keep)
        given = dict(answer[0]["headers"]).get(FEED_FOR.lower().encode()) if answer[0]["status"] == 204 else None
        if given is not None:
            return int(given)
        for message in answer:
            await send(message)
        return None

    async def _later(self, send: Send) -> None:
        headers = [*self._fixed, (b"retry-after", RETRY_SECONDS.encode()), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": 503, "headers": [*headers, (b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})


def _asked(scope: Message) -> _Asked:
    parts = _ADDRESS.fullmatch(scope["path"])
    assert parts is not None
    query = parse_qs(scope["query_string"].decode("latin-1"))
    view = View.BOOKING if query.get("view") == [View.BOOKING] else View.PUBLIC
    last = dict(scope["headers"]).get(b"last-event-id", b"").decode("latin-1") or query.get("since", [""])[0]
    since = int(last) if last.isascii() and last.isdigit() and len(last) < 19 else None
    return _Asked(parts["lang"], parts["exhibition"], view, since)


async def _left(receive: Receive) -> None:
    """Until the page goes. The first message is the request's own, empty body."""
    while (await receive())["type"] != "http.disconnect":
        pass
