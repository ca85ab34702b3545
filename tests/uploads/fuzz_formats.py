"""Broken plan files of every format in batches: made here, read by one confined process (`fuzz_reader.py`) a batch."""

import json
import random
import re
import struct
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from booth_app.planfiles import limits
from tests.planfiles.drawings import ROOT
from tests.planfiles.dxfs import box, dxf
from tests.uploads.mutate import FEATURES, NUMBERS, WORDS, mutated

FORMATS = ("dxf", "geojson", "svg")
SECONDS = 10.0
"""Processor time in which any file must be read or refused."""

_FIGURES = [*NUMBERS, "0.0", "-1", "1e-9", "256", "32767", "2147483648", "70", "$INSUNITS"]
_KINDS = ["LINE", "LWPOLYLINE", "POLYLINE", "VERTEX", "SEQEND", "INSERT", "HATCH", "SPLINE", "CIRCLE", "ARC", "ELLIPSE"]
_KINDS += ["TEXT", "MTEXT", "ATTRIB", "BLOCK", "ENDBLK", "SECTION", "ENDSEC", "TABLE", "LAYER", "EOF", "DIMENSION"]


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of each file: the code of its refusal or `read`, and its seconds; how the process ended."""

    files: list[bytes]
    said: list[tuple[str, float]]
    code: int
    error: str

    @property
    def culprits(self) -> list[bytes]:
        """The files that took too long, and the one at which the process died."""
        slow = [self.files[at] for at, (_, seconds) in enumerate(self.said) if seconds > SECONDS]
        return slow + ([self.files[len(self.said)]] if self.code and len(self.said) < len(self.files) else [])


def files(form: str, seed: int, count: int) -> list[bytes]:
    """So many broken files; the same for the same seed."""
    dice = random.Random(f"{form} {seed}")
    return [_broken(form, dice) for _ in range(count)]


def read(made: list[bytes]) -> Batch:
    """Have them read by a process of their own, confined as the product's is."""
    ended = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("fuzz_reader.py"))],
        input=b"".join(struct.pack(">I", len(data)) + data for data in made),
        capture_output=True,
        cwd=ROOT,
        env=limits._environment() | {"PYTHONPATH": str(ROOT)},
        timeout=600,
        check=False,
    )
    said = [(code, seconds) for code, seconds in map(json.loads, ended.stdout.splitlines())]
    return Batch(made, said, ended.returncode, ended.stderr.decode("utf-8", "replace")[-2000:])


def _broken(form: str, dice: random.Random) -> bytes:
    seed = dice.choice(_seeds(form))
    if form == "svg" or dice.random() < 0.25:
        return mutated(seed, dice)  # in a format that is not XML, all its changes are of bytes and words
    change = _tags if form == "dxf" else _json
    for _ in range(dice.randint(1, 3)):
        seed = change(seed, dice)
    return seed


def _tags(data: bytes, dice: random.Random) -> bytes:
    """A group code or its value changed, dropped, doubled; an element moved elsewhere."""
    lines = data.split(b"\n")
    pairs = len(lines) // 2
    at = 2 * dice.randrange(max(pairs, 1))
    match dice.randrange(6):
        case 0:
            lines[at : at + 2] = []
        case 1:
            lines[at + 1 : at + 2] = [dice.choice(_FIGURES + WORDS + _KINDS).encode("utf-8", "replace")]
        case 2:
            lines[at] = str(dice.choice([0, 1, 2, 3, 5, 8, 10, 20, 40, 42, 62, 66, 67, 70, 71, 91, 210, 999])).encode()
        case 3:
            other = 2 * dice.randrange(max(pairs, 1))
            size = 2 * dice.choice([1, 2, 8, 30])
            lines[other:other] = lines[at : at + size]
        case 4:
            figures = [n for n in range(1, len(lines), 2) if b"." in lines[n]]
            if figures:
                lines[dice.choice(figures)] = dice.choice(_FIGURES).encode("utf-8", "replace")
        case _:
            lines = lines[: at + dice.randint(0, 1)]
    return b"\n".join(lines)


def _json(data: bytes, dice: random.Random) -> bytes:
    """A value somewhere in the tree changed, dropped, doubled or nested."""
    try:
        root = json.loads(data)
    except ValueError:
        return mutated(data, dice)
    spots = _spots(root)
    if not spots:
        return data
    holder, key = dice.choice(spots)
    wild = [None, True, [], {}, "", 0, -1, 1e308, 181, 1e-9, "booth", "hall", 10**20, [[]], [1, 2], {"type": "Point"}]
    match dice.randrange(4):
        case 0:
            holder[key] = dice.choice(wild)
        case 1:
            other, there = dice.choice(spots)
            holder[key] = json.loads(json.dumps(other[there]))
        case 2:
            for _ in range(dice.randint(1, 40)):
                holder[key] = [holder[key]]
        case _:
            del holder[key]
    return json.dumps(root).encode()


def _spots(root: object) -> list[tuple]:
    found: list[tuple] = []
    waiting = [root]
    while waiting:
        value = waiting.pop()
        keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
        for key in keys:
            found.append((value, key))
            waiting.append(value[key])
    return found


@cache
def _seeds(form: str) -> list[bytes]:
    if form == "svg":
        return [FEATURES.encode(), FEATURES.replace("data-kind", "class").encode()]
    if form == "dxf":
        return [_timeless(dxf(_drawn, version=version)) for version in ("R12", "R12", "R2010")]
    features = [
        {"type": "Feature", "properties": {"kind": kind, "number": f"A-{at}"}, "geometry": _square(3.0 * at, size)}
        for at, (kind, size) in enumerate([("hall", 60), ("booth", 3), ("booth", 3), ("column", 1), ("zone", 9)])
    ]
    member = {"crs": "anchored", "anchor": {"lon": 46.7, "lat": 24.7, "bearing": 30, "at": [0, 0]}}
    near = json.loads(json.dumps(features).replace(".0, ", ".00001, "))
    return [
        json.dumps({"type": "FeatureCollection", "features": features}).encode(),
        json.dumps({"type": "FeatureCollection", "features": features, "booth_app": {"crs": "local-metres"}}).encode(),
        json.dumps({"type": "FeatureCollection", "features": near, "booth_app": member}).encode(),
    ]


def _timeless(data: bytes) -> bytes:
    """Without the hour and the random marks that ezdxf writes: the same numbers shall break the same file tomorrow."""
    data = re.sub(rb"(\$TD\w+\n\s*40\n)[^\n]+", rb"\g<1>2460000.5", data)
    data = re.sub(rb"@ 20[0-9T:.+-]+", b"@ once", data)
    return re.sub(rb"(GUID\n\s*2\n)[^\n]+", rb"\g<1>{00000000-0000-0000-0000-000000000000}", data)


def _square(at: float, size: float) -> dict:
    ring = [[at, at], [at + size, at], [at + size, at + size], [at, at + size], [at, at]]
    return {"type": "Polygon", "coordinates": [ring]}


def _drawn(space, drawing) -> None:
    block = drawing.blocks.new("STAND")
    box(block, 0, 0, 3, 3, "0")
    block.add_attdef("NO", (1, 1))
    nested = drawing.blocks.new("ROW")
    nested.add_blockref("STAND", (0, 0), dxfattribs={"column_count": 3, "column_spacing": 4})
    space.add_blockref("ROW", (5, 5), dxfattribs={"layer": "BOOTHS", "rotation": 15, "xscale": -1})
    space.add_blockref("STAND", (30, 5), dxfattribs={"layer": "BOOTHS"}).add_auto_attribs({"NO": "A-1"})
    space.add_circle((20, 20), 0.3, dxfattribs={"layer": "COLUMNS"})
    space.add_arc((20, 20), 0.9, 0, 90)
    for start, end in (((40, 20), (43, 20)), ((43, 20), (43, 23)), ((43, 23), (40, 23)), ((40, 23), (40, 20))):
        space.add_line(start, end, dxfattribs={"layer": "BOOTHS"})
    space.add_text("B-7", height=0.5).set_placement((41, 21))
    if drawing.dxfversion > "AC1009":
        space.add_lwpolyline([(5, 20, 0, 0, 1), (9, 20, 0, 0, 1)], close=True, dxfattribs={"layer": "STAGE"})
        space.add_ellipse((30, 30), (2, 0), 0.5, dxfattribs={"layer": "DESK"})
        space.add_spline([(1, 1), (2, 3), (5, 1)])
        hatch = space.add_hatch(dxfattribs={"layer": "BOOTHS"})
        hatch.paths.add_polyline_path([(50, 5), (53, 5, 0.5), (53, 8), (50, 8)], is_closed=True)
        space.add_mtext("{\\fArial;C-1}", dxfattribs={"insert": (51, 6)})
