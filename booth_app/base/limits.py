"""How often anyone may ask, over all processes when Redis is there."""

import time
from contextlib import suppress
from ipaddress import IPv6Address, ip_address

from flask import Flask, g, request
from flask_limiter import Limiter
from flask_limiter.errors import RateLimitExceeded
from flask_limiter.util import get_remote_address
from redis import RedisError


def whoever() -> str:
    """An organisation as one, else a person, else where a request comes from."""
    who = g.get("who")
    return f"organisation:{who.organisation_id}" if who is not None and who.organisation_id else person()


def person() -> str:
    """A person, whichever of their organisations they act for; else where a request comes from."""
    who = g.get("who")
    return f"user:{who.user_id}" if who is not None and who.user_id else network()


def network() -> str:
    """Where a request comes from: an address, or the 64 bits of IPv6 that one subscriber has to spend."""
    address = get_remote_address()
    with suppress(ValueError):
        parsed = ip_address(address)
        if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
            return f"network:{parsed.exploded[:19]}"
    return f"network:{address}"


def changes_per_minute() -> str:
    """The general limit on changes, as the installation sets it."""
    return f"{limiter_settings['changes']} per minute"


def searches_per_minute() -> str:
    """How often one address searches. Visitors in the halls share one, the hall's: generous, and a machine's end."""
    return f"{limiter_settings['searches']} per minute"


def _reading() -> bool:
    return request.method in ("GET", "HEAD", "OPTIONS")


def wait(error: RateLimitExceeded) -> int:
    """Seconds until one more is let through: when the oldest of those counted is too old, not a whole window."""
    breached = limiter.current_limit
    try:
        return max(1, breached.reset_at - int(time.time())) if breached else int(error.limit.limit.get_expiry())
    except RedisError:  # the store went away between the count and this question
        return int(error.limit.limit.get_expiry())


limiter_settings: dict[str, int] = {"changes": 120, "searches": 1200}
limiter = Limiter(
    key_func=whoever,
    default_limits=[changes_per_minute],
    default_limits_exempt_when=_reading,
    strategy="moving-window",
    headers_enabled=False,
)
searching = limiter.shared_limit(
    searches_per_minute, scope="search", key_func=network, exempt_when=lambda: not request.args.get("q")
)
"""For views that search where their address has a `q`, all of them counted together."""


def init_app(app: Flask) -> None:
    """Count in Redis where there is one; where it fails, in this process: never open."""
    settings = app.config["SETTINGS"]
    limiter_settings["changes"] = settings.booth_requests_per_minute
    app.config.update(
        # The counting library has a name of its own for a Redis behind a socket file.
        RATELIMIT_STORAGE_URI=settings.redis_url.replace("unix://", "redis+unix://", 1) or "memory://",
        RATELIMIT_STORAGE_OPTIONS={"socket_connect_timeout": 1, "socket_timeout": 1} if settings.redis_url else {},
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=True,
    )
    limiter.init_app(app)
