"""What would cure a finding, or a whole draft: asked of the engine, with what must not be touched."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from booth_app import edits
from booth_app.claims import queries as claims
from booth_app.edits import Cure, Edit, NoCure, Repair
from booth_app.exhibitions import queries as exhibitions
from booth_app.geometry import Plan, Violation
from booth_app.geometry.identity import find
from booth_app.layouts import queries as layouts
from booth_app.layouts.queries import DraftValue


@dataclass(frozen=True, slots=True)
class Proposed:
    """A finding and what would cure it, or why nothing small would."""

    violation: Violation
    result: Cure | NoCure

    @property
    def cure(self) -> Cure | None:
        """The cure, where there is one."""
        return self.result if isinstance(self.result, Cure) else None

    @property
    def why_not(self) -> str:
        """Why there is none; empty where there is one."""
        return self.result.code if isinstance(self.result, NoCure) else ""


@dataclass(frozen=True, slots=True)
class Mending:
    """A repair of a whole draft. `claimed`: booths with a claim may be touched too."""

    repair: Repair
    claimed: bool

    def steps(self, plan: Plan) -> list[tuple[Edit, Plan]]:
        """Each edit with the plan that it is made on."""
        made = []
        for edit in self.repair.edits:
            made.append((edit, plan))
            plan = edit.apply(plan)
        return made


def propose(session: Session, draft: DraftValue, key: str, *, now: datetime) -> Proposed | None:
    """What would cure the finding with this key; None where it is not found (any more). Costs up to some seconds.

    Booths that somebody has claimed stay as they are. The same draft has the same answer.
    """
    known = layouts.check_of(session, draft)
    violation = find(known.violations, key)
    if violation is None:
        return None
    result = edits.cure(
        draft.plan,
        violation,
        layouts.rules(session, draft.exhibition_id),
        pinned=pinned(session, draft, now=now),
        taken=_taken(session, draft),
        known=known,
    )
    return Proposed(violation, result)


def propose_repair(session: Session, draft: DraftValue, *, claimed: bool, now: datetime) -> Mending:
    """Small edits that cure the errors of a draft as far as they can, each without a new error. Takes no booth out.

    `claimed`: booths that somebody has claimed may be touched too; publishing then asks what becomes of the bookings.
    """
    found = edits.repair(
        draft.plan,
        layouts.rules(session, draft.exhibition_id),
        pinned=frozenset() if claimed else pinned(session, draft, now=now),
        taken=_taken(session, draft),
        known=layouts.check_of(session, draft),
        removing=False,
    )
    return Mending(found, claimed)


def pinned(session: Session, draft: DraftValue, *, now: datetime) -> frozenset[str]:
    """Keys of the draft's booths that somebody has claimed, or that are reserved for somebody."""
    states = claims.states(session, draft.exhibition_id, now=now)
    keys = {booth.key: layouts.booth_id(booth.key) for booth in draft.plan.booths}
    stays = {booth for booth, state in states.items() if state.claim_id is not None or state.state == "reserved"}
    return frozenset(key for key, booth in keys.items() if booth in stays)


def _taken(session: Session, draft: DraftValue) -> frozenset[str]:
    """Numbers that no booth of the draft may be given: every one that the exhibition knows."""
    return frozenset(each.number for each in exhibitions.booths(session, draft.exhibition_id))
