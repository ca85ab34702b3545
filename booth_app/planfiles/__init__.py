"""Plan files ⇄ values of `geometry`: read within limits, written, reported on. Opens no database."""

from booth_app.planfiles.asked import Asked
from booth_app.planfiles.check import Outcome, check_file, read_asked
from booth_app.planfiles.limits import look_limited, read_limited
from booth_app.planfiles.look import Look
from booth_app.planfiles.mapping import Mapping
from booth_app.planfiles.reading import Note, Reading, Scale
from booth_app.planfiles.svg.reader import read_svg
from booth_app.planfiles.svg.writer import write_svg
from booth_app.planfiles.unreadable import Unreadable

__all__ = [
    "Asked",
    "Look",
    "Mapping",
    "Note",
    "Outcome",
    "Reading",
    "Scale",
    "Unreadable",
    "check_file",
    "look_limited",
    "read_asked",
    "read_limited",
    "read_svg",
    "write_svg",
]
