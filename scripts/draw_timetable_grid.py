"""Write `static/css/demos-grid.css`: the classes that place things on the timetable, since no inline style is allowed."""

from pathlib import Path

from booth_app.demos.board import HOUR, MOST_COLUMNS

OUT = Path(__file__).resolve().parent.parent / "static" / "css" / "demos-grid.css"
HEAD = "/* Made by scripts/draw_timetable_grid.py: columns of five minutes. of-N: how many, c-N: where, w-N: how wide. */\n"


def rules() -> str:
    """The whole style sheet."""
    ways = [
        f".of-{n} {{ display: grid; grid-template-columns: repeat({n}, minmax(0, 1fr)); }}"
        for n in range(HOUR, MOST_COLUMNS + 1, HOUR)
    ]
    starts = [f".c-{n} {{ grid-column-start: {n}; }}" for n in range(1, MOST_COLUMNS + 1)]
    widths = [f".w-{n} {{ grid-column-end: span {n}; }}" for n in range(1, MOST_COLUMNS + 1)]
    return HEAD + "\n".join([*ways, *starts, *widths]) + "\n"


if __name__ == "__main__":
    OUT.write_text(rules())
