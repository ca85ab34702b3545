"""Reads many files of any format in one confined process: `python fuzz_reader.py`, as `fuzz_child.py` does for SVG.

Each is read as it is and by a mapping. What is read must survive being stored; an error that is not a refusal ends
the process, and its traceback is the finding.
"""

import json
import struct
import sys
import time

from booth_app.planfiles import child, formats
from booth_app.planfiles.asked import NOTHING, Asked
from booth_app.planfiles.read import read_plan, reader
from booth_app.planfiles.unreadable import Unreadable
from booth_app.planfiles.values import from_json, to_json

MAPPED = Asked.of(
    1.0,
    mapping={
        "kinds": [
            {"kind": "booth", "fill": "#000000"},
            {"kind": "hall", "layer": "hall"},
            {"kind": "wall", "layer": ""},
        ],
        "numbers": ["attribute", "text", "label", "id"],
        "largest_is_hall": True,
    },
)


def outcome(data: bytes, asked: Asked) -> str:
    try:
        reading = read_plan(data, asked)
    except Unreadable as refused:
        if "\n" in refused.message("en") + refused.message("ar"):
            raise RuntimeError("a refusal of two lines") from refused
        return refused.code
    for note in reading.notes:
        note.message("ar"), note.message("en")
    assert from_json(json.loads(json.dumps(to_json(reading.plan), allow_nan=False))) == reading.plan
    return "read"


def main() -> None:
    for form in (formats.SVG, formats.DXF, formats.GEOJSON):
        reader(form)
    child._confine()
    while header := sys.stdin.buffer.read(4):
        data = sys.stdin.buffer.read(struct.unpack(">I", header)[0])
        started = time.process_time()
        outcome(data, MAPPED)
        said = outcome(data, NOTHING)
        print(json.dumps([said, round(time.process_time() - started, 3)]), flush=True)


main()
