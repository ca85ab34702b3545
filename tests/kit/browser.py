"""A person at a real browser: Debian's Chromium, driven by Playwright, its console part of every assertion."""

import contextlib
import shutil
import socket
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from tests.kit.services import missing

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HARMLESS = ("Failed to load resource: the server responded with a status of 4",)
"""The browser's own line about an answer that we gave on purpose (409, 422)."""

PATIENCE = 20_000
"""Milliseconds that a page may take over anything: long, for a machine that does much else at the time."""

expect.set_options(timeout=PATIENCE)


def installed() -> str | None:
    """Where the browser is, if there is one."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def chromium() -> str:
    """Where the browser is; a test that needs it is left out where there is none."""
    found = installed()
    if not found:
        missing("Chromium")
    return str(found)


class Person:
    """Someone at the site: a context of their own, a page, and everything the console said."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        given = {"viewport": {"width": 1440, "height": 900}, "locale": "ar-SA", "timezone_id": "Asia/Riyadh"}
        self.address = address
        self.context: BrowserContext = browser.new_context(base_url=address, **(given | options))
        self.context.set_default_timeout(PATIENCE)
        self.said: list[str] = []
        self.failed: list[str | None] = []
        """Why requests failed, but for those that the browser itself gave up because the page was left."""
        self.page: Page = self.new_page()

    def new_page(self) -> Page:
        """Another tab of the same person."""
        page = self.context.new_page()
        page.on("console", self._console)
        page.on("requestfailed", self._failure)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        return page

    def _failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":
            self.failed.append(request.failure)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning") or message.text.startswith(HARMLESS):
            return
        if "net::ERR_" in message.text and not self._is_served():
            return  # the test has stopped the server; open maps ask for it until they are closed
        if "status of 503" in message.text and "/feed" in message.location.get("url", ""):
            return  # a server that is stopping tells the maps to come again later
        if "Failed to fetch" in message.text and not self.failed:
            return  # the page was left while it asked
        self.said.append(message.text)

    def _is_served(self) -> bool:
        place = urlsplit(self.address)
        with contextlib.suppress(OSError), socket.create_connection((place.hostname, place.port or 80), timeout=1):
            return True
        return False

    def close(self) -> None:
        """Leave; the console must have been silent."""
        self.context.close()
        assert not self.said, self.said
