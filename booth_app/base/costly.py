"""Work that takes long is done for few at a time, so that whoever books a booth meanwhile finds a thread."""

from collections.abc import Callable
from functools import wraps
from threading import BoundedSemaphore
from typing import ClassVar, ParamSpec, TypeVar

from flask import Flask, current_app

from booth_app.base.errors import Refused

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class Busy(Refused):
    """As many as there is room for are being served: come again in some seconds."""

    code: ClassVar[str] = "busy"
    status: ClassVar[int] = 503


def init_app(app: Flask, *, threads: int) -> None:
    """Keep half of a process's threads free of such work."""
    app.extensions["costly"] = BoundedSemaphore(max(1, threads // 2))


def costly(view: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Mark a view that takes long: where too many are under way, it refuses at once instead of waiting in a thread.

    Raises:
        Busy: from the view.
    """

    @wraps(view)
    def one_of_few(*args: Asked.args, **named: Asked.kwargs) -> Answer:
        places: BoundedSemaphore = current_app.extensions["costly"]
        if not places.acquire(blocking=False):
            raise Busy
        try:
            return view(*args, **named)
        finally:
            places.release()

    one_of_few.costly = True  # type: ignore[attr-defined]  # a mark on a function, as `access.may` makes one
    return one_of_few
