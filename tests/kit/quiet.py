"""Tests that hold a time against a limit run alone: while one runs, no other worker of the run does anything.

A plugin. It keeps two locks on files: whoever wants to run passes the gate; most share the room, `quiet` ones have it
for themselves and keep the gate shut, so that those who come later cannot starve them.
"""

import fcntl
from collections.abc import Generator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest


@contextmanager
def _locked(path: Path, how: int) -> Generator[None]:
    with path.open("a") as file:
        fcntl.flock(file, how)
        yield


class Quiet:
    """The locks of one run, in a folder that all its workers know."""

    def __init__(self, folder: Path) -> None:
        self._gate, self._room = folder / "gate", folder / "room"

    def alone(self) -> AbstractContextManager[object]:
        """While nobody else runs, and nobody begins."""
        stack = ExitStack()
        stack.enter_context(_locked(self._gate, fcntl.LOCK_EX))
        stack.enter_context(_locked(self._room, fcntl.LOCK_EX))
        return stack

    def beside_others(self) -> AbstractContextManager[object]:
        """While others run too."""
        with _locked(self._gate, fcntl.LOCK_EX):
            stack = ExitStack()
            stack.enter_context(_locked(self._room, fcntl.LOCK_SH))
        return stack

    # Outermost: the time that a test may take begins when it does.
    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Run a test in its turn."""
        with self.alone() if item.get_closest_marker("quiet") else self.beside_others():
            return (yield)
