"""The version of the terms that somebody accepts must be the one in force."""

from sqlalchemy.orm import Session

from booth_app.claims.refusals import TermsChanged, TermsMissing
from booth_app.exhibitions import queries as exhibitions


def accepted(session: Session, exhibition_id: int, version: int | None) -> int:
    """The id of the terms in force, if that is the version that was accepted.

    Raises:
        TermsMissing: none was accepted (or the exhibition has none yet: then nothing can be submitted).
        TermsChanged: a newer one is in force.
    """
    terms = exhibitions.terms(session, exhibition_id)
    if terms is None or version is None:
        raise TermsMissing(version=terms.version if terms else None)
    if terms.version != version:
        raise TermsChanged(version=terms.version)
    return terms.id
