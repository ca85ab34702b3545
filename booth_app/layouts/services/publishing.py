"""Publishing: a draft becomes what everyone sees, whole or not at all."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.exhibitions.models import Hall
from booth_app.exhibitions.services import booths
from booth_app.exhibitions.services.booths import Settled
from booth_app.geometry import Plan
from booth_app.geometry.sides import filled
from booth_app.journal import services as journal
from booth_app.layouts import shapes
from booth_app.layouts.kept import changed
from booth_app.layouts.models import BoothShapeRow, FixtureShapeRow, Revision, RevisionState
from booth_app.layouts.queries.published import revision
from booth_app.layouts.refusals import LayoutHasErrors, LayoutOutdated
from booth_app.layouts.replaying import replayed
from booth_app.layouts.services.accepting import judge, sign
from booth_app.layouts.services.opening import open_draft


@dataclass(frozen=True, slots=True)
class Published:
    """What a publishing did. `changed`: ids of all booths that look or are called otherwise, the gone ones too."""

    revision_id: int
    number: int
    hall_id: int
    changed: tuple[int, ...]
    added: tuple[int, ...]
    removed: tuple[int, ...]


def publish(
    session: Session,
    who: Who,
    revision_id: int,
    *,
    version: int,
    now: datetime,
    ticked: Collection[str] = (),
) -> Published:
    """Make a draft the published plan of its hall.

    Booths that the plan adds begin to exist, those that it lacks end, the others keep who they are with their new
    shapes and numbers. It knows nothing of claims: who minds them calls `hold_still` first, so that nobody takes a
    booth meanwhile, and decides about them in the same transaction. Every warning is answered for, by an acceptance
    with a reason or by a tick of whoever publishes, and stays with the plan together with who that was.

    Args:
        ticked: keys of warnings (`geometry.identity`) that whoever publishes has ticked.

    Raises:
        NotFound, NotADraft, Stale: as `open_draft`.
        LayoutOutdated: another draft of the hall was published since this one was begun.
        LayoutHasErrors: a rule finds an error.
        WarningsUnanswered: a warning is neither accepted nor ticked.
        NumbersRefused: a booth cannot have the number that it has in the plan.
    """
    hold_still(session, revision_id)
    draft, hall = open_draft(session, who, revision_id, version=version)
    old = session.scalar(
        select(Revision.id).where(Revision.hall_id == hall.id, Revision.state == RevisionState.PUBLISHED)
    )
    if draft.base_id != old:
        raise LayoutOutdated(published=old)
    plan = replayed(session, draft, hall)
    seen = judge(session, draft, hall)
    if seen.errors:
        raise LayoutHasErrors(count=seen.errors)
    signed = sign(session, who, draft, seen, frozenset(ticked))

    known = {booth.key: shapes.booth_id(booth.key) for booth in plan.booths}
    numbered = {booth_id: booth.number for booth in plan.booths if (booth_id := known[booth.key]) is not None}
    unknown = [booth for booth in plan.booths if known[booth.key] is None]
    settled = booths.settle(session, hall.id, numbered, [booth.number for booth in unknown], now=now)
    ids = {key: booth_id for key, booth_id in known.items() if booth_id is not None}
    ids |= {booth.key: booth_id for booth, booth_id in zip(unknown, settled.ids, strict=True)}

    whole = filled(plan)
    before = Plan() if old is None else revision(session, old).plan
    touched = _touched(before, whole, ids, settled)
    _write(session, draft.id, whole, drawn=plan, ids=ids)
    session.execute(update(Revision).where(Revision.id == old).values(state=RevisionState.SUPERSEDED))
    _stand(draft, plan, signed, by=who.user_id, at=now)
    session.flush()  # after the old one stood down: an index allows one published plan a hall
    changed(session, draft.id)
    journal.record(
        session,
        "layout-published",
        actor=who.actor,
        subject=f"layout:{draft.id}",
        at=now,
        exhibition_id=hall.exhibition_id,
        before={"hall": hall.id, "revision": old},
        after={
            "hall": hall.id,
            "revision": draft.id,
            "number": draft.number,
            "booths": list(touched),
            "added": list(settled.added),
            "removed": list(settled.removed),
            "renumbered": [[each, *numbers] for each, numbers in sorted(settled.renumbered.items())],
        },
        public=True,
    )
    return Published(draft.id, draft.number, hall.id, touched, settled.added, settled.removed)


def hold_still(session: Session, revision_id: int, *, also: Iterable[int] = ()) -> None:
    """Keep a draft's hall and its booths from everybody else until this transaction ends.

    Whoever judges a plan by something else too (who has a booth) calls this first. `also`: booths of other halls.
    """
    # The hall first: the next publishing of it waits here, and then finds that its draft is out of date.
    hall_id = session.scalar(select(Revision.hall_id).where(Revision.id == revision_id))
    if hall_id is not None:
        session.execute(select(Hall.id).where(Hall.id == hall_id).with_for_update())
        booths.lock(session, hall_id, also=also)


def _write(session: Session, revision_id: int, plan: Plan, *, drawn: Plan, ids: dict[str, int]) -> None:
    """The shapes, once and for all: triggers refuse every later change."""
    rows = [
        shapes.booth_row(revision_id, ids[booth.key], booth, drawn=said)
        for booth, said in zip(plan.booths, drawn.booths, strict=True)
    ]
    if rows:
        session.execute(insert(BoothShapeRow), rows)
    fixtures = [shapes.fixture_row(revision_id, fixture) for fixture in plan.fixtures]
    if fixtures:
        session.execute(insert(FixtureShapeRow), fixtures)


def _stand(draft: Revision, plan: Plan, signed: dict[str, Any], *, by: int | None, at: datetime) -> None:
    draft.state = RevisionState.PUBLISHED
    draft.version += 1
    draft.ground = shapes.ground(plan)
    draft.signed = signed
    draft.published_by = by
    draft.published_at = at


def _touched(before: Plan, after: Plan, ids: dict[str, int], settled: Settled) -> tuple[int, ...]:
    """Booths that changed in any way; open sides change with a neighbour that moves."""
    old = {booth.key: booth for booth in before.booths}
    new = {ids[booth.key]: replace(booth, key=shapes.booth_key(ids[booth.key])) for booth in after.booths}
    moved = {booth_id for booth_id, booth in new.items() if old.get(booth.key) != booth}
    return tuple(sorted({*moved, *settled.added, *settled.removed}))
