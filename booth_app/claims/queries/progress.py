"""What is left to do on a claim."""

from dataclasses import dataclass
from datetime import datetime

from booth_app.claims.models import ClaimState
from booth_app.claims.queries.claims import ClaimValue
from booth_app.exhibitors.queries import ProfileValue


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `at` and `by` where it is known when and who; `version` of the terms."""

    key: str
    done: bool
    at: datetime | None = None
    by: str = ""
    version: int | None = None


def progress(claim: ClaimValue, profile: ProfileValue | None) -> tuple[Step, ...]:
    """The steps of an active claim, in the order in which they are usually done."""
    described = profile is not None and all(
        (profile.name_ar, profile.name_en, profile.about_ar, profile.about_en),
    )
    return (
        Step("request", claim.state != ClaimState.HELD, at=claim.submitted_at),
        Step(
            "terms", claim.terms_version is not None, at=claim.terms_at, by=claim.terms_by, version=claim.terms_version
        ),
        Step("approval", claim.state == ClaimState.CONFIRMED, at=claim.decided_at),
        Step("fascia", bool(claim.details.fascia_ar and claim.details.fascia_en)),
        Step("services", claim.details.power_kw is not None),
        Step("page", described),
    )
