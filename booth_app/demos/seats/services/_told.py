"""What happened to seats, for the journal: numbers and states. Names and addresses are in no entry."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from booth_app.demos.seats.models import SeatReservation
from booth_app.demos.seats.services._scene import Scene
from booth_app.journal import services as journal

VISITOR = "visitor"
"""Who acts by a link or a form without an account: the journal does not say which of them."""


def tell(
    session: Session,
    kind: str,
    row: SeatReservation,
    titles: dict[str, str],
    *,
    now: datetime,
    actor: str = VISITOR,
    before: dict[str, Any] | None = None,
    **after: Any,
) -> None:
    """Write down a change of a reservation."""
    values = {
        "showcase": row.showcase_id,
        "slot": row.slot_id,
        "place": row.place_id,
        "starts_at": row.starts_at.isoformat(),
        "state": str(row.state),
        "seats": row.seats,
    }
    if row.held_until is not None:
        values["held_until"] = row.held_until.isoformat()
    journal.record(
        session,
        kind,
        actor=actor,
        subject=f"seats:{row.id}",
        at=now,
        exhibition_id=row.exhibition_id,
        before=before,
        after=values | after,
        words=titles,
    )


def tell_visitor(
    session: Session,
    kind: str,
    visitor_id: int,
    scene: Scene | None,
    *,
    exhibition_id: int,
    now: datetime,
    actor: str = VISITOR,
    **after: Any,
) -> None:
    """Write down something about a visitor; with the slot that it happened at, if there is one."""
    at = (
        {"showcase": scene.showcase_id, "slot": scene.slot_id, "starts_at": scene.starts_at.isoformat()}
        if scene
        else {}
    )
    journal.record(
        session,
        kind,
        actor=actor,
        subject=f"visitor:{visitor_id}",
        at=now,
        exhibition_id=exhibition_id,
        after=at | after,
        words=scene.titles if scene else None,
    )
