"""Tests that hold a time against a limit really are alone, and get their turn."""

import fcntl
import threading
import time
from pathlib import Path

from tests.kit.quiet import Quiet


def shut(path: Path) -> bool:
    """Whether somebody has a lock of the folder for themselves."""
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def wants(turns: Quiet, turn: str, order: list[str]) -> threading.Thread:
    def run() -> None:
        with turns.alone() if turn == "alone" else turns.beside_others():
            order.append(turn)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def test_who_wants_to_be_alone_waits_for_the_others_and_goes_before_those_who_come_later(tmp_path: Path) -> None:
    turns, order = Quiet(tmp_path), list[str]()

    with turns.beside_others(), turns.beside_others():
        alone = wants(turns, "alone", order)
        while not shut(tmp_path / "gate"):
            time.sleep(0.01)
        late = wants(turns, "beside", order)
        assert order == []
    alone.join(30)
    late.join(30)

    assert order == ["alone", "beside"]
    assert not shut(tmp_path / "room")
