"""Write `static/css/demos-grid.css`: classes that place things on the timetable, where no inline style is allowed."""

from pathlib import Path

from booth_app.demos.board import HOUR, MOST_COLUMNS

OUT = Path(__file__).resolve().parent.parent / "static" / "css" / "demos-grid.css"
PER_LINE = 3
HEAD = (
    "/* Made by scripts/draw_timetable_grid.py: columns of five minutes. of-N how many, c-N where, w-N how wide. */\n"
)


def rules() -> str:
    """The whole style sheet."""
    ways = [
        f".of-{n} {{ display: grid; grid-template-columns: repeat({n}, minmax(0, 1fr)); }}"
        for n in range(HOUR, MOST_COLUMNS + 1, HOUR)
    ]
    starts = [f".c-{n} {{ grid-column-start: {n}; }}" for n in range(1, MOST_COLUMNS + 1)]
    widths = [f".w-{n} {{ grid-column-end: span {n}; }}" for n in range(1, MOST_COLUMNS + 1)]
    lines = [
        " ".join(group[at : at + PER_LINE]) for group in (ways, starts, widths) for at in range(0, len(group), PER_LINE)
    ]
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    OUT.write_text(rules())
