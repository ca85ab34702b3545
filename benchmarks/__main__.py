"""`python -m benchmarks [area …] [--write]`: measure, print the table, keep the raw numbers."""

import json
import sys
import time
from pathlib import Path

from benchmarks import claims, maps, plans, search, timetables
from benchmarks.measure import Row, machine, table

AREAS = {
    "plans": plans.rows,
    "search": search.rows,
    "maps": maps.rows,
    "claims": claims.rows,
    "timetables": timetables.rows,
}
ON_REQUEST = {"plans-huge": plans.huge}
"""Measured when they are named, not otherwise."""

REPORT = Path("docs/performance.md")
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"


def main(arguments: list[str]) -> None:
    """Run the areas named (all by default); `--write` puts the table into docs/performance.md."""
    names = [each for each in arguments if not each.startswith("--")] or list(AREAS)
    facts = machine()
    print(" · ".join(f"{name} {value}" for name, value in facts.items()), flush=True)
    rows: list[Row] = []
    for name in names:
        for row in (AREAS | ON_REQUEST)[name]():
            rows.append(row)
            print(table([row]).splitlines()[-1], flush=True)
    folder = Path("var/bench")
    folder.mkdir(parents=True, exist_ok=True)
    raw = {"machine": facts, "rows": [row.values for row in rows]}
    (folder / f"{time.strftime('%Y%m%d-%H%M%S')}.json").write_text(json.dumps(raw, indent=1, ensure_ascii=False))
    print("\n" + table(rows))
    if "--write" in arguments:
        text = REPORT.read_text()
        before, after = text.split(BEGIN)[0], text.split(END)[1]
        said = " · ".join(f"{name.replace('_', ' ')} {value}" for name, value in facts.items())
        REPORT.write_text(f"{before}{BEGIN}\n\n{time.strftime('%d %B %Y')}; {said}\n\n{table(rows)}\n\n{END}{after}")


if __name__ == "__main__":
    main(sys.argv[1:])
