"""Writing on a claim: name on the fascia, contact, power, notes; the terms, where staff assigned the booth."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.claims.details import Details
from booth_app.claims.refusals import WrongState
from booth_app.claims.services import _claim, _once, _terms
from booth_app.claims.states import sources


@dataclass(frozen=True, slots=True)
class Filled:
    """A claim that was written on."""

    claim_id: int
    replayed: bool = False


def fill(
    session: Session,
    who: Who,
    claim_id: int,
    details: Details,
    *,
    terms_version: int | None = None,
    request_key: str | None = None,
    now: datetime,
) -> Filled:
    """Keep what the organisation wrote, without sending it. `terms_version` accepts the terms where none were yet.

    Raises:
        NotFound: no claim of this organisation.
        HoldOver: its time has passed. WrongState: it is no active claim.
        TermsChanged: a newer version is in force than the one accepted.
    """
    content = {"claim": claim_id, "terms": terms_version, **asdict(details)}
    once = _once.begin(session, who, "fill", request_key, content, now=now)
    row = _claim.own(session, who, claim_id)
    if _once.made(once) is not None:
        return Filled(claim_id, replayed=True)
    if row.state not in sources("fill"):
        raise WrongState(claim_id=claim_id, state=row.state)
    values: dict[str, Any] = asdict(details)
    after: dict[str, Any] = {}
    if row.terms_id is None and terms_version is not None:
        accepted = _terms.accepted(session, row.exhibition_id, terms_version)
        values |= {"terms_id": accepted, "terms_at": now, "terms_by": who.user_id}
        after = {"terms": terms_version}
    if not _claim.change(session, claim_id, row.state, **values):
        raise _claim.refuse(session, claim_id)
    _claim.tell(session, who, "fill", row, at=now, after=after)
    _once.end(session, once, {"claim": claim_id})
    return Filled(claim_id)
