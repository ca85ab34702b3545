"""Tiles asked for by number, and the feed's address under a server that cannot stream."""

from flask import Flask

from tests.kit import make
from tests.maps.conftest import Fair


def test_visitors_get_visitors_tiles(app: Flask, app_fair: Fair) -> None:
    app_fair.hold("A-101")
    app_fair.assign("A-102")

    html = app.test_client().get("/en/forum/tiles?numbers=a-101,A‑102,Z-9").text

    assert 'data-state="empty"' in html
    assert 'data-state="occupied"' in html
    assert "held" not in html
    assert html.count('id="b-') == 2


def test_an_exhibitor_gets_the_states(app: Flask, app_fair: Fair) -> None:
    app_fair.hold("A-101", app_fair.second)
    client = app.test_client()
    with app_fair.database.read() as session:
        make.sign_in(client, session.get_one(make.User, app_fair.first.user_id))

    answer = client.get("/en/forum/tiles?numbers=A-101")

    assert 'data-state="held"' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_states_are_not_streamed_to_a_visitor(app: Flask, app_fair: Fair) -> None:
    assert app.test_client().get("/en/forum/feed?view=booking").status_code == 403


def test_a_server_without_the_loop_says_later(app: Flask, app_fair: Fair) -> None:
    answer = app.test_client().get("/en/forum/feed?view=public")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"


def test_ones_own_row_is_written_for_its_owner_and_the_tile_for_everyone(app: Flask, app_fair: Fair) -> None:
    app_fair.hold("A-101")
    client = app.test_client()
    with app_fair.database.read() as session:
        make.sign_in(client, session.get_one(make.User, app_fair.first.user_id))

    html = client.get("/en/forum/tiles?numbers=A-101").text

    assert "Your hold or booking" in html.split("<li ")[1]
    assert 'data-state="held"' in html.split("<li ")[0]
