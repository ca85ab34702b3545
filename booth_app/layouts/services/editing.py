"""One edit after another on a draft, and back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from booth_app import edits
from booth_app.base.access import Who
from booth_app.base.errors import Invalid
from booth_app.exhibitions.services import booths
from booth_app.journal import services as journal
from booth_app.layouts import shapes
from booth_app.layouts.kept import changed
from booth_app.layouts.models import DraftStep, Revision
from booth_app.layouts.refusals import EditRefused, NothingToUndo
from booth_app.layouts.replaying import replayed, steps
from booth_app.layouts.services.opening import open_draft
from booth_app.text.numbers import fold_number

_MOST_NAMED = 20


def edit(session: Session, who: Who, revision_id: int, said: Mapping[str, Any], *, version: int, now: datetime) -> int:
    """Make an edit (an `edits` value as JSON) the draft's next step, and give the draft's new version.

    Steps that were undone are gone with it. Rules are not asked: a draft may break them.

    Raises:
        NotFound, NotADraft, Stale: as `open_draft`.
        Invalid: the JSON is no edit.
        EditRefused: the edit cannot be made on the plan as it is; `reason` is its code.
    """
    draft, hall = open_draft(session, who, revision_id, version=version)
    try:
        made = edits.from_json(dict(said))
    except edits.NotAnEdit as error:
        raise Invalid(edit=str(error)) from error
    plan = replayed(session, draft, hall)
    if not _are_the_halls(session, hall.id, [key for key in made.touched(plan) if plan.booth(key) is None]):
        raise Invalid(edit="a booth of another hall")
    if reason := made.why_not(plan):
        raise EditRefused(reason=reason.code, **reason.values)
    session.execute(delete(DraftStep).where(DraftStep.revision_id == revision_id, DraftStep.position > draft.cursor))
    step = DraftStep(
        revision_id=revision_id, position=draft.cursor + 1, edit=made.to_json(), made_by=who.user_id, made_at=now
    )
    session.add(step)
    keys = made.touched(plan)
    told = {"edit": made.name, "keys": list(keys[:_MOST_NAMED]), "count": len(keys)}
    return _advance(session, who, draft, hall.exhibition_id, cursor=draft.cursor + 1, told=told, now=now)


def undo(session: Session, who: Who, revision_id: int, *, version: int, now: datetime) -> int:
    """Take the last step back; it can be done again until the next edit. Gives the draft's new version.

    Raises:
        NothingToUndo: the draft is as it was begun.
    """
    return seek(session, who, revision_id, None, by=-1, version=version, now=now)


def redo(session: Session, who: Who, revision_id: int, *, version: int, now: datetime) -> int:
    """Do again what was undone last. Gives the draft's new version.

    Raises:
        NothingToUndo: nothing was undone since the last edit.
    """
    return seek(session, who, revision_id, None, by=1, version=version, now=now)


def seek(
    session: Session,
    who: Who,
    revision_id: int,
    cursor: int | None,
    *,
    version: int,
    now: datetime,
    by: int = 0,
) -> int:
    """Undo or redo up to a step of the history (0: as begun), or `by` so many steps. Gives the new version.

    Raises:
        NotFound, NotADraft, Stale: as `open_draft`.
        NothingToUndo: there is no such step.
    """
    draft, hall = open_draft(session, who, revision_id, version=version)
    wanted = draft.cursor + by if cursor is None else cursor
    last = session.scalar(select(func.max(DraftStep.position)).where(DraftStep.revision_id == revision_id)) or 0
    if not 0 <= wanted <= last or wanted == draft.cursor:
        raise NothingToUndo(cursor=draft.cursor)
    told = {"edit": "undo" if wanted < draft.cursor else "redo", "from": draft.cursor, "to": wanted}
    return _advance(session, who, draft, hall.exhibition_id, cursor=wanted, told=told, now=now)


def key_for_new(session: Session, who: Who, revision_id: int, number: str, *, version: int) -> str:
    """The key under which a booth with this number is added to a draft.

    A booth of the hall that had the number and is not in the draft comes back as itself; any other is new.

    Raises:
        NotFound, NotADraft, Stale: as `open_draft`.
    """
    draft, hall = open_draft(session, who, revision_id, version=version)
    plan = replayed(session, draft, hall)
    known = booths.known(session, hall.id).get(fold_number(number))
    if known is not None and plan.booth(shapes.booth_key(known)) is None:
        return shapes.booth_key(known)
    used = [each["key"] for each in steps(session, revision_id, upto=draft.cursor) if "key" in each]
    return edits.fresh_key(plan, used)


def _are_the_halls(session: Session, hall_id: int, keys: Sequence[str]) -> bool:
    """Whether booths that an edit brings into the plan are new or were this hall's before."""
    ids = {booth_id for key in keys if (booth_id := shapes.booth_id(key)) is not None}
    return not ids or ids <= set(booths.known(session, hall_id).values())


def _advance(
    session: Session,
    who: Who,
    draft: Revision,
    exhibition_id: int,
    *,
    cursor: int,
    told: Mapping[str, Any],
    now: datetime,
) -> int:
    draft.cursor = cursor
    draft.version += 1
    session.flush()
    changed(session, draft.id)
    journal.record(
        session,
        "layout-edited",
        actor=who.actor,
        subject=f"layout:{draft.id}",
        at=now,
        exhibition_id=exhibition_id,
        after={"hall": draft.hall_id, "number": draft.number, "version": draft.version, **told},
    )
    return draft.version
