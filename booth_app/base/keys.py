"""Numbers of things in addresses and forms: no larger than a table's key can be.

A larger one is an error to either database and not merely unknown, so it is held off before it gets there.
"""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter

LARGEST = 2**31 - 1


def row_number(typed: str) -> int:
    """The number of a thing, for `request.args.get(…, type=row_number)`.

    Raises:
        ValueError: it is none, or nothing can have it.
    """
    number = int(typed)
    if not 0 <= number <= LARGEST:
        raise ValueError(typed[:20])
    return number


class KeyConverter(IntegerConverter):
    """`<int:…>` of an address: an address with a larger number is none."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **{"max": LARGEST, **named})


def init_app(app: Flask) -> None:
    """Let every `<int:…>` be one."""
    app.url_map.converters["int"] = KeyConverter
