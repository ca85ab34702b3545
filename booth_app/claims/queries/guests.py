"""Who shares a confirmed booth with the organisation that leads: public as soon as the claim is confirmed."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.claims.models import Claim, ClaimState, CoExhibitor, TakenBooth


def guests(session: Session, exhibition_id: int) -> dict[int, tuple[int, ...]]:
    """Co-exhibitors of confirmed claims: booth → ids of their profiles, in the order the lead gave them."""
    query = (
        select(TakenBooth.booth_id, CoExhibitor.profile_id)
        .join(Claim, Claim.id == TakenBooth.claim_id)
        .join(CoExhibitor, CoExhibitor.claim_id == Claim.id)
        .where(Claim.exhibition_id == exhibition_id, Claim.state == ClaimState.CONFIRMED)
        .order_by(TakenBooth.booth_id, CoExhibitor.position, CoExhibitor.profile_id)
    )
    found: defaultdict[int, list[int]] = defaultdict(list)
    for booth_id, profile_id in session.execute(query):
        found[booth_id].append(profile_id)
    return {booth_id: tuple(profiles) for booth_id, profiles in found.items()}
