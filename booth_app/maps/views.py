"""Parts of a map for open pages: tiles asked for by number, and the way to the live feed."""

from flask import Blueprint, Flask, Response, abort, g, make_response, request

from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.languages import lang
from booth_app.drawing.swatch import category_mark, swatch
from booth_app.maps import words
from booth_app.maps.boards import Boards, board
from booth_app.maps.messages import message
from booth_app.maps.renderings import Renderings, rendering
from booth_app.maps.values import View, own, view_of
from booth_app.text.numbers import fold_number

bp = Blueprint("maps", __name__, url_prefix="/<any(ar,en):lang>/<exhibition>")

MOST_NUMBERS = 100
FEED = "booth_app.feed"
"""Set in the ASGI scope by whoever can stream."""

FEED_FOR = "X-Feed-Exhibition"
"""In the answer to whoever can stream: go on, this exhibition."""

RETRY_SECONDS = "60"


def init_app(app: Flask) -> None:
    """Give the application its boards, and templates the looks and words of a booth."""
    app.extensions["boards"] = Boards()
    app.extensions["renderings"] = Renderings(app)
    app.jinja_env.globals.update(swatch=swatch, category_mark=category_mark, booth_words=words)


@bp.get("/tiles")
@may("public")
def tiles() -> Response:
    """Booths as they are now, for a page that shows them: `numbers` parted by commas."""
    numbers = {fold_number(each) for each in request.args.get("numbers", "").split(",")[:MOST_NUMBERS]}
    view = view_of(who())
    with db.read() as session:
        picture = board(g.exhibition.id).read(session, now=clock.now(session))
    asked = [each for each in picture.booths.values() if each.number in numbers]
    mine = {each.id for each in asked if own(each, who().organisation_id)}
    return make_response(message(rendering(g.exhibition, lang(), view), picture, asked, mine=mine))


@bp.get("/feed")
@may("public")
def feed() -> Response:
    """Whether whoever asks may listen, for the loop that serves the feed. A server without one says: later."""
    if request.args.get("view") == View.BOOKING and view_of(who()) is not View.BOOKING:
        abort(403)
    if not request.environ.get("asgi.scope", {}).get(FEED):
        response = make_response("", 503)
        response.headers["Retry-After"] = RETRY_SECONDS
        return response
    response = make_response("", 204)
    response.headers[FEED_FOR] = str(g.exhibition.id)
    return response
