"""Who may see and decide what of claims: the table of permissions, asked in services and queries that serve both."""

from booth_app.base.access import Who
from booth_app.exhibitions.permissions import PERMISSIONS


def decides(who: Who) -> bool:
    """Whether whoever asks decides on claims in the exhibition at hand."""
    return _has(who, "claims.decide")


def reads(who: Who) -> bool:
    """Whether whoever asks may read other organisations' claims in the exhibition at hand, contacts included."""
    return _has(who, "organisations.read")


def is_staff(who: Who) -> bool:
    """Whether whoever asks works on the exhibition at hand; who only lets visitors in at a door does not."""
    return _has(who, "staff.read")


def _has(who: Who, permission: str) -> bool:
    roles = PERMISSIONS[permission]
    return isinstance(roles, frozenset) and bool(who.roles & {str(role) for role in roles})
