"""Icons: one sprite, fetched once, drawn in the colour of the text around them."""

from flask import Flask, current_app
from markupsafe import Markup

MIRRORED = {"back", "arrow", "chev", "undo", "redo", "list"}


def icon(name: str, *, small: bool = False) -> Markup:
    """An icon of the sprite; says nothing to assistive technology, the words beside it do."""
    classes = "icon" + (" small" if small else "") + (" flip" if name in MIRRORED else "")
    href = f"{current_app.extensions['asset']('icons/sprite.svg')}#{name}"
    return Markup('<svg class="{}" aria-hidden="true" focusable="false"><use href="{}"/></svg>').format(classes, href)


def init_app(app: Flask) -> None:
    """Give templates `icon('search')`."""
    app.jinja_env.globals["icon"] = icon
