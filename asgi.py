"""What uvicorn serves: the live feed on the event loop, everything else by the Flask application of `wsgi.py`."""

import asyncio
import contextlib
import resource
import signal
from types import FrameType

from booth_app.app import create_app
from booth_app.base.intake import Intake, Message, Receive, Send
from booth_app.maps.feed.endpoint import Endpoint
from booth_app.maps.feed.hub import Hub

flask_app = create_app()
hub = Hub(flask_app)
pages = Intake(flask_app, threads=flask_app.config["SETTINGS"].booth_threads)
feed = Endpoint(flask_app, pages, hub)


async def app(scope: Message, receive: Receive, send: Send) -> None:
    """The ASGI application."""
    if scope["type"] == "http":
        await (feed if feed.takes(scope) else pages)(scope, receive, send)
    elif scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1000})
    else:
        await _live(receive, send)


async def _live(receive: Receive, send: Send) -> None:
    """From start to end of the server."""
    await receive()
    _open_many_files()
    _end_streams_on_signal()
    hub.start()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await hub.close()
    pages.close()
    await send({"type": "lifespan.shutdown.complete"})


def _open_many_files() -> None:
    """Every open page is a file to the system; its usual limit of 1,024 is for programs without visitors."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _end_streams_on_signal() -> None:
    """End the streams before the server waits for them.

    It asks the application to shut down only when every connection is closed, and an open stream would keep it
    waiting for as long as it may.
    """
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)

        def ending(received: int, frame: FrameType | None, before: object = before) -> None:
            loop.call_soon_threadsafe(hub.end)
            if callable(before):
                before(received, frame)

        with contextlib.suppress(ValueError):  # not in the main thread: a test's server
            signal.signal(number, ending)
