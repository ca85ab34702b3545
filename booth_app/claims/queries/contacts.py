"""Whom a claim names as its contact person: for the outbox, which shows it to nobody else."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.claims.models import Claim


def contact_email(session: Session, claim_id: int) -> str:
    """The e-mail of a claim's contact person; empty where none is named."""
    return session.scalar(select(Claim.contact_email).where(Claim.id == claim_id)) or ""
