"""The blueprint of this room, and finding what an address names."""

from flask import Blueprint, abort, g
from sqlalchemy.orm import Session

from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitions.queries import HallValue
from booth_app.layouts import queries as layouts
from booth_app.layouts.models import RevisionState
from booth_app.layouts.queries import DraftValue

bp = Blueprint("editor", __name__, url_prefix="/<any(ar,en):lang>/staff/<exhibition>/layouts")


def found_hall(session: Session, key: str) -> HallValue:
    """A hall of the exhibition at hand, or 404."""
    return exhibitions.hall(session, g.exhibition.id, key) or abort(404)


def found_draft(session: Session, hall_key: str, revision_id: int) -> tuple[DraftValue, HallValue]:
    """A draft of a hall of the exhibition at hand, or 404. A published one is no draft any more: 404 too."""
    hall = found_hall(session, hall_key)
    draft = layouts.draft(session, revision_id)
    if draft is None or draft.hall_id != hall.id or draft.state != RevisionState.DRAFT:
        abort(404)
    return draft, hall
