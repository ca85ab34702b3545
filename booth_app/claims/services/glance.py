"""A look before the leap: refuses most losers of a rush with one read, before they wait for a lock or write."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from booth_app.base import idempotency
from booth_app.base.access import Who
from booth_app.base.models import RequestKey
from booth_app.claims.models import Claim, TakenBooth
from booth_app.claims.refusals import BoothTaken
from booth_app.claims.services import _once
from booth_app.exhibitions.models import Booth

# Who sends a request again is answered by what it made, whoever has the booth by now.
_DONE = (
    select(RequestKey.key).where(RequestKey.scope == bindparam("scope"), RequestKey.key == bindparam("key")).exists()
)
_TAKEN = (
    select(Booth.id, Booth.number, TakenBooth.held_until)
    .join(TakenBooth, TakenBooth.booth_id == Booth.id)
    .join(Claim, Claim.id == TakenBooth.claim_id)
    .where(
        Booth.id.in_(bindparam("booths", expanding=True)),
        or_(TakenBooth.held_until.is_(None), TakenBooth.held_until > bindparam("now")),
        Claim.organisation_id != bindparam("organisation"),
        ~_DONE,
    )
    .order_by(Booth.id)
    .limit(1)
)


def glance(session: Session, who: Who, booth_ids: Iterable[int], *, request_key: str, now: datetime) -> None:
    """Refuse at once what another organisation has. Lets nobody in: whoever passes is decided on by `hold`.

    Raises:
        BadKey: not the shape of a key.
        BoothTaken: another organisation has one of the booths, and this request has not been carried out before.
    """
    idempotency.check(request_key)
    asked = {
        "booths": sorted(set(booth_ids)),
        "organisation": who.organisation_id,
        "scope": _once.scope(who, "hold"),
        "key": request_key,
        "now": now,
    }
    row = session.execute(_TAKEN, asked).first()
    if row is not None:
        raise BoothTaken(booth_id=row.id, number=row.number, until=row.held_until)
