"""The hold that the banner under the header counts down."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.claims.models import Claim, ClaimBooth, ClaimState
from booth_app.exhibitions.models import Booth, Exhibition

_RUNNING = (
    select(
        Claim.id,
        Claim.made_at,
        Claim.held_until,
        Claim.cap_at,
        Claim.extensions,
        Exhibition.extension_minutes,
        Booth.number,
    )
    .join(ClaimBooth, ClaimBooth.claim_id == Claim.id)
    .join(Booth, Booth.id == ClaimBooth.booth_id)
    .join(Exhibition, Exhibition.id == Claim.exhibition_id)
    .where(
        Claim.exhibition_id == bindparam("exhibition"),
        Claim.organisation_id == bindparam("organisation"),
        Claim.state == ClaimState.HELD,
        Claim.held_until > bindparam("now"),
    )
    .order_by(Claim.held_until, Claim.id, Booth.sort_key, Booth.id)
)


@dataclass(frozen=True, slots=True)
class RunningHold:
    """A hold whose time runs. `seconds_left` is for a clock that starts when the page is there."""

    claim_id: int
    numbers: tuple[str, ...]
    until: datetime
    seconds_left: int
    seconds_whole: int
    extension_minutes: int
    may_extend: bool

    @property
    def digits(self) -> str:
        """What is left, as a clock shows it: `11:42`, `26:03:00`."""
        hours, minutes, seconds = self.seconds_left // 3600, self.seconds_left // 60 % 60, self.seconds_left % 60
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def running_holds(session: Session, who: Who, *, now: datetime) -> list[RunningHold]:
    """The running holds of the organisation one acts for in the exhibition at hand, the one that ends first first."""
    if who.organisation_id is None or who.exhibition_id is None:
        return []
    asked = {"exhibition": who.exhibition_id, "organisation": who.organisation_id, "now": now}
    holds: dict[int, RunningHold] = {}
    numbers: dict[int, list[str]] = {}
    for row in session.execute(_RUNNING, asked):
        numbers.setdefault(row.id, []).append(row.number)
        longest = row.held_until + timedelta(minutes=row.extension_minutes)
        end = min(longest, row.cap_at) if row.cap_at is not None else longest
        holds[row.id] = RunningHold(
            claim_id=row.id,
            numbers=tuple(numbers[row.id]),
            until=row.held_until,
            seconds_left=ceil((row.held_until - now).total_seconds()),
            seconds_whole=int((row.held_until - row.made_at).total_seconds()),
            extension_minutes=round((end - row.held_until).total_seconds() / 60),
            may_extend=row.extensions == 0 and end > row.held_until,
        )
    return list(holds.values())
