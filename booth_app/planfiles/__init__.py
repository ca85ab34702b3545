"""Plan files ⇄ values of `geometry`: SVG read within limits and written, and reports. Opens no database."""

from booth_app.planfiles.check import Outcome, check_file
from booth_app.planfiles.limits import read_limited
from booth_app.planfiles.reading import Note, Reading, Scale
from booth_app.planfiles.svg.reader import read_svg
from booth_app.planfiles.svg.writer import write_svg
from booth_app.planfiles.unreadable import Unreadable

__all__ = [
    "Note",
    "Outcome",
    "Reading",
    "Scale",
    "Unreadable",
    "check_file",
    "read_limited",
    "read_svg",
    "write_svg",
]
