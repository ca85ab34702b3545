"""Warnings of a draft that somebody accepts, with the reason; errors never."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.exhibitions.models import Hall
from booth_app.geometry import Severity, Violation
from booth_app.geometry.identity import keys
from booth_app.journal import services as journal
from booth_app.layouts.accepted import Acceptance, short_by, standing
from booth_app.layouts.judging import judged
from booth_app.layouts.models import AcceptedWarning, Revision
from booth_app.layouts.queries.findings import acceptances
from booth_app.layouts.queries.rules import rules
from booth_app.layouts.refusals import NoSuchWarning, ReasonMissing, WarningsUnanswered
from booth_app.layouts.replaying import replayed
from booth_app.layouts.services.opening import open_draft
from booth_app.text.names import clean_text
from booth_app.text.problems import Unreadable

LONGEST_REASON = 1000


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules find in a draft, each with its key, and the acceptances that hold."""

    found: tuple[Violation, ...]
    named: tuple[str, ...]
    accepted: Mapping[str, Acceptance]

    @property
    def warnings(self) -> dict[str, Violation]:
        """All warnings by key, accepted or not."""
        pairs = zip(self.named, self.found, strict=True)
        return {key: each for key, each in pairs if each.severity == Severity.WARNING}

    @property
    def errors(self) -> int:
        """How many findings stop publishing."""
        return len(self.found) - len(self.warnings)


def accept_warning(
    session: Session, who: Who, revision_id: int, finding: str, *, reason: str, version: int, now: datetime
) -> None:
    """Accept a warning of a draft. It holds for this draft and the next ones of the hall, while it gets no worse.

    Args:
        finding: the warning's key (`geometry.identity`). version: the draft's that the asker looked at.

    Raises:
        NotFound, NotADraft, Stale: as `open_draft`.
        NoSuchWarning: nothing of that name is found, or it is an error. ReasonMissing: no reason is given.
    """
    draft, hall = open_draft(session, who, revision_id, version=version)
    try:
        why = clean_text(reason, longest=LONGEST_REASON)
    except Unreadable:
        why = ""
    if not why:
        raise ReasonMissing(finding=finding)
    warning = judge(session, draft, hall).warnings.get(finding)
    if warning is None:
        raise NoSuchWarning(finding=finding)
    session.execute(delete(AcceptedWarning).where(_is(revision_id, finding)))
    values = {"short_by": short_by(warning), "reason": why, "accepted_by": who.user_id, "accepted_at": now}
    session.execute(insert(AcceptedWarning), {"revision_id": revision_id, "finding": finding, **values})
    _tell(session, who, "warning-accepted", draft, hall, warning=warning, now=now, words={"reason": why})


def withdraw_acceptance(session: Session, who: Who, revision_id: int, finding: str, *, now: datetime) -> None:
    """Take an acceptance back: the warning stands open again.

    Raises:
        NotFound, NotADraft: as `open_draft`.
        NoSuchWarning: no warning of that name is accepted.
    """
    draft, hall = open_draft(session, who, revision_id)
    seen = judge(session, draft, hall)
    accepted = seen.accepted.get(finding)
    if accepted is None:
        raise NoSuchWarning(finding=finding)
    session.execute(delete(AcceptedWarning).where(_is(revision_id, accepted.finding)))
    warning = seen.warnings[finding]
    _tell(session, who, "warning-reopened", draft, hall, warning=warning, now=now)


def judge(session: Session, draft: Revision, hall: Hall) -> Judged:
    """What the rules find in a draft as it stands."""
    plan = replayed(session, draft, hall)
    found = judged(session, draft.id, draft.version, plan, rules(session, hall.exhibition_id)).violations
    named = keys(found)
    return Judged(found, named, standing(found, named, acceptances(session, draft.id)))


def carry(session: Session, revision_id: int, base_id: int | None) -> None:
    """Let what was accepted in the plan that a draft goes on from hold in the draft too."""
    if base_id is None:
        return
    mine = acceptances(session, revision_id)
    rows = [
        {
            "revision_id": revision_id,
            "finding": key,
            "short_by": each.short_by,
            "reason": each.reason,
            "accepted_by": each.by,
            "accepted_at": each.at,
        }
        for key, each in acceptances(session, base_id).items()
        if key not in mine
    ]
    if rows:
        session.execute(insert(AcceptedWarning), rows)


def sign(session: Session, who: Who, draft: Revision, seen: Judged, ticked: frozenset[str]) -> dict[str, Any]:
    """What is kept with a plan that is published: each warning, and who answered for it and how.

    Acceptances of what the plan does not show any more end with it.

    Raises:
        WarningsUnanswered: a warning that is neither accepted nor ticked.
    """
    open_ones = [key for key in seen.warnings if key not in seen.accepted and key not in ticked]
    if open_ones:
        raise WarningsUnanswered(count=len(open_ones), findings=tuple(open_ones))
    stale = set(acceptances(session, draft.id)) - {each.finding for each in seen.accepted.values()}
    for key in sorted(stale):
        session.execute(delete(AcceptedWarning).where(_is(draft.id, key)))
    return {"warnings": [_signed(who, key, each, seen.accepted.get(key)) for key, each in seen.warnings.items()]}


def _signed(who: Who, key: str, warning: Violation, accepted: Acceptance | None) -> dict[str, Any]:
    """A warning as it was read: the rule's words may be others some day."""
    return {
        "finding": key,
        "rule": warning.rule,
        "things": list(warning.things),
        "says": {lang: warning.message(lang) for lang in ("ar", "en")},
        "how": "ticked" if accepted is None else "accepted",
        "by": who.user_id if accepted is None else accepted.by,
        "reason": "" if accepted is None else accepted.reason,
    }


def _is(revision_id: int, finding: str) -> Any:
    return (AcceptedWarning.revision_id == revision_id) & (AcceptedWarning.finding == finding)


def _tell(
    session: Session,
    who: Who,
    kind: str,
    draft: Revision,
    hall: Hall,
    *,
    warning: Violation,
    now: datetime,
    words: Mapping[str, str] | None = None,
) -> None:
    journal.record(
        session,
        kind,
        actor=who.actor,
        subject=f"layout:{draft.id}",
        at=now,
        exhibition_id=hall.exhibition_id,
        after={"hall": hall.id, "number": draft.number, "rule": warning.rule, "things": list(warning.things)},
        words=words,
    )
