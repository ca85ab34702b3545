"""Refusals: what a service says no to, by name."""

from typing import Any, ClassVar


class Refused(Exception):
    """A request that cannot be done as asked, though nothing is broken.

    `code` is for machines and templates, `status` for HTTP, `values` for the sentence. A refusal holds
    no sentence itself: the template has it, in both languages. Raised inside a transaction it undoes
    the whole request.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409

    def __init__(self, **values: Any) -> None:
        super().__init__(self.code)
        self.values = values


class NotFound(Refused):
    """The thing does not exist, or its existence is none of the asker's business."""

    code = "not-found"
    status = 404


class Forbidden(Refused):
    """The asker may not do this."""

    code = "forbidden"
    status = 403


class Stale(Refused):
    """What the asker looked at has been changed by someone else meanwhile."""

    code = "stale"


class Invalid(Refused):
    """A value that no form of ours would send."""

    code = "invalid"
    status = 422
