"""What this room says no to, by name."""

from typing import ClassVar

from booth_app.base.errors import Invalid


class UnknownBooth(Invalid):
    """Numbers that mean no booth of the exhibition. `numbers`."""

    code: ClassVar[str] = "unknown-booth"
