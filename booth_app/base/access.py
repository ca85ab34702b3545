"""Denied by default: a view that names no permission answers 403 to everyone.

Which permission means what is told by whoever knows roles (`install`): this room knows no exhibitions.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, request

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Who:
    """Whoever asks, as services need it: ids and rights, no request.

    `organisation_id` is the organisation a person acts for at the moment; `roles` those in the exhibition
    at hand (names, empty for everyone else).
    """

    user_id: int | None = None
    organisation_id: int | None = None
    exhibition_id: int | None = None
    roles: frozenset[str] = field(default_factory=frozenset)

    @property
    def actor(self) -> str:
        """For the journal."""
        return f"user:{self.user_id}" if self.user_id else "system"


SYSTEM = Who()


def may(permission: str) -> Callable[[View], View]:
    """Name the permission that a view needs."""

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def permission_of(app: Flask, endpoint: str) -> str | None:
    """What the view behind an endpoint asks for; None when it names nothing."""
    given = app.extensions["access"]["endpoints"].get(endpoint)
    return given or getattr(app.view_functions.get(endpoint), "permission", None)


def install(app: Flask, allows: Callable[[str], bool], endpoints: dict[str, str]) -> None:
    """Check every request before its view runs.

    Args:
        allows: whether whoever asks may use a permission. It may also abort or redirect by raising.
        endpoints: permissions of views that we did not write.
    """
    app.extensions["access"] = {"allows": allows, "endpoints": endpoints}

    @app.before_request
    def check() -> None:
        if request.endpoint is None:  # nothing matched: the error handler answers
            return
        permission = permission_of(current_app, request.endpoint)
        if permission is None or not allows(permission):
            abort(403)


def allowed(permission: str) -> bool:
    """For templates and views: would this permission be granted to whoever asks?"""
    return bool(current_app.extensions["access"]["allows"](permission))


def who() -> Who:
    """Whoever asks this request."""
    return g.who
