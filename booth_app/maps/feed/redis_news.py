"""Word from other processes by way of Redis; it may go and come back."""

import asyncio
import contextlib
from collections.abc import Callable

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from booth_app.journal.news import CHANNEL

AGAIN_SECONDS = 1.0
PATIENCE = 5.0
log = structlog.get_logger(__name__)


class RedisNews:
    """Listens to the channel of the journal. `works` says whether it does at the moment."""

    def __init__(self, url: str, heard: Callable[[], None]) -> None:
        self._url = url
        self._heard = heard
        self.works = False

    async def run(self) -> None:
        """Listen until cancelled; after an error from anew."""
        while True:
            try:
                await self._listen()
            except (RedisError, OSError) as error:
                if self.works:
                    log.warning("news-not-heard", error=type(error).__name__)
                self.works = False
                self._heard()  # nobody tells us now: look at once, and often
                await asyncio.sleep(AGAIN_SECONDS)

    async def _listen(self) -> None:
        client = Redis.from_url(self._url, socket_connect_timeout=1, socket_timeout=PATIENCE, health_check_interval=2)
        try:
            async with client.pubsub(ignore_subscribe_messages=True) as channel:
                await channel.subscribe(CHANNEL)
                self.works = True
                self._heard()  # what was said while we did not listen
                while True:
                    if await channel.get_message(timeout=PATIENCE / 2) is not None:
                        self._heard()
        finally:
            self.works = False
            with contextlib.suppress(RedisError, OSError):
                await client.aclose()
