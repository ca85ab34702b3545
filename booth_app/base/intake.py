"""A request's body is taken in on the event loop, within its limit, before a thread is spent on it.

The bridge to WSGI reads the body from inside the thread: eight people whose uploads stall then hold all eight
threads, and the site stands still (`deps.md` §3). Here a stalled upload costs a connection and some kilobytes.
"""

import asyncio
import io
import tempfile
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import IO, Any, TypeVar, cast

from a2wsgi import WSGIMiddleware
from flask import Flask, abort, request
from werkzeug.exceptions import HTTPException

from booth_app.base.headers import fixed

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
View = TypeVar("View", bound=Callable[..., Any])

IN_MEMORY = 64 * 1024
"""Bytes of a body beyond which it goes to a file."""
PATIENCE = 20.0
"""Seconds without a byte after which an upload is given up."""
LONGEST = 300.0
"""Seconds that a whole body may take."""

_BODY = "booth_app.body"
_REFUSED = "booth_app.body_refused"
_PLAIN = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store", "Connection": "close"}


def takes_up_to(size: int) -> Callable[[View], View]:
    """Mark a view that takes files and larger bodies than a form: `size` bytes at most, the parts around included."""

    def mark(view: View) -> View:
        view.takes_up_to = size  # type: ignore[attr-defined]
        return view

    return mark


def init_app(app: Flask) -> None:
    """Let a view's own limit hold inside Flask too, and answer what the loop has refused with a page.

    Files are for views with a limit of their own.
    """

    def within_limits() -> None:
        if request.environ.get(_REFUSED):
            abort(413)
        if largest := getattr(app.view_functions.get(request.endpoint or ""), "takes_up_to", None):
            request.max_content_length = largest
        elif request.endpoint and request.mimetype == "multipart/form-data" and request.files:
            abort(422)  # no form there asks for a file, and a field of text that is one is nothing a form can read

    # Before anything else looks at the form: the check of its token would read it, and find none.
    app.before_request_funcs.setdefault(None, []).insert(0, within_limits)


class Intake:
    """The ASGI application that hands requests to a Flask one, their bodies complete.

    Args:
        app: what to serve.
        threads: how many requests Flask works on at a time.
        memory: bytes of a body that stay in memory.
        patience, longest: seconds between two pieces of a body, and for all of it.
    """

    def __init__(
        self,
        app: Flask,
        *,
        threads: int,
        memory: int = IN_MEMORY,
        patience: float = PATIENCE,
        longest: float = LONGEST,
    ) -> None:
        self._app = app
        self._memory = memory
        self._patience = patience
        self._longest = longest
        always = _PLAIN | fixed(secure=app.config.get("SECURE", False))
        self._always = [(name.lower().encode(), value.encode()) for name, value in always.items()]
        # No bound on the pieces of an answer: with one, a reader that stalls would hold a thread as well.
        self._bridge = WSGIMiddleware(cast(Any, _with_body(app)), workers=threads, send_queue_size=0)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        _clean(scope)
        headers = dict(scope["headers"])
        limit = self._limit(scope)
        declared = headers.get(b"content-length", b"")
        if declared.isdigit() and int(declared) > limit:
            await self._refuse(scope, send)
            return
        if not declared and b"transfer-encoding" not in headers:
            await self._hand_over(scope, None, send)
            return
        with tempfile.SpooledTemporaryFile(max_size=self._memory) as body:
            try:
                async with asyncio.timeout(self._longest):
                    whole = await self._take(body, limit, receive)
            except TimeoutError:
                await self._say(send, 408, b"The request did not arrive in time.\n")
                return
            if whole is None:  # whoever sent it has gone
                return
            if not whole:
                await self._refuse(scope, send)
                return
            await self._hand_over(scope, cast(IO[bytes], body), send)

    def close(self) -> None:
        """Let the threads end once they have nothing to do."""
        self._bridge.executor.shutdown(wait=False, cancel_futures=True)

    async def _take(self, body: "tempfile.SpooledTemporaryFile[bytes]", limit: int, receive: Receive) -> bool | None:
        """Read the body. True: all of it; False: it is over the limit; None: the sender hung up."""
        while True:
            async with asyncio.timeout(self._patience):
                message = await receive()
            if message["type"] == "http.disconnect":
                return None
            # To the page cache of this machine, some kilobytes a piece: no reason to leave the loop for it.
            body.write(message.get("body", b""))
            if body.tell() > limit:
                return False
            if not message.get("more_body", False):
                return True

    async def _hand_over(self, scope: Message, body: IO[bytes] | None, send: Send) -> None:
        if body is not None:
            scope[_BODY] = (body, body.tell())
            body.seek(0)
        await self._bridge(cast(Any, scope), cast(Any, _nothing_more), cast(Any, send))

    async def _refuse(self, scope: Message, send: Send) -> None:
        """Let Flask make the page that says it is too large, without the body; then the connection is of no use."""

        async def closing(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], (b"connection", b"close")]}
            await send(message)

        scope[_REFUSED] = True
        await self._hand_over(scope, None, closing)

    async def _say(self, send: Send, status: int, text: bytes) -> None:
        """Answer without Flask, with the headers that its answers have."""
        headers = [*self._always, (b"content-length", str(len(text)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": text})

    def _limit(self, scope: Message) -> int:
        """Bytes that the view behind an address takes."""
        usual: int = self._app.config["MAX_CONTENT_LENGTH"]
        if scope["method"] in ("GET", "HEAD"):
            return usual
        try:
            endpoint, _ = self._app.url_map.bind("").match(scope["path"], scope["method"])
        except HTTPException:
            return usual
        return getattr(self._app.view_functions.get(endpoint), "takes_up_to", usual)


def _with_body(app: Flask) -> Callable[..., Iterable[bytes]]:
    def wsgi(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        scope = environ["asgi.scope"]
        body, length = scope.get(_BODY, (None, 0))
        environ["CONTENT_LENGTH"] = str(length)
        environ["wsgi.input_terminated"] = True
        environ["wsgi.input"] = body or io.BytesIO()
        environ[_REFUSED] = scope.get(_REFUSED, False)
        return app(environ, start_response)

    return wsgi


def _clean(scope: Message) -> None:
    """Drop headers with an underscore: WSGI has one name for `X_Forwarded_For` and `X-Forwarded-For`."""
    scope["headers"] = [(name, value) for name, value in scope["headers"] if b"_" not in name]


async def _nothing_more() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}
