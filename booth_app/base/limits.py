"""How often anyone may ask, over all processes when Redis is there."""

import time

from flask import Flask, g, request
from flask_limiter import Limiter
from flask_limiter.errors import RateLimitExceeded
from flask_limiter.util import get_remote_address
from redis import RedisError


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


def wait(error: RateLimitExceeded) -> int:
    """Seconds until one more is let through: when the oldest of those counted is too old, not a whole window."""
    breached = limiter.current_limit
    try:
        return max(1, breached.reset_at - int(time.time())) if breached else int(error.limit.limit.get_expiry())
    except RedisError:  # the store went away between the count and this question
        return int(error.limit.limit.get_expiry())


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
