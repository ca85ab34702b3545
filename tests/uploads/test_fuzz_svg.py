"""Thousands of broken drawings: each is read or refused, in time, and never anything else.

`BOOTH_TEST_FUZZ` says how many (1,000 unless told; nightly 100,000), `BOOTH_TEST_FUZZ_SEED` which.
"""

import json
import os
import random
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from booth_app.planfiles import limits
from tests.planfiles.drawings import FLOORPLANS, ROOT
from tests.uploads.mutate import FEATURES, mutated

COUNT = int(os.environ.get("BOOTH_TEST_FUZZ", "1000"))
SEED = int(os.environ.get("BOOTH_TEST_FUZZ_SEED", "7"))
BATCH = 125
SECONDS = 10.0
SEEDS = [FEATURES.encode(), FEATURES.encode(), (FLOORPLANS / "upper-hall.svg").read_bytes()]


def files(batch: int, count: int) -> list[bytes]:
    dice = random.Random(SEED * 1_000_003 + batch)
    return [mutated(dice.choice(SEEDS), dice) for _ in range(count)]


def test_the_same_seed_makes_the_same_files():
    assert files(3, 5) == files(3, 5)
    assert len(set(files(3, 50))) > 40


@pytest.mark.parametrize("batch", range(-(-COUNT // BATCH)))
def test_a_broken_drawing_is_read_or_refused_and_nothing_else(batch, tmp_path):
    made = files(batch, min(BATCH, COUNT - batch * BATCH))

    ended = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("fuzz_child.py"))],
        input=b"".join(struct.pack(">I", len(data)) + data for data in made),
        capture_output=True,
        cwd=ROOT,
        env=limits._environment() | {"PYTHONPATH": str(ROOT)},
        timeout=110,
        check=False,
    )

    told = [json.loads(line) for line in ended.stdout.splitlines()]
    slow = [at for at, (_, seconds) in enumerate(told) if seconds > SECONDS]
    for at in [*slow, *([len(told)] if ended.returncode else [])]:
        (kept := tmp_path / f"fuzz-{batch}-{at}.svg").write_bytes(made[at])
        print(kept)
    assert ended.returncode == 0, ended.stderr.decode()[-2000:]
    assert len(told) == len(made)
    assert not slow
    said = {code for code, _ in told}
    assert "read" in said  # the changes are small enough to get past the door …
    assert len(said) > 5  # … and large enough to be refused for many reasons
