"""Mail as staff see it (what did not arrive, and sending it again), and the page that shows it in development."""

import base64
import hashlib

from flask import Blueprint, Response, abort, current_app, make_response, request, url_for

from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.keys import row_number
from booth_app.base.page import go, page
from booth_app.notices import kept, outbox, queries, rendering
from booth_app.notices.models import MessageState
from booth_app.notices.words import KINDS, STATES

bp = Blueprint("notices", __name__, url_prefix="/<any(ar,en):lang>")
AT_ONCE = 50


@bp.get("/account/mail")
@may("public")
def shelf() -> Response:
    """What was sent in development, the latest first."""
    _in_development_only()
    recipient = request.args.get("to", "").strip()
    with db.read() as session:
        mails = kept.mails(session, recipient=recipient)
    return page("notices/shelf.html", "mails", mails=mails, recipient=recipient)


@bp.get("/account/mail/<message_id>")
@may("public")
def kept_page(message_id: str) -> Response:
    """The HTML part of one of them, alone, as a mail program shows it."""
    _in_development_only()
    with db.read() as session:
        found = kept.mail(session, message_id)
    if found is None:
        abort(404)
    answer = make_response(found.html)
    # The one style sheet that stands in our mails is known by its hash; nothing else in the mail can run or load.
    known = base64.b64encode(hashlib.sha256(rendering.style().encode()).digest()).decode()
    answer.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'sha256-{known}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )
    return answer


@bp.get("/staff/<exhibition>/mail")
@may("mail.read")
def messages() -> Response:
    """Messages of the exhibition: those that did not arrive, or all."""
    wanted = request.args.get("state", MessageState.DEAD)
    state = MessageState(wanted) if wanted in set(MessageState) else None
    before = request.args.get("before", type=row_number)
    with db.read() as session:
        found = queries.messages(session, who(), state=state, before=before, limit=AT_ONCE + 1)
        troubles = queries.troubles(session, who(), now=clock.now(session))
    return page(
        "notices/messages.html",
        "messages",
        messages=found[:AT_ONCE],
        more=found[AT_ONCE - 1].id if len(found) > AT_ONCE else None,
        state=state,
        troubles=troubles,
        kinds=KINDS,
        states=STATES,
    )


@bp.post("/staff/<exhibition>/mail/<int:message>/again")
@may("mail.read")
def again(message: int) -> Response:
    """Send a dead message once more."""
    with db.write() as session:
        outbox.revive(session, who(), message, now=clock.now(session))
    return go(url_for(".messages"))


def _in_development_only() -> None:
    if current_app.config["SETTINGS"].production:
        abort(404)
