"""What a person sees when something does not work: what happened, what is safe, what next, a number to quote."""

from datetime import UTC, datetime, timedelta

import structlog
from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from booth_app.base import limits
from booth_app.base.db import is_outage
from booth_app.base.errors import Refused
from booth_app.base.languages import chosen
from booth_app.base.page import VARY

KNOWN = {400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503}
RETRY_SECONDS = 5
log = structlog.get_logger(__name__)


def answer(status: int, *, code: str = "", retry_after: int | None = None) -> Response:
    """The error page of a status, in the reader's language."""
    g.failed = True  # who asks may be unknown by now: the page's menus send nobody to sign in
    if "lang" not in g:
        g.lang = chosen()
    if request.path.endswith(".json"):
        response = make_response({"error": code or str(status), "reference": g.get("reference", "-")}, status)
    else:
        until = datetime.now(UTC) + timedelta(seconds=retry_after) if retry_after else None
        shown = status if status in KNOWN else 500
        html = render_template(
            "errors/error.html", status=shown, code=code, reference=g.get("reference", "-"), until=until
        )
        response = make_response(html, status)
    response.headers["Cache-Control"] = "no-store"
    response.vary.update(VARY)
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _outage() -> Response:
    """The page that says to come again. It asks the database nothing: not even, as other pages do, who is signed in."""
    if "_login_user" not in g:  # where Flask-Login keeps whom it has looked up
        g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]
    return answer(503, retry_after=RETRY_SECONDS)


def init_app(app: Flask) -> None:
    """Install the handlers."""

    @app.errorhandler(Refused)
    def refused(error: Refused) -> Response:
        return answer(error.status, code=error.code, retry_after=RETRY_SECONDS if error.status == 503 else None)

    @app.errorhandler(CSRFError)
    def out_of_date(_error: CSRFError) -> Response:
        return answer(400, code="form-out-of-date")

    @app.errorhandler(RateLimitExceeded)
    def too_many(error: RateLimitExceeded) -> Response:
        return answer(429, retry_after=limits.wait(error))

    @app.errorhandler(DBAPIError)
    def database(error: DBAPIError) -> Response:
        log.error("database", error=type(error.orig).__name__, reference=g.get("reference"), outage=is_outage(error))
        if is_outage(error):
            return _outage()
        return answer(500)

    @app.errorhandler(PoolTimeout)
    def no_connection(_error: PoolTimeout) -> Response:
        return _outage()

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        if error.code is not None and error.code < 400:
            return make_response(error.get_response())
        if isinstance(error, SecurityError):  # a host that is none of ours: no address on a page could be built
            return make_response("Bad request", 400, {"Content-Type": "text/plain; charset=utf-8"})
        if isinstance(error, InternalServerError):
            log.exception("failed", reference=g.get("reference"), path=request.path)
        return answer(error.code or 500)

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        if app.testing and app.config.get("PROPAGATE"):
            raise error
        log.exception("failed", reference=g.get("reference"), path=request.path)
        return answer(500)
