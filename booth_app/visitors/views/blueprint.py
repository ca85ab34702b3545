"""The blueprint that the public pages are views of, and the beginnings of their addresses."""

from flask import Blueprint

bp = Blueprint("visitors", __name__)

LANGUAGE = "/<any(ar,en):lang>"
EXHIBITION = f"{LANGUAGE}/<exhibition>"
