"""Work that takes long is done for few at a time, so that whoever books a booth meanwhile finds a thread."""

from collections.abc import Callable
from functools import wraps
from threading import BoundedSemaphore
from typing import Any, ClassVar, TypeVar

from flask import Flask, current_app

from booth_app.base.errors import Refused

View = TypeVar("View", bound=Callable[..., Any])


class Busy(Refused):
    """As many as there is room for are being served: come again in some seconds."""

    code: ClassVar[str] = "busy"
    status: ClassVar[int] = 503


def init_app(app: Flask, *, threads: int) -> None:
    """Keep half of a process's threads free of such work."""
    app.extensions["costly"] = BoundedSemaphore(max(1, threads // 2))


def costly(view: View) -> View:
    """Mark a view that takes long: where too many are under way, it refuses at once instead of waiting in a thread.

    Raises:
        Busy: from the view.
    """

    @wraps(view)
    def one_of_few(*args: Any, **named: Any) -> Any:
        places: BoundedSemaphore = current_app.extensions["costly"]
        if not places.acquire(blocking=False):
            raise Busy
        try:
            return view(*args, **named)
        finally:
            places.release()

    one_of_few.costly = True  # type: ignore[attr-defined]
    return one_of_few  # type: ignore[return-value]
