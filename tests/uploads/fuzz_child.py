"""Reads many files in one confined process: `python fuzz_child.py`, each on stdin as its length (4 bytes) and bytes.

Prints for each file what became of it and how long it took. The process is confined as the product's own child is;
an error that is not a refusal ends it, and its traceback is the finding.
"""

import json
import struct
import sys
import time

from booth_app.planfiles import child
from booth_app.planfiles.report import report, text
from booth_app.planfiles.svg.reader import read_svg
from booth_app.planfiles.svg.writer import write_svg
from booth_app.planfiles.unreadable import Unreadable
from booth_app.planfiles.values import from_json, to_json


def outcome(data: bytes) -> str:
    """What the command would say, and whatever is read must survive being stored, reported and written."""
    try:
        reading = read_svg(data)
    except Unreadable as refused:
        if "\n" in refused.message("en") + refused.message("ar"):
            raise RuntimeError("a refusal of two lines") from refused
        return refused.code
    told = report(reading)
    json.dumps(told, allow_nan=False)
    text(told)
    assert from_json(json.loads(json.dumps(to_json(reading.plan), allow_nan=False))) == reading.plan
    read_svg(write_svg(reading.plan).encode())
    return "read"


def main() -> None:
    child._confine()
    while header := sys.stdin.buffer.read(4):
        data = sys.stdin.buffer.read(struct.unpack(">I", header)[0])
        started = time.process_time()
        said = outcome(data)
        print(json.dumps([said, round(time.process_time() - started, 3)]), flush=True)


main()
