"""Word that there is news: in this process at once, to other processes through Redis where there is one.

It is only a hint to look. Every listener also looks by itself, so nothing depends on a hint arriving.
"""

import threading
from collections.abc import Callable
from typing import Any

import redis
import structlog
from sqlalchemy.exc import DBAPIError

from booth_app.base.db import Database
from booth_app.journal import services

CHANNEL = "booth_app:news"
log = structlog.get_logger(__name__)


class News:
    """After each commit that wrote the journal: numbers it (PostgreSQL), then tells who listens."""

    def __init__(self, database: Database, redis_url: str = "") -> None:
        self._database = database
        self._redis = redis.Redis.from_url(redis_url, socket_timeout=1, socket_connect_timeout=1) if redis_url else None
        self._listeners: list[Callable[[], None]] = []
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        database.after_commit.append(self._committed)

    def listen(self, listener: Callable[[], None]) -> None:
        """Call `listener` (from any thread) whenever this process has committed news."""
        self._listeners.append(listener)

    def _committed(self, info: dict[Any, Any]) -> None:
        if not info.pop(services.NEWS, None):
            return
        if self._database.dialect == "sqlite" and self._redis is None:
            self._tell()
            return
        with self._starting:  # after a fork the thread of the parent is not ours: started at the first need
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="news", daemon=True)
                self._thread.start()
        self._wake.set()

    def _run(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            self.number()
            self._tell()

    def number(self) -> None:
        """Number what is committed; a failure is logged and made good by the next try or the next process."""
        if self._database.dialect == "sqlite":
            return
        try:
            with self._database.write() as session:
                services.give_numbers(session)
        except DBAPIError as error:
            log.warning("numbering-failed", error=type(error.orig).__name__)

    def _tell(self) -> None:
        for each in self._listeners:
            each()
        if self._redis is not None:
            try:
                self._redis.publish(CHANNEL, b"1")
            except redis.RedisError as error:
                log.warning("news-not-shared", error=type(error).__name__)
