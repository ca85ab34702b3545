"""The real application with one more view: as many bytes as asked, from memory, the limit for pages."""

from flask import Response, request

from asgi import app, flask_app
from booth_app.base.access import may

__all__ = ["app"]
_kept: dict[int, bytes] = {}


@flask_app.get("/bare")
@may("public")
def bare() -> Response:
    """Bytes, nothing else."""
    size = min(int(request.args.get("bytes", "0")), 4_000_000)
    return Response(_kept.setdefault(size, b"x" * size), mimetype="text/html")
