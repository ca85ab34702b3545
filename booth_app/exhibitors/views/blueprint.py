"""Where this room's pages live."""

from flask import Blueprint

bp = Blueprint("exhibitors", __name__, url_prefix="/<any(ar,en):lang>")
