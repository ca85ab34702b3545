"""Who may do what: the whole table, read by the check, by the guide and by the test that walks every route."""

from collections.abc import Mapping
from types import MappingProxyType

from booth_app.exhibitions.models import Role

ANYONE = "anyone"
SIGNED_IN = "signed-in"
MEMBER = "member"
"""Acts for an organisation at the moment."""

_A, _S, _L, _P, _V = Role.ADMINISTRATOR, Role.SALES, Role.LAYOUT, Role.PROGRAMME, Role.VIEWER
_DOOR = Role.DOOR
_STAFF = frozenset({_A, _S, _L, _P, _V})

PERMISSIONS: Mapping[str, str | frozenset[Role]] = MappingProxyType(
    {
        "public": ANYONE,
        "account": SIGNED_IN,
        "member": MEMBER,
        "staff.read": _STAFF,
        "applications.decide": frozenset({_A, _S}),
        "claims.decide": frozenset({_A, _S}),
        "booths.manage": frozenset({_A, _S}),
        "organisations.read": frozenset({_A, _S, _V}),
        "exports.read": frozenset({_A, _S}),
        "journal.read": frozenset({_A, _S, _L, _P, _V}),
        "layouts.read": _STAFF,
        "layouts.edit": frozenset({_A, _L}),
        "layouts.publish": frozenset({_A, _L}),
        "programme.read": _STAFF,
        "programme.edit": frozenset({_A, _P}),
        "visitors.read": frozenset({_A, _P}),
        "door.check_in": frozenset({_A, _P, _DOOR}),
        "settings.edit": frozenset({_A}),
        "mail.read": frozenset({_A}),
    }
)
