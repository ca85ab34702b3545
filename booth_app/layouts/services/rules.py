"""Which rules the layouts of an exhibition must keep is decided anew."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import NotFound, Stale
from booth_app.exhibitions.models import Exhibition
from booth_app.geometry import WrongSettings
from booth_app.geometry.settings import held
from booth_app.journal import services as journal
from booth_app.layouts.models import LayoutRules
from booth_app.layouts.refusals import WrongRules


def set_rules(
    session: Session,
    who: Who,
    exhibition_id: int,
    settings: Mapping[str, Any],
    *,
    version: int,
    now: datetime,
    preset: str | None = None,
) -> int:
    """Put settings of the rules in force, whole, and give their version. The same settings again change nothing.

    Every draft is held to them from now on; published plans stay as they were signed.

    Args:
        settings: as a `--rules` file says them, over the defaults.
        version: the one that was looked at; 0 where nothing was said.
        preset: the set of figures that they began with; None leaves what is remembered.

    Raises:
        NotFound: no such exhibition, or not the asker's.
        Stale: somebody else changed them meanwhile.
        WrongRules: an unknown rule or setting, or a value that cannot be.
    """
    # The exhibition's row puts two who say something for the first time in line: there is no other row to lock yet.
    found = session.scalar(select(Exhibition.id).where(Exhibition.id == exhibition_id).with_for_update())
    if found is None or (who.exhibition_id is not None and who.exhibition_id != exhibition_id):
        raise NotFound(exhibition_id=exhibition_id)
    row = session.get(LayoutRules, exhibition_id, populate_existing=True)
    seen = row.version if row is not None else 0
    if seen != version:
        raise Stale(version=seen)
    try:
        held(settings)
    except WrongSettings as wrong:
        raise WrongRules(reason=wrong.code, **wrong.values) from wrong
    given = dict(settings)
    if row is None:
        before: Mapping[str, Any] = {}
        row = LayoutRules(exhibition_id=exhibition_id, settings=given, preset=preset, version=1)
        row.changed_by, row.changed_at = who.user_id, now
        session.add(row)
    else:
        before = row.settings
        if before == given and preset in (None, row.preset):
            return row.version
        row.settings, row.version = given, row.version + 1
        row.preset = preset or row.preset
        row.changed_by, row.changed_at = who.user_id, now
    session.flush()
    differing = sorted(name for name in {*before, *given} if before.get(name) != given.get(name))
    journal.record(
        session,
        "layout-rules-changed",
        actor=who.actor,
        subject=f"exhibition:{exhibition_id}",
        at=now,
        exhibition_id=exhibition_id,
        before={"settings": {name: before.get(name) for name in differing}},
        after={
            "settings": {name: given.get(name) for name in differing},
            "rules": differing,
            "version": row.version,
        }
        | ({"preset": preset} if preset else {}),
    )
    return row.version
