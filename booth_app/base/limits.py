"""How often anyone may ask, over all processes when Redis is there."""

from flask import Flask, g, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address


def whoever() -> str:
    """An organisation as one, else a person, else an address."""
    who = g.get("who")
    if who is not None and who.organisation_id:
        return f"organisation:{who.organisation_id}"
    if who is not None and who.user_id:
        return f"user:{who.user_id}"
    return get_remote_address()


def changes_per_minute() -> str:
    """The general limit on changes, as the installation sets it."""
    return f"{limiter_settings['changes']} per minute"


limiter_settings: dict[str, int] = {"changes": 120}
limiter = Limiter(key_func=whoever, strategy="moving-window", headers_enabled=False)


def init_app(app: Flask) -> None:
    """Count in Redis where there is one; where it fails, in this process: never open."""
    settings = app.config["SETTINGS"]
    limiter_settings["changes"] = settings.booth_requests_per_minute
    app.config.update(
        # The counting library has a name of its own for a Redis behind a socket file.
        RATELIMIT_STORAGE_URI=settings.redis_url.replace("unix://", "redis+unix://", 1) or "memory://",
        RATELIMIT_STORAGE_OPTIONS={"socket_connect_timeout": 1, "socket_timeout": 1} if settings.redis_url else {},
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=True,
        RATELIMIT_DEFAULT=changes_per_minute(),
    )
    limiter.init_app(app)

    @limiter.request_filter
    def reading() -> bool:
        return request.method in ("GET", "HEAD", "OPTIONS")
