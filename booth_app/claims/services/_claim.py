"""A claim's own row: finding it, changing its state, telling the journal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import NotFound
from booth_app.claims.models import Claim, ClaimBooth, ClaimState
from booth_app.claims.refusals import WrongState
from booth_app.claims.services import _taking
from booth_app.claims.states import VERBS, effective
from booth_app.journal.services import record

claim = cast(Table, Claim.__table__)
claim_booth = cast(Table, ClaimBooth.__table__)


@dataclass(frozen=True, slots=True)
class Row:
    """What services need to know of a claim; `booths` ascending."""

    id: int
    exhibition_id: int
    organisation_id: int
    state: ClaimState
    held_until: datetime | None
    cap_at: datetime | None
    extensions: int
    assigned: bool
    terms_id: int | None
    booths: tuple[int, ...]

    def now_in(self, now: datetime) -> ClaimState:
        """The state that counts at `now`."""
        return effective(self.state, self.held_until, now)


_FIND = (
    select(
        claim.c.id,
        claim.c.exhibition_id,
        claim.c.organisation_id,
        claim.c.state,
        claim.c.held_until,
        claim.c.cap_at,
        claim.c.extensions,
        claim.c.assigned,
        claim.c.terms_id,
        claim_booth.c.booth_id,
    )
    .join(claim_booth, claim_booth.c.claim_id == claim.c.id)
    .where(claim.c.id == bindparam("which"))
    .order_by(claim_booth.c.booth_id)
)
_CHANGE = update(claim).where(claim.c.id == bindparam("which"), claim.c.state == bindparam("was"))


def find(session: Session, claim_id: int) -> Row | None:
    """A claim as it stands, without a lock."""
    rows = session.execute(_FIND, {"which": claim_id}).all()
    return Row(*rows[0][:-1], booths=tuple(row[-1] for row in rows)) if rows else None


def own(session: Session, who: Who, claim_id: int, *, lock: bool = True) -> Row:
    """A claim of the organisation that asks, with what it has locked.

    Raises:
        NotFound: there is none, or it is another organisation's: that is none of the asker's business.
    """
    if lock:
        _taking.lock(session, claim_id)
    row = find(session, claim_id)
    if row is None or row.organisation_id != who.organisation_id or row.exhibition_id != who.exhibition_id:
        raise NotFound
    return row


def here(session: Session, who: Who, claim_id: int) -> Row:
    """A claim in the exhibition that staff are at work in, with what it has locked.

    Raises:
        NotFound: there is none.
    """
    _taking.lock(session, claim_id)
    row = find(session, claim_id)
    if row is None or row.exhibition_id != who.exhibition_id:
        raise NotFound
    return row


def change(session: Session, claim_id: int, was: ClaimState, **values: Any) -> bool:
    """Change a claim if it is still in state `was`. The row count is the answer; nothing was read before."""
    return _taking.touched(session, _CHANGE, [{"which": claim_id, "was": was, **values}]) == 1


def refuse(session: Session, claim_id: int) -> WrongState:
    """What to raise where a claim was not in the state that the verb needs: it says where it stands now."""
    row = find(session, claim_id)
    return WrongState(claim_id=claim_id, state=row.state if row else None)


def tell(
    session: Session,
    who: Who,
    verb: str,
    row: Row,
    *,
    at: datetime,
    after: Mapping[str, Any],
    before: Mapping[str, Any] | None = None,
    words: Mapping[str, Any] | None = None,
    booths: Iterable[int] | None = None,
    kind: str = "",
) -> None:
    """Write to the journal what `verb` did. Visitors' pages change where the claim was or is confirmed."""
    was = {"state": row.state, **(before or {})}
    now_is = {"state": row.state, **after}
    record(
        session,
        kind or VERBS[verb].kind,
        actor=who.actor,
        subject=f"claim:{row.id}",
        at=at,
        exhibition_id=row.exhibition_id,
        organisation_id=row.organisation_id,
        before=was,
        after={**now_is, "booths": sorted(booths if booths is not None else row.booths)},
        words=words,
        public=ClaimState.CONFIRMED in (was["state"], now_is["state"]),
    )
