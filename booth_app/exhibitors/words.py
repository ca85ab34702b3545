"""What kinds, categories, states and roles of exhibitors are called."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask_babel import lazy_gettext

from booth_app.exhibitors.models import ApplicationState, Category, MemberRole, OrganisationKind

KINDS: Mapping[str, Any] = MappingProxyType(
    {
        OrganisationKind.PUBLIC_BODY: lazy_gettext("Public body"),
        OrganisationKind.COMMUNITY_ORGANISATION: lazy_gettext("Community organisation"),
        OrganisationKind.INTERNATIONAL_BODY: lazy_gettext("International body"),
        OrganisationKind.TOOL_MAKER: lazy_gettext("Tool maker"),
    }
)
CATEGORIES: Mapping[str, Any] = MappingProxyType(
    {
        Category.PARENTAL: lazy_gettext("Parental controls"),
        Category.FILTER: lazy_gettext("Network filtering"),
        Category.HOTLINE: lazy_gettext("Hotlines"),
        Category.FORENSICS: lazy_gettext("Digital forensics"),
        Category.AWARENESS: lazy_gettext("Awareness"),
    }
)
STATES: Mapping[str, Any] = MappingProxyType(
    {
        ApplicationState.APPLIED: lazy_gettext("Under review"),
        ApplicationState.ACCEPTED: lazy_gettext("Accepted"),
        ApplicationState.RETURNED: lazy_gettext("Returned for completion"),
        ApplicationState.REJECTED: lazy_gettext("Rejected"),
    }
)
STATE_TAGS: Mapping[str, str] = MappingProxyType(
    {
        ApplicationState.APPLIED: "info",
        ApplicationState.ACCEPTED: "ok",
        ApplicationState.RETURNED: "warn",
        ApplicationState.REJECTED: "bad",
    }
)
"""How a state's tag looks."""
ROLES: Mapping[str, Any] = MappingProxyType(
    {MemberRole.OWNER: lazy_gettext("Owner"), MemberRole.MEMBER: lazy_gettext("Member")}
)
