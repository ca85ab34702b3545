"""`/healthz`, `/readyz` and `/metrics`."""

import hmac

from flask import Blueprint, Response, abort, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from booth_app.base import db
from booth_app.base.access import may

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@may("public")
def alive() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
@may("public")
def ready() -> Response:
    """The database answers."""
    try:
        with db.read() as session:
            session.execute(text("SELECT 1"))
    except DBAPIError:
        return Response("the database does not answer\n", status=503, mimetype="text/plain")
    return Response("ok\n", mimetype="text/plain")


@bp.get("/metrics")
@may("public")
def metrics() -> Response:
    """Counts for Prometheus; to strangers the page does not exist."""
    token = current_app.config["SETTINGS"].booth_metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(token.encode(), given.encode()):
        abort(404)
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)
