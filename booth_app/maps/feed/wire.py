"""Messages as bytes of `text/event-stream`."""

import random
from datetime import UTC, datetime

BEAT_SECONDS = 15.0


def swap(change: int | None, html: str) -> bytes:
    """HTML for the page to put in its places. Without a number the place to resume from stays what it was."""
    number = f"id: {change}\n" if change is not None else ""
    lines = "".join(f"data: {line}\n" for line in html.splitlines() if line)
    return f"{number}{lines}\n".encode()


def opened(change: int) -> bytes:
    """The first message: from where this stream goes on, the time here, and how long to wait before asking again.

    The wait differs from page to page, so that they do not all come back in the same moment.
    """
    wait = random.randint(1000, 5000)  # noqa: S311 - jitter, not a secret
    return f"retry: {wait}\nevent: feed-open\nid: {change}\ndata: {datetime.now(UTC).isoformat()}\n\n".encode()


def stale(change: int) -> bytes:
    """Too much is missing: the page fetches plan and list anew."""
    return f"event: plan-stale\nid: {change}\ndata: {change}\n\n".encode()


def live() -> bytes:
    """Something about the stages has changed: the page asks what is on."""
    return b"event: plan-live\ndata: 1\n\n"


def beat() -> bytes:
    """A sign of life, for what stands between and for the page."""
    return b":\nevent: feed-beat\ndata: 1\n\n"
