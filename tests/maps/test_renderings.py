"""Tiles, rows and maps: made once per booth, state, language and view, whoever looks."""

import re

import pytest
from flask import Flask

from booth_app.maps.boards import Board, Picture
from booth_app.maps.counts import counts
from booth_app.maps.messages import message
from booth_app.maps.renderings import Rendering
from booth_app.maps.values import View
from tests.maps.conftest import Fair


def numbers(html: str) -> list[str]:
    return re.findall(r'data-number="([^"]+)"', html)


@pytest.fixture
def rendering(app: Flask, app_fair: Fair) -> Rendering:
    return Rendering(app, app_fair.exhibition, "en", View.BOOKING)


def whole(rendering: Rendering, picture: Picture, **more: object) -> str:
    return str(rendering.map(picture, picture.floors[0], **more))  # type: ignore[arg-type]


def test_a_map_is_made_once_and_after_a_change_only_its_tile_is(app_fair: Fair, rendering: Rendering) -> None:
    board = Board(app_fair.exhibition.id)
    first = whole(rendering, app_fair.picture(board))
    assert rendering.made == 12
    app_fair.hold("A-105")

    second = whole(rendering, app_fair.picture(board))

    assert rendering.made == 13
    assert numbers(first) == numbers(second) == sorted(app_fair.booths)
    assert 'data-state="held"' in second
    assert 'data-state="held"' not in first


def test_a_map_that_has_not_changed_is_the_same_string(app_fair: Fair, rendering: Rendering) -> None:
    picture = app_fair.picture(Board(app_fair.exhibition.id))

    assert rendering.map(picture, picture.floors[0]) is rendering.map(picture, picture.floors[0])


def test_visitors_tile_is_not_remade_for_what_visitors_do_not_see(app: Flask, app_fair: Fair) -> None:
    board = Board(app_fair.exhibition.id)
    public = Rendering(app, app_fair.exhibition, "en", View.PUBLIC)
    before = whole(public, app_fair.picture(board))
    app_fair.hold("A-105")
    app_fair.close("A-106")

    after = whole(public, app_fair.picture(board))

    assert after == before
    assert public.made == 12
    assert set(re.findall(r'data-state="(\w+)"', after)) == {"empty"}


def test_what_the_filter_does_not_ask_for_and_what_is_ones_own_is_marked_for_that_reader_alone(
    app_fair: Fair, rendering: Rendering
) -> None:
    board = Board(app_fair.exhibition.id)
    app_fair.hold("A-105")
    picture = app_fair.picture(board)
    neutral = whole(rendering, picture)

    marked = whole(rendering, picture, unmatched={app_fair.booths["A-101"]}, mine={app_fair.booths["A-105"]})

    assert "data-unmatched" not in neutral
    assert marked.count("data-unmatched") == 1
    assert 'data-state="mine"' in marked
    assert whole(rendering, picture) == neutral


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "\u2066A-101\u2069, Available, Inline, 9 square metres, 1 open side"),
        ("ar", "\u2066A-101\u2069، متاح، صفّي، 9 مترًا مربعًا، واجهة واحدة"),
    ],
)
def test_a_tile_says_everything_about_its_booth_in_words(app: Flask, app_fair: Fair, lang: str, said: str) -> None:
    rendering = Rendering(app, app_fair.exhibition, lang, View.BOOKING)

    html = whole(rendering, app_fair.picture(Board(app_fair.exhibition.id)))

    assert f'aria-label="{said}"' in html
    assert f'href="/{lang}/forum/booths/A-101"' in html


def test_a_message_carries_tile_row_and_figures_of_the_changed_booth_only(app_fair: Fair, rendering: Rendering) -> None:
    board = Board(app_fair.exhibition.id)
    app_fair.picture(board)
    app_fair.hold("A-105")
    picture = app_fair.picture(board)

    html = message(rendering, picture, [picture.booths[app_fair.booths["A-105"]]])

    assert re.search(r'<svg><g hx-swap-oob="outerMorph" class="booth"[^>]* data-state="held"[^>]* id="b-A-105"', html)
    assert '<li hx-swap-oob="outerMorph" class="booth-row" id="row-A-105"' in html
    assert '<bdi dir="ltr" id="count-a-held" hx-swap-oob="true">1</bdi>' in html
    assert '<bdi dir="ltr" id="count-a-free" hx-swap-oob="true">11</bdi>' in html
    assert set(numbers(html)) == {"A-105"}


def test_figures_count_an_exhibitor_with_two_booths_once(app_fair: Fair) -> None:
    board = Board(app_fair.exhibition.id)
    app_fair.assign("A-101")
    app_fair.assign("A-102")
    booths = app_fair.picture(board).booths.values()

    public, booking = counts(booths, View.PUBLIC), counts(booths, View.BOOKING)

    assert (public.of("occupied"), public.of("empty"), public.exhibitors) == (2, 10, 1)
    assert (booking.of("confirmed"), booking.of("free"), booking.total) == (2, 10, 12)


def test_a_hostile_name_is_only_text(app: Flask, app_fair: Fair) -> None:
    name = "<script>\"&'</script>"
    with app_fair.database.write() as session:
        session.connection().exec_driver_sql("UPDATE profile SET name_en = ?", (name,))
    app_fair.assign("A-101")
    board = Board(app_fair.exhibition.id)

    for view in View:
        rendering = Rendering(app, app_fair.exhibition, "en", view)
        picture = app_fair.picture(board)
        html = whole(rendering, picture) + message(rendering, picture, picture.booths.values())
        assert "<script" not in html
        assert "&lt;script&gt;" in html
