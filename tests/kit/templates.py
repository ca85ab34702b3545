"""Templates compiled once in a run: each test has an application of its own, and each would compile them again."""

from jinja2.bccache import Bucket, BytecodeCache


class Compiled(BytecodeCache):
    """Compiled templates in memory, by name and content."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take it from memory, if it is there and its source is the same."""
        if kept := self._kept.get(f"{bucket.key}{bucket.checksum}"):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._kept[f"{bucket.key}{bucket.checksum}"] = bucket.bytecode_to_string()


TEMPLATES = Compiled()
