#!/usr/bin/env python
"""Break so many plan files of every format and have them read: `scripts/fuzz_plans.py N [SEED]`. For nights.

Prints what became of them, keeps those that broke the reader or took too long under var/fuzz/, and ends with 1 then.
"""

import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.uploads.fuzz_formats import FORMATS, files, read  # noqa: E402  # needs the path

_BATCH = 200  # the processor time of a process is limited, as the product's is
_TOLD = 25 * _BATCH  # files from one line of progress to the next
_KEPT = ROOT / "var" / "fuzz"


def main(count: int, seed: int) -> int:
    """Exit code 1 where a file did more than be read or refused."""
    said: Counter[str] = Counter()
    slowest, bad, made, started = 0.0, 0, 0, time.monotonic()
    while made < count:
        form = FORMATS[made // _BATCH % len(FORMATS)]
        batch = read(files(form, seed * 1_000_003 + made, min(_BATCH, count - made)))
        made += len(batch.files)
        said.update(f"{form}: {code}" for code, _ in batch.said)
        slowest = max([slowest, *(seconds for _, seconds in batch.said)])
        if batch.code:
            print(batch.error, file=sys.stderr)
        for data in batch.culprits:
            bad += 1
            _KEPT.mkdir(parents=True, exist_ok=True)
            (_KEPT / f"{form}-{seed}-{made}-{bad}").write_bytes(data)
        if made % _TOLD == 0:
            print(f"{made} files, failed {bad}", file=sys.stderr, flush=True)
    for code, times in sorted(said.items()):
        print(f"{times:8} {code}")
    print(f"{made} files in {time.monotonic() - started:.0f} s, slowest {slowest:.2f} s, failed {bad}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 7))
