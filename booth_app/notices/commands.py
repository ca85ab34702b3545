"""`flask worker`: the process beside the server."""

import signal
from types import FrameType

import click
from flask import current_app

from booth_app.notices.worker import Worker


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is to be done now, then end.")
def worker(*, once: bool) -> None:
    """Number the journal, write down lapsed holds, send mail; until it is told to stop."""
    mine = Worker(current_app._get_current_object())  # type: ignore[attr-defined]
    if once:
        mine.turn()
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        mine.stop.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    mine.run()
