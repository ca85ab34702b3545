"""What uvicorn serves: the live feed on the event loop, everything else by the Flask application of `wsgi.py`."""

from booth_app.app import create_app
from booth_app.base.intake import Intake, Message, Receive, Send

flask_app = create_app()
pages = Intake(flask_app, threads=flask_app.config["SETTINGS"].booth_threads)


async def app(scope: Message, receive: Receive, send: Send) -> None:
    """The ASGI application."""
    if scope["type"] == "http":
        await pages(scope, receive, send)
    elif scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1000})
    else:
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        pages.close()
        await send({"type": "lifespan.shutdown.complete"})
