"""The parts of the feed that need no server: what is remembered, who is let go."""

import asyncio

import pytest

from booth_app.maps.feed import wire
from booth_app.maps.feed.channel import MOST_REMEMBERED, MOST_WAITING, Event, Listener, Past
from tests.kit import loops


def booths(*numbers: int) -> frozenset[int]:
    return frozenset(numbers)


def test_a_page_that_was_away_is_told_every_booth_that_changed_since() -> None:
    past = Past(0, [Event(3, booths(1)), Event(5, booths(2, 3)), Event(9, booths(1))])

    assert past.since(0) == booths(1, 2, 3)
    assert past.since(3) == booths(1, 2, 3)
    assert past.since(5) == booths(1)
    assert past.since(9) == booths()


def test_a_hold_that_lapsed_at_a_number_is_told_to_whoever_has_that_number() -> None:
    past = Past(0, [Event(5, booths(1)), Event(5, booths(7), lapsed=True)])

    assert past.since(5) == booths(7)


def test_a_page_from_before_what_is_remembered_has_to_fetch_the_plan() -> None:
    assert Past(4, [Event(5, booths(1))]).since(3) is None


def test_a_page_from_before_a_new_plan_has_to_fetch_it() -> None:
    past = Past(0, [Event(5, booths(), stale=True), Event(6, booths(1))])

    assert past.since(4) is None
    assert past.since(5) == booths(1)


def test_it_is_known_whether_something_else_may_be_on_at_the_stages() -> None:
    past = Past(0, [Event(5, booths(), on_stages=True), Event(6, booths(1))])

    assert past.stages_since(4)
    assert not past.stages_since(5)
    assert past.since(4) == booths(1)


def test_memory_is_bounded_and_what_is_forgotten_is_not_pretended_to_be_known() -> None:
    past = Past(0, [])
    for number in range(1, MOST_REMEMBERED + 11):
        past.add(Event(number, booths(number)))

    assert past.since(9) is None
    assert past.since(10) == frozenset(range(11, MOST_REMEMBERED + 11))


def test_what_waits_comes_at_once_and_in_order() -> None:
    async def run() -> list[bytes | None]:
        listener = Listener()
        for each in (b"1", b"2", b"3", None):
            listener.push(each)
        return [await listener.next(), await listener.next()]

    assert loops.run(run()) == [b"123", None]


def test_a_listener_that_does_not_read_is_let_go_and_holds_no_more_than_its_share() -> None:
    async def run() -> tuple[bool, int]:
        listener: Listener | None = None

        async def stuck() -> None:
            nonlocal listener
            listener = Listener()
            await asyncio.sleep(3600)  # a write that never ends

        task = asyncio.create_task(stuck())
        await asyncio.sleep(0)
        assert listener is not None
        for _ in range(MOST_WAITING * 3):
            listener.push(b"x" * 1000)
        with pytest.raises(asyncio.CancelledError):
            await task
        return listener.dropped, len(listener._waiting)

    assert loops.run(run()) == (True, MOST_WAITING)


def test_html_of_several_lines_is_one_message() -> None:
    assert wire.swap(7, "<a>\n\n<b>") == b"id: 7\ndata: <a>\ndata: <b>\n\n"
    assert wire.swap(None, "<a>") == b"data: <a>\n\n"
