"""What can be wrong with something typed: a code, never a sentence."""


class Unreadable(ValueError):
    """Typed text that cannot be taken as the value it should be. `code` says why; the page has the sentence.

    `limit` is the bound that was broken, where there is one.
    """

    def __init__(self, code: str, *, limit: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.limit = limit
