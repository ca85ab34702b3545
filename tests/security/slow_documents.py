"""The application with documents that take a second each, as large ones do, whatever machine this is."""

import time
from typing import Any

from asgi import app
from booth_app.claims.views import stand

__all__ = ["app"]

SECONDS = 1.0
_quick = stand.confirmation_pdf


def _slow(*given: Any) -> bytes:
    time.sleep(SECONDS)
    return _quick(*given)


stand.confirmation_pdf = _slow
