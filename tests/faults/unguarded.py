"""The application without the guard of booths, for the twin of the race that must fail: whoever comes last has it.

The statement that takes a booth no longer asks whether the hold that is there has lapsed, and nothing is refused early.
"""

from sqlalchemy import bindparam
from sqlalchemy.dialects import postgresql, sqlite

from asgi import app
from booth_app.claims import checks
from booth_app.claims.services import _taking
from booth_app.claims.services._taking import UNTIL, taken
from booth_app.claims.views import holding

__all__ = ["app"]


def _taking_anything(insert):
    row = insert(taken).values(
        booth_id=bindparam("booth"), claim_id=bindparam("claim"), held_until=bindparam("until", type_=UNTIL)
    )
    return row.on_conflict_do_update(
        index_elements=[taken.c.booth_id],
        set_={"claim_id": row.excluded.claim_id, "held_until": row.excluded.held_until},
    ).returning(taken.c.booth_id)


_taking.TAKE.update(sqlite=_taking_anything(sqlite.insert), postgresql=_taking_anything(postgresql.insert))
checks.check = lambda *_args, **_values: None
holding.services.glance = lambda *_args, **_values: None
