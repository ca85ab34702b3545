"""The hub without a server: one message however many listen."""

import asyncio
import re
from collections.abc import Awaitable, Callable

from flask import Flask

from booth_app.journal import queries as journalled
from booth_app.maps.feed.channel import Listener
from booth_app.maps.feed.hub import LEAST_BETWEEN, Hub
from booth_app.maps.values import View
from tests.kit import loops
from tests.maps.conftest import Fair

LISTENERS = 300
NUMBER = re.compile(rb"^id: (\d+)$", re.MULTILINE)


def on_hub(app: Flask, work: Callable[[Hub], Awaitable[None]]) -> None:
    async def run() -> None:
        hub = Hub(app)
        hub.start()
        try:
            await work(hub)
        finally:
            await hub.close()

    loops.run(run())


async def listening(hub: Hub, fair: Fair, lang: str, view: View, since: int | None = None) -> Listener:
    """A listener that has heard its greeting."""
    _, listener = await hub.subscribe(fair.exhibition.id, lang, view, since)
    assert b"event: feed-open" in (await listener.next() or b"")
    return listener


async def told_from(hub: Hub, fair: Fair, view: View, since: int, wanted: bytes) -> list[tuple[bytes, bytes]]:
    """What one who was away hears until it holds the wanted: each message's number and all of it."""
    _, listener = await hub.subscribe(fair.exhibition.id, "en", view, since)
    heard = b""
    while wanted not in heard:
        heard += await message(listener)
    return [(b"".join(NUMBER.findall(each)), each) for each in heard.split(b"\n\n") if each]


def newest(fair: Fair) -> int:
    """The number of the newest entry."""
    with fair.database.read() as session:
        return journalled.latest(session, fair.exhibition.id)


async def message(listener: Listener) -> bytes:
    return await asyncio.wait_for(listener.next(), 20) or b""


def test_a_change_is_rendered_once_per_language_and_view_however_many_listen(app: Flask, app_fair: Fair) -> None:
    renderings = app.extensions["renderings"]
    each_kind = [("ar", View.BOOKING), ("en", View.BOOKING), ("ar", View.PUBLIC)]

    async def work(hub: Hub) -> None:
        listeners = [await listening(hub, app_fair, *each_kind[n % 3]) for n in range(LISTENERS)]
        before = {kind: renderings.of(app_fair.exhibition, *kind).made for kind in each_kind}

        await asyncio.to_thread(app_fair.assign, "A-105")
        messages = [await message(each) for each in listeners]

        made = {kind: renderings.of(app_fair.exhibition, *kind).made - before[kind] for kind in each_kind}
        assert made == dict.fromkeys(each_kind, 1)
        assert len({*messages}) == 3
        assert all(messages[n] is messages[n % 3] or messages[n] == messages[n % 3] for n in range(LISTENERS))
        assert hub.listeners == LISTENERS

    on_hub(app, work)


def test_a_rush_is_told_in_few_messages_that_carry_the_newest_state(app: Flask, app_fair: Fair) -> None:
    async def work(hub: Hub) -> None:
        listener = await listening(hub, app_fair, "en", View.BOOKING)
        loop = asyncio.get_running_loop()
        began = loop.time()
        for number in sorted(app_fair.booths):
            await asyncio.to_thread(app_fair.close, number)
        took = loop.time() - began

        heard: list[bytes] = []
        while sum(each.count(b'data-state="closed" ') for each in heard) < len(app_fair.booths):
            heard.append(await message(listener))

        assert len(heard) <= took / LEAST_BETWEEN + 3

    on_hub(app, work)


def test_a_lapsed_hold_is_told_without_an_entry_and_without_a_number(app: Flask, app_fair: Fair) -> None:
    with app_fair.database.write() as session:
        session.connection().exec_driver_sql("UPDATE exhibition SET hold_minutes = 1")
    app_fair.hold("A-101")
    with app_fair.database.write() as session:
        soon = "strftime('%Y-%m-%d %H:%M:%f', 'now', '+3 seconds')"
        session.connection().exec_driver_sql(f"UPDATE taken_booth SET held_until = {soon}")

    async def work(hub: Hub) -> None:
        listener = await listening(hub, app_fair, "en", View.BOOKING)

        told = await message(listener)

        assert b'data-state="free"' in told
        assert b"A-101" in told
        assert b"id: " not in told
        (_, greeting), (number, again) = await told_from(hub, app_fair, View.BOOKING, newest(app_fair), b"A-101")
        assert b"feed-open" in greeting
        assert b'data-state="free"' in again
        assert number == b""

    on_hub(app, work)


def test_a_page_cut_off_after_its_greeting_asks_again_from_where_it_was(app: Flask, app_fair: Fair) -> None:
    async def work(hub: Hub) -> None:
        await listening(hub, app_fair, "en", View.PUBLIC)
        before = newest(app_fair)
        await asyncio.to_thread(app_fair.assign, "A-103")

        (first, greeting), *missed = await told_from(hub, app_fair, View.PUBLIC, before, b"A-103")

        assert b"feed-open" in greeting
        assert int(first) == before
        assert int(missed[-1][0]) == newest(app_fair)

    on_hub(app, work)


def test_a_reader_who_left_is_forgotten_and_a_late_one_is_told_all_it_missed(app: Flask, app_fair: Fair) -> None:
    async def work(hub: Hub) -> None:
        channel, listener = await hub.subscribe(app_fair.exhibition.id, "en", View.PUBLIC, None)
        channel.listeners.discard(listener)
        assert hub.listeners == 0
        await asyncio.to_thread(app_fair.assign, "A-103")
        await asyncio.to_thread(app_fair.assign, "A-104")

        _, late = await hub.subscribe(app_fair.exhibition.id, "en", View.PUBLIC, 0)
        heard = b""
        while not (b"A-103" in heard and b"A-104" in heard):
            heard += await message(late)

        assert heard.count(b'id="b-A-103"') == 1

    on_hub(app, work)


def test_when_the_server_ends_every_stream_does(app: Flask, app_fair: Fair) -> None:
    async def work(hub: Hub) -> None:
        listeners = [await listening(hub, app_fair, "en", View.PUBLIC) for _ in range(3)]

        hub.end()

        assert [await each.next() for each in listeners] == [None, None, None]

    on_hub(app, work)


def test_news_of_a_database_that_was_away_is_told_when_it_is_back(app: Flask, app_fair: Fair) -> None:
    """The table of numbers is taken away for a moment: looking fails, and goes on."""

    async def work(hub: Hub) -> None:
        listener = await listening(hub, app_fair, "en", View.PUBLIC)
        with app_fair.database.write() as session:
            session.connection().exec_driver_sql("ALTER TABLE journal_number RENAME TO journal_gone")
        await asyncio.sleep(0.6)
        with app_fair.database.write() as session:
            session.connection().exec_driver_sql("ALTER TABLE journal_gone RENAME TO journal_number")
        await asyncio.to_thread(app_fair.assign, "A-102")

        assert b"A-102" in await message(listener)

    on_hub(app, work)
