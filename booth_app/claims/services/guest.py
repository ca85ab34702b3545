"""Whose guest a body is: the lead of the stand that it shares writes its page, as long as it shares it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import NotFound
from booth_app.claims.models import CoExhibitor
from booth_app.claims.services import _claim
from booth_app.claims.states import sources


def guest(session: Session, who: Who, claim_id: int, profile_id: int, *, now: datetime) -> int:
    """The page of a body that shares an active stand of the organisation one acts for: it may be written.

    Raises:
        NotFound: there is no such stand of its own, it is over, or nobody of that page shares it.
    """
    # Not locked: whoever stops sharing while its page is written loses nothing but the last word on it.
    row = _claim.own(session, who, claim_id, lock=False)
    shares = select(CoExhibitor.profile_id).where(
        CoExhibitor.claim_id == claim_id, CoExhibitor.profile_id == profile_id
    )
    if row.now_in(now) not in sources("share") or session.scalar(shares) is None:
        raise NotFound
    return profile_id
