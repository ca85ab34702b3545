"""Addresses of exhibitors' own sites, as visitors may be sent there."""

import re
from urllib.parse import urlsplit

from booth_app.text.bidi import strip_controls
from booth_app.text.problems import Unreadable

LONGEST = 300
_HOST = re.compile(r"(?!-)[\w-]{1,63}(?<!-)(?:\.(?!-)[\w-]{1,63}(?<!-))+")
_REFUSED = re.compile(r"[\x00-\x20\x7f\\<>\"'`{}|^]")


def checked(typed: str) -> str:
    """An `https://` address of a site with a name, as typed; a missing scheme is put before it; empty stays empty.

    Refused are addresses that hold a person's name or password, numbers instead of a name, other schemes, and
    characters that no address has.

    Raises:
        Unreadable: `not-a-website`.
    """
    address = strip_controls(typed).strip()
    if not address:
        return ""
    if "://" not in address and not address.lower().startswith(("javascript:", "data:", "mailto:")):
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise Unreadable("not-a-website") from None
    host = parts.hostname or ""
    fits = (
        parts.scheme == "https"
        and len(address) <= LONGEST
        and not _REFUSED.search(address)
        and parts.username is None
        and parts.password is None
        and _HOST.fullmatch(host) is not None
        and not host.rpartition(".")[2].isdigit()
        and (port is None or port > 0)
    )
    if not fits:
        raise Unreadable("not-a-website", limit=LONGEST)
    return address
