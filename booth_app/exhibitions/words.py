"""What roles are called."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask_babel import lazy_gettext

from booth_app.exhibitions.models import Role

ROLES: Mapping[str, Any] = MappingProxyType(
    {
        Role.ADMINISTRATOR: lazy_gettext("Administrator"),
        Role.SALES: lazy_gettext("Booking staff"),
        Role.LAYOUT: lazy_gettext("Layout staff"),
        Role.PROGRAMME: lazy_gettext("Programme manager"),
        Role.VIEWER: lazy_gettext("Viewer"),
        Role.DOOR: lazy_gettext("Door staff"),
    }
)
